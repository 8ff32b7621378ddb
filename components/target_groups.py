"""The two target groups of a service, which take turns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components import formerly
from components.targets import Targets
from model.names import RANDOM_DIGITS, TARGET_GROUP_LENGTH, fitting
from model.ports import LAST_PORT

NAME_LENGTH = TARGET_GROUP_LENGTH - len("-green-") - RANDOM_DIGITS
"""A target group is called `web-dev-green-1a2b3c4`, of which the last part is Pulumi's."""

TargetType = Literal["instance", "ip"]


@dataclass(frozen=True, kw_only=True)
class TargetGroupsArgs:
    """What both groups hold, and when it is well."""

    vpc_id: Input[str]
    container_port: int
    target_type: TargetType
    """`instance`: containers on dynamic ports of hosts (bridge). `ip`: tasks with an address of their own (awsvpc)."""
    protocol: Literal["HTTP", "TCP"] = "HTTP"
    """TCP behind a Network Load Balancer."""
    targets: Targets
    tags: Mapping[str, str]

    def __post_init__(self) -> None:
        if self.target_type not in get_args(TargetType):
            raise ValueError(f"target_type must be instance or ip, got {self.target_type!r}")
        if not 1 <= self.container_port <= LAST_PORT:
            raise ValueError(f"container_port must be 1 to {LAST_PORT}, got {self.container_port}")


class TargetGroups(ComponentResource):
    """Blue and green, which differ in nothing but their name."""

    blue: aws.lb.TargetGroup
    green: aws.lb.TargetGroup
    arn_suffixes: Mapping[str, Output[str]]
    """Colour to what the group is called in CloudWatch metrics."""

    def __init__(self, name: str, args: TargetGroupsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:TargetGroups", name, None, opts)
        self.blue, self.green = (self._group(name, colour, args) for colour in ("blue", "green"))
        self.arn_suffixes = {"blue": self.blue.arn_suffix, "green": self.green.arn_suffix}
        self.register_outputs({"blueArn": self.blue.arn, "greenArn": self.green.arn})

    def _group(self, name: str, colour: str, args: TargetGroupsArgs) -> aws.lb.TargetGroup:
        """The groups swap roles at every deployment, so both come from this one description."""
        return aws.lb.TargetGroup(
            f"{fitting(name, NAME_LENGTH)}-{colour}",
            vpc_id=args.vpc_id,
            protocol=args.protocol,
            port=args.container_port,
            target_type=args.target_type,
            deregistration_delay=args.targets.deregistration_delay_seconds,
            slow_start=args.targets.slow_start_seconds or None,
            stickiness=args.targets.cookie,
            health_check=args.targets.health_check.declared,
            tags={**args.tags, "Name": f"{name}-{colour}"},
            opts=ResourceOptions(parent=self, aliases=[formerly.of_the_load_balancer(name)]),
        )


def is_of(arn: str, name: str) -> bool:
    """Whether a target group is one of the two of a service of this name."""
    label = re.escape(fitting(name, NAME_LENGTH))
    return re.search(rf":targetgroup/{label}-(blue|green)-[0-9a-f]{{{RANDOM_DIGITS}}}/", arn) is not None
