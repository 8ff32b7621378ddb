"""A rule: one known failure of releases on ECS, and how to see it coming.

A rule is a generator over plain data. Its name is the function's; the first line of its docstring is the
summary that users see, the rest says why it fails in real life and where the rule draws the line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import getdoc
from typing import Literal

from finding import Findings
from reading import Resource
from stack import Stack

Severity = Literal["low", "medium", "high", "critical"]
Options = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Option:
    """A whole number that the user of the pack can set for a rule."""

    name: str
    description: str
    default: int
    minimum: int
    maximum: int


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule tells about itself."""

    name: str
    summary: str
    why: str
    remedy: str
    """What to do about a violation, in a sentence or two."""
    source: str
    """The page of AWS's documentation that the rule rests on."""
    severity: Severity
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResourceRule(Rule):
    """A rule that one resource's inputs decide. In an update it runs before the resource is touched."""

    on: str
    check: Callable[[Resource, Options], Findings]


@dataclass(frozen=True, kw_only=True)
class StackRule(Rule):
    """A rule that needs several resources. In an update it runs at the end, so it must decide in the preview."""

    check: Callable[[Stack, Options], Findings]


def resource_rule(
    *, on: str, remedy: str, source: str, severity: Severity, options: tuple[Option, ...] = ()
) -> Callable[[Callable[[Resource, Options], Findings]], ResourceRule]:
    """Make the function a rule on resources of type `on`."""

    def make(check: Callable[[Resource, Options], Findings]) -> ResourceRule:
        name, summary, why = _introduction(check)
        return ResourceRule(
            name=name,
            summary=summary,
            why=why,
            remedy=remedy,
            source=source,
            severity=severity,
            options=options,
            on=on,
            check=check,
        )

    return make


def stack_rule(
    *, remedy: str, source: str, severity: Severity, options: tuple[Option, ...] = ()
) -> Callable[[Callable[[Stack, Options], Findings]], StackRule]:
    """Make the function a rule on the whole stack."""

    def make(check: Callable[[Stack, Options], Findings]) -> StackRule:
        name, summary, why = _introduction(check)
        return StackRule(
            name=name,
            summary=summary,
            why=why,
            remedy=remedy,
            source=source,
            severity=severity,
            options=options,
            check=check,
        )

    return make


def _introduction(check: Callable[..., Findings]) -> tuple[str, str, str]:
    """Name, summary and reason, from the function's name and docstring."""
    summary, _, why = (getdoc(check) or "").partition("\n\n")
    return check.__name__.replace("_", "-"), summary, why
