"""One line of a rule's table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.policy.analyzer import Program


@dataclass(frozen=True)
class Case:
    """A program that the rule has something to say of."""

    program: Program
    on: str
    """The name of the resource that it says it of."""
    says: str = ""
    """Words that the user needs."""
    options: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1
    """How many findings of this rule there are."""


@dataclass(frozen=True)
class Pass:
    """A program that the rule lets through with these options; without options the program alone is enough."""

    program: Program
    options: Mapping[str, Any]
