"""The load balancer that is brought, with its listeners: whether services can come in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network

import pulumi_aws as aws

from components.shared_load_balancer import Listening, SharedLoadBalancerArgs
from components.target_groups import is_of
from settings.brought.seen import Unfit, looked_up, required
from settings.brought.vpc import Ground, outside
from settings.settings import Settings

FREE = re.compile(r"empty result|couldn't find resource|RuleNotFound")
"""What the provider says where no rule has a priority (hashicorp/terraform-provider-aws, internal/service/elbv2,
listener_rule_data_source.go)."""


@dataclass(frozen=True, kw_only=True)
class Balancer:
    """What was found."""

    args: SharedLoadBalancerArgs
    name: str
    zones: Sequence[str]
    blocks: Sequence[IPv4Network]
    """Of its subnets."""


def find(s: Settings, ground: Ground, tags: Mapping[str, str]) -> Balancer:
    """Looks it up, with its listeners. Unfit when services can't come in."""
    production = _listener("productionListenerArn", str(s.load_balancer.production_listener_arn))
    test = _listener("testListenerArn", str(s.load_balancer.test_listener_arn))
    arn = production.load_balancer_arn
    found = looked_up("loadBalancer", lambda: aws.lb.get_load_balancer(arn=arn))
    subnets = [looked_up("loadBalancer", lambda id=id: aws.ec2.get_subnet(id=id)) for id in found.subnets]
    balancer = Balancer(
        args=SharedLoadBalancerArgs(
            arn=arn,
            arn_suffix=found.arn_suffix,
            dns_name=found.dns_name,
            zone_id=found.zone_id,
            vpc_id=found.vpc_id,
            internal=found.internal,
            security_group_ids=sorted(found.security_groups),
            production=_listening(production),
            test=_listening(test),
            target_security_group_id=s.load_balancer.target_security_group_id or "",
            target_ports=s.target_ports,
            tags=tags,
        ),
        name=found.name,
        zones=sorted({one.availability_zone for one in subnets}),
        blocks=[IPv4Network(one.cidr_block) for one in subnets if one.cidr_block],
    )
    required(_problems(s, ground, balancer))
    return balancer


def _listener(key: str, arn: str) -> aws.lb.GetListenerResult:
    return looked_up(f"loadBalancer.{key}", lambda: aws.lb.get_listener(arn=arn))


def _listening(found: aws.lb.GetListenerResult) -> Listening:
    return Listening(arn=found.arn, protocol=found.protocol, port=found.port)


def _problems(s: Settings, ground: Ground, balancer: Balancer) -> Iterator[str]:
    if balancer.args.vpc_id != ground.vpc_id:
        yield (
            f"bluegreen:loadBalancer: {balancer.name} is in {balancer.args.vpc_id}, and bluegreen:vpc is "
            f"{ground.vpc_id}, so it could not reach what runs there; bring the VPC of the load balancer"
        )
        return
    yield from outside(s.vpc, ground.private, balancer.zones, f"{balancer.name} is in {', '.join(balancer.zones)}")
    for one in s.services:
        for listening in (balancer.args.production, balancer.args.test):
            groups = _forwarded(listening.arn, one.priority)
            if groups is not None and not any(is_of(group, own.name) for group in groups for own in s.services):
                key = f"services.{one.service_name}.priority" if s.several else "priority"
                yield (
                    f"bluegreen:{key} = {one.priority}: a rule of the listener {listening.arn} has it, and is not of "
                    "this stack; take a number that is free on both listeners"
                )


def _forwarded(listener_arn: str, priority: int) -> list[str] | None:
    """ARNs of the target groups that the rule of this priority leads to; None when there is no rule."""
    try:
        rule = aws.lb.get_listener_rule(listener_arn=listener_arn, priority=priority)
    except Exception as error:  # Pulumi raises no narrower one.
        if FREE.search(str(error)):
            return None
        raise Unfit([f"bluegreen:loadBalancer: nobody can say whether priority {priority} is free: {error}"]) from None
    return [
        group.arn for action in rule.actions or () for way in action.forwards or () for group in way.target_groups or ()
    ]
