"""The stacks in the local file backend, read from its files: the CLI would take a quarter of a second."""

import json
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from local_aws import unanswered
from local_aws.home import Home

STACK = "pulumi:pulumi:Stack"
"""The type of the resource that stands for the stack itself, and has its outputs."""


def names(backend: Path, project: str) -> list[str]:
    """All stacks of the project."""
    return sorted(file.stem for file in backend.glob(f".pulumi/stacks/{project}/*.json"))


def files(folder: Path) -> list[str]:
    """The stacks that have a file in a project's folder; a name may have dots."""
    return sorted(file.name.removeprefix("Pulumi.").removesuffix(".yaml") for file in folder.glob("Pulumi.*.yaml"))


def of_others(backend: Path, project: str) -> list[str]:
    """All stacks of other projects that have resources, as PROJECT/STACK."""
    found = [(file.parent.name, file.stem) for file in sorted(backend.glob(".pulumi/stacks/*/*.json"))]
    return [f"{of}/{stack}" for of, stack in found if of != project and _latest(backend, of, stack).get("resources")]


def interrupted(home: Home, project: str, stack: str) -> bool:
    """Whether an earlier command was killed while AWS was doing something for it, or never heard whether AWS did."""
    pending = _latest(home.state, project, stack).get("pending_operations")
    return bool(pending or unanswered.of_stack(home.journal, project, stack))


def outputs(backend: Path, project: str, stack: str) -> dict[str, Any]:
    """The stack's outputs by name; ours holds no secret."""
    resources = _latest(backend, project, stack)["resources"]
    return next(one["outputs"] for one in resources if one["type"] == STACK)


def protected(backend: Path, project: str, stack: str) -> list[str]:
    """ARNs of the load balancers that the stack keeps from being deleted."""
    resources = _latest(backend, project, stack).get("resources", [])
    return [one["outputs"]["arn"] for one in resources if one.get("outputs", {}).get("enableDeletionProtection")]


def proposes_changes(events: Path) -> bool:
    """Whether the preview with this event log would change a resource or an output."""
    for line in events.read_text().splitlines():
        event = json.loads(line)
        if "summaryEvent" in event:
            return bool(event["summaryEvent"]["resourceChanges"].keys() - {"same"})
        known = event.get("resOutputsEvent", {}).get("metadata", {})
        if known.get("type") == STACK and known["op"] == "same" and known["old"]["outputs"] != known["new"]["outputs"]:
            return True
    return True


def release_dead_locks(backend: Path) -> None:
    """Removes the locks that killed engines left: until `pulumi cancel` the engine would refuse to work."""
    for lock in backend.glob(".pulumi/locks/**/*.json"):
        with suppress(OSError, ValueError, KeyError):  # just gone, or just being written
            owner = str(json.loads(lock.read_text())["pid"])
            listed = subprocess.run(
                ["ps", "-o", "stat=,comm=", "-p", owner], capture_output=True, text=True, check=False
            )
            # The number may now belong to another program, or to a dead engine that its parent hasn't waited for (Z).
            if listed.stdout.startswith("Z") or "pulumi" not in listed.stdout:
                lock.unlink()


def _latest(backend: Path, project: str, stack: str) -> dict[str, Any]:
    file = backend / ".pulumi" / "stacks" / project / f"{stack}.json"
    return json.loads(file.read_text())["checkpoint"]["latest"] or {}
