"""What is installed in a Python environment. Runs inside it, so it imports nothing but the standard library.

`python probe.py plugins|packages|about` prints one JSON value.
"""

import json
import platform
import re
import sys
from importlib import metadata
from pathlib import Path


def plugins():
    """The Pulumi plugins that installed packages ask for: each brings a `pulumi-plugin.json` in its folder."""
    found = {}
    for folder in sys.path[1:]:  # the first entry is this script's own folder
        for file in sorted(Path(folder).glob("*/pulumi-plugin.json")):
            described = json.loads(file.read_text(encoding="utf-8"))
            if described.get("resource"):
                package = file.parent.name.replace("_", "-")
                described.setdefault("name", package.removeprefix("pulumi-"))
                described["version"] = described.get("version") or metadata.version(package)
                found.setdefault(described["name"], described)
    return list(found.values())


def packages():
    """Every installed package: name, version, and whether another one brought it in (`required`)."""
    installed, required = {}, set()
    for distribution in metadata.distributions():
        installed.setdefault(normal(distribution.metadata["Name"]), distribution.version)
        for requirement in distribution.requires or ():
            wanted, _, marker = requirement.partition(";")
            if "extra ==" not in marker:
                required.add(normal(re.split(r"[^\w.-]", wanted.strip())[0]))
    return [{"name": n, "version": v, "required": n in required} for n, v in sorted(installed.items())]


def about():
    """Which Python this is; `pip` is empty where it isn't installed."""
    try:
        pip = metadata.version("pip")
    except metadata.PackageNotFoundError:
        pip = ""
    return {"executable": sys.executable, "version": platform.python_version(), "pip": pip}


def normal(name):
    """A package's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    print(json.dumps({"plugins": plugins, "packages": packages, "about": about}[sys.argv[1]]()))
