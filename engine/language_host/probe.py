"""What is installed in a Python environment. Runs inside it, so it imports nothing but the standard library.

`python probe.py plugins|packages|about` prints one JSON value.
"""

import json
import os
import re
import sys


def plugins():
    """The Pulumi plugins that installed packages ask for: each brings a `pulumi-plugin.json` in its folder."""
    found = {}
    for folder in filter(os.path.isdir, sys.path[1:]):  # the first entry is this script's own folder
        for name in sorted(os.listdir(folder)):
            file = os.path.join(folder, name, "pulumi-plugin.json")
            if os.path.isfile(file):
                with open(file, encoding="utf-8") as opened:
                    described = json.load(opened)
                if described.get("resource"):
                    package = name.replace("_", "-")
                    described.setdefault("name", package.removeprefix("pulumi-"))
                    described["version"] = described.get("version") or _metadata().version(package)
                    found.setdefault(described["name"], described)
    return list(found.values())


def packages():
    """Every installed package: name, version, and whether another one brought it in (`required`)."""
    metadata = _metadata()
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
    return {"executable": sys.executable, "version": sys.version.split()[0], "pip": version("pip")}


def version(package):
    """The version of an installed package, by the name of its metadata's folder; empty when it isn't installed."""
    start = package.replace("-", "_") + "-"
    for folder in filter(os.path.isdir, sys.path):
        for name in os.listdir(folder):
            if name.startswith(start) and name.endswith(".dist-info"):
                return name.removeprefix(start).removesuffix(".dist-info")
    return ""


def _metadata():
    # Imported where there is no other way: the engine waits for the answer, and this takes longer than the rest of it.
    from importlib import metadata

    return metadata


def normal(name):
    """A package's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    print(json.dumps({"plugins": plugins, "packages": packages, "about": about}[sys.argv[1]]()))
