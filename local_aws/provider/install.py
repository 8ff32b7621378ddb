"""Puts the stand-in into a Pulumi home, where the engine takes it for the `aws` plugin of the installed SDK."""

import os
import shlex
import sys
from pathlib import Path

from local_aws.provider import sdk

ROOT = Path(__file__).resolve().parents[2]
PACKAGE_SCHEMA = Path(__file__).with_name("package_schema.py")


def into(home: Path) -> Path:
    """Installs the plugin into this PULUMI_HOME and returns its folder; doing so again changes nothing."""
    folder = home / "plugins" / f"resource-aws-v{sdk.version()}"
    folder.mkdir(parents=True, exist_ok=True)
    launcher = folder / "pulumi-resource-aws"
    python, root = shlex.quote(sys.executable), shlex.quote(str(ROOT))
    text = f'#!/bin/sh\nPYTHONPATH={root} exec {python} -m local_aws.provider "$@"\n'
    if not launcher.is_file() or launcher.read_text(encoding="utf-8") != text:
        # Another engine may be starting it right now: it gets the old launcher or the new one, never half of it.
        written = launcher.with_suffix(".new")
        written.write_text(text, encoding="utf-8")
        written.chmod(0o755)
        written.replace(launcher)
    # Pulumi keeps the package schema until the plugin's folder is newer than what it has kept.
    if folder.stat().st_mtime < PACKAGE_SCHEMA.stat().st_mtime:
        os.utime(folder)
    return folder
