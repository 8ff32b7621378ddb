"""The pack as a whole: complete, isolated, and the same over its real protocol."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from policy.catalogue import RULES_MD, catalogue
from policy.finding import Findings, Violation
from policy.pack import MOST_OF_RESOURCE
from policy.reading import TASK_DEFINITION
from policy.rule import About, AnyRule, Options, resource_rule, stack_rule
from policy.rules import RULES
from policy.rules.task.host_port_zero import host_port_zero
from policy.stack import Stack
from policy.symptom import Symptom
from tests.policy.analyzer import (
    UNKNOWN,
    Declared,
    Diagnostic,
    Program,
    Spawned,
    analyze,
    change,
    find,
    secret,
    stopped,
    unknown,
)
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, forward, task


def test_the_catalogue_is_current() -> None:
    assert RULES_MD.read_text(encoding="utf-8") == catalogue(), "run: python -m policy.catalogue"


@pytest.mark.parametrize("program", [BLUE_GREEN, FIRST_PREVIEW, ROLLING, ()])
def test_good_programs_pass_without_a_finding(program: Program) -> None:
    assert analyze(program) == []


@pytest.mark.parametrize("program", [BLUE_GREEN, FIRST_PREVIEW, NATIVE])
def test_a_listener_for_tests_on_the_port_of_production_is_one_failure(program: Program) -> None:
    said = stopped(analyze(change(program, "test", "port", to=443)))
    assert [one.rule for one in said] == ["listener-ports-differ"]


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


PROGRAMS = {"CodeDeploy": BLUE_GREEN, "ECS": NATIVE}
PLACES = [
    pytest.param(program, one.name, path, id=f"{releases} {one.name} {'.'.join(map(str, path))}")
    for releases, program in PROGRAMS.items()
    for one in program
    for path in places(dict(one.props))
]


@pytest.mark.parametrize(("program", "name", "path"), PLACES)
def test_one_unknown_value_never_stops_a_good_program_or_breaks_a_rule(
    program: Program, name: str, path: tuple[str | int, ...]
) -> None:
    assert stopped(analyze(unknown(program, name, *path, of="images"))) == []


@pytest.mark.parametrize(("program", "name", "path"), PLACES)
def test_an_odd_value_never_breaks_a_rule(program: Program, name: str, path: tuple[str | int, ...]) -> None:
    """Of the right type: the provider has seen to that before a policy is asked."""
    value: Any = find(program, name).props
    for step in path:
        value = value[step]
    for odd in {dict: [{}], list: [[]], bool: [not value]}.get(type(value), ["", "[]", "{}", '[{"a": []}]', "-1.5"]):
        assert "fault of the policy pack" not in texts(analyze(change(program, name, *path, to=odd)))


def texts(said: list[Diagnostic]) -> str:
    return "\n".join(one.text for one in said)


def test_an_unknown_value_on_one_resource_hides_no_finding_on_another() -> None:
    hidden = change(BAD, "service", "loadBalancers", 0, "containerPort", to=UNKNOWN)
    assert {one.rule for one in stopped(analyze(hidden))} >= {"host-port-zero", "termination-wait-bounded"}
    other = [Declared(one.type, f"other-{one.name}", deepcopy(one.props)) for one in BAD if one.name == "tasks"]
    assert len([one for one in stopped(analyze((*hidden, *other))) if one.rule == "host-port-zero"]) == 2


def test_numbers_arrive_as_floats_and_are_reported_as_whole_ones() -> None:
    said = texts(analyze(change(BLUE_GREEN, "green", "port", to=443.0)))
    assert "port: 443," in said
    assert "443.0" not in said


def test_secret_values_are_judged_and_never_reported() -> None:
    container = {
        "name": "web",
        "portMappings": [{"containerPort": 4000, "hostPort": 80}],
        "environment": [{"name": "TOKEN", "value": "hunter2"}],
    }
    said = analyze(change(BLUE_GREEN, "tasks", "containerDefinitions", to=secret(json.dumps([container]))))
    assert {one.rule for one in stopped(said)} >= {"host-port-zero", "no-plaintext-secrets"}
    assert "hunter2" not in texts(said)


ABOUT = About(
    remedy="None.", source="https://docs.aws.amazon.com/", severity="low", symptoms=(Symptom.COST,), cost="Nothing."
)


@stack_rule(**ABOUT)
def broken_on_the_stack(stack: Stack, options: Options) -> Findings:
    """Breaks."""
    raise ValueError("hunter2")
    yield


@resource_rule(TASK_DEFINITION, **ABOUT)
def broken_on_a_resource(resource: object, options: Options) -> Findings:
    """Breaks."""
    raise ValueError("hunter2")
    yield


@pytest.mark.parametrize("broken", [broken_on_the_stack, broken_on_a_resource], ids=lambda rule: rule.name)
def test_a_broken_rule_is_a_finding_and_the_others_go_on(broken: AnyRule) -> None:
    said = analyze(BAD, rules=(broken, *RULES))
    assert {one.rule for one in stopped(said)} == {broken.name, *(one.rule for one in stopped(analyze(BAD)))}
    assert "ValueError at test_pack.py" in texts(said)
    assert "hunter2" not in texts(said)


@stack_rule(**ABOUT)
def thousand_of_one_resource(stack: Stack, options: Options) -> Findings:
    """Finds a thousand things that are wrong, and two that only warn."""
    for resource in stack.of(TASK_DEFINITION):
        for index in range(1002):
            yield Violation(resource=resource, path=f"[{index}]", wrong="wrong", fix="repair it.", advice=index < 2)


def test_of_many_findings_alike_the_first_are_reported_and_the_others_counted() -> None:
    said = analyze(BLUE_GREEN, rules=[thousand_of_one_resource])
    assert [one.level for one in said] == ["ADVISORY"] * 2 + ["MANDATORY"] * (MOST_OF_RESOURCE + 1)
    assert said[-1].text.endswith("and 980 more like these.")
    assert {one.urn for one in said} == {find(BLUE_GREEN, "tasks").urn}


def test_a_thousand_entries_of_one_service_are_reported_in_a_few_hundred_lines() -> None:
    entries = [
        {"containerName": f"c{port}", "containerPort": port, "targetGroupArn": "arn:odd"} for port in range(1000)
    ]
    said = analyze(change(BLUE_GREEN, "service", "loadBalancers", to=entries))
    assert stopped(said)
    assert len(said) < 300


def test_many_undecided_resources_of_a_stack_are_reported_in_a_few_lines() -> None:
    tasks = find(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), "tasks")
    many = tuple(Declared(tasks.type, f"tasks-{index}", tasks.props) for index in range(100))
    said = analyze(many, rules=[host_port_zero])
    assert len(said) == 11
    assert "and 90 more" in said[-1].text


def test_the_spawned_pack_offers_every_rule_and_reports_the_same() -> None:
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
