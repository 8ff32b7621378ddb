"""The release as a Pulumi resource, `releases:index:Release`: `pulumi up` begins it, waits, and fails when it fails.

A provider plugin of our own, named by path in `Pulumi.yaml`, and no dynamic resource: those end every error in a
traceback, keep their code in the state, and do not hear Ctrl-C (pulumi 3.272). Nothing of AWS's credentials passes
through it: like the command, it takes the environment's.
"""
