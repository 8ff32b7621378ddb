"""rolling-has-room: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING
from tests.policy.rules.rule_case import Case, Pass


def rolled(
    desired: int, hosts: int, minimum: int | None = 100, maximum: int | None = 200, program: Program = BLUE_GREEN
) -> Program:
    """So many tasks of two vCPUs, each of which fills one of so many hosts."""
    changes = {"desiredCount": desired, "deploymentMinimumHealthyPercent": minimum, "deploymentMaximumPercent": maximum}
    for prop, value in changes.items():
        program = change(program, "service", prop, to=value)
    program = change(program, "service", "deploymentController", to={"type": "ECS"})
    program = change(change(program, "tasks", "cpu", to="2048"), "hosts", "maxSize", to=hosts)
    return change(program, "hosts", "minSize", to=min(hosts, 2))


def scaled(program: Program, most: int) -> Program:
    props = {"serviceNamespace": "ecs", "resourceId": "service/shop/web", "minCapacity": 1, "maxCapacity": most}
    return (*program, Declared("aws:appautoscaling/target:Target", "scaling", props, {"resourceId": ["service"]}))


UNMANAGED = change(rolled(2, 4), "provider", "autoScalingGroupProvider", "managedScaling", "status", to="DISABLED")

STOPS: dict[str, Case] = {
    "full hosts": Case(rolled(2, 2), on="service", says="2: a step of an update needs room for 3 tasks of 2048 CPU"),
    "full hosts, in a first preview": Case(rolled(2, 2, program=FIRST_PREVIEW), on="service", says="stands still"),
    "full hosts, and AWS's default": Case(rolled(2, 2, None, None), on="service", says="stands still"),
    "full hosts, a maximum of 150 %": Case(rolled(2, 2, maximum=150), on="service", says="which hold 2"),
    "full hosts, ten tasks": Case(rolled(10, 10), on="service", says="maxSize of hosts to 11"),
    "full hosts, a minimum that rounds up": Case(rolled(2, 2, minimum=51), on="service"),
    "fewer hosts than tasks": Case(rolled(3, 2, minimum=0), on="service", says="room for 3 tasks"),
    "no host": Case(rolled(1, 0), on="service", says="run out of hosts"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "room for one more": rolled(2, 3),
    "room for one more, in a first preview": rolled(2, 3, program=FIRST_PREVIEW),
    "full hosts, 50 to 100 %": rolled(2, 2, 50, 100),
    "full hosts, 50 to 200 %": rolled(2, 2, 50),
    "full hosts, 0 to 100 %": rolled(1, 1, 0, 100),
    "no tasks, and no host": rolled(0, 0),
    "percents that let none move, which is another rule's": rolled(2, 2, 100, 100),
    **{
        f"a {name} that is not known": change(rolled(2, 2), "service", name, to=UNKNOWN)
        for name in ("deploymentMinimumHealthyPercent", "deploymentMaximumPercent")
    },
    "blue/green, which is another rule's": change(
        rolled(2, 2), "service", "deploymentController", to={"type": "CODE_DEPLOY"}
    ),
    "ECS's own strategy": NATIVE,
    "Fargate": ROLLING,
    "a daemon": change(rolled(1, 1), "service", "schedulingStrategy", to="DAEMON"),
    "hosts of another program": without(rolled(2, 2), "hosts"),
}

UNDECIDED: dict[str, Case] = {
    "hosts that somebody must start": Case(UNMANAGED, on="service", says="until somebody raises its desiredCapacity"),
    "auto scaling beyond the room": Case(scaled(rolled(2, 4), 9), on="service", says="may raise its desiredCount to 9"),
}
