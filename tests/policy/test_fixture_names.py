"""Every name in the programs that rules are tested with is one that AWS has: with a typo a test would prove nothing.

Properties are compared with the classes of pulumi_aws, containers with the shape of ECS's RegisterTaskDefinition, and
permissions with the elements of IAM's policy language.
"""

import inspect
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from keyword import iskeyword
from typing import Any, get_args, get_origin

import pytest
from botocore.session import get_session
from pulumi._types import is_output_type, output_type_types, resource_types
from pulumi_policy.deserialize import SPECIAL_SIG_KEY

from policy.example import example
from policy.rule import AnyRule
from policy.rules import RULES
from tests.policy import programs
from tests.policy.analyzer import UNKNOWN, Declared, Program
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.rule_examples import program_of

TABLES = [rule.check.__module__.replace("policy.rules", "tests.policy.rules", 1) for rule in RULES]

WRONG = {
    ("task_isolated", "tasks.containerDefinitions[0] is a structure"): "AWS refuses it, after the rule has seen it",
    **dict.fromkeys(
        (
            ("listener_ignores_actions", "production.default_actions is no property; defaultActions?"),
            ("service_ignores_releases", "service.load_balancers is no property; loadBalancers?"),
            ("service_ignores_releases", "service.task_definition is no property; taskDefinition?"),
            ("target_ignores_schedule", "scaling.min_capacity is no property; minCapacity?"),
        ),
        "Python's spelling, which ignores nothing",
    ),
}
"""What a fixture does on purpose: its table and what is wrong there, and why."""

BLOCKS = {
    "document": {"Version", "Id", "Statement"},
    "statement": frozenset(
        ("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")
    ),
    "principal": {"AWS", "Service", "Federated", "CanonicalUser"},
}
"""The elements of IAM's policy language (IAM user guide, JSON policy element reference)."""

FORMER = ("lb", "alb")
"""Modules whose types have former names, of modules that are gone."""

OPERATOR = re.compile(
    r"(ForAllValues:|ForAnyValue:)?"
    r"((String|Arn)(Not)?(Equals|Like)|String(Not)?EqualsIgnoreCase|(Not)?IpAddress|Bool|BinaryEquals|Null"
    r"|(Numeric|Date)(Not)?(Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals))(IfExists)?"
)


@pytest.mark.parametrize("table", TABLES)
def test_every_name_in_a_table_is_real(table: str) -> None:
    found = dict.fromkeys(wrong for program in programs_of(table).values() for wrong in wrong_names(program))
    expected = {wrong for of, wrong in WRONG if table.endswith(f".{of}")}
    assert [wrong for wrong in found if wrong not in expected] == []
    assert expected <= found.keys(), "no longer in any fixture"


@pytest.mark.parametrize("table", TABLES)
def test_no_two_resources_in_a_program_of_a_table_have_one_name(table: str) -> None:
    """What a property was made of goes by name, and would lead to the other one."""
    for case, program in programs_of(table).items():
        assert [name for name, count in Counter(one.name for one in program).items() if count > 1] == [], case


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_name_in_an_example_is_real(rule: AnyRule) -> None:
    for text in (example(rule).stopped, example(rule).repaired):
        assert list(wrong_names(tuple(map(as_written, program_of(text))))) == []


def test_every_name_in_the_good_programs_is_real() -> None:
    good = [*programs.GOOD, programs.BLUE_GREEN, programs.NATIVE, programs.ROLLING]
    assert [wrong for program in good for wrong in wrong_names(program)] == []


