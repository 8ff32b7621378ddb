"""listener-ignores-actions: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, ignoring, unknown, unlinked, without
from tests.policy.programs import (
    BLUE,
    BLUE_GREEN,
    FIRST_PREVIEW,
    NATIVE,
    NATIVE_PREVIEW,
    NOT_FOUND,
    arn,
    before_create,
    forward,
    linear,
    listener,
    listener_rule,
    target_group,
)
from tests.policy.rules.rule_case import Case, Pass

ENTRY = ("loadBalancers", 0, "advancedConfiguration")
RULE = listener_rule("rule", "production", 10)
WITH_RULE: Program = (*change(BLUE_GREEN, "production", "defaultActions", to=NOT_FOUND), RULE)
OTHER = replace(
    listener_rule("other", "production", 20),
    edges={"actions": ["third"], "listenerArn": ["production"]},
    ignore_changes=(),
)
OTHERS = (target_group("third"), *change((OTHER,), "other", "actions", to=forward(1, groups=("third",))))
RELEASED = change(BLUE_GREEN, "production", "defaultActions", to=forward(0, 100))
NETWORK = change(
    change(without(NATIVE, "production-rule", "test-rule"), "service", *ENTRY, "testListenerRule", to=None),
    "service",
    *ENTRY,
    "productionListenerRule",
    to=arn("elasticloadbalancing", "listener/production"),
)


def answering(program: Program, name: str, actions: Any) -> Program:
    """The program with other default actions on a listener, made of nothing."""
    return unlinked(change(program, name, "defaultActions", to=actions), name)


SHARED: Program = without(WITH_RULE, "production")
"""A rule of the program on a listener of another one."""

STOPS: dict[str, Case] = {
    "the production listener": Case(ignoring(BLUE_GREEN, "production"), on="production", says="defaultActions"),
    "the test listener": Case(ignoring(BLUE_GREEN, "test"), on="test", says="defaultActions"),
    "both, in a first preview": Case(
        ignoring(ignoring(FIRST_PREVIEW, "test"), "production"), on="production", says="release", count=2
    ),
    "one that ignores something else": Case(
        ignoring(BLUE_GREEN, "production", "certificateArn", "tags"), on="production"
    ),
    "what a release leaves behind": Case(ignoring(RELEASED, "production"), on="production"),
    "a forward after a sign-in": Case(
        ignoring(
            change(BLUE_GREEN, "production", "defaultActions", to=[{"type": "authenticate-oidc"}, *forward(1)]),
            "production",
        ),
        on="production",
    ),
    "a part that does not say where it leads": Case(
        ignoring(BLUE_GREEN, "production", "defaultActions[0].order"), on="production", says="does not cover"
    ),
    "the target group of an action that is written as forward": Case(
        ignoring(RELEASED, "production", "defaultActions[0].targetGroupArn"),
        on="production",
        says="does not cover defaultActions[0].forward.targetGroups",
    ),
    "the first of two target groups": Case(
        ignoring(NATIVE, "production-rule", "actions[0].forward.targetGroups[0]"), on="production-rule"
    ),
    "another action than the one that forwards": Case(
        ignoring(
            change(BLUE_GREEN, "production", "defaultActions", to=[{"type": "authenticate-oidc"}, *forward(1)]),
            "production",
            "defaultActions[0]",
        ),
        on="production",
    ),
    "Python's spelling below the first level": Case(
        ignoring(BLUE_GREEN, "production", "default_actions[0].target_group_arn"),
        on="production",
        says="matches nothing, as Pulumi's engine knows it as defaultActions[0].targetGroupArn",
    ),
    "a text that is no path": Case(ignoring(BLUE_GREEN, "production", "defaultActions["), on="production"),
    "a rule on the listener": Case(ignoring(WITH_RULE, "rule"), on="rule", says="add actions"),
    "a rule on the listener, in a first preview": Case(ignoring(before_create(WITH_RULE), "rule"), on="rule"),
    "a rule of ECS's own strategy": Case(ignoring(NATIVE, "production-rule"), on="production-rule", says="service"),
    "its test rule, in a first preview": Case(ignoring(NATIVE_PREVIEW, "test-rule"), on="test-rule"),
    "its rules, moving in steps": Case(
        ignoring(ignoring(linear(NATIVE), "test-rule"), "production-rule"), on="test-rule", count=2
    ),
    "a listener of a Network Load Balancer": Case(
        ignoring(NETWORK, "production"), on="production", says="defaultActions"
    ),
    "a listener to blue, while green is another program's": Case(
        ignoring(without(BLUE_GREEN, "green"), "production"), on="production"
    ),
    "a rule on a listener of another program": Case(ignoring(SHARED, "rule"), on="rule", says="add actions"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "listeners that ignore their actions": BLUE_GREEN,
    "the same, in a first preview": FIRST_PREVIEW,
    "rules that ignore their actions": NATIVE,
    "a rule that ignores its actions": WITH_RULE,
    "a listener that ignores everything": ignoring(BLUE_GREEN, "production", "*"),
    "a listener that ignores where its forward leads": ignoring(
        BLUE_GREEN, "production", "defaultActions[0].targetGroupArn"
    ),
    "the action that forwards": ignoring(BLUE_GREEN, "production", "defaultActions[0]"),
    "each action": ignoring(RELEASED, "production", "defaultActions[*]"),
    "the target groups of an action that is written as forward": ignoring(
        NATIVE, "production-rule", "actions[0].forward.targetGroups"
    ),
    "a listener that answers by itself, with a rule to blue": ignoring(WITH_RULE, "production"),
    "a listener that answers by itself, in a first preview": ignoring(before_create(WITH_RULE), "production"),
    "a rule to another service's group": (*BLUE_GREEN, *OTHERS),
    "a rule to another service's group, in a first preview": before_create((*BLUE_GREEN, *OTHERS)),
    "CODE_DEPLOY with load balancers that are not known yet": change(
        FIRST_PREVIEW, "service", "loadBalancers", to=UNKNOWN
    ),
    "a listener that redirects": ignoring(BLUE_GREEN, "redirect"),
    "a test listener that redirects, and still has the former group": ignoring(
        change(BLUE_GREEN, "test", "defaultActions", to=[{"type": "redirect", "targetGroupArn": BLUE}]), "test"
    ),
    "a rule of a listener that no release moves": (
        *BLUE_GREEN,
        *ignoring((listener_rule("rule", "redirect", 10),), "rule"),
    ),
    "a test rule that is not set, as the provider reads it back": change(
        without(NATIVE, "test-rule"), "service", *ENTRY, "testListenerRule", to=""
    ),
    "a listener that no release moves": (*BLUE_GREEN, *ignoring((listener("admin", 9000),), "admin")),
    "the default action behind the rules of ECS's own strategy": ignoring(NATIVE, "production"),
    "a service that ECS rolls, with the rules of later": ignoring(
        change(NATIVE, "service", "deploymentConfiguration", "strategy", to="ROLLING"), "production-rule"
    ),
    "a listener that answers by itself, where green is another program's": ignoring(
        answering(without(BLUE_GREEN, "green"), "production", NOT_FOUND), "production"
    ),
}

UNDECIDED: dict[str, Case] = {
    "a listener of another program": Case(without(BLUE_GREEN, "production"), on="release", says="prodTrafficRoute"),
    "a rule of another program": Case(without(NATIVE, "test-rule"), on="service", says="testListenerRule"),
    "unknown actions": Case(ignoring(answering(BLUE_GREEN, "production", UNKNOWN), "production"), on="production"),
    "a pair of another program": Case(
        ignoring(without(BLUE_GREEN, "blue", "green"), "production"), on="production", says="not ignored"
    ),
    "a strategy that is not known yet": Case(
        unknown(ignoring(NATIVE, "test-rule"), "service", "deploymentController", "type", of="images"), on="test-rule"
    ),
    "a rule that ignores its actions, on a listener of another program": Case(SHARED, on="release"),
    "a listener that nothing leads to": Case(
        unlinked(
            change(
                BLUE_GREEN,
                "release",
                "loadBalancerInfo",
                "targetGroupPairInfo",
                "testTrafficRoute",
                "listenerArns",
                to=[UNKNOWN],
            ),
            "release",
        ),
        on="release",
        says="testTrafficRoute",
    ),
    "a pair that nothing leads to": Case(
        ignoring(
            unlinked(
                change(
                    BLUE_GREEN,
                    "release",
                    "loadBalancerInfo",
                    "targetGroupPairInfo",
                    "targetGroups",
                    to=[{"name": UNKNOWN}] * 2,
                ),
                "release",
            ),
            "production",
        ),
        on="production",
    ),
    "a rule of ECS's own strategy that nothing leads to": Case(
        unlinked(change(NATIVE, "service", *ENTRY, "testListenerRule", to=UNKNOWN), "service"),
        on="service",
        says="loadBalancers[0].advancedConfiguration.testListenerRule",
    ),
    "a group of another program, as green is": Case(
        ignoring(answering(without(BLUE_GREEN, "green"), "production", forward(1, groups=("third",))), "production"),
        on="production",
    ),
}
