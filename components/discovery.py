"""Service discovery: a name in DNS that leads to the tasks of a service.

Owns the service in Cloud Map. ECS registers each task there, and takes away the ones that end or are not healthy.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.task_definition import NetworkMode
from model.cloud_map import RECORD_TYPES


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """By which name a service is found."""

    name: str
    """In its namespace: `orders` is `orders.shop.internal` there."""
    ttl_seconds: int = 10
    """How long a client may keep an answer; the address of a task that is gone stays so long with it."""


@dataclass(frozen=True, kw_only=True)
class DiscoveredArgs:
    """Which tasks, in which namespace."""

    discovery: Discovery
    namespace_id: Input[str]
    network_mode: NetworkMode
    container_name: str
    container_port: int
    tags: Mapping[str, str]


class Discovered(ComponentResource):
    """A service in Cloud Map: A records where tasks have addresses of their own, else SRV records, which have ports."""

    registry: aws.ecs.ServiceServiceRegistriesArgsDict
    """What the ECS service says of it."""

    def __init__(self, name: str, args: DiscoveredArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Discovered", name, None, opts)
        kind = RECORD_TYPES[args.network_mode]
        service = aws.servicediscovery.Service(
            name,
            name=args.discovery.name,
            dns_config={
                "namespace_id": args.namespace_id,
                "dns_records": [{"ttl": args.discovery.ttl_seconds, "type": kind}],
                "routing_policy": "MULTIVALUE",
            },
            # ECS says who is healthy. AWS has one threshold, and the provider sends no block without any.
            health_check_custom_config={"failure_threshold": 1},
            # ECS deregisters the tasks of a service that is gone, but not at once.
            force_destroy=True,
            tags=args.tags,
            opts=ResourceOptions(parent=self),
        )
        self.registry = _registry(service.arn, args if kind == "SRV" else None)
        self.register_outputs({"registryArn": service.arn})


def _registry(arn: Output[str], port_of: DiscoveredArgs | None) -> aws.ecs.ServiceServiceRegistriesArgsDict:
    """AWS wants a container and its port with SRV records, and neither with A records."""
    if port_of is None:
        return {"registry_arn": arn}
    return {"registry_arn": arn, "container_name": port_of.container_name, "container_port": port_of.container_port}
