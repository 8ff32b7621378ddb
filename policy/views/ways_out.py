"""The subnets that something runs in: their zones, and how it reaches the world from there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from policy.reading import SUBNET, UNKNOWN, VPC, Resource, Unknown, items, read, text_of
from policy.stack import Leading, Linked, Stack, known, remembered
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


@remembered
def exits(stack: Stack, subnet: Resource) -> Exits | Unknown:
    """Where the subnet's routes lead; UNKNOWN when its route table is not part of the program."""
    tables = route_tables(stack, subnet)
    if tables is UNKNOWN:
        return UNKNOWN
    routes = {kind for one in tables for kind in _routes(stack, one)}
    return Exits(internet="internet" in routes, other="other" in routes)


@remembered
def route_tables(stack: Stack, subnet: Resource) -> tuple[Resource, ...] | Unknown:
    """Its route tables, or what may be: the one that it is associated with, else the main one of its VPC.

    The VPC itself stands for the main table that it comes with.
    """
    associations = _associations(stack)
    if associations.unknown:
        return UNKNOWN
    associated = [_table(stack, association) for association in associations.to(subnet)]
    network = own_vpc(stack, subnet)
    if not associated and network:
        associated = [(network,), *(_main_tables(stack, network))]
    if not associated or any(linked is UNKNOWN or not linked for linked in associated):
        return UNKNOWN
    return known(*associated)


@remembered
def _associations(stack: Stack) -> Leading[Resource]:
    """The associations of subnets, by subnet."""
    return Leading(
        (one, [stack.linked(one, "subnetId", one.get("subnetId"), SUBNET, by="id")]) for one in stack.of(ASSOCIATION)
    )


@remembered
def _main_tables(stack: Stack, network: Resource) -> tuple[Linked, ...]:
    associations, defaults = _mains(stack)
    associated = (_table(stack, association) for association in associations.perhaps_to(network))
    return (*associated, *((main,) for main in defaults.perhaps_to(network)))


@remembered
def _mains(stack: Stack) -> tuple[Leading[Resource], Leading[Resource]]:
    """What makes a route table the main one of a VPC, by VPC: associations, and the resources of such tables."""

    def of(association: Resource) -> Linked:
        own = own_vpc(stack, association)
        return (own,) if own else UNKNOWN

    prop = "defaultRouteTableId"
    return (
        Leading((one, [of(one)]) for one in stack.of(MAIN_ASSOCIATION)),
        Leading((one, [stack.linked(one, prop, one.get(prop), VPC, by=prop)]) for one in stack.of(ROUTE_TABLES[1])),
    )


def table(stack: Stack, user: Resource, prop: str, value: Any) -> Linked:
    """The route table that an association, a route or the like names; the VPC for its main one."""
    links = [stack.linked(user, prop, value, kind, by="id") for kind in ROUTE_TABLES]
    for by in ("mainRouteTableId", "defaultRouteTableId"):
        links.append(stack.linked(user, prop, value, VPC, by=by))
    return known(*links) or (UNKNOWN if value is UNKNOWN else ())


def _table(stack: Stack, user: Resource) -> Linked:
    return table(stack, user, "routeTableId", user.get("routeTableId"))


@remembered
def _routes(stack: Stack, of_table: Resource) -> frozenset[str]:
    """Where the routes of a table lead, those of unknown tables included."""
    return frozenset((*_inline(stack, of_table), *_separate_routes(stack).perhaps_to(of_table)))


def _inline(stack: Stack, of_table: Resource) -> Iterator[str]:
    inline = of_table.declared("routes") if of_table.type in ROUTE_TABLES else None
    for _, route in items(inline):
        yield "other" if route is UNKNOWN else _target(stack, of_table, "routes", route)
    for _, gateway in items(of_table.declared("propagatingVgws") if of_table.type in ROUTE_TABLES else None):
        yield "other" if gateway is not None else ""


def _separate(stack: Stack) -> Iterator[tuple[str, Resource]]:
    """Where the routes lead that are resources, each with its resource."""
    for route in stack.of(ROUTE):
        # AWS fills in the interface, of a NAT instance for one.
        own = {"networkInterfaceId": route.declared("networkInterfaceId")}
        yield _target(stack, route, "gatewayId", {**route.props, **own}), route
    for propagation in stack.of(PROPAGATION):
        yield "other", propagation


@remembered
def _separate_routes(stack: Stack) -> Leading[str]:
    """The same, by route table."""
    return Leading((kind, [_table(stack, one)]) for kind, one in _separate(stack))


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
