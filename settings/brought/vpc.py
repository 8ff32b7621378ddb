"""The VPC that is brought, and its subnets: where they are, and where their routes lead."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network

import pulumi_aws as aws

from components.network import MIN_ZONES
from model.networks import ANYWHERE, ANYWHERE_IPV6
from settings.brought.keys import VpcKeys
from settings.brought.seen import Unfit, looked_up, required
from settings.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Subnet:
    """One of them, as AWS has it."""

    id: str
    vpc_id: str
    zone: str
    block: IPv4Network | None
    """None: it has IPv6 alone."""
    gives_public_addresses: bool
    """To hosts that start in it."""
    has_ipv6: bool
    """Whether it has a block of IPv6."""
    to_internet: bool
    """Whether its default route is an internet gateway."""
    to_internet_by_ipv6: bool
    """The same of IPv6."""
    nat_gateway_id: str
    """Of its default route; empty where that leads elsewhere."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What was found."""

    vpc_id: str
    public: Sequence[Subnet]
    private: Sequence[Subnet]
    nat_addresses: Sequence[str]


def find(s: Settings) -> Ground:
    """Looks all of it up. Unfit when it will not do."""
    keys = s.vpc
    vpc = looked_up("vpc", lambda: aws.ec2.get_vpc(id=keys.id, tags=keys.tags or None))
    private = _subnets(vpc.id, vpc.main_route_table_id, "private", keys.private_subnet_ids, keys.private_subnet_tags)
    public = _subnets(vpc.id, vpc.main_route_table_id, "public", keys.public_subnet_ids, keys.public_subnet_tags)
    required(_problems(s, vpc.id, public, private))
    gateways = sorted({one.nat_gateway_id for one in private if one.nat_gateway_id})
    found = [looked_up("vpc", lambda id=id: aws.ec2.get_nat_gateway(id=id)) for id in gateways]
    return Ground(
        vpc_id=vpc.id,
        public=public,
        private=private,
        nat_addresses=[one.public_ip for one in found if one.public_ip],
    )


def _subnets(vpc_id: str, main_table_id: str, kind: str, ids: Sequence[str], tags: dict[str, str]) -> list[Subnet]:
    """By id, or those of the VPC that have the tags; none where neither is said. In the order of their zones."""
    key = f"vpc.{kind}Subnet{'Tags' if tags else 'Ids'}"
    if tags:
        asked = [{"name": "vpc-id", "values": [vpc_id]}]
        ids = looked_up(key, lambda: aws.ec2.get_subnets(filters=asked, tags=tags)).ids  # type: ignore[arg-type]
        if not ids:
            raise Unfit([f"bluegreen:{key}: no subnet of {vpc_id} has these tags; correct them, or name subnets by id"])
    return sorted((_subnet(key, id, main_table_id) for id in ids), key=lambda one: (one.zone, one.id))


def _subnet(key: str, id: str, main_table_id: str) -> Subnet:
    subnet = looked_up(key, lambda: aws.ec2.get_subnet(id=id))
    own = looked_up(
        key, lambda: aws.ec2.get_route_tables(filters=[{"name": "association.subnet-id", "values": [id]}])
    ).ids
    # A subnet without a table of its own has the VPC's main one (VPC user guide, subnet route tables).
    table = looked_up(key, lambda: aws.ec2.get_route_table(route_table_id=own[0] if own else main_table_id))
    default = next((route for route in table.routes if route.cidr_block == ANYWHERE), None)
    by_ipv6 = next((route for route in table.routes if route.ipv6_cidr_block == ANYWHERE_IPV6), None)
    return Subnet(
        id=id,
        vpc_id=subnet.vpc_id,
        zone=subnet.availability_zone,
        block=IPv4Network(subnet.cidr_block) if subnet.cidr_block else None,
        gives_public_addresses=subnet.map_public_ip_on_launch,
        has_ipv6=bool(subnet.ipv6_cidr_block),
        to_internet=bool(default and (default.gateway_id or "").startswith("igw-")),
        to_internet_by_ipv6=bool(by_ipv6 and (by_ipv6.gateway_id or "").startswith("igw-")),
        nat_gateway_id=default.nat_gateway_id or "" if default else "",
    )


