"""The Python language host of the engine we build: `pulumi-language-python`, in Python.

The engine runs a program, a policy pack or a plugin written in Python through this gRPC service. The official host
comes only with the official releases, not with the Go modules, so a built engine uses this one. It behaves as the
official one does for what a program needs at work: run, policy packs, plugins, `pulumi install` and `pulumi about`.
It doesn't generate code (`pulumi convert`, `pulumi package gen-sdk`), attach a debugger, or run a type checker.
"""
