"""How CodeDeploy moves traffic from the old tasks to the new ones, and how long that takes.

Plain arithmetic. A canary moves a share at once and the rest after its interval; linear moves a share at once and the
same share after each interval. Seen on AWS with 10 % every minute: nine intervals between the first and the last step.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from model.codedeploy import CONFIG_PREFIX, MEMBER_PREFIXES, TWO_DAYS_MINUTES

ShiftKind = Literal["AllAtOnce", "TimeBasedCanary", "TimeBasedLinear"]

BLOCKS: Final[Mapping[str, str]] = {"TimeBasedCanary": "timeBasedCanary", "TimeBasedLinear": "timeBasedLinear"}
"""Where a deployment configuration has the numbers of each kind; AllAtOnce has none."""

SHARES_PERCENT: Final = range(1, 100)
"""Of one step: CodeDeploy takes 1 to 99 (seen in its refusals)."""


def counted_minutes(kind: ShiftKind, percent: int, interval_minutes: int) -> int:
    """The minutes that CodeDeploy compares with two days: it counts every full step of a linear shift.

    Measured on AWS, which takes 2880 minutes of 99 %, 1440 of 50 %, 960 of 33 %, 288 of 10 %, 28 of 1 %, and no more.
    """
    return interval_minutes * (100 // percent if kind == "TimeBasedLinear" else 1)


@dataclass(frozen=True)
class Shift:
    """What a deployment configuration for ECS says, if CodeDeploy takes it."""

    kind: ShiftKind
    percent: int = 100
    """The share of the first step, and with TimeBasedLinear of each."""
    interval_minutes: int = 0
    name: str = ""
    """That of AWS's predefined configuration which says this. Empty: a custom one says it."""

    def __post_init__(self) -> None:
        given = f"got {self.percent} percent and {self.interval_minutes} minutes"
        if self.kind == "AllAtOnce":
            if (self.percent, self.interval_minutes) != (100, 0):
                raise ValueError(f"AllAtOnce takes neither a percentage nor an interval, {given}")
            return
        if self.percent not in SHARES_PERCENT or self.interval_minutes < 1:
            raise ValueError(f"{self.kind} takes 1 to 99 percent and an interval of at least 1 minute, {given}")
        if self.counted_minutes > TWO_DAYS_MINUTES:
            raise ValueError(
                f"{self.kind} moves all traffic in at most {TWO_DAYS_MINUTES} minutes (two days), {given}: "
                f"{self.counted_minutes} in all steps"
            )

    def steps(self) -> Iterator[tuple[int, int]]:
        """Minute after the first step, and the percent of the traffic that the new tasks get from then on."""
        if self.kind == "AllAtOnce":
            yield 0, 100
        elif self.kind == "TimeBasedCanary":
            yield 0, self.percent
            yield self.interval_minutes, 100
        else:
            for step in range(-(-100 // self.percent)):
                yield step * self.interval_minutes, min(100, (step + 1) * self.percent)

    @property
    def minutes(self) -> int:
        """From the first step to the last."""
        *_, (last, _) = self.steps()
        return last

    @property
    def counted_minutes(self) -> int:
        """See the function of this name."""
        return counted_minutes(self.kind, self.percent, self.interval_minutes)

    def __str__(self) -> str:
        if self.kind == "AllAtOnce":
            return "all at once"
        if self.kind == "TimeBasedCanary":
            return f"{self.percent} %, and the rest after {self.interval_minutes} min"
        return f"{self.percent} % every {self.interval_minutes} min"


PREDEFINED: Final[Mapping[str, Shift]] = {
    shift.name: shift
    for shift in (
        Shift("AllAtOnce", name=f"{CONFIG_PREFIX}ECSAllAtOnce"),
        Shift("TimeBasedLinear", 10, 1, f"{CONFIG_PREFIX}ECSLinear10PercentEvery1Minutes"),
        Shift("TimeBasedLinear", 10, 3, f"{CONFIG_PREFIX}ECSLinear10PercentEvery3Minutes"),
        Shift("TimeBasedCanary", 10, 5, f"{CONFIG_PREFIX}ECSCanary10Percent5Minutes"),
        Shift("TimeBasedCanary", 10, 15, f"{CONFIG_PREFIX}ECSCanary10Percent15Minutes"),
    )
}
"""All that AWS has for ECS (CodeDeploy user guide, deployment configurations)."""


def configured(name: str, info: Mapping[str, Any]) -> Shift:
    """What a deployment configuration for ECS says; `info` as GetDeploymentConfig shows it (`deploymentConfigInfo`)."""
    if name in PREDEFINED:
        return PREDEFINED[name]
    routing = info["trafficRoutingConfig"]
    if routing["type"] not in BLOCKS:
        return Shift("AllAtOnce")
    block = BLOCKS[routing["type"]]
    numbers, prefix = routing[block], MEMBER_PREFIXES[block]
    return Shift(routing["type"], int(numbers[f"{prefix}Percentage"]), int(numbers[f"{prefix}Interval"]))
