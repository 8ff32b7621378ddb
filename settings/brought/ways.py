"""Whether the security groups that are brought let through what a release needs: they are never changed."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network

from settings.brought.load_balancer import Balancer
from settings.brought.security_groups import Rule, missing, rules, shown
from settings.brought.vpc import Ground
from settings.settings import Settings


def problems(s: Settings, ground: Ground, balancer: Balancer) -> Iterator[str]:
    """A line for each way that is closed, with the rule that opens it."""
    own, targets = balancer.args.security_group_ids, balancer.args.target_security_group_id
    found = rules("loadBalancer", [*own, targets] if targets else own)
    of_the_balancer = [one for one in found if one.group_id in own]
    yield from _out_to_targets(balancer, ground, of_the_balancer)
    if targets:
        of_the_targets = [one for one in found if one.group_id == targets]
        yield from _into_targets(balancer, of_the_targets)
        if s.namespace:
            yield from _among_targets(balancer, of_the_targets)
    if calls(s):
        yield from _in_from_hooks(balancer, ground, of_the_balancer)


def calls(s: Settings) -> bool:
    """Whether a hook calls the test listener: a probe does, and code of one's own may."""
    return any(hook.kind != "task" for one in s.services for hook in one.hooks)


def _out_to_targets(balancer: Balancer, ground: Ground, found: Sequence[Rule]) -> Iterator[str]:
    """Requests and health checks, to the group that is brought or to wherever the subnets are."""
    blocks, targets = _blocks(ground), balancer.args.target_security_group_id
    for first, last in balancer.args.target_ports:
        if targets and not [*missing(found, outward=True, ports=(first, last), others=[targets])]:
            continue
        for block in missing(found, outward=True, ports=(first, last), others=blocks):
            ports = shown((first, last))
            yield (
                f"bluegreen:loadBalancer: the security group of {balancer.name}, {_groups(balancer)}, does not let TCP "
                f"{ports} out to {block}, where targets are; add that outbound rule to it"
                + ("" if targets else ", or bring a targetSecurityGroupId that it lets out to")
            )


def _into_targets(balancer: Balancer, found: Sequence[Rule]) -> Iterator[str]:
    """From one of the load balancer's groups, or from its subnets."""
    own, targets = balancer.args.security_group_ids, balancer.args.target_security_group_id
    for ports in balancer.args.target_ports:
        closed = [*missing(found, outward=False, ports=ports, others=own)]
        if len(closed) == len(own) and [*missing(found, outward=False, ports=ports, others=balancer.blocks)]:
            yield (
                f"bluegreen:loadBalancer.targetSecurityGroupId = {targets}: does not let TCP {shown(ports)} in from "
                f"{_groups(balancer)}, which {balancer.name} has; add that inbound rule to it, or leave the key out, "
                "and a group is made"
            )


def _among_targets(balancer: Balancer, found: Sequence[Rule]) -> Iterator[str]:
    """From one service to another, which have this group all."""
    targets = balancer.args.target_security_group_id
    for ports in balancer.args.target_ports:
        for _ in missing(found, outward=False, ports=ports, others=[targets]):
            yield (
                f"bluegreen:loadBalancer.targetSecurityGroupId = {targets}: does not let TCP {shown(ports)} in from "
                "itself, and services of bluegreen:namespace reach each other there; add that inbound rule to it, or "
                "leave the key out, and a group is made"
            )


def _in_from_hooks(balancer: Balancer, ground: Ground, found: Sequence[Rule]) -> Iterator[str]:
    """To the test listener, by the NAT gateways where the load balancer has public addresses."""
    sources = _blocks(ground) if balancer.args.internal else [IPv4Network(one) for one in ground.nat_addresses]
    port = balancer.args.test.port
    for source in missing(found, outward=False, ports=(port, port), others=sources):
        yield (
            f"bluegreen:hooks: a probe and code of your own call the test listener from {source}, and the security "
            f"group of {balancer.name}, {_groups(balancer)}, does not let TCP {port} in from there; add that inbound "
            "rule to it"
        )


def _blocks(ground: Ground) -> list[IPv4Network]:
    return [one.block for one in ground.private if one.block]


def _groups(balancer: Balancer) -> str:
    return " and ".join(balancer.args.security_group_ids)
