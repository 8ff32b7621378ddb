"""The subnets that something runs in: their zones, and how it reaches the world from there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from policy.reading import SUBNET, UNKNOWN, VPC, Resource, Unknown, items, read, text_of
from policy.stack import Linked, Stack, known
from policy.views.networks import own_vpc, subnets

INTERNET_GATEWAY: Final = "aws:ec2/internetGateway:InternetGateway"
ROUTE: Final = "aws:ec2/route:Route"
ROUTE_TABLES: Final = ("aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable")
ASSOCIATION: Final = "aws:ec2/routeTableAssociation:RouteTableAssociation"
MAIN_ASSOCIATION: Final = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
PROPAGATION: Final = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation"

# Where a route leads other than to a gateway.
TARGETS = (
    *("natGatewayId", "transitGatewayId", "networkInterfaceId", "vpcPeeringConnectionId", "egressOnlyGatewayId"),
    *("carrierGatewayId", "localGatewayId", "coreNetworkArn", "vpcEndpointId", "odbNetworkArn"),
)


@dataclass(frozen=True)
class Exits:
    """What the routes of a subnet may lead to, besides its own VPC."""

    internet: bool
    """An internet gateway: only what has a public address gets there."""
    other: bool
    """A NAT gateway, another network, or something that is not known."""


def zones(stack: Stack, user: Resource, prop: str, ids: Any) -> dict[Any, str]:
    """By zone the name of a subnet; empty when one may be of another program, or may not be meant."""
    return {text_of(one.get("availabilityZone")): one.name for one in subnets(stack, user, prop, ids)}


def exits(stack: Stack, subnet: Resource) -> Exits | Unknown:
    """Where the subnet's routes lead; UNKNOWN when its route table is not part of the program."""
    tables = route_tables(stack, subnet)
    if tables is UNKNOWN:
        return UNKNOWN
    routes = [kind for one in tables for kind in _routes(stack, one)]
    return Exits(internet="internet" in routes, other="other" in routes)


def route_tables(stack: Stack, subnet: Resource) -> list[Resource] | Unknown:
    """Its route tables, or what may be: the one that it is associated with, else the main one of its VPC.

    The VPC itself stands for the main table that it comes with.
    """
    associated: list[Linked] = []
    for association in stack.of(ASSOCIATION):
        of = stack.linked(association, "subnetId", association.get("subnetId"), SUBNET, by="id")
        if of is UNKNOWN:
            return UNKNOWN
        if subnet in of:
            associated.append(_table(stack, association))
    network = own_vpc(stack, subnet)
    if not associated and network:
        associated = [(network,), *(_main_tables(stack, network))]
    if not associated or any(linked is UNKNOWN or not linked for linked in associated):
        return UNKNOWN
    return list(known(*associated))


def _main_tables(stack: Stack, network: Resource) -> Iterator[Linked]:
    for association in stack.of(MAIN_ASSOCIATION):
        if own_vpc(stack, association) in (network, None):
            yield _table(stack, association)
    for main in stack.of(ROUTE_TABLES[1]):
        value = main.get("defaultRouteTableId")
        own = stack.linked(main, "defaultRouteTableId", value, VPC, by="defaultRouteTableId")
        if own is UNKNOWN or network in own:
            yield (main,)


def table(stack: Stack, user: Resource, prop: str, value: Any) -> Linked:
    """The route table that an association, a route or the like names; the VPC for its main one."""
    links = [stack.linked(user, prop, value, kind, by="id") for kind in ROUTE_TABLES]
    for by in ("mainRouteTableId", "defaultRouteTableId"):
        links.append(stack.linked(user, prop, value, VPC, by=by))
    return known(*links) or (UNKNOWN if value is UNKNOWN else ())


def _table(stack: Stack, user: Resource) -> Linked:
    return table(stack, user, "routeTableId", user.get("routeTableId"))


def _routes(stack: Stack, of_table: Resource) -> Iterator[str]:
    """Where the routes of a table lead, those of unknown tables included."""
    inline = of_table.declared("routes") if of_table.type in ROUTE_TABLES else None
    for _, route in items(inline):
        yield "other" if route is UNKNOWN else _target(stack, of_table, "routes", route)
    for _, gateway in items(of_table.declared("propagatingVgws") if of_table.type in ROUTE_TABLES else None):
        yield "other" if gateway is not None else ""
    for route in stack.of(ROUTE):
        of = _table(stack, route)
        if of is UNKNOWN or of_table in of:
            # AWS fills in the interface, of a NAT instance for one.
            own = {"networkInterfaceId": route.declared("networkInterfaceId")}
            yield _target(stack, route, "gatewayId", {**route.props, **own})
    for propagation in stack.of(PROPAGATION):
        of = _table(stack, propagation)
        if of is UNKNOWN or of_table in of:
            yield "other"


def _target(stack: Stack, resource: Resource, prop: str, route: Any) -> str:
    """`internet`, `other`, or nothing for a route within the VPC."""
    gateway = read(route, "gatewayId")
    if gateway == "local":
        return ""
    if gateway not in (None, ""):
        linked = stack.linked(resource, prop, gateway, INTERNET_GATEWAY, by="id")
        ours = linked is not UNKNOWN and bool(linked)
        return "internet" if ours or (isinstance(gateway, str) and gateway.startswith("igw-")) else "other"
    return "other" if any(read(route, target) not in (None, "") for target in TARGETS) else ""
