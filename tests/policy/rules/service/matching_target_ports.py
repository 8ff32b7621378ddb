"""matching-target-ports: what it stops, lets through and leaves undecided."""

from dataclasses import replace

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, ignoring, unknown, unlinked, without
from tests.policy.programs import BLUE, BLUE_GREEN, FIRST_PREVIEW, GREEN, ROLLING, arn, before_create, task
from tests.policy.rules.rule_case import Case, Pass

ENTRY = ("loadBalancers", 0)
NATIVE = change(
    change(without(BLUE_GREEN, "release"), "service", "deploymentController", "type", to="ECS"),
    "service",
    "deploymentConfiguration",
    to={"strategy": "LINEAR"},
)
NATIVE = change(NATIVE, "service", *ENTRY, "advancedConfiguration", to={"alternateTargetGroupArn": GREEN})


def made_of(program: Program, *groups: str) -> Program:
    """The service's load balancers follow from these target groups."""
    return tuple(
        replace(one, edges={**one.edges, "loadBalancers": groups}) if one.name == "service" else one for one in program
    )


EARLIER = Declared(
    "aws:ecs/taskDefinition:TaskDefinition",
    "earlier",
    {"family": "web", "arn": arn("ecs", "task-definition/web:0"), "containerDefinitions": "[]"},
)
STRAY = Declared("aws:lb/targetGroup:TargetGroup", "stray", {"name": "stray", "arn": arn("x", "stray"), "port": 443})


# Green is no other colour here, but the group of a second port.
TWO_PORTS = change(
    change(
        NATIVE,
        "service",
        "loadBalancers",
        to=[
            {"containerName": "web", "containerPort": port, "targetGroupArn": group}
            for port, group in ((4000, BLUE), (9090, GREEN))
        ],
    ),
    "tasks",
    "containerDefinitions",
    to=task({"containerPort": 4000}, {"containerPort": 9090}),
)
TWO_PORTS = change(made_of(TWO_PORTS, "blue", "green"), "green", "port", to=9090)


def moving(port: int) -> Program:
    """After a release on port 4000, when the program comes with a new revision on port 5000."""
    program = change(BLUE_GREEN, "tasks", "containerDefinitions", to=task({"containerPort": 5000}))
    program = change(program, "tasks", "arn", to=UNKNOWN)
    return change(change(program, "blue", "port", to=port), "green", "port", to=port)


