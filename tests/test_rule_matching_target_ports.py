"""matching-target-ports: what it stops, lets through and cannot tell."""

import pytest
from analyzer import UNKNOWN, Declared, Program, Said, analyze, change, find, stopped, unlinked, without
from policy_programs import BLUE, BLUE_GREEN, FIRST_PREVIEW, GREEN, ROLLING, arn, task

ENTRY = ("loadBalancers", 0)
NATIVE = change(
    change(without(BLUE_GREEN, "release"), "service", "deploymentController", "type", to="ECS"),
    "service",
    "deploymentConfiguration",
    to={"strategy": "LINEAR"},
)
NATIVE = change(NATIVE, "service", *ENTRY, "advancedConfiguration", to={"alternateTargetGroupArn": GREEN})
EARLIER = Declared(
    "aws:ecs/taskDefinition:TaskDefinition",
    "earlier",
    {"family": "web", "arn": arn("ecs", "task-definition/web:0"), "containerDefinitions": "[]"},
)
STRAY = Declared("aws:lb/targetGroup:TargetGroup", "stray", {"name": "stray", "arn": arn("x", "stray"), "port": 443})

STOPS: dict[str, tuple[Program, str]] = {
    "a blue target group on another port": (change(BLUE_GREEN, "blue", "port", to=443), "blue"),
    "a green target group on another port": (change(BLUE_GREEN, "green", "port", to=443), "green"),
    "blue, in a first preview": (change(FIRST_PREVIEW, "blue", "port", to=443), "blue"),
    "green, in a first preview": (change(FIRST_PREVIEW, "green", "port", to=443), "green"),
    "green, of a service with ECS's own strategy": (change(NATIVE, "green", "port", to=443), "green"),
    "green, with another spelling of its type": (
        tuple(
            Declared("aws:alb/targetGroup:TargetGroup", one.name, {**one.props, "port": 443}, one.edges)
            if one.name == "green"
            else one
            for one in BLUE_GREEN
        ),
        "green",
    ),
    "green, of a deployment group whose service has another controller": (
        change(change(BLUE_GREEN, "service", "deploymentController", "type", to="ECS"), "green", "port", to=443),
        "green",
    ),
    "blue, while a new one replaces the one that the service has": (
        change(change(without(BLUE_GREEN, "release"), "blue", "arn", to=UNKNOWN), "blue", "port", to=443),
        "blue",
    ),
    "green, while the containers are unknown": (
        change(change(FIRST_PREVIEW, "tasks", "containerDefinitions", to=UNKNOWN), "green", "port", to=443),
        "green",
    ),
    "green, after a release has made it the live one": (
        change(change(BLUE_GREEN, "service", *ENTRY, "targetGroupArn", to=GREEN), "green", "port", to=443),
        "green",
    ),
    "a service port that the container has not": (
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=task({"containerPort": 443})),
        "service",
    ),
    "a revision that has not the container, beside one that has": (
        (EARLIER, *change(unlinked(BLUE_GREEN, "service"), "service", "taskDefinition", to=EARLIER.props["arn"])),
        "service",
    ),
    "a container that the task definition has not": (
        change(BLUE_GREEN, "service", *ENTRY, "containerName", to="app"),
        "service",
    ),
    "a rolling service whose port the container has not": (
        change(ROLLING, "service", *ENTRY, "containerPort", to=80),
        "service",
    ),
}

LETS_THROUGH: dict[str, Program] = {
    "one port everywhere": BLUE_GREEN,
    "one port everywhere, in a first preview": FIRST_PREVIEW,
    "ECS's own strategy": NATIVE,
    "a rolling service behind a target group on another port": ROLLING,
    "a target group that no service uses": (*BLUE_GREEN, STRAY),
    "a service that runs a later revision than the program's": change(
        BLUE_GREEN, "service", "taskDefinition", to=arn("ecs", "task-definition/web:7")
    ),
    "an earlier revision on another port, kept for a rollback": (
        EARLIER,
        *unlinked(BLUE_GREEN, "service"),
    ),
    "a port within a range of the container's": change(
        BLUE_GREEN, "tasks", "containerDefinitions", to=task({"containerPortRange": "3000-5000"})
    ),
    "a service without a load balancer": without(
        change(ROLLING, "service", "loadBalancers", to=[]),
        "group",
    ),
    "a deployment group for servers": (
        Declared(
            "aws:codedeploy/deploymentGroup:DeploymentGroup",
            "servers",
            {"loadBalancerInfo": {"targetGroupInfos": [{"name": "stray"}]}},
        ),
        STRAY,
    ),
}

