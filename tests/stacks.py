"""Our three stacks: their configuration as the engine would hand it over, and our program run with it."""

import json
import os
import runpy
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml
from recorder import Recording, record

ROOT = Path(__file__).parent.parent
STACKS = ("dev", "staging", "prod")

LOOKUPS: dict[str, dict[str, Any]] = {
    "aws:index/getCallerIdentity:getCallerIdentity": {"accountId": "123456789012", "arn": "", "id": "", "userId": ""},
    "aws:index/getAvailabilityZones:getAvailabilityZones": {
        "names": ["us-east-1a", "us-east-1b", "us-east-1c"],
        "zoneIds": ["use1-az1", "use1-az2", "use1-az4"],
        "groupNames": ["us-east-1"],
        "id": "us-east-1",
        "region": "us-east-1",
    },
}


def declared() -> dict[str, dict[str, Any]]:
    """The keys of `Pulumi.yaml`."""
    return yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]


def stack_file(stack: str) -> dict[str, Any]:
    """The keys of a stack's file, with their namespace."""
    return yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text())["config"]


def configuration(stack: str, **changes: Any) -> dict[str, str]:
    """What the engine hands to the program: the stack's values over the defaults, objects as JSON. None: no key."""
    values = {f"bluegreen:{key}": entry["default"] for key, entry in declared().items() if "default" in entry}
    values |= stack_file(stack) | {f"bluegreen:{key}": value for key, value in changes.items()}
    return {
        key: value if isinstance(value, str) else json.dumps(value)
        for key, value in values.items()
        if value is not None
    }


def program(stack: str, *, preview: bool = False, **changes: Any) -> Recording:
    """Everything that `__main__.py` declares for a stack."""
    with patch.dict(os.environ, {"PULUMI_CONFIG": json.dumps(configuration(stack, **changes))}):
        return record(lambda: runpy.run_path(str(ROOT / "__main__.py")), lookups=LOOKUPS, preview=preview)
