"""What Fargate runs: sizes of tasks, and the capacity providers by which services ask for it."""

from collections.abc import Mapping, Sequence
from typing import Final

from model.sizes import MIB_PER_GB

FARGATE_PROVIDERS: Final = ("FARGATE", "FARGATE_SPOT")
"""AWS's own: nobody makes them, and a cluster uses them once they are associated with it (ECS API reference,
CapacityProviderStrategyItem)."""

FARGATE_MEMORY_MIB: Final[Mapping[int, Sequence[int]]] = {
    256: (512, 1 * MIB_PER_GB, 2 * MIB_PER_GB),
    512: range(1 * MIB_PER_GB, 4 * MIB_PER_GB + 1, 1 * MIB_PER_GB),
    1024: range(2 * MIB_PER_GB, 8 * MIB_PER_GB + 1, 1 * MIB_PER_GB),
    2048: range(4 * MIB_PER_GB, 16 * MIB_PER_GB + 1, 1 * MIB_PER_GB),
    4096: range(8 * MIB_PER_GB, 30 * MIB_PER_GB + 1, 1 * MIB_PER_GB),
    8192: range(16 * MIB_PER_GB, 60 * MIB_PER_GB + 1, 4 * MIB_PER_GB),
    16384: range(32 * MIB_PER_GB, 120 * MIB_PER_GB + 1, 8 * MIB_PER_GB),
    32768: (60 * MIB_PER_GB, 120 * MIB_PER_GB, 244 * MIB_PER_GB),
}
"""The memory that goes with each number of CPU units (ECS developer guide, task definition parameters, task size).

32 vCPU came in 2026, for Linux only and with these three sizes. From 8 vCPU on, a task needs platform version 1.4.0.
"""

FARGATE_STOP_SECONDS: Final = 120
"""The longest that a container may take to stop (ECS API reference, ContainerDefinition.stopTimeout)."""

FARGATE_STORAGE_GIB: Final = range(21, 201)
"""What `ephemeralStorage` may ask for, in GiB (ECS API reference, EphemeralStorage.sizeInGiB). Unset, a task has 20."""

CAPABILITY: Final = "SYS_PTRACE"
"""The only Linux capability that a container may add (ECS developer guide, task definition differences for Fargate)."""

NOT_ON_FARGATE: Final = (
    *("disableNetworking", "dnsSearchDomains", "dnsServers", "dockerSecurityOptions", "extraHosts", "links"),
    *("linuxParameters.devices", "linuxParameters.maxSwap", "linuxParameters.sharedMemorySize"),
    "linuxParameters.swappiness",
)
"""What a container may not have there, besides GPUs and `privileged` (the same page). It may have a tmpfs since January
2026 (AWS What's New, 2026-01-06)."""