UNDECIDED: dict[str, Program] = {
    "unknown containers": change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN),
    "a task definition of another program": without(BLUE_GREEN, "tasks"),
    "a task definition that nothing leads to": unlinked(
        change(BLUE_GREEN, "service", "taskDefinition", to=UNKNOWN), "service"
    ),
    "a green target group of another program": without(BLUE_GREEN, "green"),
    "an unknown port of a target group": change(BLUE_GREEN, "green", "port", to=UNKNOWN),
    "an unknown container port": change(BLUE_GREEN, "service", *ENTRY, "containerPort", to=UNKNOWN),
    "two entries whose target groups have no ARN yet": change(
        change(
            NATIVE,
            "service",
            "loadBalancers",
            to=[{"containerName": "web", "containerPort": port, "targetGroupArn": UNKNOWN} for port in (4000, 9090)],
        ),
        "tasks",
        "containerDefinitions",
        to=task({"containerPort": 4000}, {"containerPort": 9090}),
    ),
    "an unknown list of load balancers": unlinked(
        change(BLUE_GREEN, "service", "loadBalancers", to=UNKNOWN), "service"
    ),
    "a service of another program": without(BLUE_GREEN, "service"),
    "a pair that nothing leads to": unlinked(
        change(
            BLUE_GREEN,
            "release",
            "loadBalancerInfo",
            "targetGroupPairInfo",
            "targetGroups",
            to=[{"name": UNKNOWN}, {"name": UNKNOWN}],
        ),
        "release",
    ),
}


def said_of(program: Program) -> list[Said]:
    return [one for one in analyze(program) if one.rule == "matching-target-ports"]


@pytest.mark.parametrize(("program", "name"), STOPS.values(), ids=STOPS)
def test_stops(program: Program, name: str) -> None:
    (said,) = stopped(said_of(program))
    assert said.urn == find(program, name).urn
    assert any(words in said.text for words in ("set port to 4000", "not have a container port", "has no container"))


@pytest.mark.parametrize("program", LETS_THROUGH.values(), ids=LETS_THROUGH)
def test_lets_through(program: Program) -> None:
    assert said_of(program) == []


@pytest.mark.parametrize("program", UNDECIDED.values(), ids=UNDECIDED)
def test_says_that_it_cannot_tell(program: Program) -> None:
    assert [one.level for one in said_of(program)] == ["ADVISORY"]


def test_two_services_of_one_name_in_two_clusters_keep_their_own_ports() -> None:
    other = change(BLUE_GREEN, "service", "cluster", to=arn("ecs", "cluster/other"))
    other = change(other, "service", *ENTRY, "containerPort", to=5000)
    other = change(other, "service", *ENTRY, "targetGroupArn", to=arn("x", "stray"))
    twin = Declared("aws:ecs/service:Service", "twin", find(other, "service").props)
    program = unlinked((*BLUE_GREEN, twin, STRAY), "release")
    assert [one.urn for one in stopped(said_of(program))] == [twin.urn, STRAY.urn]


def test_of_two_services_of_one_name_the_program_says_which_is_released() -> None:
    twin = Declared("aws:ecs/service:Service", "twin", {"name": "web", "cluster": "shop"})
    assert said_of((twin, *change(BLUE_GREEN, "service", "cluster", to=UNKNOWN))) == []


def test_both_target_groups_are_told_when_both_are_wrong() -> None:
    program = change(change(FIRST_PREVIEW, "blue", "port", to=80), "green", "port", to=80)
    assert {one.urn for one in stopped(said_of(program))} == {find(program, name).urn for name in ("blue", "green")}


def test_a_known_target_group_is_compared_with_the_port_of_its_own_entry() -> None:
    second = {"containerName": "web", "containerPort": 9090, "targetGroupArn": GREEN}
    first = {"containerName": "web", "containerPort": 4000, "targetGroupArn": BLUE}
    program = change(without(BLUE_GREEN, "release"), "service", "loadBalancers", to=[first, second])
    ports = task({"containerPort": 4000}, {"containerPort": 9090})
    (said,) = stopped(said_of(change(program, "tasks", "containerDefinitions", to=ports)))
    assert said.urn == find(program, "green").urn
