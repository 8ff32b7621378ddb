"""percents-left-to-codedeploy: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING
from tests.policy.rules.rule_case import Case, Pass

MINIMUM, MAXIMUM = "deploymentMinimumHealthyPercent", "deploymentMaximumPercent"
LOWER = change(BLUE_GREEN, "service", MAXIMUM, to=150)


def on(program: Program, *providers: Any, launch: Any = None) -> Program:
    program = change(
        program, "service", "capacityProviderStrategies", to=[{"capacityProvider": one} for one in providers]
    )
    return change(program, "service", "launchType", to=launch) if launch else program


STOPS: dict[str, Case] = {
    "another maximum": Case(LOWER, on="service", says="200"),
    "another minimum": Case(change(BLUE_GREEN, "service", MINIMUM, to=50), on="service", says="100"),
    "both": Case(change(LOWER, "service", MINIMUM, to=0), on="service", count=2),
    "in a first preview": Case(change(FIRST_PREVIEW, "service", MAXIMUM, to=100), on="service"),
    "on hosts by launch type": Case(on(LOWER, launch="EC2"), on="service"),
    "on hosts and Fargate": Case(on(LOWER, "FARGATE", "provider"), on="service"),
    "as text": Case(change(BLUE_GREEN, "service", MAXIMUM, to="150"), on="service", says="150, where"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "AWS's own": BLUE_GREEN,
    "AWS's own, in a first preview": FIRST_PREVIEW,
    "none": change(change(BLUE_GREEN, "service", MINIMUM, to=None), "service", MAXIMUM, to=None),
    "AWS's own, wherever the tasks run": on(BLUE_GREEN),
    "on Fargate": on(LOWER, launch="FARGATE"),
    "on Fargate's capacity providers": on(LOWER, "FARGATE", "FARGATE_SPOT"),
    "a rolling service": change(ROLLING, "service", MAXIMUM, to=150),
    "ECS's own blue/green": change(NATIVE, "service", MAXIMUM, to=150),
    "AWS's own, as text": change(BLUE_GREEN, "service", MAXIMUM, to="200"),
    "a rolling service on hosts": change(
        change(ROLLING, "service", MAXIMUM, to=150), "service", "launchType", to="EC2"
    ),
    "a percentage that is not a whole number, which the provider refuses": change(
        BLUE_GREEN, "service", MAXIMUM, to="all"
    ),
}

UNDECIDED: dict[str, Case] = {
    "an unknown maximum": Case(change(BLUE_GREEN, "service", MAXIMUM, to=UNKNOWN), on="service"),
    "an unknown controller": Case(change(LOWER, "service", "deploymentController", to=UNKNOWN), on="service"),
    "an unknown capacity provider": Case(on(LOWER, UNKNOWN), on="service"),
    "an unknown launch type": Case(on(LOWER, launch=UNKNOWN), on="service"),
    "whatever the cluster's default is": Case(on(LOWER), on="service"),
}
