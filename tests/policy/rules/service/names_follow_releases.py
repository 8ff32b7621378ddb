"""names-follow-releases: what it warns of, and what it lets through."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, arn
from tests.policy.rules.rule_case import Case, Pass

REGISTRY = {"registryArn": arn("servicediscovery", "service/srv-1")}


def registered(program: Program, registry: Any = REGISTRY) -> Program:
    return change(program, "service", "serviceRegistries", to=registry)


STOPS: dict[str, Case] = {
    "a name of a service that CodeDeploy moves": Case(registered(BLUE_GREEN), on="service", says="moves no traffic"),
    "the same, in a first preview": Case(registered(FIRST_PREVIEW, {"registryArn": UNKNOWN}), on="service"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no name": BLUE_GREEN,
    "a name of a service that ECS moves": registered(NATIVE),
    "a name of a rolling service": registered(ROLLING),
    "a name that is not known": registered(BLUE_GREEN, UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "a controller that is not known": Case(
        change(registered(BLUE_GREEN), "service", "deploymentController", to=UNKNOWN), on="service", says="CodeDeploy"
    ),
}
