"""`python -m tests.components.aws_names SERVICE…`: what each name of these services of pulumi_aws is, as JSON.

With names on standard input, which it has printed, it looks these up one by one, after `quick_start` is imported.
"""

import inspect
import json
import sys
from types import ModuleType
from typing import Any

import pulumi_aws
from pulumi import _types

Names = dict[str, dict[str, Any]]


def described(thing: Any) -> list[str]:
    """What it is; of a class also its bases, signature, members, and the types that Pulumi makes of its annotations."""
    if isinstance(thing, ModuleType):
        return [thing.__name__]
    about = [type(thing).__name__, getattr(thing, "__module__", ""), getattr(thing, "__qualname__", "")]
    if isinstance(thing, type):
        about += [str(thing.__mro__), str(inspect.signature(thing.__init__)), str(thing.__doc__)]
        about += [str(sorted(vars(thing))), str(getattr(thing, "__annotations__", ""))]
        about += [str(_types.input_type_types(thing))] if _types.is_input_type(thing) else []
        about += [str(_types.output_type_types(thing))] if _types.is_output_type(thing) else []
    return about


def modules(service: str) -> list[ModuleType]:
    """The service, and what it has of types of outputs."""
    module = getattr(pulumi_aws, service)
    return [module, module.outputs] if hasattr(module, "outputs") else [module]


def public(module: ModuleType) -> list[str]:
    assert module._utilities  # it is loaded only now
    return [name for name in vars(module) if not name.startswith("_")]


if __name__ == "__main__":
    if given := sys.stdin.read():
        import components.quick_start  # noqa: F401 (it changes how pulumi_aws is loaded)
    names: Names = json.loads(given) if given else {}
    found: Names = {}
    for module in (module for service in sys.argv[1:] for module in modules(service)):
        asked = names.get(module.__name__) or public(module)
        found[module.__name__] = {name: described(getattr(module, name)) for name in asked}
    json.dump(found, sys.stdout)
