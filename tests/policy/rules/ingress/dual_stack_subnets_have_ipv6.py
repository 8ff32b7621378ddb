"""dual-stack-subnets-have-ipv6: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, without
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

SUBNET = "aws:ec2/subnet:Subnet"
BLOCK = {"ipv6CidrBlock": "2001:db8::/64"}


def among(*subnets: dict[str, Any], kind: str = "dualstack", program: Program = NATIVE) -> Program:
    """The load balancer, of this type of addresses, in these subnets."""
    names = [f"subnet-{place}" for place in range(1, len(subnets) + 1)]
    made = (Declared(SUBNET, name, {"id": name} | about) for name, about in zip(names, subnets, strict=True))
    placed = change(program, "balancer", "subnets", to=names)
    return (*change(placed, "balancer", "ipAddressType", to=kind), *made)


def created(*subnets: dict[str, Any]) -> Program:
    """The same in a first preview."""
    program: list[Declared] = []
    for one in among(*subnets, program=NATIVE_PREVIEW):
        edges, props = dict(one.edges), dict(one.props)
        if one.name == "balancer":
            edges["subnets"], props["subnets"] = props["subnets"], [UNKNOWN for _ in subnets]
        if one.type == SUBNET:
            props["id"] = UNKNOWN
            if "ipv6CidrBlock" in props:
                props["ipv6CidrBlock"], edges["ipv6CidrBlock"] = UNKNOWN, ["logs"]
        program.append(Declared(one.type, one.name, props, edges, one.ignore_changes))
    return tuple(program)


STOPS: dict[str, Case] = {
    "a subnet without": Case(
        among(BLOCK, {}), on="balancer", says="subnet-2 has no block of IPv6, and ipAddressType is dualstack"
    ),
    "a subnet without, for people with IPv6 alone": Case(
        among({}, BLOCK, kind="dualstack-without-public-ipv4"), on="balancer", says="subnet-1 has"
    ),
    "a subnet without, in a first preview": Case(created(BLOCK, {}), on="balancer", says="subnet-2"),
    "a Network Load Balancer in a subnet without": Case(
        change(among(BLOCK, {}), "balancer", "loadBalancerType", to="network"), on="balancer", says="subnet-2"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "subnets with blocks": among(BLOCK, BLOCK),
    "blocks that the VPC has yet to get": created(BLOCK, BLOCK),
    "a block of a pool": among(BLOCK, {"ipv6IpamPoolId": "ipam-pool-1", "ipv6NetmaskLength": 64}),
    "IPv4 alone": among({}, {}, kind="ipv4"),
    "nothing said of addresses": BLUE_GREEN,
    "subnets of another program": change(BLUE_GREEN, "balancer", "ipAddressType", to="dualstack"),
    "addresses that are decided elsewhere, with blocks": unknown(
        among(BLOCK, BLOCK), "balancer", "ipAddressType", of="logs"
    ),
    "blocks beside their subnets": (
        *among({}, {}),
        Declared("aws-native:ec2:SubnetCidrBlock", "block", {"subnetId": "subnet-1"}),
    ),
    "no load balancer": without(BLUE_GREEN, "balancer"),
}

UNDECIDED: dict[str, Case] = {
    "addresses that are decided elsewhere": Case(
        unknown(among(BLOCK, {}), "balancer", "ipAddressType", of="logs"), on="balancer", says="subnet-2"
    ),
}
