"""The command `bluegreen`: releases a stack's service, follows, stops and undoes that, and says the truth about it.

One verb a file; what a verb does is a function or generator, the command only prints. It reads the stack's outputs and
asks AWS; Pulumi's own releases (`ops/plugin`) do the same by the same code.
"""
