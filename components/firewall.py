"""Who may reach the load balancer, and what the load balancer may reach.

Owns two security groups and their rules: the load balancer's, open on the production ports to the world or to chosen
networks, and the one that is attached to hosts or tasks, open to the load balancer only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pulumi_aws as aws
from pulumi import Alias, ComponentResource, Input, Output, ResourceOptions

ANYWHERE = "0.0.0.0/0"


@dataclass(frozen=True, kw_only=True)
class FirewallArgs:
    """Ports, and who may reach them."""

    vpc_id: Input[str]
    public_ports: tuple[int, ...]
    public_cidrs: tuple[str, ...]
    """Who may reach these."""
    test_port: int
    test_cidrs: tuple[str, ...]
    target_ports: Sequence[tuple[int, int]]
    """First and last port of each range that targets listen on."""
    tags: Mapping[str, str]


class Firewall(ComponentResource):
    """The security groups of a load balancer and of its targets."""

    load_balancer_security_group_id: Output[str]
    target_security_group_id: Output[str]

    def __init__(self, name: str, args: FirewallArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Firewall", name, None, opts)
        child = ResourceOptions(parent=self)

        balancer = aws.ec2.SecurityGroup(
            f"{name}-balancer",
            vpc_id=args.vpc_id,
            description="Load balancer: production ports from anywhere, the test port from chosen networks",
            tags={**args.tags, "Name": f"{name}-balancer"},
            opts=child,
        )
        targets = aws.ec2.SecurityGroup(
            f"{name}-targets",
            vpc_id=args.vpc_id,
            description="Hosts or tasks: only what the load balancer sends",
            tags={**args.tags, "Name": f"{name}-targets"},
            opts=child,
        )
        for port, cidr in product(args.public_ports, args.public_cidrs):
            aws.vpc.SecurityGroupIngressRule(
                f"{name}-public-{port}" + (f"-{cidr}" if cidr != ANYWHERE else ""),
                security_group_id=balancer.id,
                ip_protocol="tcp",
                from_port=port,
                to_port=port,
                cidr_ipv4=cidr,
                description="production",
                tags=args.tags,
                opts=child,
            )
        for cidr in args.test_cidrs:
            aws.vpc.SecurityGroupIngressRule(
                f"{name}-test-{cidr}",
                security_group_id=balancer.id,
                ip_protocol="tcp",
                from_port=args.test_port,
                to_port=args.test_port,
                cidr_ipv4=cidr,
                description="tests of what is not released yet",
                tags=args.tags,
                opts=child,
            )
        for number, (first, last) in enumerate(args.target_ports):
            aws.vpc.SecurityGroupEgressRule(
                f"{name}-to-targets-{first}",
                security_group_id=balancer.id,
                ip_protocol="tcp",
                from_port=first,
                to_port=last,
                referenced_security_group_id=targets.id,
                description="requests and health checks",
                tags=args.tags,
                opts=_formerly(f"{name}-to-targets", number, child),
            )
            aws.vpc.SecurityGroupIngressRule(
                f"{name}-from-balancer-{first}",
                security_group_id=targets.id,
                ip_protocol="tcp",
                from_port=first,
                to_port=last,
                referenced_security_group_id=balancer.id,
                description="requests and health checks",
                tags=args.tags,
                opts=_formerly(f"{name}-from-balancer", number, child),
            )
        # Targets pull images, write logs, read secrets, and call what the service calls.
        aws.vpc.SecurityGroupEgressRule(
            f"{name}-out",
            security_group_id=targets.id,
            ip_protocol="-1",
            cidr_ipv4=ANYWHERE,
            description="anything outward",
            tags=args.tags,
            opts=child,
        )

        self.load_balancer_security_group_id = balancer.id
        self.target_security_group_id = targets.id
        self.register_outputs(
            {
                "loadBalancerSecurityGroupId": self.load_balancer_security_group_id,
                "targetSecurityGroupId": self.target_security_group_id,
            }
        )


def _formerly(name: str, number: int, child: ResourceOptions) -> ResourceOptions:
    """There was one range once, with no number in its rules' names, and AWS takes no second rule that is the same."""
    return ResourceOptions.merge(child, ResourceOptions(aliases=[Alias(name=name)] if number == 0 else []))
