"""host-port-zero: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, find, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass

FIXED = task({"containerPort": 4000, "hostPort": 4000})
BRIDGE = change(BLUE_GREEN, "tasks", "containerDefinitions", to=FIXED)
ROLLED = change(BRIDGE, "service", "deploymentController", "type", to="ECS")
DAEMON = {**find(ROLLED, "service").props, "schedulingStrategy": "DAEMON"}


def rolled(minimum: Any = 100, maximum: Any = 200, desired: Any = 2) -> Program:
    """A rolling service with a fixed port."""
    program = change(ROLLED, "service", "deploymentMinimumHealthyPercent", to=minimum)
    program = change(program, "service", "deploymentMaximumPercent", to=maximum)
    return change(program, "service", "desiredCount", to=desired)


STOPS: dict[str, Case] = {
    "a fixed port in bridge mode": Case(BRIDGE, on="tasks", says="hostPort to 0"),
    "in a first preview": Case(
        change(FIRST_PREVIEW, "tasks", "containerDefinitions", to=FIXED), on="tasks", says="hostPort to 0"
    ),
    "without a network mode, which is bridge": Case(
        change(BRIDGE, "tasks", "networkMode", to=None), on="tasks", says="hostPort to 0"
    ),
    "with a network mode that AWS fills in": Case(
        change(BRIDGE, "tasks", "networkMode", to=UNKNOWN), on="tasks", says="hostPort to 0"
    ),
    "in the second container": Case(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=FIXED[:-1] + "," + task({"containerPort": 9090})[1:]),
        on="tasks",
        says="hostPort to 0",
    ),
    "in the second mapping": Case(
        change(
            BLUE_GREEN,
            "tasks",
            "containerDefinitions",
            to=task({"containerPort": 4000, "hostPort": 0}, {"containerPort": 9090, "hostPort": 9090}),
        ),
        on="tasks",
        says="hostPort to 0",
    ),
    "with keys in another case": Case(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=FIXED.replace("hostPort", "HostPort")),
        on="tasks",
        says="hostPort to 0",
    ),
    "with no service in the program": Case(without(BRIDGE, "service", "release"), on="tasks", says="hostPort to 0"),
    "with ECS's own blue/green": Case(
        change(
            change(ROLLED, "service", "deploymentConfiguration", to={"strategy": "BLUE_GREEN"}),
            "service",
            "deploymentMaximumPercent",
            to=100,
        ),
        on="tasks",
        says="hostPort to 0",
    ),
    "with a blue/green service beside a rolling one": Case(
        (
            replace(find(ROLLED, "service"), name="rolling"),
            *BRIDGE,
        ),
        on="tasks",
        says="port 4000 of its host",
    ),
    "with a service whose task definition is of unknown origin": Case(
        unlinked(change(BRIDGE, "service", "taskDefinition", to=UNKNOWN), "service"), on="tasks"
    ),
    "tasks on Windows": Case(change(BRIDGE, "tasks", "networkMode", to="nat"), on="tasks", says="hostPort to 0"),
    "tasks on Windows' own network": Case(change(BRIDGE, "tasks", "networkMode", to="default"), on="tasks"),
    "a network mode as the provider reads it back": Case(change(BRIDGE, "tasks", "networkMode", to=""), on="tasks"),
    "with a service whose task sets something else moves": Case(
        change(
            change(ROLLED, "service", "deploymentController", "type", to="EXTERNAL"),
            "service",
            "deploymentMaximumPercent",
            to=100,
        ),
        on="tasks",
        says="hostPort to 0",
    ),
    "with a service that runs a later revision than the program's": Case(
        change(BRIDGE, "service", "taskDefinition", to="arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7"),
        on="tasks",
        says="hostPort to 0",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "host port 0": BLUE_GREEN,
    "host port 0 in a first preview": FIRST_PREVIEW,
    "no host port": change(BLUE_GREEN, "tasks", "containerDefinitions", to=task({"containerPort": 4000})),
    "no port at all": without(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=task()), "service", "release", "blue", "green"
    ),
    "awsvpc, where both ports are the same": ROLLING,
    "host mode, where none can be 0": change(BRIDGE, "tasks", "networkMode", to="host"),
    "a daemon": change(ROLLED, "service", "schedulingStrategy", to="DAEMON"),
    "a rolling service that ends the old task first": rolled(maximum=100),
    "a rolling service that may end one of two tasks first": rolled(minimum=50),
    "a rolling service that may end its only task first": rolled(minimum=0, desired=1),
    "a rolling service without a number of tasks that may end all of them first": rolled(minimum="0", desired=None),
    "a daemon without a fixed port": change(BLUE_GREEN, "service", "schedulingStrategy", to="DAEMON"),
    "host port 0, whatever the network mode and the service are": change(
        change(BLUE_GREEN, "service", "deploymentController", to=UNKNOWN), "tasks", "networkMode", to=UNKNOWN
    ),
}

UNDECIDED: dict[str, Case] = {
    "containers with an image of a repository that does not exist yet": Case(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"
    ),
    "invalid JSON": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to="[{"), on="tasks"),
    "a rolling service that needs a spare host": Case(ROLLED, on="tasks", says="gets a host"),
    "a rolling service that needs a spare host, by default": Case(
        rolled(minimum=None, maximum=None, desired=None), on="tasks"
    ),
    "a rolling service that must keep its only task": Case(rolled(minimum=50, desired=1), on="tasks"),
    "a rolling service without a number of tasks that must keep half of them": Case(
        rolled(minimum=50, desired=None), on="tasks"
    ),
    "a rolling service with one percent of room above": Case(rolled(maximum=101), on="tasks"),
    "a rolling service beside a daemon": Case(
        (replace(find(rolled(), "service"), name="daemon", props=DAEMON), *ROLLED), on="tasks"
    ),
    "a maximum that another resource gives": Case(rolled(maximum=UNKNOWN), on="tasks"),
    "a minimum that another resource gives": Case(rolled(minimum=UNKNOWN), on="tasks"),
    "a number of tasks that another resource gives": Case(rolled(minimum=50, desired=UNKNOWN), on="tasks"),
    "a service that may be a daemon": Case(change(ROLLED, "service", "schedulingStrategy", to=UNKNOWN), on="tasks"),
    "a service that may be of CodeDeploy": Case(
        unknown(rolled(maximum=100), "service", "deploymentController", "type", of="cluster"), on="tasks"
    ),
    "a network mode that another resource gives": Case(
        unknown(BRIDGE, "tasks", "networkMode", of="cluster"), on="tasks", says="network mode"
    ),
}
