"""two-tasks-at-least: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, ignoring, unlinked
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.service.service_ignores_scaling import target


def counting(tasks: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "service", "desiredCount", to=tasks)


SCALED = ignoring(counting(1), "service", "desiredCount")

STOPS: dict[str, Case] = {
    "one task": Case(counting(1), on="service", says="single task"),
    "one task, of a service that does not say how it is scheduled": Case(
        change(counting(1), "service", "schedulingStrategy", to=None), on="service"
    ),
    "one task, in a first preview": Case(counting("1", FIRST_PREVIEW), on="service"),
    "one task of a rolling service": Case(counting(1, ROLLING), on="service"),
    "one task of a service with ECS's own strategy": Case(counting(1, NATIVE), on="service"),
    "one task in a quiet hour": Case((*counting(4), target(minCapacity=1)), on="scaling", says="minCapacity"),
    "one task in a quiet hour, in a first preview": Case(
        (*FIRST_PREVIEW, target(UNKNOWN, minCapacity=1)), on="scaling", says="minCapacity"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "two tasks": BLUE_GREEN,
    "two tasks, in a first preview": FIRST_PREVIEW,
    "no task, of a service that is switched off": counting(0),
    "a number that is not set": counting(None),
    "one task that is scaled at once": (*SCALED, target(minCapacity=2)),
    "a number that is not set, nor how it is scheduled": change(
        counting(None), "service", "schedulingStrategy", to=None
    ),
    "two tasks, and an unknown scalable target": (
        *BLUE_GREEN,
        *unlinked((target(UNKNOWN, minCapacity=1),), "scaling"),
    ),
    "one task of another program's service in a quiet hour": (
        *BLUE_GREEN,
        *unlinked((target("service/shop/api", minCapacity=1),), "scaling"),
    ),
    "none in a quiet hour, as intended": (*SCALED, target(minCapacity=0)),
    "one worker behind no load balancer": change(counting(1, ROLLING), "service", "loadBalancers", to=None),
    "a daemon on each host": change(counting(1, ROLLING), "service", "schedulingStrategy", to="DAEMON"),
}

UNDECIDED: dict[str, Case] = {
    "an unknown number of tasks": Case(counting(UNKNOWN), on="service"),
    "an unknown number in a quiet hour": Case((*BLUE_GREEN, target(minCapacity=UNKNOWN)), on="scaling"),
    "one task, and something outside the program scales it": Case(SCALED, on="service"),
    "one task, of a service that ignores every change": Case(ignoring(counting(1), "service", "*"), on="service"),
    "one task behind unknown load balancers": Case(
        change(counting(1), "service", "loadBalancers", to=UNKNOWN), on="service"
    ),
    "one task that may be a daemon": Case(
        change(counting(1), "service", "schedulingStrategy", to=UNKNOWN), on="service"
    ),
}
