"""The pack as a whole: complete, isolated, and the same over its real protocol."""

import importlib
import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from analyzer import UNKNOWN, Declared, Program, Said, Spawned, analyze, change, find, secret, stopped
from policy_programs import BLUE_GREEN, FIRST_PREVIEW, ROLLING, forward, task

from catalogue import RULES_MD, catalogue
from finding import Findings
from reading import TASK_DEFINITION
from rule import Options, ResourceRule, StackRule, resource_rule, stack_rule
from rules import RULES
from stack import Stack

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@each_rule
def test_a_rule_explains_itself(rule: ResourceRule | StackRule) -> None:
    assert rule.summary.endswith(".")
    assert "\n" not in rule.summary
    assert rule.why
    assert rule.remedy
    assert rule.source.startswith("https://docs.aws.amazon.com/")


@each_rule
def test_the_range_of_an_option_holds_its_default(rule: ResourceRule | StackRule) -> None:
    assert all(option.minimum <= option.default <= option.maximum for option in rule.options)


@each_rule
def test_a_rule_has_a_table_of_what_it_stops_lets_through_and_cannot_tell(rule: ResourceRule | StackRule) -> None:
    tables = importlib.import_module(f"test_rule_{rule.name.replace('-', '_')}")
    assert tables.STOPS
    assert tables.LETS_THROUGH
    assert tables.UNDECIDED


def test_names_are_unique_and_not_taken_by_the_engine() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert not {"all", "environments"} & set(names)


def test_the_catalogue_is_current() -> None:
    assert RULES_MD.read_text(encoding="utf-8") == catalogue(), "run: python policy/catalogue.py"


@pytest.mark.parametrize("program", [BLUE_GREEN, FIRST_PREVIEW, ROLLING, ()])
def test_good_programs_pass_without_a_word(program: Program) -> None:
    assert analyze(program) == []


BAD = change(BLUE_GREEN, "tasks", "containerDefinitions", to=task({"containerPort": 4000, "hostPort": 80}))
BAD = change(BAD, "production", "defaultActions", to=forward(50, 50))
BAD = change(BAD, "release", "blueGreenDeploymentConfig", to=None)
BAD = change(BAD, "green", "port", to=80)


def places(value: Any, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """The path to every value inside `value`, containers included."""
    if path:
        yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inside:
        yield from places(one, *path, step)


ONE_UNKNOWN = [(one.name, path) for one in BLUE_GREEN for path in places(dict(one.props))]


@pytest.mark.parametrize(("name", "path"), ONE_UNKNOWN, ids=lambda part: str(part))
def test_one_unknown_value_never_stops_a_good_program_or_breaks_a_rule(name: str, path: tuple[str | int, ...]) -> None:
    assert stopped(analyze(change(BLUE_GREEN, name, *path, to=UNKNOWN))) == []


@pytest.mark.parametrize(("name", "path"), ONE_UNKNOWN, ids=lambda part: str(part))
def test_an_odd_value_never_breaks_a_rule(name: str, path: tuple[str | int, ...]) -> None:
    for odd in (True, -1.5, "", [], {}, [[]], [{"a": []}]):
        assert "fault of the policy pack" not in texts(analyze(change(BLUE_GREEN, name, *path, to=odd)))


def texts(said: list[Said]) -> str:
    return "\n".join(one.text for one in said)


def test_an_unknown_value_on_one_resource_hides_no_finding_on_another() -> None:
    hidden = change(BAD, "service", "loadBalancers", 0, "containerPort", to=UNKNOWN)
    assert {one.rule for one in stopped(analyze(hidden))} >= {"host-port-zero", "termination-wait-bounded"}
    other = [Declared(one.type, f"other-{one.name}", deepcopy(one.props)) for one in BAD if one.name == "tasks"]
    assert len([one for one in stopped(analyze((*hidden, *other))) if one.rule == "host-port-zero"]) == 2


def test_numbers_arrive_as_floats_and_are_told_as_whole_ones() -> None:
    said = texts(analyze(change(BLUE_GREEN, "green", "port", to=443.0)))
    assert "port: 443," in said
    assert "443.0" not in said


def test_secret_values_are_judged_and_never_told() -> None:
    container = {
        "name": "web",
        "portMappings": [{"containerPort": 4000, "hostPort": 80}],
        "environment": [{"name": "TOKEN", "value": "hunter2"}],
    }
    said = analyze(change(BLUE_GREEN, "tasks", "containerDefinitions", to=secret(json.dumps([container]))))
    assert [one.rule for one in stopped(said)] == ["host-port-zero"]
    assert "hunter2" not in texts(said)


@stack_rule(remedy="None.", source="https://docs.aws.amazon.com/", severity="low")
def broken_on_the_stack(stack: Stack, options: Options) -> Findings:
    """Breaks."""
    raise ValueError("hunter2")
    yield


@resource_rule(on=TASK_DEFINITION, remedy="None.", source="https://docs.aws.amazon.com/", severity="low")
def broken_on_a_resource(resource: object, options: Options) -> Findings:
    """Breaks."""
    raise ValueError("hunter2")
    yield


@pytest.mark.parametrize("broken", [broken_on_the_stack, broken_on_a_resource], ids=lambda rule: rule.name)
def test_a_broken_rule_is_a_finding_and_the_others_go_on(broken: ResourceRule | StackRule) -> None:
    said = analyze(BAD, rules=(broken, *RULES))
    assert {one.rule for one in stopped(said)} == {broken.name, *(one.rule for one in stopped(analyze(BAD)))}
    assert "ValueError at test_policy_pack.py" in texts(said)
    assert "hunter2" not in texts(said)


def test_a_misspelt_option_is_told_with_the_right_ones() -> None:
    (said,) = analyze(BLUE_GREEN, config={"termination-wait-bounded": {"maxMinuts": 45}})
    assert said.level == "MANDATORY"
    assert "'maxMinuts'" in said.text
    assert "maxMinutes" in said.text


def test_many_undecided_resources_are_told_in_a_few_lines() -> None:
    tasks = find(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), "tasks")
    (said,) = analyze(tuple(Declared(tasks.type, f"tasks-{index}", tasks.props) for index in range(100)))
    assert "and 90 more" in said.text
    assert len(said.text.splitlines()) < 20


def test_the_spawned_pack_offers_every_rule_and_says_the_same() -> None:
    with Spawned() as pack:
        offered = pack.policies()
        said = pack.analyze(BAD)
        clean = pack.analyze(FIRST_PREVIEW)
    assert sorted(offered) == sorted(rule.name for rule in RULES)
    limits = offered["termination-wait-bounded"].configSchema.properties["maxMinutes"]
    assert (limits["minimum"], limits["default"], limits["maximum"]) == (1, 60, 2880)
    assert sorted(map(repr, said)) == sorted(map(repr, analyze(BAD)))
    assert {one.level for one in said} == {"MANDATORY"}
    assert clean == []
