"""termination-protection-scales: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE
from tests.policy.rules.rule_case import Case, Pass

PROVIDER = "autoScalingGroupProvider"


def protecting(scaling: Any, program: Program = BLUE_GREEN, protection: Any = "ENABLED") -> Program:
    program = change(program, "provider", PROVIDER, "managedTerminationProtection", to=protection)
    return change(program, "provider", PROVIDER, "managedScaling", to=scaling)


STOPS: dict[str, Case] = {
    "no scaling": Case(protecting({"status": "DISABLED"}), on="provider", says="managedScaling is DISABLED"),
    "no scaling, in a first preview": Case(protecting({"status": "DISABLED"}, FIRST_PREVIEW), on="provider"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "neither": BLUE_GREEN,
    "both": protecting({"status": "ENABLED"}),
    "no protection": protecting({"status": "DISABLED"}, protection="DISABLED"),
    "scaling of which nothing is said": protecting({"targetCapacity": 90}),
    "no block for scaling": protecting(None),
    "protection that is not known": protecting({"status": "DISABLED"}, protection=UNKNOWN),
    "no capacity provider": NATIVE,
}

UNDECIDED: dict[str, Case] = {
    "scaling that is not known": Case(protecting({"status": UNKNOWN}), on="provider", says="scales"),
}
