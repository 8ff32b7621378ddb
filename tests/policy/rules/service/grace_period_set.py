"""grace-period-set: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, linear
from tests.policy.rules.rule_case import Case, Pass

GRACE = "healthCheckGracePeriodSeconds"


def waiting(seconds: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "service", GRACE, to=seconds)


STOPS: dict[str, Case] = {
    "none": Case(waiting(None), on="service", says="no grace period"),
    "none, in a first preview": Case(waiting(None, FIRST_PREVIEW), on="service", says="no grace period"),
    "0 seconds": Case(waiting(0), on="service", says="no grace period"),
    "none, with ECS's own blue/green": Case(waiting(None, NATIVE), on="service"),
    "none, with ECS's own blue/green under a controller that is not set": Case(
        change(waiting(None, NATIVE), "service", "deploymentController", to=None), on="service"
    ),
    "none, with ECS's own steps": Case(waiting(None, linear(NATIVE)), on="service"),
    "less than the user wants": Case(waiting(60), on="service", says="90", options={"minSeconds": 90}),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a minute": BLUE_GREEN,
    "a minute, as text": waiting("60"),
    "a minute, whatever the load balancers are": change(BLUE_GREEN, "service", "loadBalancers", to=UNKNOWN),
    "just what the user wants": Pass(waiting(90), {"minSeconds": 90}),
    "a rolling service without": ROLLING,
    "no number, which AWS's provider refuses": waiting("soon"),
    "task sets that something else moves, whatever the strategy": change(
        waiting(None, NATIVE), "service", "deploymentController", "type", to="EXTERNAL"
    ),
    "a service that ECS rolls, without": change(waiting(None), "service", "deploymentController", to={"type": "ECS"}),
    "task sets that something else moves": change(
        waiting(None), "service", "deploymentController", "type", to="EXTERNAL"
    ),
    "a service without a load balancer": change(waiting(None, NATIVE), "service", "loadBalancers", to=None),
}

UNDECIDED: dict[str, Case] = {
    "an unknown period": Case(waiting(UNKNOWN), on="service"),
    "none, with unknown load balancers": Case(
        change(waiting(None), "service", "loadBalancers", to=UNKNOWN), on="service"
    ),
    "none, with an unknown controller": Case(
        change(waiting(None), "service", "deploymentController", to=UNKNOWN), on="service"
    ),
    "none, with an unknown strategy": Case(
        change(waiting(None, NATIVE), "service", "deploymentConfiguration", "strategy", to=UNKNOWN), on="service"
    ),
}
