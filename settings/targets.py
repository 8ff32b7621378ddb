"""The keys of targets: when one is well, how it comes, how it goes, and whether clients stay with it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from components.targets import HealthCheck, Targets
from model.health_checks import HTTP_CODES, INTERVALS_SECONDS, THRESHOLDS, TIMEOUTS_SECONDS
from model.target_groups import DEREGISTRATION_DELAYS_SECONDS, SLOW_STARTS_SECONDS, STICKINESS_SECONDS
from settings.strict import Strict, refuse_unless
from settings.values import HealthCheckPath, between

DEFAULT = HealthCheck(path="/")
LOW, HIGH = HTTP_CODES


def _matcher(value: str) -> str:
    """Codes and ranges, as AWS takes them."""
    for part in value.split(","):
        first, dash, last = part.partition("-")
        codes = [one for one in (first, last if dash else first) if one.isascii() and one.isdigit()]
        refuse_unless(
            len(codes) == 2 and LOW <= int(codes[0]) <= int(codes[1]) <= HIGH,
            f"must be status codes of {LOW} to {HIGH}, such as 200-299 or 200,302",
        )
    return value


def _slow_start(value: int) -> int:
    low, high = SLOW_STARTS_SECONDS
    refuse_unless(not 0 < value < low, f"must be 0 (off) or {low} to {high} seconds")
    return value


Threshold = Annotated[int, between(*THRESHOLDS, "answers in a row")]


class HealthCheckKeys(Strict):
    """`healthCheck`; what is left out is the component's."""

    protocol: Literal["HTTP", "TCP"] = DEFAULT.protocol
    matcher: Annotated[str, AfterValidator(_matcher)] = DEFAULT.matcher
    interval_seconds: Annotated[int, between(*INTERVALS_SECONDS, "seconds")] = DEFAULT.interval_seconds
    timeout_seconds: Annotated[int, between(*TIMEOUTS_SECONDS, "seconds")] = DEFAULT.timeout_seconds
    healthy_threshold: Threshold = DEFAULT.healthy_threshold
    unhealthy_threshold: Threshold = DEFAULT.unhealthy_threshold

    @model_validator(mode="after")
    def _answered_in_time(self) -> "HealthCheckKeys":
        refuse_unless(
            self.timeout_seconds < self.interval_seconds,
            f"has a timeoutSeconds of {self.timeout_seconds} and an intervalSeconds of {self.interval_seconds}, and "
            "AWS wants the time-out below the interval; lower the one or raise the other",
        )
        return self


class TargetKeys(Strict):
    """How the load balancer treats the tasks of a service."""

    health_check_path: HealthCheckPath
    health_check: HealthCheckKeys
    deregistration_delay_seconds: Annotated[int, between(*DEREGISTRATION_DELAYS_SECONDS, "seconds (an hour)")]
    slow_start_seconds: Annotated[
        int, AfterValidator(_slow_start), between(0, SLOW_STARTS_SECONDS[1], "seconds (a quarter of an hour)")
    ]
    stickiness_seconds: Annotated[int, between(0, STICKINESS_SECONDS[1], "seconds (a week)")]

    @property
    def targets(self) -> Targets:
        """The same for the component."""
        return Targets(
            health_check=HealthCheck(path=self.health_check_path, **self.health_check.model_dump()),
            deregistration_delay_seconds=self.deregistration_delay_seconds,
            slow_start_seconds=self.slow_start_seconds,
            stickiness_seconds=self.stickiness_seconds,
        )
