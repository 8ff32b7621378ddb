"""Programs in which one resource has a megabyte."""

import json
from typing import Any

from tests.policy.analyzer import Declared, Program, change, find, secret
from tests.policy.pipelines import DELIVERED, DEPLOY, built, piped
from tests.policy.programs import BLUE_GREEN
from tests.policy.rules.ingress.rule_for_tests_not_shadowed import path, shared


def a_megabyte(unit: str) -> str:
    return (unit * (1_000_000 // len(unit) + 1))[:1_000_000]


def container(**more: Any) -> str:
    return json.dumps([{"name": "web", **more}])


def defined(containers: Any) -> Program:
    return change(BLUE_GREEN, "tasks", "containerDefinitions", to=containers)


def holding(name: str, value: str) -> Program:
    """A variable of a build: no limit of ECS ends the looking at it."""
    variables = {"environmentVariables": [{"name": name, "value": value}]}
    kind = "aws:codebuild/project:Project"
    return (Declared(kind, "build", {"environment": variables}),)


REFERENCES = (
    "a0: &a0 [docker build .]\n"
    + "".join(f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]\n" for number in range(1, 30))
    + "phases: {build: {commands: *a29}}\nartifacts: {files: *a29}\n"
)
"""Lists of lists, each of nine that are the same: more texts than there are atoms."""

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
    "a container's value": defined(container(environment=[{"name": "DB_PASSWORD", "value": a_megabyte("$(")}])),
    "many secret variables": defined(
        secret(container(environment=[{"name": f"NAME_{number}", "value": f"v{number}"} for number in range(25_000)]))
    ),
    "many containers": defined(json.dumps([{}] * 300_000)),
    "containers within containers": defined(a_megabyte("[")),
    "a build specification": built(a_megabyte("- a\n")),
    "a build specification of many commands": built("phases:\n  build:\n    commands:\n" + "    - docker a\n" * 3500),
    "a build specification of one command": built(
        '{"phases": {"build": {"commands": ["' + "docker push " * 5000 + '"]}}}'
    ),
    "a build specification of references": built(REFERENCES),
    "many actions": piped(*DEPLOY[:-1], to=[find(DELIVERED, "pipeline").props["stages"][2]["actions"][0]] * 20_000),
    "many load balancers": change(BLUE_GREEN, "service", "loadBalancers", to=[{}] * 100_000),
    "many security groups": change(BLUE_GREEN, "balancer", "securityGroups", to=["sg-1"] * 100_000),
}
