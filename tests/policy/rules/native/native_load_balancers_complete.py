"""native-load-balancers-complete: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, find
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, linear
from tests.policy.rules.rule_case import Case, Pass

ENTRY = find(NATIVE, "service").props["loadBalancers"][0]
INCOMPLETE = {name: value for name, value in ENTRY.items() if name != "advancedConfiguration"}
CLASSIC = {"elbName": "shop", "containerName": "web", "containerPort": 4000}


def behind(*entries: Any, program: Program = NATIVE) -> Program:
    return change(program, "service", "loadBalancers", to=list(entries))


def by(strategy: Any, program: Program) -> Program:
    return change(program, "service", "deploymentConfiguration", "strategy", to=strategy)


STOPS: dict[str, Case] = {
    "no second target group": Case(behind(INCOMPLETE), on="service", says="BLUE_GREEN"),
    "no second target group, in a first preview": Case(
        change(NATIVE_PREVIEW, "service", "loadBalancers", 0, "advancedConfiguration", to=None), on="service"
    ),
    "no second target group, moving in steps": Case(
        behind(INCOMPLETE, program=linear(NATIVE)), on="service", says="LINEAR"
    ),
    "one of two load balancers": Case(behind(ENTRY, INCOMPLETE), on="service", says="loadBalancers[1]"),
    "a Classic Load Balancer": Case(behind(CLASSIC), on="service"),
    "a Classic Load Balancer with the settings of a new one": Case(
        behind({**CLASSIC, "advancedConfiguration": ENTRY["advancedConfiguration"]}), on="service", says="ELBv1"
    ),
    "a rolling service that is half prepared": Case(
        by("ROLLING", behind(ENTRY, INCOMPLETE)), on="service", says="all or none"
    ),
    "a controller that is not set": Case(
        change(behind(INCOMPLETE), "service", "deploymentController", to=None), on="service", says="BLUE_GREEN"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a second target group": NATIVE,
    "a second target group, in a first preview": NATIVE_PREVIEW,
    "two load balancers": behind(ENTRY, {**ENTRY, "containerPort": 4001}),
    "no load balancer, with Service Connect or without": change(NATIVE, "service", "loadBalancers", to=None),
    "a rolling service": ROLLING,
    "a rolling service behind a Classic Load Balancer": by("ROLLING", behind(CLASSIC)),
    "a rolling service that is prepared": by("ROLLING", NATIVE),
    "a prepared service of unknown strategy": by(UNKNOWN, NATIVE),
    "a half prepared service of another controller": change(
        behind(ENTRY, INCOMPLETE), "service", "deploymentController", "type", to="EXTERNAL"
    ),
    "a service of CodeDeploy": BLUE_GREEN,
    "a rolling service of which nothing is known": change(ROLLING, "service", "loadBalancers", to=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "unknown load balancers": Case(change(NATIVE, "service", "loadBalancers", to=UNKNOWN), on="service"),
    "an unknown block": Case(behind({**INCOMPLETE, "advancedConfiguration": UNKNOWN}), on="service"),
    "an unknown block of a rolling service whose other load balancer has one": Case(
        by("ROLLING", behind(ENTRY, {**INCOMPLETE, "advancedConfiguration": UNKNOWN})), on="service"
    ),
    "an unknown strategy": Case(by(UNKNOWN, behind(INCOMPLETE)), on="service"),
}
