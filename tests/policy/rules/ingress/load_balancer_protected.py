"""load-balancer-protected: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

PROPERTY = "enableDeletionProtection"

STOPS: dict[str, Case] = {
    "not protected": Case(change(BLUE_GREEN, "balancer", PROPERTY, to=False), on="balancer"),
    "not set, which is not protected": Case(change(BLUE_GREEN, "balancer", PROPERTY, to=None), on="balancer"),
    "not protected, in a first preview": Case(change(FIRST_PREVIEW, "balancer", PROPERTY, to=False), on="balancer"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "protected": BLUE_GREEN,
    "protected, in a first preview": FIRST_PREVIEW,
    "protected, as text": change(BLUE_GREEN, "balancer", PROPERTY, to="true"),
    "a Network Load Balancer": change(
        change(BLUE_GREEN, "balancer", PROPERTY, to=None), "balancer", "loadBalancerType", to="network"
    ),
}

UNDECIDED: dict[str, Case] = {"unknown": Case(change(BLUE_GREEN, "balancer", PROPERTY, to=UNKNOWN), on="balancer")}
