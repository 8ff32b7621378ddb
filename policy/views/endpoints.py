"""The endpoints of a VPC: for which services, and what keeps tasks from reaching them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Final

from policy.reading import UNKNOWN, VPC, VPC_ENDPOINT, Resource, Unknown, flag, items
from policy.stack import Leading, Stack, known, remembered
from policy.views.endpoint_policies import refused
from policy.views.firewall import Permission, SecurityGroups, security_groups
from policy.views.networks import addresses
from policy.views.ways_out import route_tables, table

PRIVATE_DNS: Final = "aws:vpc/endpointPrivateDns:EndpointPrivateDns"
TABLE_ASSOCIATION: Final = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"
GROUP_ASSOCIATION: Final = "aws:ec2/securityGroupAssociation:SecurityGroupAssociation"
ZONE: Final = "aws:route53/zone:Zone"
"""A program may have names of its own for its endpoints."""

HTTPS: Final = 443
OF_AWS: Final = re.compile(r"^[a-z.-]+\.[a-z]{2,4}(-[a-z]+)+-\d+\.")
"""What is before the service in an endpoint's name, such as com.amazonaws.eu-west-1. or cn.com.amazonaws.cn-north-1."""

GATEWAYS: Final = ("s3", "dynamodb")
"""The services with gateway endpoints (Amazon VPC user guide, gateway endpoints)."""

Opened = Mapping[Resource, Sequence[Permission]]


@dataclass(frozen=True)
class Endpoint:
    """One endpoint of a VPC."""

    resource: Resource
    service: str
    """Such as `ecr.api` or `s3`."""
    region: str


@dataclass(frozen=True)
class Hindrance:
    """Why tasks do not reach an endpoint that is there."""

    wrong: str
    fix: str


@remembered
def endpoints(stack: Stack, network: Resource) -> tuple[Endpoint, ...] | Unknown:
    """Those of a VPC; UNKNOWN when one is not known."""
    leading = _endpoints(stack)
    if leading.unknown:
        return UNKNOWN
    found: list[Endpoint] = []
    for resource in leading.to(network):
        name = resource.get("serviceName")
        if not isinstance(name, str):
            return UNKNOWN
        service = OF_AWS.sub("", name)
        found.append(Endpoint(resource, service, name.removesuffix(f".{service}").rpartition(".")[2]))
    return tuple(found)


@remembered
def _endpoints(stack: Stack) -> Leading[Resource]:
    """All endpoints, by VPC."""
    return Leading(
        (one, [stack.linked(one, "vpcId", one.get("vpcId"), VPC, by="id")]) for one in stack.of(VPC_ENDPOINT)
    )


def hindrance(
    stack: Stack,
    endpoint: Endpoint,
    service: Resource,
    subnet: Resource,
    opened: Opened,
    wanted: Collection[str],
) -> Hindrance | None:
    """What surely keeps the tasks of a service in this subnet from an endpoint, or from what they want behind it."""
    if cut := _cut(stack, endpoint, service, subnet, opened):
        return cut
    if refusals := refused(stack, endpoint.resource, endpoint.service, endpoint.region, wanted):
        said, name = ", ".join(refusals), endpoint.resource.name
        return Hindrance(f"the policy of {name} does not allow {said}", f"allow {said} in the policy of {name}")
    return None


def _cut(stack: Stack, endpoint: Endpoint, service: Resource, subnet: Resource, opened: Opened) -> Hindrance | None:
    resource = endpoint.resource
    kind = resource.get("vpcEndpointType", default="Gateway")
    if kind == "Gateway" and endpoint.service in GATEWAYS:
        if not _routed(stack, resource, subnet):
            return Hindrance(
                f"{resource.name} is not in the route table of {subnet.name}",
                f"add the route table of {subnet.name} to routeTableIds of {resource.name}",
            )
    elif kind == "Interface":
        # The provider's default (registry documentation of aws.ec2.VpcEndpoint).
        private = flag(resource.declared("privateDnsEnabled", default=False))
        if private is False and not stack.of(PRIVATE_DNS, ZONE):
            return Hindrance(
                f"{resource.name} has no private DNS, so its service's name leads past it",
                f"set privateDnsEnabled of {resource.name} to true",
            )
        if _closed(stack, resource, service, subnet, opened):
            return Hindrance(
                f"no security group of {resource.name} lets the tasks in on TCP {HTTPS}",
                f"let the tasks in on TCP {HTTPS} in a security group of {resource.name}",
            )
    return None


@remembered
def _routed(stack: Stack, endpoint: Resource, subnet: Resource) -> bool:
    """Whether the routes of a subnet may lead to a gateway endpoint."""
    own = route_tables(stack, subnet)
    if own is UNKNOWN:
        return True
    values = [value for _, value in items(endpoint.declared("routeTableIds"))]
    tables = [table(stack, endpoint, "routeTableIds", value) for value in values]
    for association in _table_associations(stack).perhaps_to(endpoint):
        tables.append(table(stack, association, "routeTableId", association.get("routeTableId")))
    return any(linked is UNKNOWN or set(known(linked)) & set(own) for linked in tables)


@remembered
def _table_associations(stack: Stack) -> Leading[Resource]:
    """What routes to gateway endpoints, by endpoint."""
    prop = "vpcEndpointId"
    return Leading(
        (one, [stack.linked(one, prop, one.get(prop), VPC_ENDPOINT, by="id")]) for one in stack.of(TABLE_ASSOCIATION)
    )


def _closed(stack: Stack, endpoint: Resource, service: Resource, subnet: Resource, opened: Opened) -> bool:
    """Whether no security group of an interface endpoint lets the tasks in, as far as all are known."""
    guards, tasks = security_groups(stack, endpoint), security_groups(stack, service)
    if guards.others or stack.of(GROUP_ASSOCIATION):
        return False
    permissions = (one for group in guards.groups for one in opened[group] if one.opens(HTTPS))
    return not any(any(_lets_in(one, tasks, subnet)) for one in permissions)


def _lets_in(permission: Permission, tasks: SecurityGroups, subnet: Resource) -> Iterator[bool]:
    own = addresses(subnet)
    yield permission.others or bool(set(permission.groups) & set(tasks.groups))
    yield bool(permission.groups) and tasks.others
    for cidr in permission.cidrs:
        try:
            network = ip_network(cidr, strict=False)
        except ValueError:
            yield True
            continue
        yield own is UNKNOWN or own.version != network.version or own.overlaps(network)
