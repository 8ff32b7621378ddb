"""Makes Pulumi's generated protocol modules importable by themselves; the plugin imports it before the first of them.

Their packages would import the whole SDK with them, which takes longer than the rest of the plugin does.
"""

import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType

for package in ("pulumi", "pulumi.runtime", "pulumi.runtime.proto"):
    spec = find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    sys.modules[package] = module_from_spec(spec)  # it has the folder, but its __init__.py isn't run

sys.modules["grpc.aio"] = ModuleType("grpc.aio")  # grpc imports it at once, and nothing here uses it
