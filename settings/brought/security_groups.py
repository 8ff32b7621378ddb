"""What the security groups that are brought let through."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network

import pulumi_aws as aws

from settings.brought.seen import looked_up

TCP = ("tcp", "6", "-1")
"""IP protocols of a rule that lets TCP through; -1 is all of them, with all ports (EC2 API reference, IpPermission)."""

Ports = tuple[int, int]
"""The first and the last."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One of a group."""

    group_id: str
    outward: bool
    ports: Ports
    block: IPv4Network | None = None
    """Addresses at the other end."""
    other_group_id: str = ""
    of_a_list: bool = False
    """Whether the other end is a prefix list, which nobody looks into here."""

    def joins(self, other: IPv4Network | str) -> bool:
        """Whether the other end, which is addresses or a group, is let through, or may be."""
        if isinstance(other, str):
            return self.of_a_list or self.other_group_id == other
        return self.of_a_list or (self.block is not None and other.subnet_of(self.block))


def rules(key: str, group_ids: Iterable[str]) -> list[Rule]:
    """All that let TCP through."""
    asked = [{"name": "group-id", "values": sorted(group_ids)}]
    ids = looked_up(key, lambda: aws.vpc.get_security_group_rules(filters=asked)).ids  # type: ignore[arg-type]
    found = [looked_up(key, lambda id=id: aws.vpc.get_security_group_rule(security_group_rule_id=id)) for id in ids]
    return [
        Rule(
            group_id=one.security_group_id,
            outward=one.is_egress,
            ports=(0, 65535) if one.ip_protocol == "-1" else (one.from_port, one.to_port),
            block=IPv4Network(one.cidr_ipv4) if one.cidr_ipv4 else None,
            other_group_id=(one.referenced_security_group_id or "").rpartition("/")[2],
            of_a_list=bool(one.prefix_list_id),
        )
        for one in found
        if one.ip_protocol in TCP
    ]


def missing(
    found: Sequence[Rule], *, outward: bool, ports: Ports, others: Sequence[IPv4Network | str]
) -> Iterator[IPv4Network | str]:
    """Those of the other ends, addresses or groups, that no rules let through on all of the ports."""
    for other in others:
        joined = sorted(one.ports for one in found if one.outward is outward and one.joins(other))
        reached = ports[0]
        for first, last in joined:
            if first <= reached:
                reached = max(reached, last + 1)
        if reached <= ports[1]:
            yield other


def shown(ports: Ports) -> str:
    """As a person writes them into a rule."""
    return str(ports[0]) if ports[0] == ports[1] else f"{ports[0]}-{ports[1]}"
