"""placement-on-hosts: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.service.capacity_strategy_valid import BY_PROVIDER, default, strategy

SPREAD = [{"type": "spread", "field": "attribute:ecs.availability-zone"}]
LINUX = [{"type": "memberOf", "expression": "attribute:ecs.os-type == linux"}]
OTHER_TASKS = without(BY_PROVIDER, "tasks")


def placed(program: Program, prop: str = "orderedPlacementStrategies", to: Any = SPREAD) -> Program:
    return change(program, "service", prop, to=to)


STOPS: dict[str, Case] = {
    "a strategy": Case(placed(NATIVE), on="service", says="“Placement strategies are not supported with FARGATE"),
    "a strategy, in a first preview": Case(placed(NATIVE_PREVIEW), on="service", says="strategies"),
    "a strategy, in a rolling service": Case(placed(ROLLING), on="service"),
    "a constraint": Case(
        placed(NATIVE, "placementConstraints", [{"type": "distinctInstance"}]),
        on="service",
        says="Placement constraints",
    ),
    "both": Case(placed(placed(NATIVE), "placementConstraints", [{"type": "distinctInstance"}]), on="service", count=2),
    "a daemon": Case(placed(NATIVE, "schedulingStrategy", "DAEMON"), on="service", says="which has no hosts"),
    "a strategy of a daemon on hosts": Case(
        placed(placed(BLUE_GREEN), "schedulingStrategy", "DAEMON"), on="service", says="“The daemon scheduling strategy"
    ),
    "a strategy of a daemon on hosts, in a first preview": Case(
        placed(placed(FIRST_PREVIEW), "schedulingStrategy", "DAEMON"), on="service", says="with a task on each host"
    ),
    "by its capacity provider": Case(placed(strategy("FARGATE_SPOT", program=OTHER_TASKS)), on="service"),
    "by its task definition": Case(placed(BY_PROVIDER), on="service"),
    "by the cluster's default": Case(
        change(
            without(placed(change(default("FARGATE"), "service", "capacityProviderStrategies", to=None)), "tasks"),
            "service",
            "launchType",
            to="",
        ),
        on="service",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "none": NATIVE,
    "empty ones": placed(placed(NATIVE, to=[]), "placementConstraints", []),
    "hosts": BLUE_GREEN,
    "a daemon on hosts": placed(placed(BLUE_GREEN, to=[]), "schedulingStrategy", "DAEMON"),
    "a constraint of a daemon on hosts": placed(
        placed(placed(BLUE_GREEN, to=[]), "placementConstraints", LINUX), "schedulingStrategy", "DAEMON"
    ),
    "a strategy on hosts": placed(BLUE_GREEN),
    "hosts by launch type, of a task definition for both": change(
        placed(change(NATIVE, "service", "launchType", to="EC2")),
        "tasks",
        "requiresCompatibilities",
        to=["EC2", "FARGATE"],
    ),
    "a capacity provider that is not known": unlinked(placed(strategy(UNKNOWN, program=OTHER_TASKS)), "service"),
}

UNDECIDED: dict[str, Case] = {
    "strategies that are not known": Case(placed(NATIVE, to=UNKNOWN), on="service", says="Fargate takes none"),
    "strategies of a daemon that are not known": Case(
        unlinked(placed(placed(BLUE_GREEN, to=UNKNOWN), "schedulingStrategy", "DAEMON"), "service"),
        on="service",
        says="a daemon takes none",
    ),
}
