"""pair-fits-service: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, ignoring, unlinked, without
from tests.policy.programs import (
    BLUE_GREEN,
    FIRST_PREVIEW,
    GREEN,
    NATIVE,
    NOT_FOUND,
    PRODUCTION,
    arn,
    before_create,
    forward,
    listener_rule,
    target_group,
)
from tests.policy.rules.rule_case import Case, Pass

STRAY = arn("elasticloadbalancing", "targetgroup/stray")
WITH_STRAY: Program = (*BLUE_GREEN, target_group("stray"))
ENTRY = ("loadBalancers", 0, "targetGroupArn")
PAIR = ("loadBalancerInfo", "targetGroupPairInfo", "targetGroups")
TO_STRAY = [{"type": "forward", "targetGroupArn": STRAY}]
TO_GREEN = [{"type": "forward", "targetGroupArn": GREEN}]


def made_of(program: Program, name: str, prop: str, *names: str) -> Program:
    """The program with one property of a resource made of others."""
    return tuple(replace(one, edges={**one.edges, prop: names}) if one.name == name else one for one in program)


def served(arn: str, *names: str, program: Program = WITH_STRAY) -> Program:
    return made_of(change(program, "service", *ENTRY, to=arn), "service", "loadBalancers", *names)


def listening(actions: Any, *names: str, program: Program = WITH_STRAY) -> Program:
    return made_of(change(program, "production", "defaultActions", to=actions), "production", "defaultActions", *names)


def paired(*names: str) -> Program:
    program = change(WITH_STRAY, "release", *PAIR, to=[{"name": f"shop-{name}"} for name in names])
    return made_of(program, "release", "loadBalancerInfo", "production", "test", *names)


WITH_RULE: Program = (*listening(NOT_FOUND), listener_rule("rule", "production", 1))

SHARED: Program = without(WITH_RULE, "production")
LOOKED_UP = change(before_create(unlinked(WITH_RULE, "production")), "rule", "listenerArn", to=UNKNOWN)

STOPS: dict[str, Case] = {
    "a service on a third group": Case(
        served(STRAY, "stray"), on="service", says="loadBalancers[0].targetGroupArn: stray is not one of the pair"
    ),
    "a service on a third group, in a first preview": Case(
        before_create(served(STRAY, "stray")), on="service", says="stray is not one of the pair"
    ),
    "a service on a group of another program": Case(served(arn("x", "elsewhere")), on="service", says="outside"),
    "a listener that forwards to a third group": Case(
        listening(TO_STRAY, "stray"), on="production", says="neither it nor a rule"
    ),
    "a listener that forwards to a third group, in a first preview": Case(
        before_create(listening(TO_STRAY, "stray")), on="production", says="neither it nor a rule"
    ),
    "a listener that forwards nowhere": Case(listening(NOT_FOUND), on="production", says="neither it nor a rule"),
    "a listener whose rule forwards to a third group": Case(
        (
            *listening(NOT_FOUND),
            replace(
                listener_rule("rule", "production", 1),
                props={"listenerArn": PRODUCTION, "actions": TO_STRAY},
                edges={"listenerArn": ["production"], "actions": ["stray"]},
            ),
        ),
        on="production",
    ),
    "a pair that has neither": Case(
        change(paired("stray", "green"), "test", "defaultActions", to=TO_GREEN), on="service", count=2
    ),
    "a service that starts with green behind a listener that starts with blue": Case(
        before_create(served(GREEN, "green")), on="service", says="does not have an associated load balancer"
    ),
    "a third group beside a Classic Load Balancer": Case(
        change(
            WITH_STRAY,
            "service",
            "loadBalancers",
            to=[{"containerName": "web", "containerPort": 4000, "elbName": "old"}, {"targetGroupArn": STRAY}],
        ),
        on="service",
        says="loadBalancers[1]",
    ),
    "a listener that forwards nowhere, beside a rule that may be on it": Case(
        (
            *listening(NOT_FOUND),
            replace(
                listener_rule("rule", "production", 1),
                props={"listenerArn": UNKNOWN, "actions": TO_STRAY},
                edges={"actions": ["stray"]},
            ),
        ),
        on="production",
        says="blue, green",
    ),
    "a listener that forwards nowhere, beside a rule on another one": Case(
        (*listening(NOT_FOUND), listener_rule("rule", "redirect", 1)), on="production", says="neither it nor a rule"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a release's weights, which the provider did not read back": change(
        BLUE_GREEN, "production", "defaultActions", to=[{"type": "forward", "targetGroupArn": ""}]
    ),
    "one pair everywhere": BLUE_GREEN,
    "one pair everywhere, in a first preview": FIRST_PREVIEW,
    "the service on green, after a release": served(GREEN, "blue"),
    "the listener on green, after a release": ignoring(
        listening(forward(0, 100), "blue"), "production", "defaultActions"
    ),
    "both on green, after a release": listening(
        forward(0, 100), "blue", program=served(GREEN, "blue", program=BLUE_GREEN)
    ),
    "a rule that forwards to the pair, on a listener that does not": WITH_RULE,
    "a rule that forwards to the pair, in a first preview": before_create(WITH_RULE),
    "a rule for another service on the listener": (
        *WITH_STRAY,
        replace(
            listener_rule("rule", "production", 1),
            props={"listenerArn": PRODUCTION, "actions": TO_STRAY},
            edges={"listenerArn": ["production"], "actions": ["stray"]},
        ),
    ),
    "a test listener that forwards nowhere": change(BLUE_GREEN, "test", "defaultActions", to=NOT_FOUND),
    "both groups behind the listener at first": before_create(listening(forward(100, 0), "blue", "green")),
    "another group for servers": (
        *BLUE_GREEN,
        replace(BLUE_GREEN[-1], name="servers", props={"loadBalancerInfo": {"targetGroupInfos": [{"name": "x"}]}}),
    ),
    "no deployment group": NATIVE,
    "a Classic Load Balancer, which has no target groups": change(
        BLUE_GREEN, "service", "loadBalancers", 0, to={"containerName": "web", "containerPort": 4000, "elbName": "old"}
    ),
    "a group of the pair in another program, where the other one is used": without(BLUE_GREEN, "green"),
    "a rule that forwards to the pair, on a listener of another program": SHARED,
    "ARNs in plain text": unlinked(BLUE_GREEN, "service"),
    "a group without a pair, which another rule stops": change(BLUE_GREEN, "release", "loadBalancerInfo", to={}),
    "a green group that is made anew, with the service on it": change(
        served(UNKNOWN, "green", program=BLUE_GREEN), "green", "arn", to=UNKNOWN
    ),
}

UNDECIDED: dict[str, Case] = {
    "a service of another program": Case(without(BLUE_GREEN, "service"), on="release"),
    "a listener of another program": Case(without(BLUE_GREEN, "production"), on="release"),
    "a service on a third group, where one of the pair is unknown": Case(
        without(served(STRAY, "stray"), "green"), on="service"
    ),
    "a listener on a third group, where one of the pair is unknown": Case(
        without(listening(TO_STRAY, "stray"), "green"), on="production"
    ),
    "unknown actions": Case(unlinked(listening(UNKNOWN), "production"), on="production"),
    "a target group that nothing leads to": Case(
        unlinked(change(BLUE_GREEN, "service", *ENTRY, to=UNKNOWN), "service"), on="service"
    ),
    "unknown load balancers": Case(
        unlinked(change(BLUE_GREEN, "service", "loadBalancers", to=UNKNOWN), "service"), on="service"
    ),
    "two listeners on unusual ports, in a first preview": Case(
        change(before_create(listening(TO_STRAY, "stray")), "production", "port", to=9443), on="production"
    ),
    "a rule that forwards to the pair, on a listener that a lookup finds": Case(
        tuple(replace(one, edges={"actions": ["blue", "green"]}) if one.name == "rule" else one for one in LOOKED_UP),
        on="production",
    ),
    "a rule that forwards to another service, on a listener of another program": Case(
        change(SHARED, "rule", "actions", to=TO_STRAY), on="release", says="prodTrafficRoute"
    ),
    "a service that nothing leads to": Case(
        unlinked(change(BLUE_GREEN, "release", "ecsService", "serviceName", to=UNKNOWN), "release"), on="release"
    ),
    "a listener that nothing leads to": Case(
        unlinked(
            change(
                BLUE_GREEN,
                "release",
                *PAIR[:2],
                "prodTrafficRoute",
                "listenerArns",
                to=[UNKNOWN],
            ),
            "release",
        ),
        on="release",
        says="prodTrafficRoute",
    ),
    "a pair that nothing leads to": Case(
        unlinked(change(served(STRAY, "stray"), "release", *PAIR, to=[{"name": UNKNOWN}] * 2), "release"), on="service"
    ),
    "a service of the name in another cluster": Case(
        unlinked(change(served(STRAY, "stray"), "release", "ecsService", "clusterName", to="other"), "release"),
        on="release",
    ),
}
