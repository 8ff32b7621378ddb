"""The EC2 hosts of a cluster.

Owns their role, launch template, Auto Scaling group and capacity provider. How many run at a time is decided by the
managed scaling of ECS, between the two sizes given here.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.roles import trust_inside
from model.partitions import managed_policy, principal

Architecture = Literal["x86_64", "arm64"]

IMAGE_PARAMETERS: Mapping[Architecture, str] = {
    "x86_64": "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
    "arm64": "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
}
"""SSM parameters that AWS keeps at the newest ECS-optimised image."""

INSTANCE_POLICIES = {
    "ecs": "service-role/AmazonEC2ContainerServiceforEC2Role",
    "ssm": "AmazonSSMManagedInstanceCore",
}
"""Of AWS's own: what the ECS agent needs, and what Session Manager needs, so that no host has an SSH port."""


@dataclass(frozen=True, kw_only=True)
class HostGroup:
    """How many hosts of which instance type."""

    instance_type: str
    architecture: Architecture
    min_hosts: int
    max_hosts: int
    """During a release these hold blue and green together."""

    def __post_init__(self) -> None:
        if self.architecture not in IMAGE_PARAMETERS:
            raise ValueError(f"architecture must be {' or '.join(IMAGE_PARAMETERS)}, got {self.architecture!r}")
        if not 1 <= self.min_hosts <= self.max_hosts:
            raise ValueError(f"hosts must be 1 <= min <= max, got {self.min_hosts} and {self.max_hosts}")


@dataclass(frozen=True, kw_only=True)
class HostsArgs:
    """Which cluster the hosts join, and in which subnets they are."""

    cluster_name: Input[str]
    group: HostGroup
    subnet_ids: Sequence[Input[str]]
    security_group_id: Input[str]
    region: str
    tags: Mapping[str, str]
    permissions_boundary_arn: str | None = None
    """Bounds what the role may do, whatever it is given; None, nothing does."""


class Hosts(ComponentResource):
    """An Auto Scaling group of ECS hosts behind a capacity provider."""

    capacity_provider_name: Output[str]

    def __init__(self, name: str, args: HostsArgs, opts: ResourceOptions | None = None) -> None:
        hosts = args.group
        super().__init__("bluegreen:index:Hosts", name, None, opts)
        child = ResourceOptions(parent=self)
        label = f"{name}-host"

        role = aws.iam.Role(
            label,
            assume_role_policy=trust_inside(principal(args.region, "ec2")),
            permissions_boundary=args.permissions_boundary_arn,
            tags=args.tags,
            opts=child,
        )
        granted = [
            aws.iam.RolePolicyAttachment(
                f"{label}-{key}", role=role.name, policy_arn=managed_policy(args.region, policy), opts=child
            )
            for key, policy in INSTANCE_POLICIES.items()
        ]
        profile = aws.iam.InstanceProfile(label, role=role.name, tags=args.tags, opts=child)

        template = aws.ec2.LaunchTemplate(
            label,
            # Resolved by EC2 at every launch: a new image reaches new hosts and is no difference here.
            image_id=f"resolve:ssm:{IMAGE_PARAMETERS[hosts.architecture]}",
            instance_type=hosts.instance_type,
            iam_instance_profile={"arn": profile.arn},
            vpc_security_group_ids=[args.security_group_id],
            # IMDSv2, one hop only: a container on the bridge network is two hops away and can't take the host's role.
            metadata_options={
                "http_endpoint": "enabled",
                "http_tokens": "required",
                "http_put_response_hop_limit": 1,
            },
            monitoring={"enabled": True},
            user_data=Output.from_input(args.cluster_name).apply(_user_data),
            tag_specifications=[
                {"resource_type": kind, "tags": {**args.tags, "Name": label}} for kind in ("instance", "volume")
            ],
            tags=args.tags,
            opts=child,
        )
        group = aws.autoscaling.Group(
            label,
            min_size=hosts.min_hosts,
            max_size=hosts.max_hosts,
            # No desired_capacity: that number belongs to managed scaling, and unset it is never a difference.
            vpc_zone_identifiers=list(args.subnet_ids),
            launch_template={"id": template.id, "version": template.latest_version.apply(str)},
            # `destroy` need not wait for tasks to drain from hosts that go anyway.
            force_delete=True,
            # ECS sets AmazonECSManaged on a group behind a capacity provider; unlisted it would show as a difference.
            tags=[
                {"key": key, "value": value, "propagate_at_launch": True}
                for key, value in {**args.tags, "Name": label, "AmazonECSManaged": ""}.items()
            ],
            # A host without its permissions never joins the cluster.
            opts=ResourceOptions(parent=self, depends_on=granted),
        )
        provider = aws.ecs.CapacityProvider(
            label,
            auto_scaling_group_provider={
                "auto_scaling_group_arn": group.arn,
                "managed_scaling": {"status": "ENABLED", "target_capacity": 100, "instance_warmup_period": 300},
                # Tasks move away before a host goes, so scaling in may take hosts that still run some.
                "managed_draining": "ENABLED",
                "managed_termination_protection": "DISABLED",
            },
            tags=args.tags,
            opts=child,
        )

        self.capacity_provider_name = provider.name
        self.register_outputs({"capacityProviderName": self.capacity_provider_name})


def _user_data(cluster_name: str) -> str:
    """What a host runs at its first start, as EC2 wants it: in base64."""
    script = f"#!/bin/bash\necho ECS_CLUSTER={cluster_name} >> /etc/ecs/ecs.config\n"
    return base64.b64encode(script.encode()).decode()