STOPS: dict[str, Case] = {
    "a blue target group on another port": Case(change(BLUE_GREEN, "blue", "port", to=443), on="blue"),
    "a green target group on another port": Case(change(BLUE_GREEN, "green", "port", to=443), on="green"),
    "blue, in a first preview": Case(change(FIRST_PREVIEW, "blue", "port", to="443"), on="blue"),
    "green, in a first preview": Case(change(FIRST_PREVIEW, "green", "port", to=443), on="green"),
    "green, of a service with ECS's own strategy": Case(change(NATIVE, "green", "port", to=443), on="green"),
    "green, with another spelling of its type": Case(
        tuple(
            Declared("aws:alb/targetGroup:TargetGroup", one.name, {**one.props, "port": 443}, one.edges)
            if one.name == "green"
            else one
            for one in BLUE_GREEN
        ),
        on="green",
        says="",
    ),
    "green, of a deployment group whose service has another controller": Case(
        change(change(BLUE_GREEN, "service", "deploymentController", "type", to="ECS"), "green", "port", to=443),
        on="green",
        says="",
    ),
    "blue, while a new one replaces the one that the service has": Case(
        change(change(without(BLUE_GREEN, "release"), "blue", "arn", to=UNKNOWN), "blue", "port", to=443),
        on="blue",
        says="",
    ),
    "green, while the containers are unknown": Case(
        change(change(FIRST_PREVIEW, "tasks", "containerDefinitions", to=UNKNOWN), "green", "port", to=443),
        on="green",
        says="",
    ),
    "green, after a release has made it the live one": Case(
        change(change(BLUE_GREEN, "service", *ENTRY, "targetGroupArn", to=GREEN), "green", "port", to=443),
        on="green",
        says="",
    ),
    "a service port that the container does not have": Case(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=task({"containerPort": 443})), on="service", says=""
    ),
    "a revision without the container, beside one with it": Case(
        (EARLIER, *change(unlinked(BLUE_GREEN, "service"), "service", "taskDefinition", to=EARLIER.props["arn"])),
        on="service",
        says="",
    ),
    "a port that moves, and target groups that do not": Case(moving(4000), on="green", says="port 5000", count=2),
    "a port that moves, of a service that ignores the target group alone": Case(
        ignoring(moving(5000), "service", "taskDefinition", "loadBalancers[0].targetGroupArn"),
        on="service",
        says="not define port 4000, it has: 5000",
        count=3,
    ),
    "a port that moves, of a service that follows": Case(
        ignoring(moving(5000), "service"), on="service", says="not define port 4000, it has: 5000", count=3
    ),
    "a port that the container does not have, of a service that names the latest revision": Case(
        change(moving(4000), "service", "taskDefinition", to="web"), on="service", says="port 4000"
    ),
    "a container that the task definition does not have": Case(
        change(BLUE_GREEN, "service", *ENTRY, "containerName", to="app"),
        on="service",
        says="task definition tasks has no container app",
    ),
    "a target group on neither of two ports, one of which is its": Case(
        change(before_create(TWO_PORTS), "blue", "port", to=443), on="blue", says="4000, 9090"
    ),
    "a rolling service whose port the container does not have": Case(
        change(ROLLING, "service", *ENTRY, "containerPort", to=80), on="service", says=""
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
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
    "two ports with target groups of their own": TWO_PORTS,
    "two ports of a container, of which a later revision than the program's has one": change(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=task({"containerPort": 4000}, {"containerPort": 9090})),
        "service",
        "taskDefinition",
        to=arn("ecs", "task-definition/web:7"),
    ),
    "a target group without a port": change(BLUE_GREEN, "green", "port", to=None),
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

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="service"),
    "a task definition of another program": Case(without(BLUE_GREEN, "tasks"), on="service"),
    "a task definition that nothing leads to": Case(
        unlinked(change(BLUE_GREEN, "service", "taskDefinition", to=UNKNOWN), "service"), on="service"
    ),
    "a green target group of another program": Case(without(BLUE_GREEN, "green"), on="release"),
    "a port that moves with the next release": Case(moving(5000), on="service", says="has: 5000"),
    "a container that listens nowhere after the next release": Case(
        change(without(moving(4000), "release"), "tasks", "containerDefinitions", to=task()),
        on="service",
        says="has: none",
    ),
    "a container that listens on a range after the next release": Case(
        change(
            without(moving(4000), "release"),
            "tasks",
            "containerDefinitions",
            to=task({"containerPortRange": "5000-5010"}),
        ),
        on="blue",
        says="port",
    ),
    "an unknown controller": Case(
        unknown(
            change(without(BLUE_GREEN, "release"), "blue", "port", to=443),
            "service",
            "deploymentController",
            "type",
            of="cluster",
        ),
        on="service",
        says="deploymentController",
    ),
    "a deployment group of an unknown service": Case(
        unlinked(change(BLUE_GREEN, "release", "ecsService", "serviceName", to=UNKNOWN), "release"),
        on="release",
        says="ecsService",
    ),
    "an unknown container": Case(
        change(BLUE_GREEN, "service", *ENTRY, "containerName", to=UNKNOWN), on="service", says="its container"
    ),
    "a target group of the service that is another program's": Case(
        without(BLUE_GREEN, "blue", "release"), on="service", says="targetGroupArn"
    ),
    "an unknown port of a target group": Case(change(BLUE_GREEN, "green", "port", to=UNKNOWN), on="green"),
    "an unknown container port": Case(change(BLUE_GREEN, "service", *ENTRY, "containerPort", to=UNKNOWN), on="service"),
    "two entries whose target groups have no ARN yet": Case(before_create(TWO_PORTS), on="blue"),
    "a deployment group whose service has no load balancer": Case(
        change(BLUE_GREEN, "service", "loadBalancers", to=[]), on="blue"
    ),
    "an unknown list of load balancers": Case(
        unlinked(change(BLUE_GREEN, "service", "loadBalancers", to=UNKNOWN), "service"), on="service"
    ),
    "a service of another program": Case(without(BLUE_GREEN, "service"), on="release"),
    "a pair that nothing leads to": Case(
        unlinked(
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
        on="release",
    ),
}
