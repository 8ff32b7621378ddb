"""zones-enabled: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked
from tests.policy.programs import BLUE_GREEN, NATIVE, ROLLING
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.service.tasks_have_way_out import first_preview


def subnet(number: int, zone: Any) -> Declared:
    props = {"id": f"subnet-{number}", "vpcId": "vpc-1", "availabilityZone": zone}
    return Declared("aws:ec2/subnet:Subnet", f"subnet-{number}", props)


def in_zones(balancers: str, tasks: str, program: Program = NATIVE) -> Program:
    """With the load balancer in two zones of these letters, and the tasks, or their hosts, in two others."""
    zones = [f"eu-west-1{letter}" if letter != "?" else UNKNOWN for letter in balancers + tasks]
    own = tuple(subnet(number, zone) for number, zone in enumerate(zones, 1))
    edges = {
        "balancer": {"subnets": ["subnet-1", "subnet-2"]},
        "service": {"networkConfiguration": ["subnet-3", "subnet-4"]},
        "hosts": {"vpcZoneIdentifiers": ["subnet-3", "subnet-4"]},
    }
    return (*own, *(replace(one, edges={**one.edges, **edges.get(one.name, {})}) for one in program))


GREEN_LIVE = change(
    in_zones("ab", "ac", BLUE_GREEN), "service", "loadBalancers", 0, "targetGroupArn", to="arn:aws:elb:green"
)

STOPS: dict[str, Case] = {
    "another zone": Case(
        in_zones("ab", "ac"), on="balancer", says="no subnet in eu-west-1c, where subnet-4 of service"
    ),
    "another zone, in a first preview": Case(first_preview(in_zones("ab", "ac")), on="balancer", says="eu-west-1c"),
    "two other zones": Case(in_zones("ab", "cd"), on="balancer", says="eu-west-1c, eu-west-1d"),
    "another zone of hosts": Case(in_zones("ab", "bc", BLUE_GREEN), on="balancer", says="add a subnet in eu-west-1c"),
    "another zone of hosts, by the deployment group's pair": Case(GREEN_LIVE, on="balancer"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "the same zones": in_zones("ab", "ab"),
    "the same zones, in a first preview": first_preview(in_zones("ab", "ba")),
    "the same zones of hosts": in_zones("ab", "ab", BLUE_GREEN),
    "fewer zones": in_zones("ab", "bb"),
    "subnets of another program": NATIVE,
    "a load balancer's subnets of another program": change(
        in_zones("ab", "ac"), "balancer", "subnets", to=["subnet-9"]
    ),
    "tasks in one more subnet, of another program": change(
        in_zones("ab", "ac"), "service", "networkConfiguration", "subnets", to=["subnet-3", "subnet-4", "subnet-9"]
    ),
    "unknown subnets of unknown origin": unlinked(
        change(in_zones("ab", "ac"), "service", "networkConfiguration", to=UNKNOWN), "service"
    ),
    "no load balancer of the program": ROLLING,
}

UNDECIDED: dict[str, Case] = {
    "a zone of the load balancer that is not known": Case(in_zones("a?", "ac"), on="balancer", says="not all of its"),
    "a zone of the tasks that is not known": Case(in_zones("ab", "a?"), on="balancer", says="service"),
}
