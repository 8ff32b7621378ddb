"""The keys of a release: who moves it, how traffic moves, how long each side waits, and what `pulumi up` does of it."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from components.rollout import Plan
from model.codedeploy import TWO_DAYS_MINUTES
from model.native import PAUSE_MINUTES
from model.shift import PREDEFINED, SHARES_PERCENT, Shift, ShiftKind, counted_minutes
from model.strategy import Strategy
from settings.hooks import HookKeys
from settings.strict import Strict, refuse_unless
from settings.values import between
from settings.wording import nearest

KINDS: Mapping[str, ShiftKind] = {"canary": "TimeBasedCanary", "linear": "TimeBasedLinear", "allAtOnce": "AllAtOnce"}
"""What CodeDeploy calls each type."""

NATIVE: Mapping[ShiftKind, Strategy] = {
    "AllAtOnce": Strategy.BLUE_GREEN,
    "TimeBasedLinear": Strategy.LINEAR,
    "TimeBasedCanary": Strategy.CANARY,
}
"""The strategy by which ECS itself moves traffic the same way."""

FORMS = ("predefined", "custom")
"""Of `deploymentConfig`: text, or an object."""


class CustomShift(Strict):
    """`deploymentConfig` as an object."""

    type: Literal["canary", "linear", "allAtOnce"]
    percentage: Annotated[int, between(SHARES_PERCENT[0], SHARES_PERCENT[-1], "percent")] | None = None
    interval_minutes: Annotated[int, between(1, TWO_DAYS_MINUTES, "minutes")] | None = None

    @model_validator(mode="after")
    def _complete(self) -> "CustomShift":
        if self.type == "allAtOnce":
            refuse_unless(
                self.percentage is None and self.interval_minutes is None,
                "is allAtOnce, which takes no percentage and no intervalMinutes",
            )
            return self
        if self.percentage is None or self.interval_minutes is None:
            raise ValueError(f"is {self.type} and must have percentage and intervalMinutes")
        minutes = counted_minutes(KINDS[self.type], self.percentage, self.interval_minutes)
        refuse_unless(
            minutes <= TWO_DAYS_MINUTES,
            f"would take {minutes} minutes to move all traffic, and CodeDeploy gives {TWO_DAYS_MINUTES} (two days); "
            "raise percentage or lower intervalMinutes",
        )
        return self

    @property
    def shift(self) -> Shift:
        """The same in CodeDeploy's words."""
        if self.percentage is None or self.interval_minutes is None:
            return Shift("AllAtOnce")
        return Shift(KINDS[self.type], self.percentage, self.interval_minutes)


def _predefined(value: str) -> str:
    meant = nearest(value, PREDEFINED)
    hint = f" (did you mean {meant}?)" if meant else ""
    refuse_unless(
        value in PREDEFINED,
        f"must be one of {', '.join(PREDEFINED)}{hint}, or an object {{type, percentage, intervalMinutes}}",
    )
    return value


def _form(value: Any) -> str:
    return FORMS[0] if isinstance(value, str) else FORMS[1]


class ReleaseKeys(Strict):
    """What a stack says of its releases. What a strategy takes of it is in `strategies.py`."""

    mover: Annotated[Literal["codedeploy", "native", "rolling"], Field(alias="strategy")]
    rollout: Literal["onUpdate", "external"]
    until: Literal["shifted", "baked", "done"]
    image_gate: Literal["none", "CRITICAL", "HIGH"]
    deployment_config: Annotated[
        Annotated[str, AfterValidator(_predefined), Tag(FORMS[0])] | Annotated[CustomShift, Tag(FORMS[1])],
        Discriminator(_form),
    ]
    termination_wait_minutes: Annotated[int, between(0, TWO_DAYS_MINUTES, "minutes (two days)")]
    ready_wait_minutes: Annotated[int, between(0, PAUSE_MINUTES, "minutes (two weeks)")]
    asked: Annotated[list[HookKeys], Field(alias="hooks")]
    minimum_healthy_percent: Annotated[int, between(0, 100, "percent of the desired count")]
    maximum_percent: Annotated[int, between(100, 200, "percent of the desired count")]

    @property
    def shift(self) -> Shift:
        """How traffic moves: as a predefined configuration says, or a custom one."""
        given = self.deployment_config
        return PREDEFINED[given] if isinstance(given, str) else given.shift

    @property
    def plan(self) -> Plan:
        """How a release moves the service."""
        return Plan(
            strategy=self.strategy,
            shift=self.shift,
            termination_wait_minutes=self.termination_wait_minutes,
            ready_wait_minutes=self.ready_wait_minutes,
            minimum_healthy_percent=self.minimum_healthy_percent,
            maximum_percent=self.maximum_percent,
        )

    @property
    def strategy(self) -> Strategy:
        """Who moves a release, and how."""
        if self.mover == "native":
            return NATIVE[self.shift.kind]
        return Strategy.CODEDEPLOY if self.mover == "codedeploy" else Strategy.ROLLING
