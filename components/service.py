"""The ECS service of an environment.

Owns the service and nothing else. CodeDeploy moves its task definition and its target group from the first deployment
on, so the program sets both once and leaves them alone; the number of tasks stays the program's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions

from components.task_definition import NetworkMode
from model.strategy import Strategy

GRACE_PERIOD_SECONDS = 60
"""How long a task may fail the load balancer's health check after its start."""


@dataclass(frozen=True, kw_only=True)
class ServiceArgs:
    """How many of which task, on which capacity, behind which target group."""

    cluster_name: Input[str]
    capacity_provider_name: Input[str]
    task_definition_arn: Input[str]
    container_name: str
    container_port: int
    desired_count: int
    network_mode: NetworkMode
    """`awsvpc` tasks have the security group and are in the subnets; `bridge` tasks share their host's."""
    subnet_ids: Sequence[Input[str]]
    security_group_id: Input[str]
    blue: aws.lb.TargetGroup
    """Behind the production listener until the first deployment."""
    after: Sequence[Resource]
    """What a task needs from its first second: the listeners (AWS refuses a target group that no load balancer has) and
    the permissions of its roles."""
    tags: Mapping[str, str]

    def __post_init__(self) -> None:
        if self.desired_count < 1:
            raise ValueError(f"desired_count must be 1 or more, got {self.desired_count}")


class Service(ComponentResource):
    """A service whose releases CodeDeploy makes."""

    name: Output[str]

    def __init__(self, name: str, args: ServiceArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Service", name, None, opts)
        awsvpc = args.network_mode == "awsvpc"

        service = aws.ecs.Service(
            name,
            cluster=args.cluster_name,
            task_definition=args.task_definition_arn,
            desired_count=args.desired_count,
            deployment_controller={"type": Strategy.CODEDEPLOY.controller},
            capacity_provider_strategies=[{"capacity_provider": args.capacity_provider_name, "base": 0, "weight": 1}],
            load_balancers=[
                {
                    "container_name": args.container_name,
                    "container_port": args.container_port,
                    "target_group_arn": args.blue.arn,
                }
            ],
            health_check_grace_period_seconds=GRACE_PERIOD_SECONDS,
            network_configuration=_network(args) if awsvpc else None,
            # Fargate spreads over zones by itself and takes no strategy.
            ordered_placement_strategies=None if awsvpc else _spread(),
            enable_ecs_managed_tags=True,
            propagate_tags="SERVICE",
            # Off: it counts deployments, and a service with task sets has none, so it would wait until it times out.
            wait_for_steady_state=False,
            # Otherwise a service that goes is scaled to 0 first, which AWS may refuse once its listener is gone.
            force_delete=True,
            tags=args.tags,
            opts=ResourceOptions(
                parent=self,
                depends_on=list(args.after),
                ignore_changes=["taskDefinition", "loadBalancers"],
                # Only CodeDeploy may move the service to another target group, so a new group needs a new service.
                replace_with=[args.blue],
            ),
        )

        self.name = service.name
        self.register_outputs({"name": self.name})


def _network(args: ServiceArgs) -> aws.ecs.ServiceNetworkConfigurationArgsDict:
    return {
        "subnets": list(args.subnet_ids),
        "security_groups": [args.security_group_id],
        "assign_public_ip": False,
    }


def _spread() -> list[aws.ecs.ServiceOrderedPlacementStrategyArgsDict]:
    """Over zones first, then over hosts, so that losing either takes as few tasks as possible."""
    return [{"type": "spread", "field": "attribute:ecs.availability-zone"}, {"type": "spread", "field": "instanceId"}]
