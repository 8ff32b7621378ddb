"""What is judged, wherever it comes from: a Pulumi program, a Terraform plan, a CloudFormation template.

Whoever reads one of these gives every resource the type and the properties that Pulumi has for it; neither the rules
nor the report know more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verdict.wording import Naming

MOVED = ("taskDefinition", "loadBalancers", "defaultActions", "actions")
"""What releases move, and a program ignores therefore. Where a format has no such word, or nobody knows whether it is
there, they count as ignored, and no rule speaks of it."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A line of a file."""

    file: Path
    line: int


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One resource. Property names are the camelCase ones of the wire; what nobody knows yet is UNKNOWN."""

    type: str
    """Pulumi's token of the type."""
    name: str
    """What people call it: the logical name, or the address."""
    urn: str
    """What no other resource has."""
    checked: dict[str, Any]
    """The inputs with what the provider fills in."""
    outputs: dict[str, Any]
    """The state; in a preview, the planned one."""
    parent_urn: str = ""
    edges: Mapping[str, frozenset[str]]
    """Property -> the URNs of the resources whose outputs it was made of."""
    depends_on_urns: frozenset[str] = frozenset()
    """What is there before it by the program's own word, beside what it is made of."""
    secrets: frozenset[str] = frozenset()
    """The texts that a message could show of its secret values."""
    update_minutes: float | None = None
    """How long the program lets an update take; None: as long as the provider does."""
    ignore_changes: tuple[str, ...] = ()
    place: Place | None
    """Where it is written."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """All that is judged together."""

    name: str
    """The stack, or the file."""
    resources: Sequence[Declared]
    """Parents come before their children."""
    folder: Path
    """Findings name files below it."""
    file: Path
    """What is about no resource is about this one."""
    notes: tuple[str, ...] = ()
    """What could not be read, or is not judged."""
    naming: Naming | None = None
    """How its format calls types and properties; None: as Pulumi does."""
