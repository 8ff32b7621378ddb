"""What Fargate runs: sizes of tasks, and the capacity providers by which services ask for it."""

from collections.abc import Mapping, Sequence
from typing import Final

from model.sizes import MIB_PER_GB

FARGATE_PROVIDERS: Final = ("FARGATE", "FARGATE_SPOT")
"""AWS's own; every cluster may use them (ECS developer guide, Fargate capacity providers)."""

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
