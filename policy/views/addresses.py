"""Who takes the addresses of subnets, as far as the program says."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from policy.reading import AUTO_SCALING_GROUP, LOAD_BALANCER, SERVICE, UNKNOWN, VPC_ENDPOINT, Resource, text_of, whole
from policy.stack import Stack, known, remembered
from policy.views.networks import subnets
from policy.views.topology import task_definitions

NAT_GATEWAY: Final = "aws:ec2/natGateway:NatGateway"

ONE_IN_EACH: Mapping[str, tuple[str, str]] = {
    VPC_ENDPOINT: ("subnetIds", "endpoints"),
    NAT_GATEWAY: ("subnetId", "NAT gateways"),
    LOAD_BALANCER: ("subnets", "load balancers"),
}
"""What has a network interface in each of its subnets, or more than one; where it says so, and what it is called."""
HOSTS, OTHERS = "hosts", "other services"


@remembered
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
    interfaces, spread = _interfaces(stack), _spread(stack)
    found: Counter[str] = Counter()
    for subnet in inside:
        found.update(interfaces.get(subnet, {}))
    for over, takers in (one for subnet in inside for one in spread.get(subnet, {}).items()):
        if over.issubset(inside):
            found.update(takers)
    if own := frozenset(subnets_of_tasks(stack, but)):
        found[OTHERS] -= _number(but) if own.issubset(inside) else 0
    kinds = (*(what for _, what in ONE_IN_EACH.values()), HOSTS, OTHERS)
    return {what: found[what] for what in kinds if found[what]}


@remembered
def _interfaces(stack: Stack) -> Mapping[Resource, Counter[str]]:
    """By subnet, what has one address there and one in each other that it names."""
    found: dict[Resource, Counter[str]] = defaultdict(Counter)
    for kind, (prop, what) in ONE_IN_EACH.items():
        for one in stack.of(kind):
            value = one.declared(prop)
            for subnet in set(subnets(stack, one, prop, [value] if prop == "subnetId" else value)):
                found[subnet][what] += 1
    return found


@remembered
def _spread(stack: Stack) -> Mapping[Resource, Mapping[frozenset[Resource], Counter[str]]]:
    """What is spread over several subnets: how much over the same ones, by the first of them."""
    found: dict[Resource, dict[frozenset[Resource], Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for what, own, number in _spreading(stack):
        if own:
            found[min(own, key=lambda subnet: subnet.urn)][frozenset(own)][what] += number
    return found


def _spreading(stack: Stack) -> Iterator[tuple[str, Collection[Resource], int]]:
    for group in stack.of(AUTO_SCALING_GROUP):
        prop = "vpcZoneIdentifiers"
        yield HOSTS, subnets(stack, group, prop, group.declared(prop)), _number(group)
    for service in stack.of(SERVICE):
        yield OTHERS, subnets_of_tasks(stack, service), _number(service)


def _number(of: Resource) -> int:
    """How many hosts or tasks there are at least; 0 where that is not known."""
    number = whole(of.get("minSize" if of.type == AUTO_SCALING_GROUP else "desiredCount"))
    return number if isinstance(number, int) else 0
