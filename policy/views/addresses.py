"""Who takes the addresses of subnets, as far as the program says."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from policy.reading import AUTO_SCALING_GROUP, LOAD_BALANCER, SERVICE, UNKNOWN, VPC_ENDPOINT, Resource, text_of, whole
from policy.stack import Stack, known
from policy.views.networks import subnets
from policy.views.topology import task_definitions

NAT_GATEWAY: Final = "aws:ec2/natGateway:NatGateway"

ONE_IN_EACH: Mapping[str, tuple[str, str]] = {
    VPC_ENDPOINT: ("subnetIds", "endpoints"),
    NAT_GATEWAY: ("subnetId", "NAT gateways"),
    LOAD_BALANCER: ("subnets", "load balancers"),
}
"""What has a network interface in each of its subnets, or more than one; where it says so, and what it is called."""


def subnets_of_tasks(stack: Stack, service: Resource) -> tuple[Resource, ...]:
    """The subnets in which each task of a service surely has an address of its own; empty where others may be meant.

    ECS takes `networkConfiguration` of tasks with `awsvpc` only, so an unknown network mode is this one.
    """
    modes = {text_of(one.declared("networkMode", default="bridge")) for one in known(task_definitions(stack, service))}
    if modes - {"awsvpc", UNKNOWN} or service.get("schedulingStrategy") == "DAEMON":
        return ()
    return subnets(stack, service, "networkConfiguration", service.get("networkConfiguration", "subnets"))


def taken(stack: Stack, inside: Collection[Resource], but: Resource) -> dict[str, int]:
    """How many addresses of these subnets are surely taken, and by what, without those of one service."""
    found: dict[str, int] = {}
    for what, count in _takers(stack, set(inside), but):
        if count:
            found[what] = found.get(what, 0) + count
    return found


def _takers(stack: Stack, inside: set[Resource], but: Resource) -> Iterator[tuple[str, int]]:
    for kind, (prop, what) in ONE_IN_EACH.items():
        for one in stack.of(kind):
            value = one.declared(prop)
            yield what, len(inside.intersection(subnets(stack, one, prop, [value] if prop == "subnetId" else value)))
    for group in stack.of(AUTO_SCALING_GROUP):
        prop = "vpcZoneIdentifiers"
        yield "hosts", _all(inside, subnets(stack, group, prop, group.declared(prop)), group.get("minSize"))
    for service in stack.of(SERVICE):
        if service is not but:
            yield "other services", _all(inside, subnets_of_tasks(stack, service), service.get("desiredCount"))


def _all(inside: set[Resource], own: Collection[Resource], count: Any) -> int:
    """Of what is spread over its own subnets: all, where none of these is another."""
    number = whole(count)
    return number if own and inside.issuperset(own) and isinstance(number, int) else 0
