"""In which VPC a resource is, and which addresses it may have there."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from policy.reading import SECURITY_GROUP, SUBNET, UNKNOWN, VPC, Resource, Unknown, items
from policy.stack import Stack, known, only

Vpc = Resource | str
"""A VPC of the program, or the id of another one."""
Network = IPv4Network | IPv6Network


def vpc(stack: Stack, resource: Resource) -> Vpc | Unknown | None:
    """The VPC of a subnet, a security group or a target group; None where it does not say, or has none."""
    value = _vpc_id(resource)
    return own_vpc(stack, resource) or (value if value is None or isinstance(value, str) else UNKNOWN)


def own_vpc(stack: Stack, resource: Resource) -> Resource | None:
    """The VPC of the program that it is in, where it is in one."""
    return only(stack.linked(resource, "vpcId", _vpc_id(resource), VPC, by="id"))


def _vpc_id(resource: Resource) -> Any:
    # AWS fills in a security group's.
    return resource.declared("vpcId") if resource.type == SECURITY_GROUP else resource.get("vpcId")


def subnets(stack: Stack, user: Resource, prop: str, ids: Any) -> tuple[Resource, ...]:
    """The subnets of the program that a resource surely uses; empty where it may use others.

    Where what it may use is more than the ids, such as all that a component has, nobody knows which are meant.
    """
    found = possible_subnets(stack, user, prop, ids)
    return found if len(found) == len(list(items(ids))) else ()


def possible_subnets(stack: Stack, user: Resource, prop: str, ids: Any) -> tuple[Resource, ...]:
    """Those that it may use: ids that are not known yet lead to all that the whole property was made of."""
    return known(*(stack.linked(user, prop, one, SUBNET, by="id") for _, one in items(ids)))


def addresses(subnet: Resource) -> Network | Unknown:
    """Those that a subnet has of IPv4; UNKNOWN where it does not say, or not yet."""
    try:
        return ip_network(str(subnet.get("cidrBlock")), strict=False)
    except ValueError:
        return UNKNOWN
