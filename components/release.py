"""The release of a service: what `pulumi up` does when its task definition has changed.

Owns no resource of AWS. `ops/plugin` implements it, and needs nothing but the service's outputs, as the command does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pulumi
from pulumi import CustomResource, Input, Resource, ResourceOptions

Start = Literal["onUpdate", "external"]
Until = Literal["shifted", "baked", "done"]
Gate = Literal["none", "CRITICAL", "HIGH"]


@dataclass(frozen=True, kw_only=True)
class ReleaseArgs:
    """When, what, and how far it is waited for."""

    rollout: Start
    """onUpdate: `pulumi up` releases. external: a pipeline or the command does."""
    until: Until
    image: str
    """What is to be released; a preview looks for it."""
    image_gate: Gate
    """The findings of an image scan that stop it."""
    kept: Mapping[str, Input[str]] = field(default_factory=dict)
    """Key to value of what a stack that is up keeps; a preview refuses another value."""


class Release(CustomResource):
    """A release, each time the task definition changes."""

    def __init__(
        self, name: str, args: ReleaseArgs, service: str, outputs: Mapping[str, Input[str]], after: Sequence[Resource]
    ) -> None:
        """`service` is the name by which people tell the stack's services apart; empty, where there is one."""
        inputs = {
            "stack": pulumi.get_stack(),
            "service": service,
            "rollout": args.rollout,
            "until": args.until,
            "image": args.image,
            "kept": dict(args.kept),
            "outputs": dict(outputs),
        }
        super().__init__("releases:index:Release", name, inputs, ResourceOptions(depends_on=after))
