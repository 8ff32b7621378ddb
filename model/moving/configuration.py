"""How ECS releases a service: the `deploymentConfiguration` of one whose controller is ECS, with AWS's defaults."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Literal

from model.moving.traffic import Route, TargetGroup
from model.strategy import Strategy

Stage = Literal[
    "RECONCILE_SERVICE",
    "PRE_SCALE_UP",
    "SCALE_UP",
    "POST_SCALE_UP",
    "TEST_TRAFFIC_SHIFT",
    "POST_TEST_TRAFFIC_SHIFT",
    "PRE_PRODUCTION_TRAFFIC_SHIFT",
    "PRODUCTION_TRAFFIC_SHIFT",
    "POST_PRODUCTION_TRAFFIC_SHIFT",
    "BAKE_TIME",
    "CLEAN_UP",
]

BREAKER_PERCENT = 50
BREAKER_FEWEST, BREAKER_MOST = 3, 200
"""The failures that the circuit breaker bears: half of the desired count, rounded up, but no fewer and no more than
these (botocore's model of June 2026, ThresholdConfiguration)."""


@dataclass(frozen=True, kw_only=True)
class StageHook:
    """What must answer before a stage is over: a function, or a person where there is none (a PAUSE hook)."""

    stages: tuple[Stage, ...]
    function: str = ""
    """Empty: a pause, until somebody continues."""
    timeout_minutes: int = 1440
    """Of a pause."""
    timeout_action: Literal["ROLLBACK", "CONTINUE"] = "ROLLBACK"


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """The strategy, and what goes with it."""

    strategy: Strategy
    minimum_percent: int = 100
    maximum_percent: int = 200
    breaker: bool = False
    breaker_rolls_back: bool = False
    alarm_names: tuple[str, ...] = ()
    alarms_roll_back: bool = False
    step_percent: float = 100
    """Of LINEAR's each step, of CANARY's first."""
    step_minutes: int = 0
    bake_minutes: int = 0
    hooks: tuple[StageHook, ...] = ()

    def steps(self) -> Iterator[tuple[float, int]]:
        """The share of the production traffic that green gets, and the minutes that it then stays so."""
        if self.strategy is Strategy.CANARY and self.step_percent < 100:
            yield self.step_percent, self.step_minutes
        elif self.strategy is Strategy.LINEAR:
            for step in range(1, ceil(100 / self.step_percent)):
                yield step * self.step_percent, self.step_minutes
        yield 100, 0

    @staticmethod
    def breaker_threshold(desired: int) -> int:
        """How many failed tasks trigger the circuit breaker."""
        return max(BREAKER_FEWEST, min(BREAKER_MOST, ceil(desired * BREAKER_PERCENT / 100)))


@dataclass(frozen=True, kw_only=True)
class Advanced:
    """A load balancer of a service that ECS itself moves between two groups (`advancedConfiguration`)."""

    groups: tuple[TargetGroup, TargetGroup]
    production: Route
    test: Route | None = None
    network: bool = False
    """A Network Load Balancer's listeners."""
