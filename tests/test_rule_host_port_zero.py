"""host-port-zero: what it stops, lets through and cannot tell."""

import pytest
from analyzer import UNKNOWN, Program, analyze, change, stopped, unlinked, without
from policy_programs import BLUE_GREEN, FIRST_PREVIEW, ROLLING, task

FIXED = task({"containerPort": 4000, "hostPort": 4000})
BRIDGE = change(BLUE_GREEN, "tasks", "containerDefinitions", to=FIXED)
ROLLED = change(BRIDGE, "service", "deploymentController", "type", to="ECS")

STOPS: dict[str, Program] = {
    "a fixed port in bridge mode": BRIDGE,
    "in a first preview": change(FIRST_PREVIEW, "tasks", "containerDefinitions", to=FIXED),
    "without a network mode, which is bridge": change(BRIDGE, "tasks", "networkMode", to=None),
    "with a network mode that AWS fills in": change(BRIDGE, "tasks", "networkMode", to=UNKNOWN),
    "in the second container": change(
        BLUE_GREEN, "tasks", "containerDefinitions", to=FIXED[:-1] + "," + task({"containerPort": 9090})[1:]
    ),
    "in the second mapping": change(
        BLUE_GREEN,
        "tasks",
        "containerDefinitions",
        to=task({"containerPort": 4000, "hostPort": 0}, {"containerPort": 9090, "hostPort": 9090}),
    ),
    "with keys in another case": change(
        BLUE_GREEN, "tasks", "containerDefinitions", to=FIXED.replace("hostPort", "HostPort")
    ),
    "with no service in the program": without(BRIDGE, "service", "release"),
    "with a rolling service that starts the new task first": ROLLED,
    "with ECS's own blue/green": change(
        change(ROLLED, "service", "deploymentConfiguration", to={"strategy": "BLUE_GREEN"}),
        "service",
        "deploymentMaximumPercent",
        to=100,
    ),
    "with a service whose task sets something else moves": change(
        change(ROLLED, "service", "deploymentController", "type", to="EXTERNAL"),
        "service",
        "deploymentMaximumPercent",
        to=100,
    ),
    "with a service that runs a later revision than the program's": change(
        BRIDGE, "service", "taskDefinition", to="arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7"
    ),
}

LETS_THROUGH: dict[str, Program] = {
    "host port 0": BLUE_GREEN,
    "host port 0 in a first preview": FIRST_PREVIEW,
    "no host port": change(BLUE_GREEN, "tasks", "containerDefinitions", to=task({"containerPort": 4000})),
    "no port at all": without(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=task()), "service", "release", "blue", "green"
    ),
    "awsvpc, where both ports are the same": ROLLING,
    "host mode, where none can be 0": change(BRIDGE, "tasks", "networkMode", to="host"),
    "a daemon": change(ROLLED, "service", "schedulingStrategy", to="DAEMON"),
    "a rolling service that ends the old task first": change(ROLLED, "service", "deploymentMaximumPercent", to=100),
}

UNDECIDED: dict[str, Program] = {
    "containers that mention an unborn repository": change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN),
    "JSON that is none": change(BLUE_GREEN, "tasks", "containerDefinitions", to="[{"),
    "a maximum that another resource gives": change(ROLLED, "service", "deploymentMaximumPercent", to=UNKNOWN),
}


@pytest.mark.parametrize("program", STOPS.values(), ids=STOPS)
def test_stops(program: Program) -> None:
    (said,) = [one for one in stopped(analyze(program)) if one.rule == "host-port-zero"]
    assert said.urn.endswith("::tasks")
    assert "hostPort to 0" in said.text


@pytest.mark.parametrize("program", LETS_THROUGH.values(), ids=LETS_THROUGH)
def test_lets_through(program: Program) -> None:
    assert [one for one in analyze(program) if one.rule == "host-port-zero"] == []


@pytest.mark.parametrize("program", UNDECIDED.values(), ids=UNDECIDED)
def test_says_that_it_cannot_tell(program: Program) -> None:
    (said,) = [one for one in analyze(program) if one.rule == "host-port-zero"]
    assert said.level == "ADVISORY"
    assert "tasks (aws:ecs/taskDefinition:TaskDefinition)" in said.text


def test_an_unknown_task_definition_does_not_hide_another() -> None:
    hidden = unlinked(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), "service")
    other = change(ROLLING, "tasks", "networkMode", to="bridge")
    both = hidden + tuple(one for one in other if one.name == "tasks")
    said = [one for one in analyze(both) if one.rule == "host-port-zero"]
    assert {one.level for one in said} == {"ADVISORY", "MANDATORY"}
