"""spot-beside-on-demand: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, NATIVE
from tests.policy.rules.rule_case import Case, Pass

SPOT = {"capacityProvider": "FARGATE_SPOT", "weight": 1}


def on(*shares: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "service", "capacityProviderStrategies", to=list(shares))


def demand(**more: Any) -> dict[str, Any]:
    return {"capacityProvider": "FARGATE"} | more


STOPS: dict[str, Case] = {
    "Spot alone": Case(on(SPOT), on="service", says="all tasks are on FARGATE_SPOT"),
    "Spot alone, with ECS's own strategy": Case(on(SPOT, program=NATIVE), on="service"),
    "on demand without a weight": Case(on(demand(base=1), SPOT), on="service", says="FARGATE has a weight of 0"),
    "on demand with a weight of 0": Case(on(SPOT, demand(base=2, weight=0)), on="service"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "one task stays": on(demand(base=1, weight=1), SPOT),
    "a share stays": on(SPOT, demand(weight=1)),
    "on demand alone": on(demand(weight=1)),
    "hosts": BLUE_GREEN,
    "a worker": change(on(SPOT), "service", "loadBalancers", to=None),
}

UNDECIDED: dict[str, Case] = {
    "an unknown weight": Case(on(SPOT, demand(weight=UNKNOWN)), on="service"),
    "an unknown provider beside it": Case(on(SPOT, {"capacityProvider": UNKNOWN, "weight": 1}), on="service"),
}
