"""Drives the policy pack as the engine does, and changes one thing in a program.

In process the pack answers the engine's own requests, so that levels, numbers as floats, secrets and unknown
values are what they are in production. `Spawned` is the pack as a child process over its real protocol.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE

from policy.adapter import Analyzer
from policy.rule import AnyRule
from policy.rules import RULES

PACK = Path(__file__).parents[2] / "policy"
UNKNOWN = UNKNOWN_STRING_VALUE


@dataclass(frozen=True)
class Declared:
    """A resource as the engine describes it to the pack."""

    type: str
    name: str
    props: Mapping[str, Any]
    edges: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Property -> names of the resources whose outputs it was made of."""
    ignore_changes: tuple[str, ...] = ()
    parent: str = ""
    """The name of the component that it is part of."""
    update_minutes: int = 0
    depends_on: tuple[str, ...] = ()
    """The names of other resources that it waits for."""

    @property
    def urn(self) -> str:
        return f"urn:pulumi:dev::shop::{self.type}::{self.name}"


Program = tuple[Declared, ...]


@dataclass(frozen=True)
class Diagnostic:
    """One diagnostic of the pack."""

    rule: str
    level: str
    text: str
    urn: str


def secret(value: Any) -> dict[str, Any]:
    """The value as the engine sends a secret."""
    return {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": value}


def analyze(
    program: Program,
    *,
    rules: Sequence[AnyRule] = RULES,
    config: Mapping[str, Mapping[str, Any]] | None = None,
) -> list[Diagnostic]:
    """What the rules report on the program, in process; `config` maps a rule to its options."""
    analyzer = Analyzer(rules)
    configure = proto.ConfigureAnalyzerRequest()
    for name, options in (config or {}).items():
        rule = next((rule for rule in rules if rule.name == name), None)
        level = options.get("enforcementLevel", rule.level if rule else "mandatory")
        configure.policyConfig[name].enforcementLevel = proto.EnforcementLevel.Value(level.upper())
        properties = {key: value for key, value in options.items() if key != "enforcementLevel"}
        configure.policyConfig[name].properties.update(properties)
    analyzer.Configure(configure, _Refusal())
    return answers(analyzer, program)


def answers(analyzer: Analyzer, program: Program) -> list[Diagnostic]:
    """What the pack answers to the engine's requests for the program."""
    return _diagnostics(
        *(analyzer.Analyze(request, None) for request in resource_requests(program)),
        analyzer.AnalyzeStack(stack_request(program), None),
    )


class ConfigRefused(Exception):
    """The pack refuses its configuration; the engine ends the run with this text."""


class _Refusal:
    def abort(self, _code: grpc.StatusCode, details: str) -> None:
        raise ConfigRefused(details)


def stopped(said: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The mandatory diagnostics: these fail a preview."""
    return [one for one in said if one.level == "MANDATORY"]


class Spawned:
    """The pack as the Python language host starts it; its first line of output is its port."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(PACK)]
        settings = {"PULUMI_PROJECT": "shop", "PULUMI_STACK": "dev", "PULUMI_DRY_RUN": "true"}
        self._process = subprocess.Popen(
            command, cwd=PACK, stdout=subprocess.PIPE, text=True, env={**os.environ, **settings}
        )
        assert self._process.stdout
        self._channel = grpc.insecure_channel(f"127.0.0.1:{int(self._process.stdout.readline())}")
        self._stub = analyzer_pb2_grpc.AnalyzerStub(self._channel)
        return self

    def __exit__(self, *_: object) -> None:
        self._channel.close()
        self._process.terminate()
        self._process.communicate(timeout=60)

    def policies(self) -> dict[str, Any]:
        """The policies that the pack offers, by name."""
        return {policy.name: policy for policy in self._stub.GetAnalyzerInfo(empty_pb2.Empty()).policies}

    def analyze(self, program: Program) -> list[Diagnostic]:
        """What the pack reports on the program."""
        return _diagnostics(
            *(self._stub.Analyze(request) for request in resource_requests(program)),
            self._stub.AnalyzeStack(stack_request(program)),
        )


def resource_requests(program: Program) -> list[proto.AnalyzeRequest]:
    """One request a resource."""
    urns = {one.name: one.urn for one in program}
    return [
        proto.AnalyzeRequest(
            type=one.type,
            name=one.name,
            urn=one.urn,
            properties=_struct(one.props),
            options=_options(one, urns.get(one.parent, "")),
        )
        for one in program
    ]


def stack_request(program: Program) -> proto.AnalyzeStackRequest:
    """The whole program in one request."""
    urns = {one.name: one.urn for one in program}
    return proto.AnalyzeStackRequest(
        resources=[
            proto.AnalyzerResource(
                type=one.type,
                name=one.name,
                urn=one.urn,
                properties=_struct(one.props),
                options=_options(one),
                parent=urns.get(one.parent, ""),
                dependencies=[urns[name] for name in one.depends_on if name in urns],
                propertyDependencies={
                    prop: proto.AnalyzerPropertyDependencies(urns=[urns[name] for name in names])
                    for prop, names in one.edges.items()
                },
            )
            for one in program
        ]
    )


def _options(one: Declared, parent: str = "") -> proto.AnalyzerResourceOptions:
    timeouts = proto.AnalyzerResourceOptions.CustomTimeouts(update=one.update_minutes * 60)
    return proto.AnalyzerResourceOptions(ignoreChanges=one.ignore_changes, customTimeouts=timeouts, parent=parent)


def _struct(props: Mapping[str, Any]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    struct.update(props)
    return struct


def _diagnostics(*responses: proto.AnalyzeResponse) -> list[Diagnostic]:
    return [
        Diagnostic(one.policyName, proto.EnforcementLevel.Name(one.enforcementLevel), one.message, one.urn)
        for response in responses
        for one in response.diagnostics
    ]


def change(program: Program, name: str, *path: str | int, to: Any) -> Program:
    """The program with one value of one resource set; `to=None` removes it."""
    target = find(program, name)
    props = deepcopy(dict(target.props))
    place: Any = props
    for step in path[:-1]:
        place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
    if to is None:
        place.pop(path[-1])
    else:
        place[path[-1]] = to
    return tuple(replace(one, props=props) if one is target else one for one in program)


def unknown(program: Program, name: str, *path: str | int, of: str) -> Program:
    """The program with one value that only another resource gives, and that a preview does not know yet."""
    changed = change(program, name, *path, to=UNKNOWN)
    prop = str(path[0])
    return tuple(
        replace(one, edges={**one.edges, prop: [*one.edges.get(prop, ()), of]}) if one.name == name else one
        for one in changed
    )


def ignoring(program: Program, name: str, *props: str) -> Program:
    """The program with `ignore_changes` on one resource."""
    return tuple(replace(one, ignore_changes=props) if one.name == name else one for one in program)


def unlinked(program: Program, name: str) -> Program:
    """The program without the edges of one resource."""
    return tuple(replace(one, edges={}) if one.name == name else one for one in program)


def without(program: Program, *names: str) -> Program:
    """The program without these resources."""
    kept = tuple(one for one in program if one.name not in names)
    return tuple(
        replace(one, edges={prop: [to for to in made_of if to not in names] for prop, made_of in one.edges.items()})
        for one in kept
    )


def find(program: Program, name: str) -> Declared:
    """The resource of this name."""
    return next(one for one in program if one.name == name)
