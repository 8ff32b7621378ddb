"""load-balancer-spans-zones: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, without
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW
from tests.policy.rules.rule_case import Case, Pass


def zoned(*zones: Any, program: Program = NATIVE, **about: Any) -> Program:
    """The load balancer's subnets, in these zones."""
    names = [f"subnet-{place}" for place in range(1, len(zones) + 1)]
    subnets = (
        Declared("aws:ec2/subnet:Subnet", name, {"id": name, "availabilityZone": zone, **about})
        for name, zone in zip(names, zones, strict=True)
    )
    return (*change(program, "balancer", "subnets", to=names), *subnets)


def created(*zones: Any) -> Program:
    """The same in a first preview."""
    program: list[Declared] = []
    for one in zoned(*zones, program=NATIVE_PREVIEW, id=UNKNOWN):
        edges, props = dict(one.edges), dict(one.props)
        if one.name == "balancer":
            edges["subnets"], props["subnets"] = props["subnets"], [UNKNOWN for _ in zones]
        program.append(Declared(one.type, one.name, props, edges, one.ignore_changes))
    return tuple(program)


def decided_elsewhere(program: Program) -> Program:
    return tuple(
        Declared(one.type, one.name, {**one.props, "availabilityZone": UNKNOWN}, {"availabilityZone": ["cluster"]})
        if one.name == "subnet-2"
        else one
        for one in program
    )


STOPS: dict[str, Case] = {
    "two subnets of a zone": Case(
        zoned("eu-west-1a", "eu-west-1a"), on="balancer", says="subnet-1 and subnet-2 are both in eu-west-1a"
    ),
    "two subnets of a zone, in a first preview": Case(created("eu-west-1a", "eu-west-1b", "eu-west-1a"), on="balancer"),
    "two subnets of a zone, for a Network Load Balancer": Case(
        change(zoned("eu-west-1a", "eu-west-1a"), "balancer", "loadBalancerType", to="network"), on="balancer"
    ),
    "one subnet": Case(zoned("eu-west-1a"), on="balancer", says="subnet-1 alone"),
    "one subnet, in a first preview": Case(created("us-gov-west-1a"), on="balancer", says="At least two subnets"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "two zones": zoned("eu-west-1a", "eu-west-1b"),
    "two zones, in a first preview": created("eu-west-1a", "eu-west-1b"),
    "subnets of another program": BLUE_GREEN,
    "one subnet of another program": change(BLUE_GREEN, "balancer", "subnets", to=["subnet-1"]),
    "one subnet, for a Network Load Balancer": change(
        zoned("eu-west-1a"), "balancer", "loadBalancerType", to="network"
    ),
    "one subnet of a Local Zone": zoned("us-west-2-lax-1a"),
    "one subnet of an Outpost": zoned("eu-west-1a", outpostArn="outpost"),
    "one subnet in a zone that AWS chooses": zoned(None),
    "no load balancer": without(BLUE_GREEN, "balancer"),
}

UNDECIDED: dict[str, Case] = {
    "a zone that another resource decides": Case(
        decided_elsewhere(zoned("eu-west-1a", "eu-west-1b")), on="balancer", says="subnet-2"
    ),
}
