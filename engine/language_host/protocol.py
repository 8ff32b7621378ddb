"""Makes Pulumi's generated protocol modules importable by themselves; the launcher imports it before the first of them.

Their packages would import the whole SDK with them, which takes longer than all else that the host does to start.
"""

import sys
from importlib.util import find_spec, module_from_spec

for package in ("pulumi", "pulumi.runtime", "pulumi.runtime.proto"):
    spec = find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    sys.modules[package] = module_from_spec(spec)  # knows its folder, but its __init__.py isn't run
