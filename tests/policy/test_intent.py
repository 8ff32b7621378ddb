"""A component's own inputs stand in for what a first preview does not know of the resources inside it."""

import json
from dataclasses import replace

from policy.rules import RULES
from tests.policy.analyzer import UNKNOWN, Declared, Program, analyze, change, stopped
from tests.policy.programs import FIRST_PREVIEW, task

HIDDEN = change(FIRST_PREVIEW, "tasks", "containerDefinitions", to=UNKNOWN)


def within(*components: Declared) -> Program:
    """The task definition inside the last component."""
    last = components[-1].name
    return (*components, *(replace(one, parent=last) if one.name == "tasks" else one for one in HIDDEN))


def component(name: str, parent: str = "", **inputs: object) -> Declared:
    return Declared("awsx:ecs:FargateService", name, inputs, parent=parent)


CONTAINERS = json.loads(task({"containerPort": 4000, "hostPort": 80}))
GIVEN = component("web", containerDefinitions=CONTAINERS)


def host_port_findings(program: Program) -> list[str]:
    return [one.level for one in analyze(program) if one.rule == "host-port-zero"]


def test_without_a_component_it_is_undecided() -> None:
    assert host_port_findings(HIDDEN) == ["ADVISORY"]


def test_what_the_component_was_given_is_judged() -> None:
    assert host_port_findings(within(GIVEN)) == ["MANDATORY"]
    assert host_port_findings(within(component("web", containerDefinitions=json.dumps(CONTAINERS)))) == ["MANDATORY"]


def test_the_nearest_component_that_has_the_input_counts() -> None:
    outer = component("outer", containerDefinitions=json.loads(task({"containerPort": 4000})))
    assert host_port_findings(within(outer, replace(GIVEN, parent="outer"))) == ["MANDATORY"]
    assert host_port_findings(within(outer, component("web", parent="outer"))) == []


def test_a_known_value_counts_more_than_what_a_component_was_given() -> None:
    known = tuple(
        replace(one, props={**one.props, "containerDefinitions": task({"containerPort": 4000})})
        if one.name == "tasks"
        else one
        for one in within(GIVEN)
    )
    assert host_port_findings(known) == []


def test_an_unknown_input_of_a_component_decides_nothing() -> None:
    assert host_port_findings(within(component("web", containerDefinitions=UNKNOWN))) == ["ADVISORY"]


def test_everything_is_judged_in_a_first_preview_when_the_component_has_the_input() -> None:
    good = within(component("web", containerDefinitions=json.loads(task({"containerPort": 4000}))))
    assert stopped(analyze(good, rules=RULES)) == []
    assert [one.text for one in analyze(good, rules=RULES) if "containerDefinitions" in one.text] == []
