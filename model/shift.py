"""How CodeDeploy moves traffic from the old tasks to the new ones, and how long that takes.

Plain arithmetic. A canary moves a share at once and the rest after its interval; linear moves a share at once and the
same share after each interval. Seen on AWS with 10 % every minute: nine intervals between the first and the last step.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["AllAtOnce", "TimeBasedCanary", "TimeBasedLinear"]

TWO_DAYS_MINUTES = 2880
"""The longest that CodeDeploy lets a shift take, by its own way of counting; see `counted_minutes`."""


@dataclass(frozen=True)
class Shift:
    """What a deployment configuration for ECS says."""

    kind: Kind
    percent: int = 100
    """The share of the first step, and with TimeBasedLinear of each."""
    interval_minutes: int = 0

    def __post_init__(self) -> None:
        if self.kind != "AllAtOnce" and not (1 <= self.percent <= 99 and self.interval_minutes >= 1):
            raise ValueError(
                f"{self.kind} takes 1 to 99 percent and an interval of at least 1 minute,"
                f" got {self.percent} percent and {self.interval_minutes} minutes"
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
        """The minutes that CodeDeploy compares with two days; it counts every full step of a linear shift."""
        return self.interval_minutes * (100 // self.percent if self.kind == "TimeBasedLinear" else 1)

    def __str__(self) -> str:
        if self.kind == "AllAtOnce":
            return "all at once"
        if self.kind == "TimeBasedCanary":
            return f"{self.percent} %, and the rest after {self.interval_minutes} min"
        return f"{self.percent} % every {self.interval_minutes} min"


PREFIX = "CodeDeployDefault."
"""Names that begin like this are AWS's own."""

PREDEFINED: Final[Mapping[str, Shift]] = {
    "CodeDeployDefault.ECSAllAtOnce": Shift("AllAtOnce"),
    "CodeDeployDefault.ECSCanary10Percent5Minutes": Shift("TimeBasedCanary", 10, 5),
    "CodeDeployDefault.ECSCanary10Percent15Minutes": Shift("TimeBasedCanary", 10, 15),
    "CodeDeployDefault.ECSLinear10PercentEvery1Minutes": Shift("TimeBasedLinear", 10, 1),
    "CodeDeployDefault.ECSLinear10PercentEvery3Minutes": Shift("TimeBasedLinear", 10, 3),
}
"""All that AWS has for ECS (CodeDeploy user guide, deployment configurations)."""
