"""Tasks on spare capacity of Fargate: cheaper, and taken back with two minutes' warning.

Fargate puts no on-demand task where Spot has no room; the service tries again until it has (ECS developer guide, Amazon
ECS clusters for Fargate).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from model.fargate import FARGATE_PROVIDERS

ON_DEMAND, SPOT = FARGATE_PROVIDERS


class Share(NamedTuple):
    """One item of a capacity provider strategy."""

    provider: str
    base: int
    """Tasks that come first, before the weights count; only one item of a strategy has any."""
    weight: int
    """Its part of the others; nothing is placed with 0 (ECS API reference, CapacityProviderStrategyItem)."""


@dataclass(frozen=True)
class Spot:
    """How many of a service's tasks run on it."""

    percent: int
    """Of the tasks above `on_demand_tasks`."""
    on_demand_tasks: int = 0
    """Never on Spot."""

    def __post_init__(self) -> None:
        if not 1 <= self.percent <= 100:
            raise ValueError(f"percent must be 1 to 100, got {self.percent}")
        if self.percent == 100 and self.on_demand_tasks:
            raise ValueError("with 100 percent nothing is placed on demand, so on_demand_tasks must be 0")

    @property
    def shares(self) -> Sequence[Share]:
        """The capacity provider strategy."""
        on_demand, spot = Share(ON_DEMAND, self.on_demand_tasks, 100 - self.percent), Share(SPOT, 0, self.percent)
        return (on_demand, spot) if on_demand.weight else (spot,)
