"""Who may reach the load balancer, and what the load balancer may reach.

Owns two security groups and their rules: the load balancer's, open on the production ports to the world or to chosen
networks, and the one that is attached to hosts or tasks, open to the load balancer only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pulumi_aws as aws
from pulumi import Alias, ComponentResource, Input, Output, ResourceOptions

from model.networks import ANYWHERE, ANYWHERE_IPV6, is_ipv6


@dataclass(frozen=True, kw_only=True)
class FirewallArgs:
    """Ports, and who may reach them."""

    vpc_id: Input[str]
    public_ports: tuple[int, ...]
    public_cidrs: tuple[str, ...]
    """Who may reach these."""
    test_ports: Mapping[str, int]
    """By how their rules are called."""
    test_cidrs: tuple[str, ...]
    target_ports: Sequence[tuple[int, int]]
    """First and last port of each range that targets listen on."""
    dual_stack: bool = False
    """Targets reach the world by IPv6, too."""
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
        targets, _ = targets_group(name, args.vpc_id, args.tags, child)
        if args.dual_stack:
            _way_out(f"{name}-out-ipv6", targets.id, ANYWHERE_IPV6, args.tags, child)
        public = (
            (f"public-{port}" + (f"-{_label(cidr)}" if cidr != ANYWHERE else ""), port, cidr, "production")
            for port, cidr in product(args.public_ports, args.public_cidrs)
        )
        tests = (
            (f"{label}-{_label(cidr)}", port, cidr, "tests of what is not released yet")
            for (label, port), cidr in product(args.test_ports.items(), args.test_cidrs)
        )
        for label, port, cidr, what in (*public, *tests):
            aws.vpc.SecurityGroupIngressRule(
                f"{name}-{label}",
                security_group_id=balancer.id,
                ip_protocol="tcp",
                from_port=port,
                to_port=port,
                cidr_ipv4=None if is_ipv6(cidr) else cidr,
                cidr_ipv6=cidr if is_ipv6(cidr) else None,
                description=what,
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
            let_in(
                f"{name}-from-balancer-{first}",
                targets.id,
                balancer.id,
                (first, last),
                args.tags,
                _formerly(f"{name}-from-balancer", number, child),
            )

        self.load_balancer_security_group_id = balancer.id
        self.target_security_group_id = targets.id
        self.register_outputs(
            {
                "loadBalancerSecurityGroupId": self.load_balancer_security_group_id,
                "targetSecurityGroupId": self.target_security_group_id,
            }
        )


def targets_group(
    name: str, vpc_id: Input[str], tags: Mapping[str, str], opts: ResourceOptions
) -> tuple[aws.ec2.SecurityGroup, aws.vpc.SecurityGroupEgressRule]:
    """The security group of hosts or tasks, and its way out: they pull images, write logs, read secrets, and call what
    the service calls."""
    group = aws.ec2.SecurityGroup(
        f"{name}-targets",
        vpc_id=vpc_id,
        description="Hosts or tasks: only what the load balancer sends",
        tags={**tags, "Name": f"{name}-targets"},
        opts=opts,
    )
    return group, _way_out(f"{name}-out", group.id, ANYWHERE, tags, opts)


def _way_out(
    name: str, group_id: Input[str], cidr: str, tags: Mapping[str, str], opts: ResourceOptions
) -> aws.vpc.SecurityGroupEgressRule:
    return aws.vpc.SecurityGroupEgressRule(
        name,
        security_group_id=group_id,
        ip_protocol="-1",
        cidr_ipv4=None if is_ipv6(cidr) else cidr,
        cidr_ipv6=cidr if is_ipv6(cidr) else None,
        description="anything outward",
        tags=tags,
        opts=opts,
    )


def let_in(
    name: str,
    group_id: Input[str],
    source_id: Input[str],
    ports: tuple[int, int],
    tags: Mapping[str, str],
    opts: ResourceOptions,
    what: str = "requests and health checks",
) -> aws.vpc.SecurityGroupIngressRule:
    """Lets members of the source's security group into those of the other, on ports from the first to the last."""
    first, last = ports
    return aws.vpc.SecurityGroupIngressRule(
        name,
        security_group_id=group_id,
        ip_protocol="tcp",
        from_port=first,
        to_port=last,
        referenced_security_group_id=source_id,
        description=what,
        tags=tags,
        opts=opts,
    )


def _label(cidr: str) -> str:
    """In the name of a resource, where two colons part the name from the type."""
    return "ipv6" if cidr == ANYWHERE_IPV6 else cidr.replace(":", "-")


def _formerly(name: str, number: int, child: ResourceOptions) -> ResourceOptions:
    """There was one range once, with no number in its rules' names, and AWS takes no second rule that is the same."""
    return ResourceOptions.merge(child, ResourceOptions(aliases=[Alias(name=name)] if number == 0 else []))
