"""EC2 instance types, as hosts of tasks.

`instance_types.csv` holds what DescribeInstanceTypes says of common types (vCPUs, MiB, network interfaces) and, where
somebody measured it, the MiB that the host registered with ECS; the system keeps the rest.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Final

from model.hosts import Host
from model.sizes import CPU_UNITS_PER_VCPU

ARCHITECTURES: Final = {"ARM64": "arm64", "X86_64": "x86_64"}
"""As task definitions write an architecture (ECS API reference, RuntimePlatform), and as instance types do."""

UNMEASURED_SHARE_PERCENT = 93
"""Of a type's memory, what ECS gets where nobody measured it; t3.small and t3.medium, measured, give 93 %."""


@cache
def instance_types() -> dict[str, Host]:
    """Every instance type of the table, by its name."""
    with Path(__file__).with_name("instance_types.csv").open(newline="") as table:
        return {
            row["instance_type"]: host(
                row["instance_type"],
                architecture=row["architecture"],
                vcpus=int(row["vcpus"]),
                memory_mib=int(row["memory_mib"]),
                network_interfaces=int(row["network_interfaces"]),
                registered_mib=int(row["registered_mib"] or 0),
            )
            for row in csv.DictReader(table)
        }


def host(
    instance_type: str,
    *,
    architecture: str,
    vcpus: int,
    memory_mib: int,
    network_interfaces: int,
    registered_mib: int = 0,
) -> Host:
    """A type as DescribeInstanceTypes describes it, as a host. `registered_mib` 0: nobody measured it."""
    return Host(
        instance_type=instance_type,
        architecture=architecture,
        cpu_units=vcpus * CPU_UNITS_PER_VCPU,
        memory_mib=registered_mib or memory_mib * UNMEASURED_SHARE_PERCENT // 100,
        task_interfaces=network_interfaces - 1,
    )
