"""pair-reached-by-moved-routes: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown, unlinked
from tests.policy.programs import (
    BLUE,
    BLUE_GREEN,
    FIRST_PREVIEW,
    NATIVE,
    NATIVE_PREVIEW,
    before_create,
    forward,
    listener,
    listener_rule,
    target_group,
)
from tests.policy.rules.rule_case import Case, Pass

TO_BLUE: list[dict[str, Any]] = [{"type": "forward", "targetGroupArn": BLUE}]


def answering(path: str, program: Program = NATIVE) -> Program:
    """The production listener leads to blue by itself, and its rule takes requests of this path."""
    program = change(program, "production", "defaultActions", to=TO_BLUE)
    return change(program, "production-rule", "conditions", to=[{"pathPattern": {"values": [path]}}])


def with_rule(path: str, priority: int, *to: int, program: Program = NATIVE) -> Program:
    rule = change((listener_rule("other", "production", priority),), "other", "actions", to=forward(*to))
    return (*program, *change(rule, "other", "conditions", to=[{"pathPattern": {"values": [path]}}]))


SECOND = replace(listener("second", 80), edges={"loadBalancerArn": ["balancer"], "defaultActions": ["blue"]})
THIRD = (target_group("third"), *change((SECOND,), "second", "defaultActions", to=forward(0, 0, 1)))

STOPS: dict[str, Case] = {
    "a default action behind a rule for some paths": Case(
        answering("/api/*"), on="production", says="forwards to blue, and releases of service do not move it"
    ),
    "the same, in a first preview": Case(before_create(answering("/api/*")), on="production"),
    "a rule before production's": Case(with_rule("/*", 5, 1), on="other", says="blue"),
    "a rule to both, which stays as it is": Case(with_rule("/static/*", 5, 1, 0), on="other", says="blue and green"),
    "another listener, beside those of CodeDeploy": Case(
        (*BLUE_GREEN, SECOND), on="second", says="releases of release do not move it"
    ),
    "a rule on another listener, whose priority AWS chooses": Case(
        change((*BLUE_GREEN, listener_rule("other", "redirect", 10)), "other", "priority", to=None), on="other"
    ),
    "another listener, in a first preview": Case((*FIRST_PREVIEW, *before_create((SECOND,))), on="second"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "listeners of the deployment group": BLUE_GREEN,
    "a rule on such a listener": (*BLUE_GREEN, listener_rule("rule", "production", 10)),
    "rules of the service": NATIVE,
    "a default action behind a rule for everything": answering("/*"),
    "the same, in a first preview": answering("/*", NATIVE_PREVIEW),
    "a rule behind one for everything": with_rule("/static/*", 20, 1),
    "another listener, to a third group": (*BLUE_GREEN, *THIRD),
    "another listener, to blue and a group of unknown origin": (
        *BLUE_GREEN,
        *unlinked(
            change(
                (SECOND,), "second", "defaultActions", to=[*TO_BLUE, {"type": "forward", "targetGroupArn": UNKNOWN}]
            ),
            "second",
        ),
    ),
    "a default action behind a rule for everything, while the strategy is not known": unknown(
        answering("/*"), "service", "deploymentController", "type", of="images"
    ),
    "a service that ECS rolls": change(
        answering("/api/*"), "service", "deploymentConfiguration", to={"strategy": "ROLLING"}
    ),
}

UNDECIDED: dict[str, Case] = {
    "a rule whose paths are not known": Case(
        change(answering("/api/*"), "production-rule", "conditions", to=UNKNOWN), on="production"
    ),
    "a rule of a listener that is not known": Case(
        unlinked(change(answering("/*"), "production-rule", "listenerArn", to=UNKNOWN), "production-rule"),
        on="production",
    ),
    "a rule for CodeDeploy's listeners, on one that is not known": Case(
        unlinked(
            change((*BLUE_GREEN, listener_rule("rule", "production", 10)), "rule", "listenerArn", to=UNKNOWN),
            "rule",
        ),
        on="rule",
    ),
    "a production listener that is not known": Case(
        unlinked(
            change(
                BLUE_GREEN,
                "release",
                "loadBalancerInfo",
                "targetGroupPairInfo",
                "prodTrafficRoute",
                "listenerArns",
                to=[UNKNOWN],
            ),
            "release",
        ),
        on="production",
        says="releases of release move them",
    ),
    "a strategy that is not known": Case(
        unknown(answering("/api/*"), "service", "deploymentController", "type", of="images"), on="production"
    ),
    "a rule of a listener that is not known, beside others": Case(
        unlinked(change(with_rule("/a", 20, 1), "other", "listenerArn", to=UNKNOWN), "other"), on="other"
    ),
    **{
        f"a priority of {name} that is not known": Case(
            change(with_rule("/a", 20, 1), name, "priority", to=UNKNOWN), on="other"
        )
        for name in ("other", "production-rule")
    },
}
