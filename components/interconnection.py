"""How the services of an environment find and reach each other, besides the load balancer.

Owns the Cloud Map namespace, unless the team brings one, and the rules by which tasks let each other in. ECS makes the
names in the namespace that Service Connect needs, and registers tasks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, ResourceOptions

from components.brought import BroughtNamespace
from components.firewall import let_in
from model.cloud_map import NamespaceType


@dataclass(frozen=True, kw_only=True)
class InterconnectionArgs:
    """The namespace, and the ports on which services are reached."""

    namespace_name: str
    namespace_type: NamespaceType
    brought: BroughtNamespace | None = None
    """The namespace of this name; None: it is made."""
    vpc_id: Input[str]
    """In which a DNS namespace is resolved."""
    target_security_group_id: Input[str]
    """Of hosts or tasks: these let each other in."""
    ports: Sequence[tuple[int, int]]
    """First and last port of each range that is opened; none where the team has done so."""
    tags: Mapping[str, str]


class Interconnection(ComponentResource):
    """A namespace, and a way for requests of one task to another."""

    namespace_arn: Input[str]
    namespace_id: Input[str]

    def __init__(self, name: str, args: InterconnectionArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Interconnection", name, None, opts)
        child = ResourceOptions(parent=self)

        namespace = args.brought or _namespace(name, args, child)
        group = args.target_security_group_id
        for ports in args.ports:
            label = f"{name}-from-targets-{ports[0]}"
            let_in(label, group, group, ports, args.tags, child, "requests of other services")

        self.namespace_arn, self.namespace_id = namespace.arn, namespace.id
        self.register_outputs({"namespaceArn": self.namespace_arn, "namespaceId": self.namespace_id})


def _namespace(
    name: str, args: InterconnectionArgs, opts: ResourceOptions
) -> aws.servicediscovery.HttpNamespace | aws.servicediscovery.PrivateDnsNamespace:
    if args.namespace_type == "HTTP":
        return aws.servicediscovery.HttpNamespace(name, name=args.namespace_name, tags=args.tags, opts=opts)
    return aws.servicediscovery.PrivateDnsNamespace(
        name, name=args.namespace_name, vpc=args.vpc_id, tags=args.tags, opts=opts
    )


def interconnect(name: str, args: InterconnectionArgs | None) -> Interconnection | None:
    """None where services are reached by the load balancer alone."""
    return Interconnection(name, args) if args else None
