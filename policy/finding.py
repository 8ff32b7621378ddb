"""What a rule has to say of a resource."""

from collections.abc import Iterator
from dataclasses import dataclass

from policy.reading import Resource


@dataclass(frozen=True, kw_only=True)
class Violation:
    """A property that will fail on AWS. Texts are for people and never hold values that could be secret."""

    resource: Resource
    path: str
    """Where, such as `blueGreenDeploymentConfig.deploymentReadyOption`."""
    wrong: str
    """What is wrong, with the value."""
    fix: str
    """What to set, or do."""
    cost: str = ""
    """What it would lead to on AWS, where it is something else than what the rule says of itself."""
    advice: bool = False
    """Whether it only warns, whatever the rule's level: no release depends on the resource, or none fails for sure."""


@dataclass(frozen=True, kw_only=True)
class Undecided:
    """A property that cannot be judged, because something is not known or not part of the program."""

    resource: Resource
    path: str
    reason: str


Findings = Iterator[Violation | Undecided]