def _problems(s: Settings, vpc_id: str, public: Sequence[Subnet], private: Sequence[Subnet]) -> Iterator[str]:
    for kind, subnets in (("private", private), ("public", public)):
        key = _key(s.vpc, kind)
        for one in subnets:
            if one.vpc_id != vpc_id:
                yield f"{key}: {one.id} is in {one.vpc_id}, and not in {vpc_id}; name subnets of one VPC"
        zones = {one.zone for one in subnets}
        if subnets and len(zones) < MIN_ZONES:
            yield (
                f"{key}: all are in {' and '.join(zones)}; name subnets in {MIN_ZONES} Availability Zones or more, "
                "so that a zone may fail"
            )
    yield from _of_the_load_balancer(s, public, private)
    if s.dual_stack:
        yield from _without_ipv6(s, "private" if s.internal else "public", private if s.internal else public)
    for one in private:
        if one.to_internet and (s.network_mode == "awsvpc" or not one.gives_public_addresses):
            yield (
                f"{_key(s.vpc, 'private')}: {one.id} leads to the internet by a gateway, which takes a public address, "
                "and what runs there has none, so that it could not pull its image; name subnets that lead there by a "
                "NAT gateway, or that have VPC endpoints and no such route"
            )


def _of_the_load_balancer(s: Settings, public: Sequence[Subnet], private: Sequence[Subnet]) -> Iterator[str]:
    """One that is made in these subnets."""
    if not public:
        return
    key = _key(s.vpc, "public")
    for zone, count in sorted(Counter(one.zone for one in public).items()):
        if count > 1:
            yield f"{key}: {count} are in {zone}, and a load balancer takes one of a zone; name one of each"
    for one in public:
        if not one.to_internet:
            yield (
                f"{key}: {one.id} has no route {ANYWHERE} to an internet gateway, so nobody outside would reach "
                "the load balancer; name subnets that have one"
            )
    yield from outside(s.vpc, private, {one.zone for one in public}, "bluegreen:vpc has no public subnet there")


def _without_ipv6(s: Settings, kind: str, subnets: Sequence[Subnet]) -> Iterator[str]:
    """Of a load balancer that is made in these subnets, with IPv6 addresses."""
    otherwise = "name subnets that have one, or set bluegreen:ipAddressType to ipv4"
    for one in subnets:
        if not one.has_ipv6:
            yield (
                f"{_key(s.vpc, kind)}: {one.id} has no block of IPv6, and AWS makes no dual-stack load balancer there; "
                f"{otherwise}"
            )
        elif not s.internal and not one.to_internet_by_ipv6:
            yield (
                f"{_key(s.vpc, kind)}: {one.id} has no route {ANYWHERE_IPV6} to an internet gateway, so nobody outside "
                f"would reach the load balancer by IPv6; {otherwise}"
            )


def outside(keys: VpcKeys, private: Sequence[Subnet], zones: Collection[str], reason: str) -> Iterator[str]:
    """A target in a zone that its load balancer is not in gets no requests (user guide for Application Load Balancers,
    update the Availability Zones)."""
    for one in private:
        if one.zone not in zones:
            yield (
                f"{_key(keys, 'private')}: {one.id} is in {one.zone}, where the load balancer is not, so tasks there "
                f"would get no requests: {reason}; leave it out, or let the load balancer be there"
            )


def _key(keys: VpcKeys, kind: str) -> str:
    tags = keys.private_subnet_tags if kind == "private" else keys.public_subnet_tags
    return f"bluegreen:vpc.{kind}Subnet{'Tags' if tags else 'Ids'}"
