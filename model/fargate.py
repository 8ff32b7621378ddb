"""What Fargate runs: sizes of tasks, and the capacity providers by which services ask for it."""

from collections.abc import Mapping, Sequence
from typing import Final

FARGATE_PROVIDERS: Final = ("FARGATE", "FARGATE_SPOT")
"""AWS's own; every cluster may use them (ECS developer guide, Fargate capacity providers)."""

_GB_MIB = 1024

FARGATE_MEMORY_MIB: Final[Mapping[int, Sequence[int]]] = {
    256: (512, 1 * _GB_MIB, 2 * _GB_MIB),
    512: range(1 * _GB_MIB, 4 * _GB_MIB + 1, 1 * _GB_MIB),
    1024: range(2 * _GB_MIB, 8 * _GB_MIB + 1, 1 * _GB_MIB),
    2048: range(4 * _GB_MIB, 16 * _GB_MIB + 1, 1 * _GB_MIB),
    4096: range(8 * _GB_MIB, 30 * _GB_MIB + 1, 1 * _GB_MIB),
    8192: range(16 * _GB_MIB, 60 * _GB_MIB + 1, 4 * _GB_MIB),
    16384: range(32 * _GB_MIB, 120 * _GB_MIB + 1, 8 * _GB_MIB),
    32768: (60 * _GB_MIB, 120 * _GB_MIB, 244 * _GB_MIB),
}
"""The memory that goes with each number of CPU units (ECS developer guide, task definition parameters, task size).

32 vCPU came in 2026, for Linux only and with these three sizes. From 8 vCPU on, a task needs platform version 1.4.0.
"""
