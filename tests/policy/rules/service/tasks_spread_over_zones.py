"""tasks-spread-over-zones: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, ignoring
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING
from tests.policy.rules.rule_case import Case, Pass

ZONES = {"type": "spread", "field": "attribute:ecs.availability-zone"}
HOSTS = {"type": "spread", "field": "instanceId"}
PACKED = {"type": "binpack", "field": "memory"}


def placed(*strategies: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "service", "orderedPlacementStrategies", to=list(strategies))


STOPS: dict[str, Case] = {
    "packed": Case(placed(PACKED), on="service", says="binpack memory comes first"),
    "packed, in a first preview": Case(placed(PACKED, program=FIRST_PREVIEW), on="service"),
    "packed before it is spread": Case(placed(PACKED, ZONES), on="service", says="binpack memory comes first"),
    "spread over hosts alone": Case(placed(HOSTS), on="service", says="availability-zone"),
    "spread over hosts, then packed, then over zones": Case(placed(HOSTS, PACKED, ZONES), on="service"),
    "packed by something unknown": Case(
        placed({"type": "binpack", "field": UNKNOWN}), on="service", says="binpack comes first"
    ),
    "at random": Case(placed({"type": "random"}), on="service", says="random comes first"),
    "packed, for a number that something else sets": Case(ignoring(placed(PACKED), "service", "*"), on="service"),
    "spread over nothing in particular": Case(placed({"type": "spread"}), on="service"),
    "packed on hosts by launch type": Case(change(placed(PACKED), "service", "launchType", to="EC2"), on="service"),
    "a rolling service on hosts": Case(
        change(placed(PACKED, program=ROLLING), "service", "launchType", to="EC2"), on="service"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "spread over zones": BLUE_GREEN,
    "over zones, in a first preview": FIRST_PREVIEW,
    "over zones, then packed": placed(ZONES, PACKED),
    "over hosts, then over zones": placed(HOSTS, ZONES),
    "over zones, in capitals": placed({"type": "spread", "field": "attribute:ECS.Availability-Zone"}),
    "over zones, before something unknown": placed(ZONES, UNKNOWN),
    "no strategies, where ECS spreads": change(BLUE_GREEN, "service", "orderedPlacementStrategies", to=None),
    "an empty list of strategies": placed(),
    "Fargate, which spreads by itself": NATIVE,
    "Fargate, which takes no strategy": placed(PACKED, program=NATIVE),
    "external machines": change(placed(PACKED), "service", "launchType", to="EXTERNAL"),
    "one task": change(placed(PACKED), "service", "desiredCount", to=1),
    "no number, which AWS's provider refuses": change(placed(PACKED), "service", "desiredCount", to="many"),
    "a service without the property": change(placed(PACKED), "service", "loadBalancers", to=None),
    "a number of tasks that is not set": change(placed(PACKED), "service", "desiredCount", to=None),
    "a daemon": change(placed(PACKED), "service", "schedulingStrategy", to="DAEMON"),
    "workers behind no load balancer": change(placed(PACKED), "service", "loadBalancers", to=[]),
}

UNDECIDED: dict[str, Case] = {
    "unknown strategies": Case(change(BLUE_GREEN, "service", "orderedPlacementStrategies", to=UNKNOWN), on="service"),
    "an unknown strategy before the spread": Case(placed({"type": UNKNOWN}, ZONES), on="service"),
    "spread over something unknown": Case(placed({"type": "spread", "field": UNKNOWN}), on="service"),
    "packed, with an unknown number of tasks": Case(
        change(placed(PACKED), "service", "desiredCount", to=UNKNOWN), on="service"
    ),
    "packed, with a number that something else sets": Case(
        ignoring(change(placed(PACKED), "service", "desiredCount", to=1), "service", "desiredCount"), on="service"
    ),
    "packed, with a number that something else sets, whatever changes": Case(
        ignoring(change(placed(PACKED), "service", "desiredCount", to=1), "service", "*"), on="service"
    ),
    "packed, maybe as a daemon": Case(
        change(placed(PACKED), "service", "schedulingStrategy", to=UNKNOWN), on="service"
    ),
    "packed, on something unknown": Case(change(placed(PACKED), "service", "launchType", to=UNKNOWN), on="service"),
    "packed, behind unknown load balancers": Case(
        change(placed(PACKED), "service", "loadBalancers", to=UNKNOWN), on="service"
    ),
}
