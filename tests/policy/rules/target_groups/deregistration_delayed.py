"""deregistration-delayed: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING
from tests.policy.rules.rule_case import Case, Pass


def delayed(seconds: Any, program: Program = BLUE_GREEN, group: str = "blue") -> Program:
    return change(program, group, "deregistrationDelay", to=seconds)


STOPS: dict[str, Case] = {
    "no delay": Case(delayed(0), on="blue", says="0, so requests in flight"),
    "no delay, in a first preview": Case(delayed(0, FIRST_PREVIEW), on="blue"),
    "no delay, as a text": Case(delayed("0"), on="blue"),
    "no delay for green, which only the deployment group names": Case(delayed(0, group="green"), on="green"),
    "no delay for ECS's alternate group": Case(delayed(0, NATIVE, "green"), on="green"),
    "no delay for a service that ECS rolls": Case(delayed(0, ROLLING, "group"), on="group"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a minute": BLUE_GREEN,
    "a minute, in a first preview": NATIVE_PREVIEW,
    "a second": delayed(1),
    "AWS's default": delayed(None),
    "AWS's default, in a first preview": delayed(UNKNOWN, FIRST_PREVIEW),
    "a group that no service is behind": without(delayed(0), "service", "release"),
}

UNDECIDED: dict[str, Case] = {
    "a delay that another resource decides": Case(
        unknown(BLUE_GREEN, "blue", "deregistrationDelay", of="cluster"), on="blue", says="deregistrationDelay"
    ),
}
