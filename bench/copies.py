"""Many services in one plan of Terraform: each a copy of a whole one, in a module of its own."""

import json
import re
from pathlib import Path
from typing import Any

from local_aws.home import ROOT

PLAN = ROOT / "tests" / "programs" / "terraform" / "plan.json"
NAME = re.compile(r'"orders(?=["-])')
"""What the service is called; the image is another's."""


def plan(services: int) -> dict[str, Any]:
    """A plan of that many copies, each under names of its own."""
    one = json.loads(PLAN.read_text())
    calls = {f"s{number}": {"module": one["configuration"]["root_module"]} for number in range(services)}
    return {
        "format_version": one["format_version"],
        "resource_changes": [_within(call, change) for call in calls for change in one["resource_changes"]],
        "configuration": {"root_module": {"module_calls": calls}},
    }


def _within(call: str, change: dict[str, Any]) -> dict[str, Any]:
    own = json.loads(NAME.sub(f'"{call}', json.dumps(change["change"])))
    inside = f".{change['module_address']}" if "module_address" in change else ""
    return {
        **change,
        "address": f"module.{call}.{change['address']}",
        "module_address": f"module.{call}{inside}",
        "change": own,
    }


def written(services: int, folder: Path) -> Path:
    """The plan as a file."""
    file = folder / f"{services}.json"
    file.write_text(json.dumps(plan(services)))
    return file
