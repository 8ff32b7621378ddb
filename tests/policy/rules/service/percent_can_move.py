"""percent-can-move: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, ignoring
from tests.policy.programs import BLUE_GREEN, NATIVE, ROLLING, before_create
from tests.policy.rules.rule_case import Case, Pass

MINIMUM, MAXIMUM = "deploymentMinimumHealthyPercent", "deploymentMaximumPercent"


def rolling(desired: Any, minimum: Any, maximum: Any, **more: Any) -> Program:
    program = ROLLING
    for name, value in {"desiredCount": desired, MINIMUM: minimum, MAXIMUM: maximum, **more}.items():
        program = change(program, "service", name, to=value)
    return program


STOPS: dict[str, Case] = {
    "one task and 150 %": Case(rolling(1, 100, 150), on="service", says="deploymentMaximumPercent to 200"),
    "one task and 50 % to 100 %": Case(rolling(1, 50, 100), on="service", says="Percent to 0"),
    "two tasks and 75 %": Case(rolling(2, 75, 100), on="service", says="at least 2"),
    "three tasks and 125 %": Case(rolling(3, 100, 125), on="service", says="to 134 or more with"),
    "no room at all": Case(rolling(50, 100, 100), on="service", says="cannot be 100 as this will block deployments"),
    "no room at all, and no tasks": Case(rolling(0, 100, 100), on="service", says="will block"),
    "no room at all, whoever sets the number of tasks": Case(
        ignoring(rolling(4, 100, 100), "service", "desiredCount"), on="service"
    ),
    "no room at all, and an unknown number of tasks": Case(rolling(UNKNOWN, 100, 100), on="service"),
    "no room for all the new tasks": Case(rolling(4, 0, 50), on="service", says="at most 2"),
    "a minimum above what there is": Case(rolling(2, 150, 200), on="service", says="at least 3"),
    "in a first preview": Case(before_create(rolling(1, 100, 150)), on="service"),
    "numbers as text": Case(rolling("1", "100", "150"), on="service"),
    "the controller by its name": Case(
        rolling(1, 100, 150, deploymentController={"type": "ECS"}, deploymentConfiguration={"strategy": "ROLLING"}),
        on="service",
    ),
    "the default minimum": Case(change(rolling(1, 100, 150), "service", MINIMUM, to=None), on="service"),
    "the default maximum": Case(change(rolling(1, 150, 200), "service", MAXIMUM, to=None), on="service"),
    "no room at all, and a number of tasks that is not set": Case(
        change(rolling(0, 100, 100), "service", "desiredCount", to=None), on="service", says="of 1 task(s)"
    ),
    "no room at all, with the default minimum": Case(
        change(rolling(100, 100, 100), "service", MINIMUM, to=None), on="service", says="at least 100 must run"
    ),
    "no room at all, with the default maximum": Case(
        change(rolling(100, 200, 200), "service", MAXIMUM, to=None), on="service", says="at most 200 may"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "AWS's defaults": ROLLING,
    "one task more": rolling(1, 100, 200),
    "one task less": rolling(1, 0, 100),
    "one of four less": rolling(4, 75, 100),
    "one of four more": rolling(4, 100, 125),
    "no task to move": rolling(0, 50, 150),
    "a number of tasks that is not set, which is none": change(rolling(1, 50, 150), "service", "desiredCount", to=None),
    "a number that something else sets, where it moves": ignoring(rolling(2, 50, 150), "service", "desiredCount"),
    "an unknown number of tasks, where any moves": rolling(UNKNOWN, 100, 200),
    "unknown percentages of no task": rolling(0, UNKNOWN, 200),
    "a daemon with the maximum that the provider fills in": rolling(1, 100, 200, schedulingStrategy="DAEMON"),
    "a daemon, one of which goes before the next comes": rolling(1, 0, 100, schedulingStrategy="DAEMON"),
    "a daemon whose hosts nobody counted": rolling(1, 50, 100, schedulingStrategy="DAEMON"),
    "a daemon with percentages that the provider does not send": rolling(None, 100, 100, schedulingStrategy="DAEMON"),
    "a service that CodeDeploy releases": change(
        change(BLUE_GREEN, "service", "desiredCount", to=1), "service", MAXIMUM, to=100
    ),
    "ECS's own blue/green": change(change(NATIVE, "service", "desiredCount", to=1), "service", MAXIMUM, to=100),
    "a percentage that is not a whole number": rolling(1, 100, 150.5),
    "one task with AWS's percentages, which are not set": change(
        change(rolling(1, 100, 200), "service", MINIMUM, to=None), "service", MAXIMUM, to=None
    ),
    "texts instead of numbers": rolling("two", 100, 100),
    "a minimum that is not a number": rolling(1, "half", 100),
}

UNDECIDED: dict[str, Case] = {
    "an unknown number of tasks": Case(rolling(UNKNOWN, 100, 150), on="service", says="desiredCount"),
    "a number that something else sets": Case(
        ignoring(rolling(1, 100, 150), "service", "desiredCount"), on="service", says="desiredCount"
    ),
    "everything set by something else": Case(ignoring(rolling(1, 100, 150), "service", "*"), on="service"),
    "an unknown maximum": Case(rolling(2, 100, UNKNOWN), on="service"),
    "an unknown minimum": Case(rolling(2, UNKNOWN, 100), on="service"),
    "an unknown controller": Case(rolling(1, 100, 150, deploymentController={"type": UNKNOWN}), on="service"),
    "an unknown strategy": Case(rolling(1, 100, 150, deploymentConfiguration={"strategy": UNKNOWN}), on="service"),
    "an unknown scheduling strategy": Case(rolling(1, 100, 150, schedulingStrategy=UNKNOWN), on="service"),
}
