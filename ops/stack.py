"""The stack that a command is about, by Pulumi's own CLI in the folder of the project."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import outputs
from ops.refusal import Refused
from ops.target import Target

ROOT_TYPE = "pulumi:pulumi:Stack"
"""Of the resource whose outputs are the stack's."""


def selected() -> str:
    """The stack that `pulumi stack select` chose."""
    return _pulumi("stack", "--show-name").strip()


def load(stack: str, service: str | None = None) -> Target:
    """What the stack's outputs say of its service; Refused when it is not up, is another program's, or has several
    services and none of them is named."""
    said = json.loads(_pulumi("stack", "output", "--json", "--stack", stack) or "{}")
    services = _ours(stack, said).services
    name = service or next(iter(services))
    if name not in services or (not service and len(services) > 1):
        known = ", ".join(sorted(services))
        why = f"has no service {service}" if service else f"has {len(services)} services"
        raise Refused(f"the stack {stack} {why}", f"name one of {known} by --service")
    return Target(stack, services[name], name if len(services) > 1 else "")


def exported(stack: str) -> list[dict[str, Any]]:
    """The stack's resources, as its state has them; secrets stay encrypted. Refused when it is not up, or is another
    program's."""
    found = (json.loads(_pulumi("stack", "export", "--stack", stack))["deployment"] or {}).get("resources") or []
    said = next((one["outputs"] for one in found if one["type"] == ROOT_TYPE and one.get("outputs")), None)
    _ours(stack, said)
    return found


def _ours(stack: str, said: Mapping[str, Any] | None) -> outputs.Outputs[str]:
    """What a stack says, if it is up and ours."""
    if not said:
        raise Refused(f"the stack {stack} has no outputs", f"bring it up first: `pulumi up --stack {stack}`")
    try:
        return outputs.load(said)
    except ValueError as error:
        raise Refused(str(error)) from None


def names(folder: Path) -> list[str]:
    """Those that have a file of their own there, for completion."""
    return sorted(file.name.removeprefix("Pulumi.").removesuffix(".yaml") for file in folder.glob("Pulumi.*.yaml"))


def _pulumi(*words: str) -> str:
    try:
        ended = subprocess.run(["pulumi", *words, "--non-interactive"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise Refused("there is no `pulumi` on the PATH", "install it, or put ./local in front") from None
    if ended.returncode:
        lines = [line for line in ended.stderr.splitlines() if line.strip()]
        raise Refused(lines[-1].removeprefix("error: ") if lines else "pulumi failed", "name the stack by --stack")
    return ended.stdout
