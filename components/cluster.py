"""The ECS cluster of an environment and the capacity that its tasks run on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.hosts import HostGroup, Hosts, HostsArgs
from model.container_insights import ContainerInsights
from model.fargate import FARGATE_PROVIDERS


@dataclass(frozen=True, kw_only=True)
class ClusterArgs:
    """Where tasks run."""

    subnet_ids: Sequence[Input[str]]
    security_group_id: Input[str]
    region: str
    tags: Mapping[str, str]
    hosts: HostGroup | None = None
    """None: tasks run on Fargate."""
    container_insights: ContainerInsights = "enabled"
    permissions_boundary_arn: str | None = None
    """Bounds what the hosts' role may do; None, nothing does."""


class Cluster(ComponentResource):
    """A cluster with Container Insights, and one capacity provider that services use."""

    name: Output[str]
    capacity_provider_name: Output[str]

    def __init__(self, name: str, args: ClusterArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Cluster", name, None, opts)
        child = ResourceOptions(parent=self)

        cluster = aws.ecs.Cluster(
            name, settings=[{"name": "containerInsights", "value": args.container_insights}], tags=args.tags, opts=child
        )
        providers: list[Input[str]] = list(FARGATE_PROVIDERS)
        if args.hosts:
            made = Hosts(
                name,
                HostsArgs(
                    cluster_name=cluster.name,
                    group=args.hosts,
                    subnet_ids=args.subnet_ids,
                    security_group_id=args.security_group_id,
                    region=args.region,
                    tags=args.tags,
                    permissions_boundary_arn=args.permissions_boundary_arn,
                ),
                opts=child,
            )
            providers = [made.capacity_provider_name]
        associated = aws.ecs.ClusterCapacityProviders(
            name,
            cluster_name=cluster.name,
            capacity_providers=providers,
            default_capacity_provider_strategies=[{"capacity_provider": providers[0], "base": 0, "weight": 1}],
            opts=child,
        )

        # Taken from the association, so that whoever names the cluster comes after its capacity and goes before it.
        self.name = associated.cluster_name
        self.capacity_provider_name = Output.from_input(providers[0])
        self.register_outputs({"name": self.name, "capacityProviderName": self.capacity_provider_name})
