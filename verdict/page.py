"""Keeps docs/terraform-and-cloudformation.md current: runs the commands that it shows. `python -m verdict.page`."""

import os
import re
import subprocess
import sys

from verdict.stacks import ROOT

PAGE = ROOT / "docs" / "terraform-and-cloudformation.md"
SHOWN = re.compile(r"```console\n\$ \.venv/bin/python (.+)\n(?:.*\n)*?```")


def written() -> str:
    """The page with what its commands say now."""
    return SHOWN.sub(_run, PAGE.read_text(encoding="utf-8"))


def _run(shown: re.Match[str]) -> str:
    ran = subprocess.run(
        [sys.executable, *shown[1].split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": "120"},
    )
    if ran.stderr:
        raise RuntimeError(ran.stderr)
    return f"```console\n$ .venv/bin/python {shown[1]}\n{ran.stdout.strip()}\n```"


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
