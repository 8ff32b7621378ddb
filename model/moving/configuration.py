"""How ECS releases a service: the `deploymentConfiguration` of one whose controller is ECS, with AWS's defaults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Literal

from model.moving.traffic import Route, TargetGroup
from model.native import DEFAULT_PAUSE_MINUTES
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

BREAKER_FEWEST, BREAKER_MOST = 3, 200
"""The failures that the circuit breaker bears are no fewer and no more than these where its percentage is bounded
(botocore's model of June 2026, ThresholdConfiguration)."""


@dataclass(frozen=True, kw_only=True)
class StageHook:
    """What must answer before a stage is over: a function, or a person where there is none (a PAUSE hook)."""

    stages: tuple[Stage, ...]
    function: str = ""
    """Empty: a pause, until somebody continues."""
    details: Any = None
    """What each call of the function gets (`hookDetails`), as JSON has it."""
    timeout_minutes: int = DEFAULT_PAUSE_MINUTES
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
    breaker_kind: Literal["BOUNDED_PERCENT", "UNBOUNDED_PERCENT", "COUNT"] = "BOUNDED_PERCENT"
    breaker_value: int = 50
    alarm_names: tuple[str, ...] = ()
    alarms_roll_back: bool = False
    step_percent: float = 100
    """Of LINEAR's each step, of CANARY's first."""
    step_minutes: int = 0
    bake_minutes: int = 0
    hooks: tuple[StageHook, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """The `deploymentConfiguration` as it was said, for answers; nothing here reads it."""

    def steps(self) -> Iterator[tuple[float, int]]:
        """The share of the production traffic that green gets, and the minutes that it then stays so."""
        if self.strategy is Strategy.CANARY and self.step_percent < 100:
            yield self.step_percent, self.step_minutes
        elif self.strategy is Strategy.LINEAR:
            for step in range(1, ceil(100 / self.step_percent)):
                yield step * self.step_percent, self.step_minutes
        yield 100, 0

    def breaker_threshold(self, desired: int) -> int:
        """How many failed tasks trigger the circuit breaker: so many, or a share of the desired count, rounded up."""
        if self.breaker_kind == "COUNT":
            return self.breaker_value
        share = ceil(desired * self.breaker_value / 100)
        return max(BREAKER_FEWEST, min(BREAKER_MOST, share)) if self.breaker_kind == "BOUNDED_PERCENT" else share


@dataclass(frozen=True, kw_only=True)
class Advanced:
    """A load balancer of a service that ECS itself moves between two groups (`advancedConfiguration`)."""

    groups: tuple[TargetGroup, TargetGroup]
    production: Route
    test: Route | None = None
    network: bool = False
    """A Network Load Balancer's listeners."""
