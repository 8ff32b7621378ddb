"""The release of an environment's service: what `pulumi up` does when the task definition has changed.

Owns no resource of AWS. `ops/plugin` implements it, and needs nothing but the stack's outputs, as the command does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pulumi
from pulumi import CustomResource, Input, Resource, ResourceOptions

Rollout = Literal["onUpdate", "external"]
Until = Literal["shifted", "baked", "done"]


@dataclass(frozen=True, kw_only=True)
class ReleaseArgs:
    """When, what, and how far it is waited for."""

    outputs: Mapping[str, Input[str]]
    """The stack's outputs, the new task definition among them."""
    rollout: Rollout
    """onUpdate: `pulumi up` releases. external: a pipeline or the command does."""
    until: Until
    image: str
    """What is to be released; a preview looks for it."""
    after: list[Resource]
    """All that a release needs."""


class Release(CustomResource):
    """A release, each time the task definition changes."""

    def __init__(self, name: str, args: ReleaseArgs, opts: ResourceOptions | None = None) -> None:
        inputs = {
            "stack": pulumi.get_stack(),
            "rollout": args.rollout,
            "until": args.until,
            "image": args.image,
            "outputs": dict(args.outputs),
        }
        after = ResourceOptions(depends_on=args.after)
        super().__init__("releases:index:Release", name, inputs, ResourceOptions.merge(after, opts))
