"""Our components as a package, installed the way that another team does it, but with no network."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.workspace import ROOT

SOURCES = ("pyproject.toml", "docs", "components", "model", "app")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--isolated", "-q")


def run(*command: str, cwd: Path, **environment: str) -> str:
    """What it printed; where it fails, the test does."""
    done = subprocess.run(command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def install(folder: Path) -> Path:
    """A folder below this one that has the package, and nothing else."""
    # A build writes beside its sources, so they are a copy.
    source, packages = folder / "source", folder / "packages"
    source.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source / name)
    alone = ("--no-deps", "--no-index")
    run(*PIP, "wheel", ".", *alone, "--no-build-isolation", "--wheel-dir", str(folder), cwd=source)
    (wheel,) = folder.glob("*.whl")
    run(*PIP, "install", *alone, "--target", str(packages), str(wheel), cwd=folder)
    return packages


def virtual_environment(folder: Path, packages: Path) -> None:
    """Has these packages, and those that ours has."""
    run(sys.executable, "-m", "venv", "--without-pip", str(folder), cwd=folder.parent)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "packages.pth").write_text(f"{packages}\n{sysconfig.get_path('purelib')}\n")