@pytest.mark.parametrize(
    ("kind", "props", "says"),
    [
        ("elb/targetGroup:TargetGroup", {}, "aws:elb/targetGroup:TargetGroup is no type"),
        ("alb/targetGroup:TargetGroup", {"prot": 80}, "service.prot is no property; port?"),
        ("applicationloadbalancing/listener:Listener", {"prot": 80}, "service.prot is no property; port?"),
        ("elasticloadbalancingv2/listener:Listener", {"prot": 80}, "service.prot is no property; port?"),
        ("ecs/service:Service", {"desiredCuont": 2}, "service.desiredCuont is no property; desiredCount?"),
        ("ecs/servce:Servce", {}, "aws:ecs/servce:Servce is no type"),
        ("ecs/service:Service", {"loadBalancers": [{"port": 80}]}, "service.loadBalancers[0].port is no property"),
        ("ecs/service:Service", {"loadBalancers": {"containerPort": 80}}, "service.loadBalancers is a list"),
        ("ecs/service:Service", {"deploymentController": "ECS"}, "service.deploymentController is an object"),
        ("ecs/service:Service", {"name": ["web"]}, "service.name is a single value"),
        ("lb/targetGroup:TargetGroup", {"healthCheck": {"pat": "/"}}, "service.healthCheck.pat is no property; path?"),
        (
            "ecs/taskDefinition:TaskDefinition",
            {"containerDefinitions": '[{"portMapping": []}]'},
            "service.containerDefinitions[0].portMapping is no property; portMappings?",
        ),
        (
            "ecs/taskDefinition:TaskDefinition",
            {"containerDefinitions": [{"logConfiguration": {"driver": "awslogs"}}]},
            "service.containerDefinitions[0].logConfiguration.driver is no property; logDriver?",
        ),
        (
            "iam/policy:Policy",
            {"policy": '{"Statement": {"Efect": "Allow"}}'},
            "service.policy.Statement.Efect is no element; Effect?",
        ),
        (
            "iam/role:Role",
            {"assumeRolePolicy": '{"Statement": [{"Principal": {"Servce": "ecs"}}]}'},
            "service.assumeRolePolicy.Statement[0].Principal.Servce is no element; Service?",
        ),
        (
            "iam/policy:Policy",
            {"policy": '{"Statement": {"Condition": {"StringEqual": {}}}}'},
            "service.policy.Statement.Condition.StringEqual is no operator",
        ),
    ],
)
def test_a_typo_is_found(kind: str, props: dict[str, Any], says: str) -> None:
    assert says in "\n".join(wrong_names((Declared(f"aws:{kind}", "service", props),)))


def test_what_the_engine_adds_is_no_wrong_name() -> None:
    secret = {SPECIAL_SIG_KEY: "1b47061264138c4ac30d75fd1eb44270", "value": [{"containerPort": 80}]}
    props = {"id": "web", "loadBalancers": secret, "deploymentController": UNKNOWN, "cluster": None}
    assert list(wrong_names((Declared("aws:ecs/service:Service", "service", props),))) == []


def test_edges_and_ignored_changes_are_properties_too() -> None:
    kind = "aws:ecs/service:Service"
    edge = Declared(kind, "service", {}, {"loadBalancer": []})
    ignored = Declared(kind, "service", {}, ignore_changes=("loadBalancers[0]", "taskDefinitions"))
    assert list(wrong_names((edge,))) == ["service.loadBalancer is no property; loadBalancers?"]
    assert list(wrong_names((ignored,))) == ["service.taskDefinitions is no property; taskDefinition?"]


def programs_of(table: str) -> dict[str, Program]:
    """The programs of a table, by the names of their cases."""
    module = import_module(table)
    cases = {
        f"{name} of {kind}": case
        for kind in ("STOPS", "LETS_THROUGH", "UNDECIDED")
        for name, case in getattr(module, kind).items()
    }
    return {name: case.program if isinstance(case, Case | Pass) else case for name, case in cases.items()}


def as_written(one: Declared) -> Declared:
    """A resource of an example without the name that every one of them is given, where its type has none."""
    named = "name" in (_names(one.type) or ())
    return replace(one, props={prop: value for prop, value in one.props.items() if named or prop != "name"})


_seen: dict[int, tuple[Declared, list[str]]] = {}


def wrong_names(program: Program) -> Iterator[str]:
    """What is no name of AWS's in a program. Programs share most of their resources, so each is looked at once."""
    for one in program:
        if id(one) not in _seen:
            _seen[id(one)] = one, list(_resource(one)) if one.type.startswith("aws:") else []
        yield from _seen[id(one)][1]


def _resource(one: Declared) -> Iterator[str]:
    names = _names(one.type)
    if names is None:
        yield f"{one.type} is no type"
        return
    ignored = {re.split(r"[.\[]", path, maxsplit=1)[0] for path in one.ignore_changes} - {"*"}
    yield from _members({**dict.fromkeys((*one.edges, *ignored)), **one.props}, names, one.name)


