"""What a rule of a security group permits, split so that rules written in different ways can be compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from local_aws.provider.values import Props

_PROTOCOLS = {"all": "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}
_SOURCES = {"cidrBlocks": "cidr", "ipv6CidrBlocks": "ipv6", "prefixListIds": "prefixList", "securityGroups": "group"}
# Of each source: the list in AWS's IpPermission, and the member that holds it.
_MEMBERS = {
    "cidr": ("IpRanges", "CidrIp"),
    "ipv6": ("Ipv6Ranges", "CidrIpv6"),
    "prefixList": ("PrefixListIds", "PrefixListId"),
    "group": ("UserIdGroupPairs", "GroupId"),
}


def protocol(name: str) -> str:
    """AWS's spelling: tcp for 6, -1 for all; numbers without a name stay."""
    return _PROTOCOLS.get(name.lower(), name.lower())


@dataclass(frozen=True, order=True, kw_only=True)
class IpPermission:
    """One protocol, one range of ports, one source."""

    protocol: str
    from_port: int
    to_port: int
    """Both 0 for all protocols."""
    source_type: str
    """cidr, ipv6, prefixList or group."""
    source: str
    description: str = ""

    def without_description(self) -> "IpPermission":
        """The same without its description, which AWS ignores when it compares rules."""
        return replace(self, description="")

    def wire(self) -> dict[str, Any]:
        """As a member of `IpPermissions`."""
        members, member = _MEMBERS[self.source_type]
        source = {member: self.source} | ({"Description": self.description} if self.description else {})
        ports = {} if self.protocol == "-1" else {"FromPort": self.from_port, "ToPort": self.to_port}
        return {"IpProtocol": self.protocol, **ports, members: [source]}


def of_rule(rule: Props, group_id: str) -> Iterator[IpPermission]:
    """The permissions of an inline rule; `self` is the group itself.

    Raises ValueError for all protocols on some ports, which the real provider refuses, too.
    """
    name, ports = protocol(rule["protocol"]), (int(rule["fromPort"]), int(rule["toPort"]))
    if name == "-1" and ports != (0, 0):
        raise ValueError(
            f"fromPort ({ports[0]}) and toPort ({ports[1]}) must both be 0 with protocol -1 (all): "
            "set both to 0, or name one protocol"
        )
    sources = [(type, source) for key, type in _SOURCES.items() for source in rule.get(key) or ()]
    for type, source in [*sources, *([("group", group_id)] if rule.get("self") else [])]:
        yield IpPermission(
            protocol=name,
            from_port=ports[0],
            to_port=ports[1],
            source_type=type,
            source=source,
            description=rule.get("description") or "",
        )


def of_answer(answer: Iterable[dict[str, Any]]) -> Iterator[IpPermission]:
    """The permissions that AWS reports of a group."""
    for one in answer:
        for type, (members, member) in _MEMBERS.items():
            for source in one.get(members, []):
                yield IpPermission(
                    protocol=one["IpProtocol"],
                    from_port=one.get("FromPort", 0) if one["IpProtocol"] != "-1" else 0,
                    to_port=one.get("ToPort", 0) if one["IpProtocol"] != "-1" else 0,
                    source_type=type,
                    source=source[member],
                    description=source.get("Description", ""),
                )


def as_rules(permissions: set[IpPermission], group_id: str, written: Iterable[Props]) -> list[Props]:
    """The permissions as inline rules: those the program wrote, as it wrote them, then the others by port and text."""
    left, rules = set(permissions), []
    for rule in written:
        whole = set(of_rule(rule, group_id))
        if whole <= left:
            rules.append(rule)
            left -= whole
    grouped: dict[tuple[str, int, int, str], Props] = {}
    for one in sorted(left):
        key = (one.protocol, one.from_port, one.to_port, one.description)
        rule = grouped.setdefault(
            key,
            {"protocol": one.protocol, "fromPort": one.from_port, "toPort": one.to_port, "self": False}
            | ({"description": one.description} if one.description else {}),
        )
        if (one.source_type, one.source) == ("group", group_id):
            rule["self"] = True
        else:
            name = next(name for name, type in _SOURCES.items() if type == one.source_type)
            rule.setdefault(name, []).append(one.source)
    return rules + list(grouped.values())
