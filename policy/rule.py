"""A rule: one known failure of releases on ECS, and how to see it coming.

A rule is a generator over plain data. Its name is the function's; the first line of its docstring is the
summary that users see, the rest says why it fails in real life and where the rule draws the line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import getdoc
from typing import Any, Literal, NotRequired, TypedDict, Unpack

from policy.finding import Findings
from policy.reading import Resource
from policy.stack import Stack
from policy.symptom import Symptom

Severity = Literal["low", "medium", "high", "critical"]
Level = Literal["mandatory", "advisory"]
Options = Mapping[str, Any]
"""A rule's options by name, each as its default is: a whole number, a bool, a text, or a list of texts."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """A value that the user of the pack can set for a rule."""

    name: str
    description: str
    default: int | bool | str | tuple[str, ...]
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()
    """The texts allowed; empty: any."""

    def schema(self) -> dict[str, Any]:
        """The option as JSON schema, of which the engine fills in the default and checks the rest."""
        default = list(self.default) if isinstance(self.default, tuple) else self.default
        kind = {bool: "boolean", int: "integer", str: "string", list: "array"}[type(default)]
        limits = {"minimum": self.minimum, "maximum": self.maximum, "enum": list(self.choices) or None}
        items = {"items": {"type": "string"}} if kind == "array" else {}
        return {
            "type": kind,
            "description": self.description,
            "default": default,
            **items,
            **{name: limit for name, limit in limits.items() if limit is not None},
        }


class About(TypedDict):
    """What a rule says of itself beside its docstring."""

    source: str
    """The page of AWS's documentation that the rule rests on."""
    severity: Severity
    symptoms: tuple[Symptom, ...]
    """What a user sees of the failure; RULES.md has an index of them."""
    cost: str
    """What happens on AWS when the rule is broken, in AWS's words where it has an error text."""
    remedy: str
    """What to do about a violation, in a sentence or two."""
    level: NotRequired[Level]
    options: NotRequired[tuple[Option, ...]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule says of itself; see `About`."""

    name: str
    summary: str
    why: str
    source: str
    severity: Severity
    symptoms: tuple[Symptom, ...]
    cost: str
    remedy: str
    level: Level = "mandatory"
    """`advisory`: it warns, and fails nothing."""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResourceRule(Rule):
    """A rule that one resource's inputs decide. In an update it runs before the resource is touched."""

    on: tuple[str, ...]
    """The types of resources that it looks at."""
    check: Callable[[Resource, Options], Findings]


@dataclass(frozen=True, kw_only=True)
class StackRule(Rule):
    """A rule that needs several resources. In an update it runs at the end, so it must decide in the preview."""

    check: Callable[[Stack, Options], Findings]


AnyRule = ResourceRule | StackRule
Rules = tuple[AnyRule, ...]
"""Rules in the order of the catalogue."""


def resource_rule(
    *on: str, **about: Unpack[About]
) -> Callable[[Callable[[Resource, Options], Findings]], ResourceRule]:
    """Make the function a rule on resources of these types."""

    def make(check: Callable[[Resource, Options], Findings]) -> ResourceRule:
        name, summary, why = _introduction(check)
        return ResourceRule(name=name, summary=summary, why=why, on=on, check=check, **about)

    return make


def stack_rule(**about: Unpack[About]) -> Callable[[Callable[[Stack, Options], Findings]], StackRule]:
    """Make the function a rule on the whole stack."""

    def make(check: Callable[[Stack, Options], Findings]) -> StackRule:
        name, summary, why = _introduction(check)
        return StackRule(name=name, summary=summary, why=why, check=check, **about)

    return make


def _introduction(check: Callable[..., Findings]) -> tuple[str, str, str]:
    """Name, summary and reason, from the function's name and docstring."""
    summary, _, why = (getdoc(check) or "").partition("\n\n")
    return check.__name__.replace("_", "-"), summary, why
