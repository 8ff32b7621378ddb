"""What security groups let in and out, however the program writes it, and which groups a resource has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Literal

from model.networks import PRIVATE
from model.ports import LAST_PORT
from policy.reading import (
    EGRESS_RULE,
    INGRESS_RULE,
    LAUNCH_TEMPLATE,
    LOAD_BALANCER,
    SECURITY_GROUP,
    SECURITY_GROUP_RULE,
    SERVICE,
    UNKNOWN,
    VPC_ENDPOINT,
    Resource,
    Unknown,
    items,
    read,
    whole,
)
from policy.stack import Stack, known
from policy.views.launches import LAUNCH_CONFIGURATION

INSTANCE = "aws:ec2/instance:Instance"
MOUNT_TARGET = "aws:efs/mountTarget:MountTarget"

Direction = Literal["ingress", "egress"]
RULES: Mapping[Direction, str] = {"ingress": INGRESS_RULE, "egress": EGRESS_RULE}
"""The types of rules of their own that are for one direction alone."""

EVERY_PORT = (0, LAST_PORT)
PROTOCOLS = {"all": "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}
"""AWS takes either spelling; here it is always the second."""

# Where a resource has the ids of its security groups. A launch template may have them on its interfaces instead.
GROUPS_OF: Mapping[str, tuple[str, ...]] = {
    LOAD_BALANCER: ("securityGroups",),
    SERVICE: ("networkConfiguration.securityGroups",),
    LAUNCH_TEMPLATE: ("vpcSecurityGroupIds", "networkInterfaces.securityGroups"),
    LAUNCH_CONFIGURATION: ("securityGroups",),
    INSTANCE: ("vpcSecurityGroupIds",),
    VPC_ENDPOINT: ("securityGroupIds",),
    MOUNT_TARGET: ("securityGroups",),
}


@dataclass(frozen=True, kw_only=True)
class Permission:
    """One permission for traffic that comes in, or goes out."""

    resource: Resource
    """The one that it is written in: a security group, or a rule of its own."""
    path: str
    protocol: str | Unknown
    """`tcp`, `udp`, or `-1` for all."""
    ports: tuple[int, int] | Unknown
    """First and last."""
    cidrs: tuple[str, ...]
    groups: tuple[Resource, ...]
    """The groups whose members may come in, or be reached. In a first preview: at most these, where one resource speaks
    of several."""
    others: bool
    """Whether it has sources or destinations that the program does not show: unknown ones, prefix lists, groups of
    others."""
    read_back: bool = False
    """A group's `ingress` and `egress` hold after a refresh what rules of their own have made, and keep it when they
    change. So where there are any, this may be the past."""

    @property
    def tcp(self) -> tuple[int, int] | Unknown | None:
        """The ports that it opens for TCP; None when it is for another protocol."""
        if self.protocol is UNKNOWN:
            return UNKNOWN
        return EVERY_PORT if self.protocol == "-1" else self.ports if self.protocol == "tcp" else None

    @property
    def world(self) -> tuple[str, ...]:
        """Those of its CIDRs that are the whole internet."""
        return tuple(cidr for cidr in self.cidrs if prefix_length(cidr) == 0)

    @property
    def public(self) -> tuple[str, ...]:
        """Those of its CIDRs whose traffic comes over the internet."""
        return tuple(cidr for cidr in self.cidrs if not _private(cidr))

    def opens(self, port: object) -> bool:
        """Whether it may open a TCP port: for certain not, if neither is unknown and it is another."""
        ports = self.tcp
        return bool(ports is UNKNOWN or (ports and (not isinstance(port, int) or ports[0] <= port <= ports[1])))


@dataclass(frozen=True, kw_only=True)
class SecurityGroups:
    """The security groups of a resource."""

    groups: tuple[Resource, ...]
    others: bool
    """Whether it has groups that the program does not show: the VPC's default one, another program's, unknown."""


def permissions(stack: Stack, direction: Direction = "ingress") -> Mapping[Resource, list[Permission]]:
    """What each security group of the program lets in, or out.

    A rule of an unknown group may be any group's that has its id already. The id of one that is not created yet only
    the group gives, or a resource in between that the rule is made of.
    """
    found: dict[Resource, list[Permission]] = {group: [] for group in stack.of(SECURITY_GROUP)}
    for rule in stack.of(RULES[direction], SECURITY_GROUP_RULE):
        if rule.get("type", default=direction) == direction:
            groups, others = _groups(stack, rule, "securityGroupId", [rule.get("securityGroupId")])
            for group in groups:
                found[group].append(_separate(stack, rule, group))
            if others and rule.get("securityGroupId") is UNKNOWN:
                passed_on = bool(rule.edges.get("securityGroupId"))
                for group in (one for one in found if passed_on or one.get("id", default=UNKNOWN) is not UNKNOWN):
                    found[group].append(replace(_separate(stack, rule, group), cidrs=(), groups=(), others=True))
    for group, separate in found.items():
        separate += [replace(one, read_back=bool(separate)) for one in _inline(stack, group, direction)]
    return found


def security_groups(stack: Stack, resource: Resource) -> SecurityGroups:
    """Those of a resource of one of the types in GROUPS_OF."""
    found: list[Resource] = []
    others = False
    for path in GROUPS_OF[resource.type]:
        prop, _, inside = path.partition(".")
        value = resource.declared(prop)
        for _, one in items(value) if isinstance(value, list) and inside else [(0, value)]:
            groups, foreign = _groups(stack, resource, prop, read(one, inside) if inside else one)
            found += groups
            others |= foreign
    return SecurityGroups(groups=tuple(dict.fromkeys(found)), others=others or not found)


def unguarded(balancer: Resource) -> bool:
    """Whether a load balancer has no security group at all: a Network Load Balancer may, others get the VPC's own."""
    kind = balancer.declared("loadBalancerType", default="application")
    return kind == "network" and balancer.declared("securityGroups") in (None, [])


