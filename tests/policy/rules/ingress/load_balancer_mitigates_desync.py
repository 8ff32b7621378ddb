"""load-balancer-mitigates-desync: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

PROPERTY = "desyncMitigationMode"

STOPS: dict[str, Case] = {
    "only counted": Case(change(BLUE_GREEN, "balancer", PROPERTY, to="monitor"), on="balancer"),
    "only counted, in a first preview": Case(change(FIRST_PREVIEW, "balancer", PROPERTY, to="monitor"), on="balancer"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "defensive": BLUE_GREEN,
    "defensive, in a first preview": FIRST_PREVIEW,
    "strictest": change(BLUE_GREEN, "balancer", PROPERTY, to="strictest"),
    "not set, which is defensive": change(BLUE_GREEN, "balancer", PROPERTY, to=None),
    "a Network Load Balancer": change(
        change(BLUE_GREEN, "balancer", PROPERTY, to="monitor"), "balancer", "loadBalancerType", to="network"
    ),
}

UNDECIDED: dict[str, Case] = {"unknown": Case(change(BLUE_GREEN, "balancer", PROPERTY, to=UNKNOWN), on="balancer")}
