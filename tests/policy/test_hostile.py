"""The pack on programs that nobody would write: no rule breaks, no secret is shown, and none keeps it busy."""

import time
from typing import Any

import pytest

from policy.reading import MOST_ITEMS
from policy.wire import plain
from tests.policy.analyzer import Program, analyze, change, find, resource_requests, secret
from tests.policy.hostile import broken, programs
from tests.policy.huge import HUGE
from tests.policy.programs import BLUE_GREEN, NATIVE, task
from tests.policy.test_pack import PLACES, texts

MOST_SECONDS = 10
"""Of computing; to look at each part of a megabyte for each other part takes hours. `bench.hostile` has the times."""


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


def test_of_a_list_that_aws_refuses_only_the_first_items_are_taken() -> None:
    request = resource_requests(change(BLUE_GREEN, "balancer", "securityGroups", to=["sg-1"] * 5000))
    properties = next(one.properties for one in request if one.name == "balancer")
    assert plain(properties)["securityGroups"] == ["sg-1"] * MOST_ITEMS


@pytest.mark.parametrize("program", HUGE.values(), ids=HUGE)
def test_a_huge_value_keeps_no_rule_busy(program: Program) -> None:
    started = time.thread_time()
    said = analyze(program)
    assert time.thread_time() - started < MOST_SECONDS
    assert all(len(one.text) < 20_000 for one in said)
    assert "fault of the policy pack" not in texts(said)
