"""health-check-on-traffic-port: what it stops, lets through and leaves undecided."""

import json
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING, arn, task
from tests.policy.rules.rule_case import Case, Pass


def checked(name: str, port: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, name, "healthCheck", "port", to=port)


def mapped(program: Program, *mappings: dict[str, int]) -> Program:
    return change(program, "tasks", "containerDefinitions", to=task(*mappings))


def in_mode(mode: Any, program: Program) -> Program:
    return change(program, "tasks", "networkMode", to=mode)


FIXED = checked("green", "4000")
FIXED_PREVIEW = checked("green", "4000", FIRST_PREVIEW)
ROLLED = change(
    mapped(in_mode("bridge", change(ROLLING, "service", "networkConfiguration", to=None)), {"containerPort": 8080}),
    "group",
    "healthCheck",
    to={"path": "/", "port": "80"},
)
EARLIER = Declared(
    "aws:ecs/taskDefinition:TaskDefinition",
    "earlier",
    {"family": "web", "containerDefinitions": task({"containerPort": 4000, "hostPort": 4000})},
)

SIDECAR = json.dumps(
    json.loads(task({"containerPort": 4000})) + json.loads(task({"containerPort": 9000}, name="health"))
)
OTHER_PORT = checked("green", "9000", NATIVE)

STOPS: dict[str, Case] = {
    "the container's port": Case(checked("blue", "4000"), on="blue", says="4000"),
    "the container's port, of the other group": Case(FIXED, on="green", says="traffic-port"),
    "a number": Case(checked("green", 8080), on="green", says="8080"),
    "both groups": Case(checked("blue", "4000", FIXED), on="blue", count=2),
    "in a first preview": Case(FIXED_PREVIEW, on="green", says="4000"),
    "no network mode, which is bridge": Case(in_mode(None, FIXED), on="green"),
    "no network mode, in a first preview": Case(in_mode(UNKNOWN, FIXED_PREVIEW), on="green"),
    "no network mode, as the provider reads it back": Case(in_mode("", FIXED), on="green"),
    "tasks on Windows": Case(in_mode("nat", FIXED), on="green"),
    "tasks on Windows' own network": Case(in_mode("default", FIXED), on="green"),
    "tasks on a bridge, with an unknown network configuration": Case(
        change(FIXED, "service", "networkConfiguration", to=UNKNOWN), on="green"
    ),
    "the group that the program has, beside one that it does not have": Case(without(FIXED, "blue"), on="green"),
    "a host port that is left out": Case(mapped(FIXED, {"containerPort": 4000}), on="green"),
    "a fixed host port, but another one": Case(
        mapped(FIXED, {"containerPort": 4000, "hostPort": 80}), on="green", says="4000"
    ),
    "a service that ECS rolls": Case(ROLLED, on="group", says="80"),
    "a port that no container names, of tasks with addresses": Case(
        OTHER_PORT, on="green", says="9000, a port that no container of service service names", advised=True
    ),
    "the same, in a first preview": Case(checked("green", 9000, NATIVE_PREVIEW), on="green", advised=True),
    "a port that no container names, on the host's network": Case(
        in_mode("host", checked("green", "9000")), on="green", advised=True
    ),
    "the group that a release made the live one": Case(
        change(
            FIXED, "service", "loadBalancers", 0, "targetGroupArn", to=arn("elasticloadbalancing", "targetgroup/green")
        ),
        on="green",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "the port that takes the traffic": BLUE_GREEN,
    "the same, in a first preview": FIRST_PREVIEW,
    "a health check that is left out": change(BLUE_GREEN, "green", "healthCheck", to=None),
    "a health check that is left out, in a first preview": change(FIRST_PREVIEW, "green", "healthCheck", to=UNKNOWN),
    "a port that is left out": checked("green", None),
    "a fixed port of tasks with addresses, which the container names": mapped(
        checked("green", "9000", NATIVE), {"containerPort": 4000}, {"containerPort": 9000}
    ),
    "a fixed port of tasks with addresses, which a sidecar names": change(
        checked("green", 9000, NATIVE), "tasks", "containerDefinitions", to=SIDECAR
    ),
    "a fixed port of tasks with addresses, in a range": change(
        checked("green", "9000", NATIVE), "tasks", "containerDefinitions", to=task({"containerPortRange": "4000-9000"})
    ),
    "the container's port of tasks with addresses": checked("green", "4000", NATIVE),
    "a fixed port of tasks with addresses, with unknown containers": change(
        checked("green", "9000", NATIVE), "tasks", "containerDefinitions", to=UNKNOWN
    ),
    "a fixed port of tasks with addresses, of which an earlier revision is on a bridge": (
        EARLIER,
        *change(unlinked(OTHER_PORT, "service"), "service", "taskDefinition", to=arn("ecs", "task-definition/web:7")),
    ),
    "a fixed port of tasks on the host's network": in_mode("host", FIXED),
    "a fixed port that another container of the task takes": mapped(
        checked("green", "9000"), {"containerPort": 4000, "hostPort": 0}, {"containerPort": 9000, "hostPort": 9000}
    ),
    "a fixed port that the container takes": mapped(FIXED, {"containerPort": 4000, "hostPort": 4000}),
    "a group that no service has": without(FIXED, "service", "release"),
    "tasks with addresses, of which the program knows no more": without(checked("green", "9000", NATIVE), "tasks"),
    "tasks with addresses, in target groups of another program": without(NATIVE, "tasks", "blue", "green"),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(FIXED, "tasks", "containerDefinitions", to=UNKNOWN), on="green"),
    "a port that is not known yet": Case(
        tuple(
            Declared(one.type, one.name, one.props, {"healthCheck": ["cluster"]}) if one.name == "green" else one
            for one in checked("green", UNKNOWN)
        ),
        on="green",
    ),
    "a task definition of another program": Case(without(FIXED, "tasks"), on="green"),
    "a task definition of unknown origin": Case(
        unlinked(change(FIXED, "service", "taskDefinition", to=UNKNOWN), "service"), on="green"
    ),
    "a network mode that another resource gives": Case(
        unknown(FIXED, "tasks", "networkMode", of="cluster"), on="green", says="not known"
    ),
    "a target group of unknown origin": Case(
        unlinked(change(BLUE_GREEN, "service", "loadBalancers", 0, "targetGroupArn", to=UNKNOWN), "service"),
        on="service",
    ),
    "an earlier revision on that port, of which the service may be": Case(
        (
            EARLIER,
            *change(unlinked(FIXED, "service"), "service", "taskDefinition", to=arn("ecs", "task-definition/web:7")),
        ),
        on="green",
    ),
    "a target group of another program": Case(without(BLUE_GREEN, "green"), on="release"),
}
