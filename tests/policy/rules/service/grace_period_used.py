"""grace-period-used: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers


def unbalanced(program: Program = BLUE_GREEN, seconds: Any = 60) -> Program:
    """Without a load balancer."""
    program = change(program, "service", "healthCheckGracePeriodSeconds", to=seconds)
    return change(program, "service", "loadBalancers", to=[])


STOPS: dict[str, Case] = {
    "no load balancer": Case(unbalanced(), on="service", says="60 seconds"),
    "no load balancer, in a first preview": Case(unbalanced(FIRST_PREVIEW), on="service", says="“Health check grace"),
    "no load balancer, in a rolling service": Case(unbalanced(ROLLING, "30"), on="service", says="30 seconds"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a load balancer": BLUE_GREEN,
    "no grace period": unbalanced(seconds=0),
    "VPC Lattice": change(unbalanced(), "service", "vpcLatticeConfigurations", to=[{"portName": "web"}]),
    "a container with a health check": containers(unbalanced(), task(healthCheck={"command": ["CMD", "true"]})),
    "a task definition of another program": without(unbalanced(), "tasks"),
    "nothing of it": change(
        change(NATIVE, "service", "healthCheckGracePeriodSeconds", to=None), "service", "desiredCount", to=2
    ),
}

UNDECIDED: dict[str, Case] = {
    "load balancers that are not known": Case(
        unknown(unbalanced(), "service", "loadBalancers", of="blue"), on="service", says="whether the service has"
    ),
    "a grace period that is not known": Case(
        unknown(unbalanced(), "service", "healthCheckGracePeriodSeconds", of="blue"), on="service"
    ),
    "unknown containers": Case(change(unbalanced(), "tasks", "containerDefinitions", to=UNKNOWN), on="service"),
}
