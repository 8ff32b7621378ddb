"""Makes Pulumi's generated protocol modules importable by themselves; the launcher imports it before the first of them.

Their packages would import the whole SDK with them, which takes longer than all else that the host does to start.
"""

import gc
import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType

# What is imported stays: to look for garbage in it after every 700 new objects takes a twentieth of the start.
gc.set_threshold(100_000, 50, 100)

for package in ("pulumi", "pulumi.runtime", "pulumi.runtime.proto"):
    spec = find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    sys.modules[package] = module_from_spec(spec)  # knows its folder, but its __init__.py isn't run

sys.modules["grpc.aio"] = ModuleType("grpc.aio")  # grpc imports it at once, and nothing here uses it
