"""Whether the private subnets have an address for everything that runs in them.

The public ones hold NAT gateways and the load balancer, which wants eight free addresses in each of its subnets; the
smallest have 27.
"""

from collections.abc import Iterator
from ipaddress import IPv4Network

from components.network import SUBNET_BITS
from model.addresses import KEPT_BY_AWS, longest_prefix, usable
from model.load_balancers import FREE_ADDRESSES
from model.strategy import Strategy
from settings import strategies
from settings.settings import Settings


def problems(s: Settings) -> Iterator[str]:
    """A line when there are too few: the key, its value, what it does not go with and what to do."""
    block = next(IPv4Network(s.vpc_cidr).subnets(prefixlen_diff=SUBNET_BITS))
    beside = s.zones * _beside(s)
    left = usable([block] * s.zones) - beside
    needed, who, fewer = _tasks(s) if s.launch_type == "FARGATE" else _hosts(s)
    if needed > left:
        prefix = longest_prefix(needed + beside, s.zones) - SUBNET_BITS
        also = f", and {'an internal load balancer, ' * s.internal}endpoints and hooks take {beside}" if beside else ""
        yield (
            f"{who}, each with an address of its own, and {s.zones} private subnets of /{block.prefixlen} "
            f"(bluegreen:vpcCidr {s.vpc_cidr}) have {left}, since AWS keeps {KEPT_BY_AWS} of each{also}; "
            f"take a vpcCidr of /{prefix} or larger, or {fewer}"
        )


def _tasks(s: Settings) -> tuple[int, str, str]:
    """How many addresses the services take while one of them is released, by whom, and how it would be fewer."""
    most = max(s.services, key=lambda one: strategies.most_tasks(one) - one.most_tasks)
    at_once, fewer = strategies.most_tasks(most), "fewer tasks"
    resting = sum(one.most_tasks for one in s.services if one is not most)
    said = f"a release runs 2 x {most.most_tasks} tasks at once"
    if most.strategy is Strategy.ROLLING:
        said = f"with bluegreen:maximumPercent {most.maximum_percent} a release runs up to {at_once} tasks at once"
        fewer = "lower maximumPercent"
    if s.several:
        return (
            at_once + resting,
            f"bluegreen:services: {said}, those of {most.service_name}, beside {resting} of the others",
            fewer,
        )
    return at_once, f"bluegreen:{s.most_tasks_key} = {s.most_tasks}: {said}", fewer


def _hosts(s: Settings) -> tuple[int, str, str]:
    """The same of hosts; their tasks share the host's address."""
    return s.max_hosts, f"bluegreen:maxHosts = {s.max_hosts}: hosts are in the private subnets", "lower it"


def _beside(s: Settings) -> int:
    """What else takes an address in each private subnet: every endpoint, and a service's functions together.

    An internal load balancer wants some that are free.

    https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html and, of functions,
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-lambda-function-vpcconfig.html
    """
    balancer = FREE_ADDRESSES if s.internal else 0
    return balancer + len(s.endpoints) + sum(any(hook.kind != "task" for hook in one.hooks) for one in s.services)
