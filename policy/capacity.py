"""How many tasks a host holds: plain arithmetic over a table of EC2 instance types.

Nothing here asks AWS. `instance_types.csv` holds what DescribeInstanceTypes says of common types (vCPUs, MiB, network
interfaces) and, where somebody measured it, the MiB that the host registered with ECS; the system keeps the rest.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CPU_UNITS_PER_VCPU = 1024

UNMEASURED_SHARE_PERCENT = 93
"""Of a type's memory, what ECS gets where nobody measured it; t3.small and t3.medium, measured, give 93 %."""


@dataclass(frozen=True, kw_only=True)
class Host:
    """What one EC2 instance offers to tasks."""

    instance_type: str
    architecture: str
    """`x86_64` or `arm64` (Graviton)."""
    cpu_units: int
    memory_mib: int
    """What the host registers with ECS: less than the instance type's memory."""
    task_interfaces: int
    """Network interfaces left for awsvpc tasks: the first one is the host's own."""

    def holds(self, task: "Task") -> int:
        """How many such tasks run on this host at the same time."""
        limits = [self.memory_mib // task.memory_mib]
        if task.cpu_units:
            limits.append(self.cpu_units // task.cpu_units)
        if task.own_interface:
            limits.append(self.task_interfaces)
        return min(limits)


@dataclass(frozen=True, kw_only=True)
class Task:
    """What one task takes from its host. With 0 CPU units it reserves none."""

    cpu_units: int
    memory_mib: int
    own_interface: bool = False
    """An awsvpc task takes a network interface; bridge tasks share the host's."""


@cache
def hosts() -> dict[str, Host]:
    """Every instance type of the table, by its name."""
    with Path(__file__).with_name("instance_types.csv").open(newline="") as table:
        return {row["instance_type"]: _host(row) for row in csv.DictReader(table)}


def _host(row: dict[str, str]) -> Host:
    scaled_mib = int(row["memory_mib"]) * UNMEASURED_SHARE_PERCENT // 100
    return Host(
        instance_type=row["instance_type"],
        architecture=row["architecture"],
        cpu_units=int(row["vcpus"]) * CPU_UNITS_PER_VCPU,
        memory_mib=int(row["registered_mib"] or scaled_mib),
        task_interfaces=int(row["network_interfaces"]) - 1,
    )
