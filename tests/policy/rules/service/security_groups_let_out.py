"""security-groups-let-out: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING, before_create, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers

OUT, TO_TARGETS = "targets-out", "balancer-out"
ANYTHING = {"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}


def letting_out(name: str, first: Any, last: Any, program: Program = BLUE_GREEN, protocol: Any = "tcp") -> Program:
    program = change(program, name, "ipProtocol", to=protocol)
    return change(change(program, name, "fromPort", to=first), name, "toPort", to=last)


def inline(*egress: Any, program: Program = NATIVE) -> Program:
    return change(without(program, OUT), "targets", "egress", to=list(egress))


def old_rule(program: Program = NATIVE, **props: Any) -> Program:
    said = {"type": "egress", "protocol": "-1", "fromPort": 0, "toPort": 0, "securityGroupId": "sg-targets", **props}
    rule = Declared("aws:ec2/securityGroupRule:SecurityGroupRule", "old", said, {"securityGroupId": ["targets"]})
    return (*without(program, OUT), rule)


ROLLED = change(
    (*BLUE_GREEN[:0], *ROLLING, *(one for one in BLUE_GREEN if one.name in ("targets", OUT))),
    "service",
    "networkConfiguration",
    to={"subnets": ["subnet-1"], "securityGroups": ["sg-targets"]},
)

STOPS: dict[str, Case] = {
    "tasks without egress": Case(without(NATIVE, OUT), on="targets", says="service is not let out on TCP 443"),
    "tasks without egress, in a first preview": Case(without(NATIVE_PREVIEW, OUT), on="targets", says="never start"),
    "tasks with an empty egress": Case(inline(), on="targets", says="or for all traffic to 0.0.0.0/0."),
    "tasks of a rolling service without egress": Case(without(ROLLED, OUT), on="targets"),
    "tasks with egress on another port": Case(
        letting_out(OUT, 5432, 5432, NATIVE), on="targets", says="to the registry of its image (only on 5432)"
    ),
    "tasks with egress on another port, and an image of Docker Hub": Case(
        containers(letting_out(OUT, 5000, 5000, NATIVE), task({"containerPort": 4000}, image="nginx:1.29")),
        on="targets",
    ),
    "tasks with egress for another protocol": Case(letting_out(OUT, 0, 65535, NATIVE, "udp"), on="targets"),
    "tasks with egress on another port, inline": Case(
        inline({**ANYTHING, "protocol": "tcp", "fromPort": 80, "toPort": 80}), on="targets", says="only on 80"
    ),
    "a rule for what comes in": Case(old_rule(type="ingress"), on="targets"),
    "unknown containers without egress": Case(
        change(without(NATIVE, OUT), "tasks", "containerDefinitions", to=UNKNOWN), on="targets", says="out on TCP to"
    ),
    "hosts without egress": Case(without(BLUE_GREEN, OUT), on="targets", says="host is not let out on TCP 443"),
    "hosts without egress, in a first preview": Case(without(FIRST_PREVIEW, OUT), on="targets", says="never join"),
    "a balancer without egress": Case(
        without(BLUE_GREEN, TO_TARGETS), on="frontend", says="balancer is not let out on TCP 32768 to 60999"
    ),
    "a balancer without egress, in a first preview": Case(without(FIRST_PREVIEW, TO_TARGETS), on="frontend"),
    "a balancer without egress to tasks": Case(
        without(NATIVE, TO_TARGETS), on="frontend", says="add an egress rule for TCP 4000. "
    ),
    "a balancer with egress on another port": Case(
        letting_out(TO_TARGETS, 80, 80, NATIVE), on="frontend", says="(only on 80)"
    ),
    "a balancer with half of the dynamic ports": Case(letting_out(TO_TARGETS, 49153, 65535), on="frontend"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "hosts": BLUE_GREEN,
    "hosts, in a first preview": FIRST_PREVIEW,
    "tasks": NATIVE,
    "tasks, in a first preview": NATIVE_PREVIEW,
    "tasks of a rolling service": ROLLED,
    "HTTPS alone": letting_out(OUT, 443, 443, NATIVE),
    "inline": inline(ANYTHING),
    "inline, in a first preview": before_create(inline(ANYTHING)),
    "a rule of the older kind": old_rule(),
    "exactly the port of the tasks": letting_out(TO_TARGETS, 4000, 4000, NATIVE),
    "a registry with a port of its own": containers(
        letting_out(OUT, 5000, 5000, NATIVE), task({"containerPort": 4000}, image="registry.internal:5000/web:1")
    ),
    "another group of another program, which may let out": change(
        without(NATIVE, OUT),
        "service",
        "networkConfiguration",
        to={"subnets": ["subnet-1"], "securityGroups": ["sg-targets", "sg-foreign"]},
    ),
    "the VPC's own group": change(
        without(NATIVE, OUT), "service", "networkConfiguration", to={"subnets": ["subnet-1"], "securityGroups": []}
    ),
    "an unknown group of unknown origin": unlinked(without(NATIVE_PREVIEW, OUT), "service"),
    "a service without a load balancer": change(without(NATIVE, TO_TARGETS), "service", "loadBalancers", to=[]),
}

UNDECIDED: dict[str, Case] = {
    "a port that is not known": Case(letting_out(OUT, UNKNOWN, UNKNOWN, NATIVE), on="service", says="TCP 443"),
    "a protocol that is not known": Case(
        letting_out(TO_TARGETS, 80, 80, BLUE_GREEN, UNKNOWN), on="balancer", says="32768 to 60999"
    ),
    "a rule of a group that is not known": Case(
        change(unlinked(letting_out(OUT, UNKNOWN, UNKNOWN, NATIVE), OUT), OUT, "securityGroupId", to=UNKNOWN),
        on="service",
    ),
}
