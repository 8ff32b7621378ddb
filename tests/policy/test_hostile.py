"""The pack on programs that nobody would write: no rule breaks, no secret is shown, and none keeps it busy."""

import json
import time
from typing import Any

import pytest

from tests.policy.analyzer import Declared, Program, analyze, change, find, secret
from tests.policy.hostile import broken, programs
from tests.policy.programs import BLUE_GREEN, NATIVE, task
from tests.policy.rules.ingress.rule_for_tests_not_shadowed import path, shared
from tests.policy.test_pack import PLACES, texts

MOST_SECONDS = 10
"""Of computing; to look at each part of a megabyte for each other part takes hours. `bench/hostile.py` has the times."""


def test_no_rule_breaks_on_two_thousand_random_resources() -> None:
    assert [one for program in programs(2000, seed=1) for one in broken(program)] == []


def test_a_value_of_a_wrong_type_never_breaks_a_rule() -> None:
    for name, *steps in (
        ("production", "protocol"),
        ("production", "defaultActions", 0, "type"),
        ("service", "orderedPlacementStrategies", 0, "field"),
        ("release", "deploymentStyle", "deploymentType"),
        ("release", "deploymentConfigName"),
        ("release", "alarmConfiguration", "alarms"),
        ("release", "loadBalancerInfo", "targetGroupPairInfo", "prodTrafficRoute", "listenerArns"),
        ("tasks", "networkMode"),
    ):
        for odd in (5, True, [], {}, [[]], [{"a": []}], {"a": 1}):
            assert broken(change(BLUE_GREEN, name, *steps, to=odd)) == [], (name, steps, odd)


@pytest.mark.parametrize(("program", "name", "place"), PLACES)
def test_no_message_shows_a_secret(program: Program, name: str, place: tuple[str | int, ...]) -> None:
    value: Any = find(program, name).props
    for step in place:
        value = value[step]
    if isinstance(value, str) and value[:1] not in ("[", "{"):
        for hidden in ("hunter2", f"{value}-hunter2", f"{value}/hunter2", f"hunter2/{value}:1"):
            assert "hunter2" not in texts(analyze(change(program, name, *place, to=secret(hidden)))), hidden
    elif isinstance(value, int) and not isinstance(value, bool):
        assert "31337" not in texts(analyze(change(program, name, *place, to=secret(31337))))


def test_no_message_shows_what_is_in_a_secret_json_but_its_names() -> None:
    definitions = task({"containerPort": 31337, "hostPort": 31338}, image="hunter2", user="root", logConfiguration=None)
    said = texts(analyze(change(NATIVE, "tasks", "containerDefinitions", to=secret(definitions))))
    assert "container web: [secret] has no tag" in said
    assert not any(hidden in said for hidden in ("hunter2", "31337", "31338"))


def a_megabyte(unit: str) -> str:
    return (unit * (1_000_000 // len(unit) + 1))[:1_000_000]


def container(**more: Any) -> Program:
    return change(BLUE_GREEN, "tasks", "containerDefinitions", to=json.dumps([{"name": "web", **more}]))


def holding(name: str, value: str) -> Program:
    """A variable of a build: no limit of ECS ends the looking at it."""
    variables = {"environmentVariables": [{"name": name, "value": value}]}
    kind = "aws:codebuild/project:Project"
    return (Declared(kind, "build", {"environment": variables}),)


HUGE: dict[str, Program] = {
    "a path of wildcards": shared([path("/" + "*a" * 60 + "b")], [path("/" + "a" * 120)]),
    "a long path of wildcards": shared([path(a_megabyte("*a") + "b")], [path(a_megabyte("a"))]),
    "many paths": shared([path(*["/*a*b"] * 100_000)], [path(*["/aaaa"] * 100_000)]),
    "an action of wildcards": change(
        BLUE_GREEN,
        "execution-policy",
        "policy",
        to=json.dumps({"Statement": [{"Effect": "Allow", "Action": "*a" * 4000 + "b", "Resource": "*"}]}),
    ),
    "a policy of many statements": change(
        BLUE_GREEN, "execution-policy", "policy", to=json.dumps({"Statement": [{"Action": "*"}] * 60_000})
    ),
    "a value of token beginnings": holding("MODE", a_megabyte("eyJhbGciOi-")),
    "a value of scheme beginnings": holding("MODE", a_megabyte("a.")),
    "a password of placeholder beginnings": holding("DB_PASSWORD", a_megabyte("${")),
    "a password of template beginnings": holding("DB_PASSWORD", a_megabyte("{{")),
    "a name of endings": holding(a_megabyte("_OLD") + "_X", "value"),
    "a container's value": container(environment=[{"name": "DB_PASSWORD", "value": a_megabyte("$(")}]),
    "many containers": change(BLUE_GREEN, "tasks", "containerDefinitions", to=json.dumps([{}] * 300_000)),
    "containers within containers": change(BLUE_GREEN, "tasks", "containerDefinitions", to=a_megabyte("[")),
    "many load balancers": change(BLUE_GREEN, "service", "loadBalancers", to=[{}] * 100_000),
    "many security groups": change(BLUE_GREEN, "balancer", "securityGroups", to=["sg-1"] * 100_000),
}


@pytest.mark.parametrize("program", HUGE.values(), ids=HUGE)
def test_a_huge_value_keeps_no_rule_busy(program: Program) -> None:
    started = time.thread_time()
    said = analyze(program)
    assert time.thread_time() - started < MOST_SECONDS
    assert all(len(one.text) < 20_000 for one in said)
    assert "fault of the policy pack" not in texts(said)
