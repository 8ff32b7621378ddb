"""single-forward-at-rest: what it stops, lets through and cannot tell."""

from dataclasses import replace

import pytest
from analyzer import UNKNOWN, Declared, Program, Said, analyze, change, find, ignoring, stopped, without
from policy_programs import BLUE, BLUE_GREEN, FIRST_PREVIEW, GREEN, PRODUCTION, forward, unborn

RULE = Declared(
    "aws:lb/listenerRule:ListenerRule",
    "rule",
    {"listenerArn": PRODUCTION, "actions": [{"type": "forward", "targetGroupArn": BLUE}]},
    {"listenerArn": ["production"], "actions": ["blue", "green"]},
)
WITH_RULE: Program = (*BLUE_GREEN, RULE)


def listening(*weights: int | str) -> Program:
    return change(BLUE_GREEN, "production", "defaultActions", to=forward(*weights))


def spelled(program: Program, module: str) -> Program:
    return tuple(replace(one, type=one.type.replace("aws:lb/", f"aws:{module}/")) for one in program)


def served(*users: Declared) -> Program:
    """A listener that splits traffic over two groups that `users` serve, and no deployment group."""
    return (*without(listening(50, 50), "release", "service", "tasks", "test"), *users)


def made_of(program: Program, listener: str, *groups: str) -> Program:
    return tuple(replace(one, edges={"defaultActions": groups}) if one.name == listener else one for one in program)


def attached(group: str, arn: str) -> Declared:
    kind = "aws:lb/targetGroupAttachment:TargetGroupAttachment"
    return Declared(kind, f"to-{group}", {"targetGroupArn": arn}, {"targetGroupArn": [group]})


def rolling(group: str, arn: str) -> Declared:
    entry = {"containerName": group, "containerPort": 80, "targetGroupArn": arn}
    return Declared("aws:ecs/service:Service", f"on-{group}", {"loadBalancers": [entry]}, {"loadBalancers": [group]})


ATTACHED = served(attached("blue", BLUE), attached("green", GREEN))

STOPS: dict[str, tuple[Program, str]] = {
    "a listener that splits its traffic": (listening(50, 50), "production"),
    "the test listener": (change(BLUE_GREEN, "test", "defaultActions", to=forward(1, 1)), "test"),
    "a split in a first preview": (unborn(listening(50, 50)), "production"),
    "a little traffic for green": (listening(99, 1), "production"),
    "three groups": (listening(100, 0, 1), "production"),
    "two groups, whatever the third weight is": (listening(50, 50, UNKNOWN), "production"),
    "no traffic for any group": (listening(0, 0), "production"),
    "a rule that splits its traffic": (change(WITH_RULE, "rule", "actions", to=forward(50, 50)), "rule"),
    "a split after a sign-in": (
        change(
            BLUE_GREEN, "production", "defaultActions", to=[{"type": "authenticate-oidc", "order": 1}, *forward(50, 50)]
        ),
        "production",
    ),
    "weights that are not set, which is 1 each": (
        change(
            BLUE_GREEN,
            "production",
            "defaultActions",
            to=[{"type": "forward", "forward": {"targetGroups": [{"arn": BLUE}, {"arn": GREEN}]}}],
        ),
        "production",
    ),
    "a split that AWS has, with the property ignored": (
        ignoring(listening(90, 10), "production", "defaultActions"),
        "production",
    ),
    "a split on groups that nothing in the program serves": (served(), "production"),
    "a split of which one group is served": (served(attached("blue", BLUE)), "production"),
    **{
        f"a listener of type aws:{module}": (spelled(listening(50, 50), module), "production")
        for module in ("alb", "applicationloadbalancing", "elasticloadbalancingv2")
    },
}

LETS_THROUGH: dict[str, Program] = {
    "one target group": BLUE_GREEN,
    "one target group, in a first preview": FIRST_PREVIEW,
    "one target group in a weighted forward": listening(1),
    "one target group whose weight is not set": change(
        BLUE_GREEN,
        "production",
        "defaultActions",
        to=[{"type": "forward", "forward": {"targetGroups": [{"arn": BLUE}]}}],
    ),
    "what a release leaves behind": ignoring(listening(0, 100), "production", "defaultActions"),
    "100 and 0, declared": listening(100, 0),
    "a rule with both groups for ECS's own strategy": change(WITH_RULE, "rule", "actions", to=forward(1, 0)),
    "a redirect": change(
        BLUE_GREEN, "production", "defaultActions", to=[{"type": "redirect", "redirect": {"statusCode": "HTTP_301"}}]
    ),
    "a fixed response": change(
        BLUE_GREEN, "production", "defaultActions", to=[{"type": "fixed-response", "fixedResponse": {}}]
    ),
    "a split over attached targets": ATTACHED,
    "a split over attached targets, in a first preview": unborn(made_of(ATTACHED, "production", "blue", "green")),
    "a split over rolling services": served(rolling("blue", BLUE), rolling("green", GREEN)),
}

UNDECIDED: dict[str, Program] = {
    "an unknown weight": listening(100, UNKNOWN),
    "unknown actions": change(BLUE_GREEN, "production", "defaultActions", to=UNKNOWN),
    "an unknown list of groups": change(
        BLUE_GREEN, "production", "defaultActions", to=[{"type": "forward", "forward": {"targetGroups": UNKNOWN}}]
    ),
}


def said_of(program: Program) -> list[Said]:
    return [one for one in analyze(program) if one.rule == "single-forward-at-rest"]


@pytest.mark.parametrize(("program", "name"), STOPS.values(), ids=STOPS)
def test_stops(program: Program, name: str) -> None:
    (said,) = stopped(said_of(program))
    assert said.urn == find(program, name).urn
    assert "weights" in said.text


@pytest.mark.parametrize("program", LETS_THROUGH.values(), ids=LETS_THROUGH)
def test_lets_through(program: Program) -> None:
    assert said_of(program) == []


@pytest.mark.parametrize("program", UNDECIDED.values(), ids=UNDECIDED)
def test_says_that_it_cannot_tell(program: Program) -> None:
    (said,) = said_of(program)
    assert said.level == "ADVISORY"
    assert "production (aws:lb/listener:Listener)" in said.text


def test_a_split_on_a_listener_that_a_deployment_group_names_is_never_meant() -> None:
    program = (*listening(50, 50), attached("blue", BLUE), attached("green", GREEN))
    assert len(stopped(said_of(program))) == 1


def test_a_split_over_a_group_of_a_blue_green_service_is_never_meant() -> None:
    program = (*without(listening(50, 50), "release"), attached("blue", BLUE), attached("green", GREEN))
    assert len(stopped(said_of(program))) == 1


def test_a_split_behind_a_rule_is_judged_by_the_rule_s_listener() -> None:
    others = tuple(
        Declared("aws:lb/targetGroup:TargetGroup", name, {"arn": name, "name": name}) for name in ("old", "new")
    )
    program = (*change(WITH_RULE, "rule", "actions", to=forward(50, 50)), *others)
    targets = [{"arn": "old", "weight": 50}, {"arn": "new", "weight": 50}]
    program = change(program, "rule", "actions", to=[{"type": "forward", "forward": {"targetGroups": targets}}])
    program = (*program, attached("old", "old"), attached("new", "new"))
    assert [one.urn for one in stopped(said_of(program))] == [RULE.urn]


def test_with_the_property_ignored_the_advice_is_to_wait() -> None:
    (said,) = said_of(ignoring(listening(90, 10), "production", "defaultActions[0].forward"))
    assert "wait for its end" in said.text
