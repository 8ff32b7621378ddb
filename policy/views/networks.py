"""In which VPC a resource is, and which addresses it may have there."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Final

from policy.reading import SECURITY_GROUP, UNKNOWN, Resource, Unknown, items
from policy.stack import Stack, known, only

SUBNET: Final = "aws:ec2/subnet:Subnet"
VPC: Final = "aws:ec2/vpc:Vpc"

Vpc = Resource | str
"""A VPC of the program, or the id of another one."""
Network = IPv4Network | IPv6Network


def vpc(stack: Stack, resource: Resource) -> Vpc | Unknown | None:
    """The VPC of a subnet, a security group or a target group; None where it does not say, or has none."""
    # AWS fills in a security group's.
    value = resource.declared("vpcId") if resource.type == SECURITY_GROUP else resource.get("vpcId")
    found = only(stack.linked(resource, "vpcId", value, VPC, by="id"))
    return found or (value if value is None or isinstance(value, str) else UNKNOWN)


def subnets(stack: Stack, user: Resource, prop: str, ids: Any) -> tuple[Resource, ...]:
    """The subnets of the program that a resource surely uses; empty where it may use others.

    Ids that are not known yet lead to all that the property was made of. Where these are more than the ids, such as all
    that a component has, nobody knows which are meant.
    """
    values = [one for _, one in items(ids)]
    found = known(*(stack.linked(user, prop, one, SUBNET, by="id") for one in values))
    return found if len(found) == len(values) else ()


def addresses(subnet: Resource) -> Network | Unknown:
    """Those that a subnet has of IPv4; UNKNOWN where it does not say, or not yet."""
    try:
        return ip_network(str(subnet.get("cidrBlock")), strict=False)
    except ValueError:
        return UNKNOWN
