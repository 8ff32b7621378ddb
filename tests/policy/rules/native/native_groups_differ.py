"""native-groups-differ: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, find, unknown, unlinked
from tests.policy.programs import BLUE, BLUE_GREEN, GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, before_create, target_group
from tests.policy.rules.rule_case import Case, Pass

ENTRY = find(NATIVE, "service").props["loadBalancers"][0]


def made_of(program: Program, *names: str) -> Program:
    return tuple(replace(one, edges={"loadBalancers": names}) if one.name == "service" else one for one in program)


def alternate(to: Any, program: Program = NATIVE) -> Program:
    path = ("loadBalancers", 0, "advancedConfiguration", "alternateTargetGroupArn")
    return change(program, "service", *path, to=to)


TWICE = change(NATIVE, "service", "loadBalancers", to=[ENTRY, {**ENTRY, "containerPort": 4001}])

STOPS: dict[str, Case] = {
    "the service's own group again": Case(
        alternate(BLUE), on="service", says="alternateTargetGroupArn: targetgroup/blue is also loadBalancers[0].target"
    ),
    "the service's own group again, in a first preview": Case(
        made_of(NATIVE_PREVIEW, "blue", "production-rule", "test-rule", "infrastructure"),
        on="service",
        says="alternateTargetGroupArn: 2 target groups are named, and all are blue",
    ),
    "the service's own group again, with listeners, in a first preview": Case(
        made_of(NATIVE_PREVIEW, "blue", "production", "test"), on="service", says="blue"
    ),
    "a pair for two containers": Case(TWICE, on="service", count=2),
    "a pair for two containers, in a first preview": Case(before_create(TWICE), on="service", says="blue or green"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "two groups": NATIVE,
    "two groups, in a first preview": NATIVE_PREVIEW,
    "two groups and their listeners, in a first preview": made_of(
        NATIVE_PREVIEW, "blue", "green", "production", "test"
    ),
    "two groups, swapped by a release": alternate(
        BLUE, change(NATIVE, "service", "loadBalancers", 0, "targetGroupArn", to=GREEN)
    ),
    "two known groups of another program": unlinked(NATIVE, "service"),
    "more groups than ARNs": made_of(
        (*NATIVE_PREVIEW, *before_create((target_group("third"),))), "blue", "green", "third"
    ),
    "a rolling service with one group for two containers": change(
        ROLLING,
        "service",
        "loadBalancers",
        to=[{"containerName": "api", "containerPort": port, "targetGroupArn": BLUE} for port in (8080, 8081)],
    ),
    "a rolling service that is prepared, and wrongly": change(
        alternate(BLUE), "service", "deploymentConfiguration", "strategy", to="ROLLING"
    ),
    "groups of unknown origin without a second one": unlinked(
        change(NATIVE_PREVIEW, "service", "loadBalancers", 0, "advancedConfiguration", to=None), "service"
    ),
    "a service of CodeDeploy": BLUE_GREEN,
    "a service of an unknown strategy, which ECS may roll": unknown(
        ROLLING, "service", "deploymentConfiguration", "strategy", of="logs"
    ),
    "one group that exists, and a new one": change(
        made_of(alternate(UNKNOWN), "blue", "green"), "green", "arn", to=UNKNOWN
    ),
}

UNDECIDED: dict[str, Case] = {
    "an unknown strategy": Case(
        unknown(alternate(BLUE), "service", "deploymentConfiguration", "strategy", of="cluster"), on="service"
    ),
    "groups of unknown origin": Case(unlinked(NATIVE_PREVIEW, "service"), on="service"),
    "a group that something else than a target group gives": Case(
        made_of(NATIVE_PREVIEW, "blue", "production-rule", "cluster"), on="service", says="not all"
    ),
    "a group of another program that is not known": Case(made_of(alternate(UNKNOWN), "blue"), on="service"),
}
