"""tasks-have-addresses: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import BLUE_GREEN, NATIVE, ROLLING
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.service.tasks_have_way_out import endpoint, first_preview, placed

BOTH = ["subnet-a", "subnet-b"]


def sized(count: Any, a: Any = "10.0.0.0/28", b: Any = "10.0.1.0/28", program: Program = NATIVE) -> Program:
    """So many tasks in two subnets of these ranges, each of which gives eleven addresses."""
    own = change(change(program, "service", "networkConfiguration", to={}), "service", "desiredCount", to=count)
    return change(change(placed(own), "a", "cidrBlock", to=a), "b", "cidrBlock", to=b)


FULL = ("10.0.0.0/30", "10.0.1.0/30")


def rolled(count: int, minimum: Any = 100, maximum: Any = 200, *subnets: str) -> Program:
    program = change(ROLLING, "service", "deploymentMinimumHealthyPercent", to=minimum)
    program = change(program, "service", "deploymentMaximumPercent", to=maximum)
    return sized(count, *subnets, program=program)


def inside(type: str, prop: str, value: Any, **more: Any) -> Declared:
    """Something else in subnet a, or in both."""
    edges = {prop: ["a", "b"] if isinstance(value, list) else ["a"]}
    return Declared(f"aws:{type}", "other", {prop: value, **more}, edges)


def service_of(count: int, subnets: list[str]) -> Declared:
    props = {"desiredCount": count, "networkConfiguration": {"subnets": subnets}, "launchType": "FARGATE"}
    return Declared("aws:ecs/service:Service", "other", props, {"networkConfiguration": ["a", "b"]})


def scaled(program: Program, most: Any) -> Program:
    props = {"serviceNamespace": "ecs", "resourceId": "service/shop/web", "minCapacity": 1, "maxCapacity": most}
    return (*program, Declared("aws:appautoscaling/target:Target", "scaling", props, {"resourceId": ["service"]}))


ENDPOINT = replace(
    endpoint("ecr.api", subnetIds=BOTH, vpcEndpointType="Interface"), edges={"vpcId": ["vpc"], "subnetIds": ["a", "b"]}
)
ON_HOSTS = change(BLUE_GREEN, "tasks", "networkMode", to="awsvpc")

STOPS: dict[str, Case] = {
    "twice as many tasks as addresses": Case(
        sized(12), on="service", says="12: a release runs 24 tasks at once, each with an address of its own, but 22"
    ),
    "what AWS keeps": Case(sized(12), on="service", says="are left in a, b: AWS keeps 5 of each"),
    "the fix": Case(sized(12), on="service", says="take subnets of /27 or larger"),
    "in a first preview": Case(first_preview(sized(12)), on="service", says="but 22 are left"),
    "with CodeDeploy, on hosts": Case(
        sized(12, program=change(ON_HOSTS, "service", "networkConfiguration", to={})), on="service", says="24 tasks"
    ),
    "an endpoint that takes one in each": Case((*sized(11), ENDPOINT), on="service", says="endpoints take 2"),
    "an endpoint, in a first preview": Case(
        first_preview((*sized(11), ENDPOINT)), on="service", says="subnets of /27 or larger"
    ),
    "a NAT gateway": Case(
        (*sized(11), inside("ec2/natGateway:NatGateway", "subnetId", "subnet-a")),
        on="service",
        says="NAT gateways take 1",
    ),
    "a load balancer": Case(
        (*sized(11), inside("lb/loadBalancer:LoadBalancer", "subnets", BOTH, internal=True)),
        on="service",
        says="load balancers take 2",
    ),
    "hosts": Case(
        (*sized(11), inside("autoscaling/group:Group", "vpcZoneIdentifiers", BOTH, minSize=1, maxSize=9)),
        on="service",
        says="hosts take 1",
    ),
    "another service": Case((*sized(11), service_of(1, ["subnet-b"])), on="service", says="other services take 1"),
    "subnets that are full": Case((*sized(1, *FULL), ENDPOINT), on="service", says="but 0 are left"),
    "a rolling service, at its first step": Case(rolled(22), on="service", says="23 tasks"),
    "a rolling service, by default": Case(sized(22, program=ROLLING), on="service", says="23 tasks"),
    "a rolling service that ends old tasks first": Case(rolled(23, 50), on="service", says="23 tasks"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "subnets of another program": NATIVE,
    "just enough": sized(11),
    "just enough, in a first preview": first_preview(sized(11)),
    "a gateway endpoint, which takes none": (
        *sized(11),
        endpoint("s3", vpcEndpointType="Gateway", routeTableIds=["rtb-1"]),
    ),
    "a NAT gateway in another subnet": (*sized(11), inside("ec2/natGateway:NatGateway", "subnetId", "subnet-c")),
    "another service that may be elsewhere": (*sized(11), service_of(9, ["subnet-b", "subnet-c"])),
    "a rolling service with one address to spare": rolled(21),
    "a rolling service of which half may end first": rolled(22, 50),
    "a rolling service that cannot move, which is another rule's": rolled(22, 100, 100),
    "a rolling service of which a minimum is not known": rolled(22, UNKNOWN, 200, *FULL),
    "a rolling service of which a maximum is not known": rolled(22, 100, UNKNOWN, *FULL),
    "a rolling service without tasks, in subnets that are full": rolled(0, 100, 200, *FULL),
    "a service that something else releases, in subnets that are full": change(
        rolled(22, 100, 200, *FULL), "service", "deploymentController", to={"type": "EXTERNAL"}
    ),
    "a subnet of another program": without(sized(12), "b"),
    "a range that is not known": sized(12, a=UNKNOWN),
    "a range that is none": sized(12, a="ten"),
    "IPv6 only": change(sized(12), "a", "cidrBlock", to=None),
    "a count that is not known": sized(UNKNOWN),
    "a network mode that shares the host's address": sized(
        12, program=change(BLUE_GREEN, "service", "networkConfiguration", to={})
    ),
    "a daemon": change(sized(12), "service", "schedulingStrategy", to="DAEMON"),
    "unknown subnets of unknown origin": unlinked(first_preview(sized(12)), "service"),
    "auto scaling within the room": scaled(sized(2), 11),
    "auto scaling to nobody knows how many": scaled(sized(2), UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "auto scaling beyond the addresses": Case(
        scaled(sized(2), 12), on="service", says="auto scaling may raise it to 12, and 22 addresses are left in a, b"
    ),
}
