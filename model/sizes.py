"""Sizes of tasks, which are also written as `1 vCPU` and `2 GB`, and of what they and functions are told."""

import json
import re
from typing import Final, Literal

CPU_UNITS_PER_VCPU: Final = 1024
MIB_PER_GB: Final = 1024
TASK_DEFINITION_BYTES: Final = 65_536
"""The largest task definition (ECS developer guide, service quotas): “Max allowed length is '65536' bytes.”"""
FUNCTION_ENVIRONMENT_BYTES: Final = 4096
"""All that a function of Lambda has as environment variables
(https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)."""

Unit = Literal["vCPU", "GB"]
_PER_UNIT: Final[dict[Unit, int]] = {"vCPU": CPU_UNITS_PER_VCPU, "GB": MIB_PER_GB}


def json_bytes(value: object) -> int:
    """How long a value is as JSON, at least."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def size(value: object, unit: Unit) -> int | None:
    """CPU units or MiB; None for what is neither. Upper and lower case of the unit, and the blank, don't matter.

    ECS developer guide, task definition parameters, task size.
    """
    text = str(value).strip().lower()
    if written := re.fullmatch(rf"(\d+\.?\d*|\.\d+)\s*{unit.lower()}", text):
        return int(float(written[1]) * _PER_UNIT[unit])
    plain = re.fullmatch(r"(\d+)(\.0*)?", text)
    return int(plain[1]) if plain else None
