"""load-balancer-logs-access: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

STOPS: dict[str, Case] = {
    "no logs": Case(
        change(BLUE_GREEN, "balancer", "accessLogs", to=None), on="balancer", says="not set, so no request is logged"
    ),
    "a bucket, but not enabled": Case(
        change(BLUE_GREEN, "balancer", "accessLogs", to={"bucket": "shop-logs"}),
        on="balancer",
        says="a bucket is given",
    ),
    "switched off": Case(change(BLUE_GREEN, "balancer", "accessLogs", "enabled", to=False), on="balancer"),
    "no logs, in a first preview": Case(change(FIRST_PREVIEW, "balancer", "accessLogs", to=None), on="balancer"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "logs": BLUE_GREEN,
    "logs, switched on as text": change(BLUE_GREEN, "balancer", "accessLogs", "enabled", to="true"),
    "logs, in a first preview": FIRST_PREVIEW,
    "logs in a bucket of the program, in its first preview": change(
        BLUE_GREEN, "balancer", "accessLogs", "bucket", to=UNKNOWN
    ),
    "a Network Load Balancer": change(
        change(BLUE_GREEN, "balancer", "accessLogs", to=None), "balancer", "loadBalancerType", to="network"
    ),
}

UNDECIDED: dict[str, Case] = {
    "unknown": Case(change(BLUE_GREEN, "balancer", "accessLogs", to=UNKNOWN), on="balancer"),
    "unknown whether enabled": Case(change(BLUE_GREEN, "balancer", "accessLogs", "enabled", to=UNKNOWN), on="balancer"),
}
