"""rebalancing-possible: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING
from tests.policy.rules.rule_case import Case, Pass


def rebalanced(program: Program = NATIVE, **props: Any) -> Program:
    """The service with rebalancing, and these."""
    for name, value in {"availabilityZoneRebalancing": "ENABLED", **props}.items():
        program = change(program, "service", name, to=value)
    return program


ZONE = "attribute:ecs.availability-zone"
SPREAD = {"type": "spread", "field": ZONE}

STOPS: dict[str, Case] = {
    "a maximum of 100 %": Case(rebalanced(deploymentMaximumPercent=100), on="service", says="raise it above 100"),
    "a maximum of 100 %, in a first preview": Case(
        rebalanced(FIRST_PREVIEW, deploymentMaximumPercent=100), on="service", says="no task may start before"
    ),
    "a maximum of 100 %, in a rolling service": Case(
        rebalanced(ROLLING, deploymentMaximumPercent="100", deploymentMinimumHealthyPercent=50), on="service"
    ),
    "less than 100 %": Case(rebalanced(deploymentMaximumPercent=99), on="service", says="99:"),
    "a daemon": Case(rebalanced(BLUE_GREEN, schedulingStrategy="DAEMON"), on="service", says="does not support DAEMON"),
    "a constraint on zones": Case(
        rebalanced(BLUE_GREEN, placementConstraints=[{"type": "memberOf", "expression": f"{ZONE} != eu-west-1c"}]),
        on="service",
        says="in which zones",
    ),
    "another strategy": Case(
        rebalanced(BLUE_GREEN, orderedPlacementStrategies=[{"type": "binpack", "field": "memory"}]),
        on="service",
        says="binpack by memory comes first",
    ),
    "another strategy first": Case(
        rebalanced(BLUE_GREEN, orderedPlacementStrategies=[{"type": "random"}, SPREAD]),
        on="service",
        says="random comes",
    ),
    "a spread over hosts": Case(
        rebalanced(BLUE_GREEN, orderedPlacementStrategies=[{"type": "spread", "field": "instanceId"}]), on="service"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "the default": BLUE_GREEN,
    "a maximum of 200 %": rebalanced(),
    "a maximum of 101 %": rebalanced(deploymentMaximumPercent=101),
    "no maximum, which is 200 %": change(rebalanced(), "service", "deploymentMaximumPercent", to=None),
    "a spread over zones": rebalanced(BLUE_GREEN),
    "a spread over zones first": rebalanced(
        BLUE_GREEN, orderedPlacementStrategies=[SPREAD, {"type": "binpack", "field": "memory"}]
    ),
    "a constraint on something else": rebalanced(BLUE_GREEN, placementConstraints=[{"type": "distinctInstance"}]),
    "a maximum of 100 % without rebalancing": rebalanced(
        availabilityZoneRebalancing="DISABLED", deploymentMaximumPercent=100
    ),
    "a maximum of 100 %, and AWS's default": change(NATIVE, "service", "deploymentMaximumPercent", to=100),
    "a strategy that is not known": rebalanced(BLUE_GREEN, orderedPlacementStrategies=UNKNOWN),
    **{
        f"a first strategy whose {name} is not known": rebalanced(
            BLUE_GREEN, orderedPlacementStrategies=[{**SPREAD, name: UNKNOWN}]
        )
        for name in SPREAD
    },
    "no strategies": rebalanced(BLUE_GREEN, orderedPlacementStrategies=[]),
}

UNDECIDED: dict[str, Case] = {
    "a maximum that is not known": Case(
        unknown(rebalanced(), "service", "deploymentMaximumPercent", of="cluster"), on="service", says="more than 100"
    ),
}