@cache
def _names(token: str) -> Mapping[str, Any] | None:
    """The properties of a type and what they are; None for no type of AWS's provider."""
    _, own, _, name = re.split("[:/]", token)
    for module in (f"{own}_" if iskeyword(own) else own, *FORMER):
        kind = getattr(import_module(f"pulumi_aws.{module}"), name, None) if find_spec(f"pulumi_aws.{module}") else None
        if isinstance(kind, type) and re.search(rf"['\"]{token}['\"]", inspect.getsource(kind)):
            return {"id": str, **resource_types(kind)}
    return None


def _members(value: Mapping[str, Any], names: Mapping[str, Any], at: str) -> Iterator[str]:
    for name, one in value.items():
        if name in names:
            yield from _value(one, names[name], f"{at}.{name}")
        elif name != "__defaults":  # The bridge keeps in it which values it filled in.
            yield _unknown_name(f"{at}.{name}", names, "property")


def _value(value: Any, kind: Any, at: str) -> Iterator[str]:
    """What is wrong inside a value of a property that is a `kind`."""
    if isinstance(value, dict) and SPECIAL_SIG_KEY in value:
        value = value.get("value")
    if value is None or value == UNKNOWN:
        return
    prop = at.rpartition(".")[2]
    if prop == "containerDefinitions":
        yield from _shape(_parsed(value), _containers(), at)
    elif prop in ("policy", "assumeRolePolicy"):
        yield from _document(_parsed(value), at)
    elif is_output_type(kind):
        if isinstance(value, dict):
            yield from _members(value, output_type_types(kind), at)
        else:
            yield f"{at} is an object"
    elif get_origin(kind) is Sequence:
        if isinstance(value, list):
            for index, one in enumerate(value):
                yield from _value(one, get_args(kind)[0], f"{at}[{index}]")
        else:
            yield f"{at} is a list"
    elif get_origin(kind) is Mapping:
        if not isinstance(value, dict):
            yield f"{at} is a map"
    elif isinstance(value, dict | list):
        yield f"{at} is a single value"


@cache
def _containers() -> Any:
    request: Any = get_session().get_service_model("ecs").shape_for("RegisterTaskDefinitionRequest")
    return request.members["containerDefinitions"]


def _shape(value: Any, shape: Any, at: str) -> Iterator[str]:
    """What is wrong inside a value of AWS's API. The provider takes names in any case."""
    if value is None or value == UNKNOWN:
        return
    if shape.type_name == "structure" and isinstance(value, dict):
        members = {name.lower(): member for name, member in shape.members.items()}
        for name, one in value.items():
            if name.lower() in members:
                yield from _shape(one, members[name.lower()], f"{at}.{name}")
            else:
                yield _unknown_name(f"{at}.{name}", shape.members, "property")
    elif shape.type_name == "list" and isinstance(value, list):
        for index, one in enumerate(value):
            yield from _shape(one, shape.member, f"{at}[{index}]")
    elif (shape.type_name in ("structure", "list", "map")) != isinstance(value, dict | list):
        yield f"{at} is a {shape.type_name}"


def _document(value: Any, at: str) -> Iterator[str]:
    """What is wrong in a document of IAM."""
    yield from _elements(value, "document", at)
    for statement, path in _each(_get(value, "Statement"), f"{at}.Statement"):
        yield from _elements(statement, "statement", path)
        for element in ("Principal", "NotPrincipal"):
            yield from _elements(_get(statement, element), "principal", f"{path}.{element}")
        for operator in _get(statement, "Condition") or ():
            if not OPERATOR.fullmatch(operator):
                yield f"{path}.Condition.{operator} is no operator"


def _elements(value: Any, block: str, at: str) -> Iterator[str]:
    for name in value if isinstance(value, dict) else ():
        if name not in BLOCKS[block]:
            yield _unknown_name(f"{at}.{name}", BLOCKS[block], "element")


def _each(value: Any, at: str) -> Iterator[tuple[Any, str]]:
    """Statements come in a list, or one alone."""
    if isinstance(value, list):
        yield from ((one, f"{at}[{index}]") for index, one in enumerate(value))
    else:
        yield value, at


def _get(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _parsed(value: Any) -> Any:
    """The value of JSON text; invalid text has no names."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return None


def _unknown_name(at: str, names: Iterable[str], what: str) -> str:
    near = get_close_matches(at.rpartition(".")[2], names, n=1)
    return f"{at} is no {what}" + "".join(f"; {name}?" for name in near)
