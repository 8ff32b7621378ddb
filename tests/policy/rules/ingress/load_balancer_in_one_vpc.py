"""load-balancer-in-one-vpc: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

SUBNETS = ("subnet-1", "subnet-2", "subnet-3", "subnet-4")
"""Two of the load balancer, and two of the tasks."""


def networked(program: Program, **vpcs: str) -> Program:
    """The program with its subnets, in VPC vpc-1 but where it says otherwise."""
    subnets = (
        Declared("aws:ec2/subnet:Subnet", name, {"id": name, "vpcId": vpcs.get(name.replace("-", "_"), "vpc-1")})
        for name in SUBNETS
    )
    return (*program, *subnets)


def created(program: Program, **vpcs: str) -> Program:
    """The same in a first preview: each VPC is one of the program, and nothing has an id yet."""
    made: list[Declared] = []
    for one in networked(program, **vpcs):
        props, edges = dict(one.props), dict(one.edges)
        if one.type == "aws:ec2/subnet:Subnet":
            props["id"] = UNKNOWN
        if "vpcId" in props:
            edges["vpcId"] = [str(props["vpcId"])]
            props["vpcId"] = UNKNOWN
        if one.name == "balancer":
            props["subnets"], edges["subnets"] = [UNKNOWN, UNKNOWN], list(SUBNETS[:2])
        made.append(replace(one, props=props, edges=edges))
    names = sorted({edge for one in made for edge in one.edges.get("vpcId", ())})
    return (*made, *(Declared("aws:ec2/vpc:Vpc", name, {"id": UNKNOWN}) for name in names))


def in_vpc(vpc: Any, name: str, program: Program = NATIVE) -> Program:
    return change(program, name, "vpcId", to=vpc)


STOPS: dict[str, Case] = {
    "a target group of another VPC": Case(
        networked(in_vpc("vpc-2", "blue")), on="blue", says="vpc-2, and load balancer balancer is in vpc-1"
    ),
    "a target group of another VPC, in a first preview": Case(
        created(in_vpc("vpc-2", "blue", NATIVE_PREVIEW)), on="blue", says="VPC vpc-2"
    ),
    **{
        f"a target group of another VPC, beside a subnet whose VPC {what}": Case(
            change(networked(in_vpc("vpc-2", "blue")), "subnet-1", "vpcId", to=vpc),
            on="blue",
            says="vpc-2, and load balancer balancer is in vpc-1",
        )
        for what, vpc in {"is not known": UNKNOWN, "is not set": None}.items()
    },
    "green, which production's rule forwards nothing to": Case(networked(in_vpc("vpc-2", "green")), on="green"),
    "a security group of another VPC": Case(
        networked(in_vpc("vpc-2", "frontend")), on="balancer", says="securityGroups: frontend is in vpc-2"
    ),
    "subnets of two VPCs": Case(
        networked(NATIVE, subnet_2="vpc-2"), on="balancer", says="subnets: subnet-2 is in vpc-2"
    ),
    "subnets of two VPCs, in a first preview": Case(
        created(NATIVE_PREVIEW, subnet_2="vpc-2"), on="balancer", says="subnet-2 is in VPC vpc-2"
    ),
    "tasks of another VPC": Case(
        networked(NATIVE, subnet_3="vpc-2", subnet_4="vpc-2"),
        on="blue",
        says="vpc-1, and the tasks of service service are in vpc-2",
        count=2,
    ),
    "a target group of hosts": Case(networked(in_vpc("vpc-2", "blue", BLUE_GREEN)), on="blue"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "one VPC": networked(NATIVE),
    "one VPC, in a first preview": created(NATIVE_PREVIEW),
    "hosts": networked(BLUE_GREEN),
    "another load balancer, in a VPC of its own": (
        *networked(BLUE_GREEN, subnet_3="vpc-2", subnet_4="vpc-2"),
        Declared("aws:lb/loadBalancer:LoadBalancer", "second", {"arn": "arn", "subnets": ["subnet-3", "subnet-4"]}),
    ),
    "subnets of another program": in_vpc("vpc-2", "blue"),
    "subnets of another program, in a first preview": in_vpc("vpc-2", "blue", FIRST_PREVIEW),
    "one subnet of another program": without(networked(in_vpc("vpc-2", "blue")), "subnet-1", "subnet-3"),
    "a target group without a VPC, as for functions": networked(in_vpc(None, "blue")),
    "a security group of the default VPC": networked(in_vpc(None, "frontend")),
    "a target group that nothing forwards to, and no service has": (
        *networked(NATIVE),
        Declared("aws:lb/targetGroup:TargetGroup", "spare", {"vpcId": "vpc-2", "protocol": "HTTP"}),
    ),
    "subnets that do not say": change(
        change(networked(in_vpc("vpc-2", "blue")), "subnet-1", "vpcId", to=None), "subnet-2", "vpcId", to=None
    )[:-2],
}

UNDECIDED: dict[str, Case] = {
    "a target group of a VPC of unknown origin": Case(
        unlinked(networked(in_vpc(UNKNOWN, "blue")), "blue"), on="blue", says="load balancer balancer"
    ),
}
