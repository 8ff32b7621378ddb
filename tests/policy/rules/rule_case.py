"""One line of a rule's table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.policy.analyzer import Program


@dataclass(frozen=True)
class Case:
    """A program on which the rule reports something."""

    program: Program
    on: str
    """The name of the resource that it reports."""
    says: str = ""
    """Words of the message that the user needs."""
    options: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1
    """How many findings of this rule there are."""
    advised: bool = False
    """Whether it only warns, whatever the rule's level."""


@dataclass(frozen=True)
class Pass:
    """A program that the rule lets through with these options; without options the program alone is enough."""

    program: Program
    options: Mapping[str, Any]
