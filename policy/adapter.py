"""The pack as Pulumi's engine knows it. With `wire.py`, the only module that knows `pulumi_policy`.

The SDK describes the rules to the engine. It does not run them: its own loop makes objects of a request anew
for every policy, raises on every look at an unknown value, loses what a policy would have said after that, and
fails the whole run on any other exception. So requests are made plain once here, and judged by `pack.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, Literal

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc
from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)

# Private, so pulumi-policy is pinned to one version, and tests drive the pack over its real protocol.
from pulumi_policy.policy import _GRPC_CHANNEL_OPTIONS, _PolicyAnalyzerServicer

from policy.configuration import misspelt, schema, setting
from policy.pack import Judgement, Pack
from policy.reading import Resource, canonical
from policy.rule import AnyRule, Level, ResourceRule
from policy.wire import plain

NAME = "bluegreen"
_LEVELS: Mapping[int, Level | Literal["disabled"]] = {
    analyzer_pb2.ADVISORY: "advisory",
    analyzer_pb2.MANDATORY: "mandatory",
    analyzer_pb2.REMEDIATE: "mandatory",
    analyzer_pb2.DISABLED: "disabled",
}


def serve(rules: Sequence[AnyRule]) -> None:
    """Answer the engine until it ends this process. The first line of output is the port."""
    server, port = started(rules)
    print(port, flush=True)
    server.wait_for_termination()


def started(rules: Sequence[AnyRule]) -> tuple[grpc.Server, int]:
    """A server that answers one engine, and its port on loopback."""
    server = grpc.server(ThreadPoolExecutor(max_workers=4), options=_GRPC_CHANNEL_OPTIONS)
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(Analyzer(rules), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


class Analyzer(_PolicyAnalyzerServicer):
    """Pulumi's policy protocol over a `Pack`."""

    def __init__(self, rules: Sequence[AnyRule]) -> None:
        # The version is the one in PulumiPolicy.yaml; this one is not shown.
        super().__init__(NAME, "0.0.0", list(map(_described, rules)), EnforcementLevel.MANDATORY)
        self._rules = rules
        self._pack = Pack(rules)

    def Configure(self, request: Any, context: Any) -> empty_pb2.Empty:
        """Take the configuration. A name that does not exist ends the run with the nearest one that does."""
        config = {name: plain(given.properties) for name, given in request.policyConfig.items()}
        if wrong := list(misspelt(self._rules, config)):
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "\n  ".join(["", *wrong]))
        settings = {
            rule.name: setting(rule, _LEVELS[request.policyConfig[rule.name].enforcementLevel], config[rule.name])
            for rule in self._rules
            if rule.name in config
        }
        self._pack = Pack(self._rules, settings)
        return empty_pb2.Empty()

    def Analyze(self, request: Any, _context: Any) -> analyzer_pb2.AnalyzeResponse:
        """Judge one resource by its inputs."""
        resource = _resource(request, parent=request.options.parent)
        return self._answer(self._pack.judge_resource(resource))

    def AnalyzeStack(self, request: Any, _context: Any) -> analyzer_pb2.AnalyzeResponse:
        """Judge the whole stack by its outputs."""
        return self._answer(self._pack.judge_stack(map(_created, request.resources)))

    def Remediate(self, request: Any, _context: Any) -> analyzer_pb2.RemediateResponse:
        """Change nothing: a live listener that is altered silently is worse than a run that fails."""
        return analyzer_pb2.RemediateResponse()

    def _answer(self, judgements: Iterable[Judgement]) -> analyzer_pb2.AnalyzeResponse:
        return analyzer_pb2.AnalyzeResponse(diagnostics=map(_diagnostic, judgements))


def _diagnostic(judgement: Judgement) -> analyzer_pb2.AnalyzeDiagnostic:
    rule = judgement.rule
    return analyzer_pb2.AnalyzeDiagnostic(
        policyName=rule.name,
        policyPackName=NAME,
        policyPackVersion="0.0.0",
        description=rule.summary,
        message=judgement.message,
        enforcementLevel=analyzer_pb2.MANDATORY if judgement.level == "mandatory" else analyzer_pb2.ADVISORY,
        severity=analyzer_pb2.PolicySeverity.Value(f"POLICY_SEVERITY_{rule.severity.upper()}"),
        urn=judgement.resource.urn if judgement.resource else "",
    )


@cache
def _described(rule: AnyRule) -> Policy:
    """The rule as the SDK describes a policy to the engine."""
    about: dict[str, Any] = {
        "name": rule.name,
        "description": rule.summary,
        "enforcement_level": EnforcementLevel(rule.level),
        "severity": Severity(rule.severity),
        "remediation_steps": rule.remedy,
        "url": rule.source,
        "config_schema": PolicyConfigSchema(schema(rule)),
    }
    kind = ResourceValidationPolicy if isinstance(rule, ResourceRule) else StackValidationPolicy
    return kind(validate=_unused, **about)


def _unused(args: ResourceValidationArgs | StackValidationArgs, report: ReportViolation) -> None:
    raise NotImplementedError("the pack judges by itself")


def _created(resource: Any) -> Resource:
    edges = {name: frozenset(made_of.urns) for name, made_of in resource.propertyDependencies.items()}
    depends_on = frozenset(resource.dependencies).union(*edges.values())
    return _resource(resource, parent=resource.parent, edges=edges, depends_on=depends_on, filled_in=True)


def _resource(request: Any, **about: Any) -> Resource:
    secrets: set[str] = set()
    props = plain(request.properties, secrets)
    return Resource(
        type=canonical(request.type),
        name=request.name,
        urn=request.urn,
        props=props,
        secrets=frozenset(secrets),
        ignored=tuple(request.options.ignoreChanges),
        update_minutes=request.options.customTimeouts.update / 60 or None,
        **about,
    )
