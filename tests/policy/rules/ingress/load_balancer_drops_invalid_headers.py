"""load-balancer-drops-invalid-headers: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

PROPERTY = "dropInvalidHeaderFields"

STOPS: dict[str, Case] = {
    "passed on": Case(change(BLUE_GREEN, "balancer", PROPERTY, to=False), on="balancer"),
    "not set, which is passed on": Case(change(BLUE_GREEN, "balancer", PROPERTY, to=None), on="balancer"),
    "passed on, in a first preview": Case(change(FIRST_PREVIEW, "balancer", PROPERTY, to=False), on="balancer"),
    "no type set, which is an Application Load Balancer": Case(
        change(change(BLUE_GREEN, "balancer", PROPERTY, to=False), "balancer", "loadBalancerType", to=None),
        on="balancer",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "dropped": BLUE_GREEN,
    "dropped, in a first preview": FIRST_PREVIEW,
    "dropped, as text": change(BLUE_GREEN, "balancer", PROPERTY, to="true"),
    "a Network Load Balancer": change(
        change(BLUE_GREEN, "balancer", PROPERTY, to=None), "balancer", "loadBalancerType", to="network"
    ),
}

UNDECIDED: dict[str, Case] = {"unknown": Case(change(BLUE_GREEN, "balancer", PROPERTY, to=UNKNOWN), on="balancer")}