def spanned(wanted: tuple[int, int], opened: Iterable[tuple[int, int]]) -> bool:
    """Whether these ranges of ports together have every wanted port."""
    first, last = wanted
    for start, end in sorted(opened):
        if start <= first <= end:
            first = end + 1
    return first > last


def text(ports: tuple[int, int]) -> str:
    """The ports as people write them."""
    first, last = ports
    return str(first) if first == last else f"{first} to {last}"


def prefix_length(cidr: str) -> int | None:
    """0 for the whole internet, 32 for one IPv4 address; None for what is no CIDR."""
    network = _network(cidr)
    return network and network.prefixlen


def _network(cidr: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(cidr, strict=False)
    except ValueError:
        return None


def _private(cidr: str) -> bool:
    """Whether a CIDR is a part of what the internet does not route."""
    network = _network(cidr)
    return network is not None and any(network[0] in one and network[-1] in one for one in PRIVATE)


def _inline(stack: Stack, group: Resource, direction: Direction) -> list[Permission]:
    return [
        _permission(stack, group, group, f"{direction}[{index}]", direction, one)
        for index, one in items(group.declared(direction))
    ]


def _separate(stack: Stack, rule: Resource, group: Resource) -> Permission:
    if rule.type == SECURITY_GROUP_RULE:
        sources = ("cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "self", "sourceSecurityGroupId")
        said = {**rule.props, "securityGroups": [rule.declared(sources[-1])]}
    else:
        sources = ("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId")
        cidr, cidr6, prefixes, groups = ([rule.get(source)] for source in sources)
        said = {
            **rule.props,
            "protocol": rule.get("ipProtocol"),
            "cidrBlocks": cidr,
            "ipv6CidrBlocks": cidr6,
            "prefixListIds": prefixes,
            "securityGroups": groups,
        }
    path = next((source for source in sources if rule.declared(source) not in (None, False)), "securityGroupId")
    return _permission(stack, rule, group, path, sources[-1], said)


def _permission(stack: Stack, resource: Resource, group: Resource, path: str, prop: str, said: Any) -> Permission:
    """What `said` permits, in the form of a group's `ingress`; its source groups are in `prop`."""
    protocol = read(said, "protocol")
    protocol = protocol if protocol is UNKNOWN else str(protocol).lower()
    first, last = whole(read(said, "fromPort")), whole(read(said, "toPort"))
    networks = [one for key in ("cidrBlocks", "ipv6CidrBlocks") for _, one in items(read(said, key))]
    groups, others = _groups(stack, resource, prop, read(said, "securityGroups"))
    hidden = any(one is not None for _, one in items(read(said, "prefixListIds")))
    itself = read(said, "self")
    return Permission(
        resource=resource,
        path=path,
        protocol=protocol if protocol is UNKNOWN else PROTOCOLS.get(protocol, protocol),
        ports=(first, last) if isinstance(first, int) and isinstance(last, int) else UNKNOWN,
        cidrs=tuple(one for one in networks if isinstance(one, str)),
        groups=(*groups, group) if itself is True else groups,
        others=others or hidden or itself is UNKNOWN or UNKNOWN in networks,
    )


def _groups(stack: Stack, user: Resource, prop: str, ids: Any) -> tuple[tuple[Resource, ...], bool]:
    """The security groups of these ids, and whether there are others that the program does not show."""
    found: list[Resource] = []
    others = False
    unknown = 0
    for _, one in items(ids):
        if one is not None:
            # A group may be written as ACCOUNT/ID.
            linked = stack.linked(
                user, prop, one.rpartition("/")[2] if isinstance(one, str) else one, SECURITY_GROUP, by="id"
            )
            unknown += one is UNKNOWN
            others |= linked is UNKNOWN or not linked
            found += known(linked)
    groups = tuple(dict.fromkeys(found))
    return groups, others or unknown > len(groups)
