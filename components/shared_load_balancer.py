"""A load balancer that others share, and that is not ours.

Owns nothing of it. Owns the security group of what a service runs on, which lets the load balancer in, unless the team
brings that, too. A service adds a rule to each of the two listeners, and takes it away with itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pulumi import ComponentResource, Input, Resource, ResourceOptions

from components.firewall import let_in, targets_group
from components.front import Front
from components.listener_ports import in_url


@dataclass(frozen=True, kw_only=True)
class Listening:
    """One of its listeners."""

    arn: str
    protocol: str
    port: int

    def url(self, host: str) -> str:
        """By which people reach it."""
        scheme = self.protocol.lower()
        return f"{scheme}://{host}{in_url(scheme, self.port)}"


@dataclass(frozen=True, kw_only=True)
class SharedLoadBalancerArgs:
    """What is known of it."""

    arn: str
    arn_suffix: str
    dns_name: str
    zone_id: str
    vpc_id: str
    internal: bool
    """Whether it has private addresses only."""
    security_group_ids: Sequence[str]
    production: Listening
    test: Listening
    target_security_group_id: str
    """Empty: one is made, which lets in these ports from the load balancer's groups."""
    target_ports: Sequence[tuple[int, int]]
    """First and last port of each range that containers listen on."""
    tags: Mapping[str, str]


class SharedLoadBalancer(ComponentResource):
    """What `LoadBalancer` says, of one that exists."""

    front: Front
    arn: str
    dns_name: str
    zone_id: str
    access_logs_bucket: str = ""
    """Whoever owns it knows."""

    def __init__(self, name: str, args: SharedLoadBalancerArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:SharedLoadBalancer", name, None, opts)
        url, test_url = args.production.url(args.dns_name), args.test.url(args.dns_name)
        group_id: Input[str] = args.target_security_group_id
        rules: Sequence[Resource] = ()
        if not group_id:
            group_id, rules = self._targets(name, args)
        self.front = Front(
            production_listener_arn=args.production.arn,
            test_listener_arn=args.test.arn,
            security_group_id=args.security_group_ids[0],
            target_security_group_id=group_id,
            arn_suffix=args.arn_suffix,
            url=url,
            test_url=test_url,
            test_port=args.test.port,
            opens_to_hooks=False,
            internal=args.internal,
            ingress=rules,
        )
        self.arn, self.dns_name, self.zone_id = args.arn, args.dns_name, args.zone_id
        self.register_outputs({"url": url, "testUrl": test_url})

    def _targets(self, name: str, args: SharedLoadBalancerArgs) -> tuple[Input[str], list[Resource]]:
        """The group's id, and its rules."""
        child = ResourceOptions(parent=self)
        group, out = targets_group(name, args.vpc_id, args.tags, child)
        ways = [
            let_in(f"{name}-from-{source}-{ports[0]}", group.id, source, ports, args.tags, child)
            for source in args.security_group_ids
            for ports in args.target_ports
        ]
        return group.id, [*ways, out]


def share(name: str, args: SharedLoadBalancerArgs | None) -> SharedLoadBalancer | None:
    """The one that is brought; None where none is."""
    return SharedLoadBalancer(name, args) if args else None
