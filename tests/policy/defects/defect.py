"""What breaks one rule, at a random place with a random value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.policy.defects.draft import Draft
from verdict.recording import Recorded

EnvironmentKind = Literal["hosts", "fargate", "native"]
"""Ours on EC2, ours on Fargate, and one that ECS itself releases."""

OURS: Sequence[EnvironmentKind] = ("hosts", "fargate")
ANY: Sequence[EnvironmentKind] = ("hosts", "fargate", "native")

Broken = Recorded | tuple[Recorded, ...]
"""The resource on which the rule must report the defect; several where any of them will do."""
Inject = Callable[[Draft], Broken]


@dataclass(frozen=True)
class Defect:
    """A function that breaks the rule of its name."""

    inject: Inject
    kinds: Sequence[EnvironmentKind]
    """The environments that it can be in."""

    @property
    def rule(self) -> str:
        """The rule's name."""
        return self.inject.__name__.replace("_", "-")

    @property
    def folder(self) -> str:
        """The folder of the rule, of which the defect's module has the name."""
        return self.inject.__module__.rpartition(".")[2]


def defect(*kinds: EnvironmentKind) -> Callable[[Inject], Defect]:
    """Make the function a defect, in environments of these kinds."""
    return lambda inject: Defect(inject, kinds)
