"""target-type-fits-network: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING, arn, linear
from tests.policy.rules.rule_case import Case, Pass


def typed(program: Program, name: str, kind: Any) -> Program:
    return change(program, name, "targetType", to=kind)


def in_mode(mode: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "tasks", "networkMode", to=mode)


def revised(program: Program, mode: str) -> Program:
    """The program that keeps an earlier revision, and does not say which one the service has."""
    earlier = Declared("aws:ecs/taskDefinition:TaskDefinition", "earlier", {"family": "web", "networkMode": mode})
    return (
        earlier,
        *change(unlinked(program, "service"), "service", "taskDefinition", to=arn("ecs", "task-definition/web:7")),
    )


STOPS: dict[str, Case] = {
    "addresses for tasks on a bridge": Case(typed(BLUE_GREEN, "blue", "ip"), on="blue", says="bridge"),
    "addresses for tasks on a bridge, in a first preview": Case(typed(FIRST_PREVIEW, "blue", "ip"), on="blue"),
    "addresses for green, which only the deployment group names": Case(typed(BLUE_GREEN, "green", "ip"), on="green"),
    "hosts for tasks with addresses": Case(
        typed(NATIVE, "blue", "instance"), on="blue", says="incompatible with the awsvpc network mode"
    ),
    "hosts for the alternate group": Case(typed(NATIVE, "green", "instance"), on="green", says="awsvpc"),
    "hosts for the alternate group, in a first preview": Case(
        typed(linear(NATIVE_PREVIEW), "green", "instance"), on="green"
    ),
    "a target type that is left out, which is instance": Case(typed(NATIVE, "green", None), on="green"),
    "the same, in a first preview": Case(typed(NATIVE_PREVIEW, "green", UNKNOWN), on="green"),
    "a network mode that is left out, which is bridge": Case(
        in_mode(None, typed(BLUE_GREEN, "green", "ip")), on="green", says="network mode bridge"
    ),
    "a network mode that is left out, in a first preview": Case(
        in_mode(UNKNOWN, typed(FIRST_PREVIEW, "green", "ip")), on="green", says="bridge"
    ),
    "addresses for tasks on the host's network": Case(
        in_mode("host", typed(BLUE_GREEN, "green", "ip")), on="green", says="host"
    ),
    "a pair left as it was for tasks that got addresses": Case(in_mode("awsvpc"), on="green", says="awsvpc", count=2),
    "a function's group": Case(typed(NATIVE, "blue", "lambda"), on="blue", says="lambda"),
    "a service that ECS rolls": Case(typed(ROLLING, "group", "instance"), on="group", says="awsvpc"),
    "a task definition of another program, for tasks in subnets": Case(
        typed(without(NATIVE, "tasks"), "green", "instance"), on="green", says="awsvpc"
    ),
    "the live group, after a release": Case(
        typed(
            change(
                change(
                    BLUE_GREEN,
                    "service",
                    "loadBalancers",
                    0,
                    "targetGroupArn",
                    to=arn("elasticloadbalancing", "targetgroup/green"),
                ),
                "service",
                "taskDefinition",
                to=arn("ecs", "task-definition/web:7"),
            ),
            "green",
            "ip",
        ),
        on="green",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "hosts for tasks on a bridge": BLUE_GREEN,
    "the same, in a first preview": FIRST_PREVIEW,
    "hosts for tasks on the host's network": in_mode("host"),
    "hosts for tasks on Windows": in_mode("nat"),
    "addresses for tasks with addresses": NATIVE,
    "a service that ECS rolls": ROLLING,
    "a network mode that another resource decides, for tasks in subnets": unknown(
        NATIVE, "tasks", "networkMode", of="cluster"
    ),
    "hosts by default, for tasks on a bridge": typed(BLUE_GREEN, "green", None),
    "an earlier revision in the same mode": revised(BLUE_GREEN, "bridge"),
    "a group of functions that no service has": typed(without(BLUE_GREEN, "service", "release"), "blue", "lambda"),
    "a task definition of another program, and tasks in subnets": without(NATIVE, "tasks"),
    "a service without a load balancer, and a task definition of another program": change(
        without(ROLLING, "tasks", "group"), "service", "loadBalancers", to=[]
    ),
}

UNDECIDED: dict[str, Case] = {
    "a task definition of another program": Case(without(BLUE_GREEN, "tasks"), on="service", says="network mode"),
    "revisions in two modes": Case(revised(BLUE_GREEN, "awsvpc"), on="service", says="network mode"),
    "a network mode that another resource decides": Case(
        tuple(
            Declared(one.type, one.name, {**one.props, "networkMode": UNKNOWN}, {"networkMode": ["cluster"]})
            if one.name == "tasks"
            else one
            for one in BLUE_GREEN
        ),
        on="service",
    ),
    "a target type that another resource decides": Case(
        tuple(
            Declared(one.type, one.name, {**one.props, "targetType": UNKNOWN}, {"targetType": ["cluster"]})
            if one.name == "green"
            else one
            for one in BLUE_GREEN
        ),
        on="green",
        says="targetType",
    ),
    "a target group of another program": Case(without(NATIVE, "green"), on="service", says="alternateTargetGroupArn"),
    "a target group of unknown origin": Case(
        unlinked(change(BLUE_GREEN, "service", "loadBalancers", 0, "targetGroupArn", to=UNKNOWN), "service"),
        on="service",
        says="targetGroupArn",
    ),
    "a task definition of unknown origin, and an unknown network configuration": Case(
        unlinked(
            change(
                change(ROLLING, "service", "taskDefinition", to=UNKNOWN), "service", "networkConfiguration", to=UNKNOWN
            ),
            "service",
        ),
        on="service",
        says="network mode",
    ),
    "a green group of another program": Case(without(BLUE_GREEN, "green"), on="release", says="targetGroups[1]"),
}
