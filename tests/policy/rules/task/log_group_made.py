"""log-group-made: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.image_pinned import in_component
from tests.policy.rules.task.task_sized import containers


def logging(group: Any = "/ecs/other", program: Program = BLUE_GREEN, create: str | None = None) -> Program:
    """With a container that logs into this group."""
    said = {"awslogs-group": group, "awslogs-region": "eu-west-1", "awslogs-create-group": create}
    return containers(program, task(logConfiguration={"logDriver": "awslogs", "options": said}))


STOPS: dict[str, Case] = {
    "another name": Case(
        logging(), on="tasks", says="/ecs/other, which no log group of the program is (it has /ecs/web)"
    ),
    "another name, in a first preview": Case(logging(program=FIRST_PREVIEW), on="tasks"),
    "a slash less": Case(logging("ecs/web"), on="tasks", says="/ecs/web"),
    "another case": Case(logging("/ECS/web"), on="tasks"),
    "no log group in the program": Case(without(NATIVE, "logs"), on="tasks", says="/ecs/web"),
    "another name, in a rolling service": Case(logging(program=ROLLING), on="tasks"),
    "a driver that is told not to make it": Case(logging(create="false"), on="tasks"),
    "the second container": Case(
        containers(
            BLUE_GREEN,
            task(),
            task(name="proxy", logConfiguration={"logDriver": "awslogs", "options": {"awslogs-group": "/proxy"}}),
        ),
        on="tasks",
        says="container proxy logs into /proxy",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "its own group": BLUE_GREEN,
    "its own group, in a first preview": FIRST_PREVIEW,
    "a driver that makes it": logging(create="true"),
    "a program with neither log groups nor a cluster": without(NATIVE, "logs", "cluster"),
    "another driver, with an option left from awslogs": containers(
        BLUE_GREEN, task(logConfiguration={"logDriver": "splunk", "options": {"awslogs-group": "/ecs/other"}})
    ),
    "no group, which is another rule's": logging(None),
    "an empty group": logging(""),
    "a group that not even the component knows": in_component(
        FIRST_PREVIEW, logConfiguration={"logDriver": "awslogs", "options": {"awslogs-group": UNKNOWN}}
    ),
    "a driver of which not even the component knows whether it makes it": in_component(
        FIRST_PREVIEW,
        logConfiguration={
            "logDriver": "awslogs",
            "options": {"awslogs-group": "/ecs/other", "awslogs-create-group": UNKNOWN},
        },
    ),
    "no log": containers(BLUE_GREEN, task(logConfiguration=None)),
    "unknown containers, of which other rules speak": change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "a log group without a known name": Case(
        change(logging(), "logs", "name", to=UNKNOWN), on="tasks", says="it is /ecs/other, and"
    ),
}
