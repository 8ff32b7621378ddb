"""targets-closed-to-others: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, before_create, ingress, task
from tests.policy.rules.rule_case import Case, Pass

WORLD = "0.0.0.0/0"
OPEN = {"protocol": "tcp", "fromPort": 32768, "toPort": 65535, "cidrBlocks": ["0.0.0.0/0"]}


def opened(first: int, last: int, program: Program = BLUE_GREEN, **source: str) -> Program:
    return (*program, ingress("opened", "targets", first, last, **(source or {"cidrIpv4": WORLD})))


def inline(permission: dict[str, Any]) -> Program:
    return change(without(BLUE_GREEN, "from-balancer"), "targets", "ingress", to=[permission])


def old_rule(**props: Any) -> Program:
    kind = "aws:ec2/securityGroupRule:SecurityGroupRule"
    said = {"type": "ingress", "protocol": "tcp", "fromPort": 0, "toPort": 65535, "securityGroupId": "sg-targets"}
    return (*BLUE_GREEN, Declared(kind, "opened", {**said, **props}, {"securityGroupId": ["targets"]}))


OPENED = opened(32768, 65535)
ROLLED = change(without(OPENED, "release"), "service", "deploymentController", "type", to="ECS")
NETWORK = change(OPENED, "blue", "protocol", to="TCP")
FIXED = change(BLUE_GREEN, "tasks", "containerDefinitions", to=task({"containerPort": 4000, "hostPort": 80}))
EVERYTHING = tuple(
    replace(one, props={"securityGroupId": "sg-targets", "ipProtocol": "-1", "cidrIpv4": WORLD})
    if one.name == "opened"
    else one
    for one in OPENED
)

STOPS: dict[str, Case] = {
    "the dynamic ports": Case(OPENED, on="opened", says="0.0.0.0/0 may reach TCP 32768 to 60999"),
    "the dynamic ports, in a first preview": Case(before_create(OPENED), on="opened", says="32768 to 60999"),
    "every address of IPv6": Case(opened(32768, 65535, cidrIpv6="::/0"), on="opened", says="::/0"),
    "every port": Case(opened(0, 65535), on="opened", says="32768 to 60999"),
    "every protocol": Case(EVERYTHING, on="opened", says="32768 to 60999"),
    "one of the dynamic ports": Case(opened(40000, 40000), on="opened", says="40000"),
    "inline": Case(inline(OPEN), on="targets", says="pulumi refresh"),
    "inline, in a first preview": Case(before_create(inline(OPEN)), on="targets"),
    "inline, every protocol": Case(
        inline({"protocol": "-1", "fromPort": 0, "toPort": 0, "ipv6CidrBlocks": ["::/0"]}), on="targets"
    ),
    "a rule of the older kind": Case(old_rule(cidrBlocks=["10.0.0.0/8", WORLD]), on="opened"),
    "a fixed host port": Case(opened(80, 80, FIXED), on="opened", says="80"),
    "the port of tasks": Case(opened(4000, 4000, NATIVE), on="opened", says="TCP 4000 on the tasks"),
    "the port of tasks, in a first preview": Case(before_create(opened(4000, 4000, NATIVE)), on="opened", says="4000"),
    "hosts whose containers are unknown": Case(
        change(OPENED, "tasks", "containerDefinitions", to=UNKNOWN), on="opened"
    ),
    "hosts with Windows, which has other ports": Case(
        change(
            opened(61000, 65535), "tasks", "runtimePlatform", to={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}
        ),
        on="opened",
        says="61000 to 65535",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a port that no host gives": opened(61000, 65535),
    "the load balancer only": BLUE_GREEN,
    "the load balancer only, in a first preview": FIRST_PREVIEW,
    "tasks that only the load balancer reaches": NATIVE,
    "another port": opened(22, 22),
    "another protocol": change(OPENED, "opened", "ipProtocol", to="icmp"),
    "the VPC's network": opened(0, 65535, cidrIpv4="10.0.0.0/8"),
    "a prefix list": opened(0, 65535, prefixListId="pl-1"),
    "a rule for what goes out": old_rule(type="egress", cidrBlocks=[WORLD]),
    "a load balancer that is open, as it must be": (
        *BLUE_GREEN,
        ingress("opened", "frontend", 0, 65535, cidrIpv4=WORLD),
    ),
    "a refreshed group that once had such a rule": change(BLUE_GREEN, "targets", "ingress", to=[OPEN]),
    "behind a Network Load Balancer": NETWORK,
    "a service that ECS rolls": ROLLED,
    "a service that ECS rolls, without anything else": ROLLING,
    "hosts of another program": unlinked(
        change(without(OPENED, "provider"), "service", "capacityProviderStrategies", to=None), "service"
    ),
}

UNDECIDED: dict[str, Case] = {
    "a target group of another program": Case(without(OPENED, "blue"), on="opened"),
    "an unknown protocol": Case(change(OPENED, "opened", "ipProtocol", to=UNKNOWN), on="opened"),
    "unknown ports": Case(change(OPENED, "opened", "fromPort", to=UNKNOWN), on="opened"),
    "an unknown controller": Case(unknown(OPENED, "service", "deploymentController", "type", of="images"), on="opened"),
}
