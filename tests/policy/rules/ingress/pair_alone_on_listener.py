"""pair-alone-on-listener: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import (
    BLUE,
    BLUE_GREEN,
    FIRST_PREVIEW,
    NATIVE,
    before_create,
    forward,
    listener_rule,
    target_group,
)
from tests.policy.rules.rule_case import Case, Pass

THIRD = target_group("third")
ELSEWHERE: list[dict[str, Any]] = forward(100, 0, groups=("blue", "elsewhere"))


def leading(program: Program, name: str, actions: Any, *made_of: str) -> Program:
    """The program with other actions on a listener or a rule."""
    prop = "actions" if name == "rule" else "defaultActions"
    return tuple(
        replace(one, edges={**one.edges, prop: made_of}) if one.name == name else one
        for one in change(program, name, prop, to=actions)
    )


def three(name: str, *weights: int, program: Program = BLUE_GREEN) -> Program:
    return (THIRD, *leading(program, name, forward(*weights), "blue", "green", "third"))


RULE = listener_rule("rule", "production", 10)
WITH_RULE: Program = (*BLUE_GREEN, RULE)
SHARED: Program = (THIRD, *leading(WITH_RULE, "rule", forward(1, groups=("third",)), "third"))
BESIDE_BLUE: Program = (
    THIRD,
    *leading(BLUE_GREEN, "production", forward(1, 0, groups=("blue", "third")), "blue", "third"),
)
SPLIT: Program = (
    THIRD,
    target_group("fourth"),
    *leading(WITH_RULE, "rule", forward(1, 1, groups=("third", "fourth")), "third", "fourth"),
)

STOPS: dict[str, Case] = {
    "a third group": Case(three("production", 100, 0, 1), on="production", says="third is beside blue and green"),
    "a third group without traffic": Case(three("production", 100, 0, 0), on="production", says="third"),
    "a third group on the test listener": Case(three("test", 0, 100, 0), on="test", says="third"),
    "a third group in a rule": Case(three("rule", 1, 0, 0, program=WITH_RULE), on="rule", says="third"),
    "a third group in a first preview": Case(
        before_create(three("production", 100, 0, 0)), on="production", says="third"
    ),
    "a third group in a rule, in a first preview": Case(
        before_create(three("rule", 1, 0, 0, program=WITH_RULE)), on="rule", says="third"
    ),
    "a group beside blue, where green is not yet": Case(BESIDE_BLUE, on="production", says="third"),
    "a group beside blue, in a first preview": Case(before_create(BESIDE_BLUE), on="production", says="third"),
    "a group of another program": Case(
        leading(BLUE_GREEN, "production", ELSEWHERE, "blue"), on="production", says="another program"
    ),
    "after a release": Case(three("production", 0, 100, 0), on="production", says="third"),
    "a third group in a rule on a listener of another program": Case(
        without(three("rule", 1, 0, 0, program=WITH_RULE), "production"), on="rule", says="third"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a release's weights, which the provider did not read back": change(
        BLUE_GREEN, "production", "defaultActions", to=[{"type": "forward", "targetGroupArn": ""}]
    ),
    "blue alone": BLUE_GREEN,
    "blue alone, in a first preview": FIRST_PREVIEW,
    "blue and green": leading(BLUE_GREEN, "production", forward(100, 0), "blue", "green"),
    "blue and green, in a first preview": before_create(
        leading(BLUE_GREEN, "production", forward(100, 0), "blue", "green")
    ),
    "what a release leaves behind": change(BLUE_GREEN, "production", "defaultActions", to=forward(0, 100)),
    "one group, written as AWS reports it": leading(
        BLUE_GREEN, "production", [{"type": "forward", "targetGroupArn": BLUE, **forward(1)[0]}], "blue"
    ),
    "weights, as the provider reads them back": leading(
        BLUE_GREEN, "production", [{**forward(100, 0)[0], "targetGroupArn": ""}], "blue", "green"
    ),
    "one group, and a pair of another program": without(BLUE_GREEN, "blue", "green"),
    "a third group in a rule of a listener that no release moves": three(
        "rule", 1, 0, 0, program=(*BLUE_GREEN, listener_rule("rule", "redirect", 10))
    ),
    "a rule to another service's group": SHARED,
    "a rule to another service's group, in a first preview": before_create(SHARED),
    "a rule that splits traffic over groups of others": SPLIT,
    "a rule that splits traffic over groups of others, in a first preview": before_create(SPLIT),
    "a third group on a listener that no release moves": three("redirect", 1, 1, 1),
    "a third group behind ECS's own strategy": three("production", 1, 0, 1, program=NATIVE),
    "a deployment group for servers": (
        Declared("aws:codedeploy/deploymentGroup:DeploymentGroup", "servers", {"loadBalancerInfo": {}}),
    ),
    "one group, written as AWS reports it, where green is another program's": without(
        leading(BLUE_GREEN, "production", [{"type": "forward", "targetGroupArn": BLUE, **forward(1)[0]}], "blue"),
        "green",
    ),
}

UNDECIDED: dict[str, Case] = {
    "a listener of another program": Case(without(BLUE_GREEN, "test"), on="release", says="testTrafficRoute"),
    "two groups, of which one may be the green one of another program": Case(
        without(leading(BLUE_GREEN, "production", ELSEWHERE, "blue"), "green"), on="production", says="of the pair"
    ),
    "two groups, and a pair of another program": Case(
        without(leading(BLUE_GREEN, "production", forward(100, 0)), "blue", "green"), on="production"
    ),
    "a group that nothing leads to": Case(
        change(
            leading(BLUE_GREEN, "production", forward(100, 0)),
            "production",
            "defaultActions",
            0,
            "forward",
            "targetGroups",
            1,
            "arn",
            to=UNKNOWN,
        ),
        on="production",
    ),
    "a first group that nothing leads to": Case(
        change(
            leading(BLUE_GREEN, "production", forward(0, 100)),
            "production",
            "defaultActions",
            0,
            "forward",
            "targetGroups",
            0,
            "arn",
            to=UNKNOWN,
        ),
        on="production",
    ),
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
        unlinked(
            change(
                leading(BLUE_GREEN, "production", forward(100, 0)),
                "release",
                "loadBalancerInfo",
                "targetGroupPairInfo",
                "targetGroups",
                to=[{"name": UNKNOWN}] * 2,
            ),
            "release",
        ),
        on="production",
    ),
}
