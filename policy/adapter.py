"""Rules as policies of Pulumi's SDK. The only module that knows `pulumi_policy`, but for `__main__`.

The SDK raises on every look at an unknown value, loses what a policy would have said after that, and fails
the whole run on any other exception. Here unknown values become UNKNOWN, and what a rule could not decide or
did wrong is told beside what it found.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    PolicyConfigSchema,
    PolicyResource,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from finding import Findings, Undecided, Violation
from reading import UNKNOWN, Resource, canonical
from rule import Options, ResourceRule, Rule, StackRule
from stack import Stack

MOST_UNDECIDED = 10
"""How many undecided properties a rule tells one by one; a large program has thousands alike."""


def as_policy(rule: ResourceRule | StackRule) -> ResourceValidationPolicy | StackValidationPolicy:
    """The rule as a mandatory policy of the same name."""
    about: dict[str, Any] = {
        "name": rule.name,
        "description": rule.summary,
        "enforcement_level": EnforcementLevel.MANDATORY,
        "severity": Severity(rule.severity),
        "remediation_steps": rule.remedy,
        "url": rule.source,
        "config_schema": _schema(rule),
    }
    if isinstance(rule, ResourceRule):

        def validate_resource(args: ResourceValidationArgs, report: ReportViolation) -> None:
            if canonical(args.resource_type) == rule.on:
                options = _options(rule, args.get_config(), report)
                _report(rule, rule.check(_checked(args), options), report)

        return ResourceValidationPolicy(validate=validate_resource, **about)

    def validate_stack(args: StackValidationArgs, report: ReportViolation) -> None:
        options = _options(rule, args.get_config(), report)
        _report(rule, rule.check(Stack(_created(one) for one in args.resources), options), report)

    return StackValidationPolicy(validate=validate_stack, **about)


def _report(rule: Rule, findings: Findings, report: ReportViolation) -> None:
    """Tell everything that the rule finds, and last what it could not decide.

    The SDK has one way to say something weaker than the policy's level: an UnknownValueError, shown as an
    advisory. So that is how undecided properties are told.
    """
    undecided: list[Undecided] = []
    try:
        for finding in findings:
            if isinstance(finding, Violation):
                report(_text(finding, rule.source), finding.resource.urn)
            else:
                undecided.append(finding)
    except Exception as error:  # One broken rule must not hide what the others find.
        report(f"This rule failed on this program, which is a fault of the policy pack. {_origin(error)}", None)
    if undecided:
        raise _cannot_decide(undecided)


def _text(violation: Violation, source: str) -> str:
    return f"{violation.path}: {violation.wrong}\nOn AWS: {violation.cost}\nFix: {violation.fix} {source}"


def _cannot_decide(undecided: Sequence[Undecided]) -> UnknownValueError:
    lines = list(dict.fromkeys(f"{one.resource}, {one.path}: {one.reason}" for one in undecided))
    more = [f"and {len(lines) - MOST_UNDECIDED} more"] if len(lines) > MOST_UNDECIDED else []
    error = UnknownValueError(UNKNOWN_STRING_VALUE, [])
    error.message = "\n".join(["these could not be judged", *lines[:MOST_UNDECIDED], *more])
    return error


def _origin(error: Exception) -> str:
    """The kind of error and the line that raised it; not its text, which may hold values of the program."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"


def _schema(rule: Rule) -> PolicyConfigSchema | None:
    if not rule.options:
        return None
    return PolicyConfigSchema(
        properties={
            option.name: {
                "type": "integer",
                "description": option.description,
                "default": option.default,
                "minimum": option.minimum,
                "maximum": option.maximum,
            }
            for option in rule.options
        }
    )


def _options(rule: Rule, config: Mapping[str, Any], report: ReportViolation) -> Options:
    """The rule's options. The engine checks their ranges, but lets a misspelt name pass: that is told here."""
    known = {option.name: option.default for option in rule.options}
    for name in sorted(set(config) - set(known)):
        allowed = ", ".join(known) or "none"
        report(
            f"The policy configuration sets {name!r}, which is no option of this rule. Its options: {allowed}.", None
        )
    return {name: int(config.get(name, default)) for name, default in known.items()}


def _checked(args: ResourceValidationArgs) -> Resource:
    return Resource(
        type=canonical(args.resource_type),
        name=args.name,
        urn=args.urn,
        props=_plain_properties(args.props),
        ignored=_ignored(args.opts.ignore_changes),
    )


def _created(resource: PolicyResource) -> Resource:
    return Resource(
        type=canonical(resource.resource_type),
        name=resource.name,
        urn=resource.urn,
        props=_plain_properties(resource.props),
        edges={name: frozenset(one.urn for one in made_of) for name, made_of in resource.property_dependencies.items()},
        ignored=_ignored(resource.opts.ignore_changes),
    )


def _ignored(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(path.partition(".")[0].partition("[")[0] for path in paths)


def _plain_properties(props: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(props, name) for name in props}


def _plain(container: Any, key: Any) -> Any:
    """One element of the SDK's proxies as plain data. Only keys are iterated: a look at a value may raise."""
    try:
        value = container[key]
    except UnknownValueError:
        return UNKNOWN
    if isinstance(value, Mapping):
        return _plain_properties(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(value, index) for index in range(len(value))]
    return value
