"""task-roles-separate: what it stops, lets through and leaves undecided."""

from dataclasses import replace

from tests.policy.analyzer import UNKNOWN, Program, change, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, ROLLING, before_create, role
from tests.policy.rules.rule_case import Case, Pass

EXECUTION, TASK = "executionRoleArn", "taskRoleArn"


def made_of(program: Program, prop: str, *roles: str) -> Program:
    """One property of the task definition follows from these roles."""
    return tuple(replace(one, edges={**one.edges, prop: roles}) if one.name == "tasks" else one for one in program)


def known(program: Program, prop: str, name: str) -> Program:
    """One property of the task definition is the known ARN of a role."""
    return change(program, "tasks", prop, to=role(name))


NO_TASK_ROLE = change(ROLLING, "tasks", TASK, to=None)

STOPS: dict[str, Case] = {
    "one role for both": Case(known(BLUE_GREEN, TASK, "execution"), on="tasks", says="second role"),
    "one role for both, in a first preview": Case(made_of(FIRST_PREVIEW, TASK, "execution"), on="tasks"),
    "one role of another program": Case(
        without(known(BLUE_GREEN, TASK, "execution"), "execution", "task-role", "execution-policy"), on="tasks"
    ),
    "one role, of a rolling service": Case(known(ROLLING, EXECUTION, "task-role"), on="tasks"),
    "no task role": Case(change(BLUE_GREEN, "tasks", TASK, to=None), on="tasks", says=TASK),
    "an empty task role": Case(change(BLUE_GREEN, "tasks", TASK, to=""), on="tasks", says=TASK),
    "no execution role": Case(change(FIRST_PREVIEW, "tasks", EXECUTION, to=None), on="tasks", says=EXECUTION),
    "neither": Case(
        change(change(BLUE_GREEN, "tasks", TASK, to=None), "tasks", EXECUTION, to=None), on="tasks", count=2
    ),
    "neither, on Fargate, which cannot pull the image": Case(
        change(NO_TASK_ROLE, "tasks", EXECUTION, to=None), on="tasks", says="ECR images"
    ),
    "no task role, on Fargate with ECS Exec": Case(
        change(NO_TASK_ROLE, "service", "enableExecuteCommand", to=True), on="tasks", says="a valid taskRoleArn"
    ),
    "no task role, on Fargate with ECS Exec, in a first preview": Case(
        before_create(change(NO_TASK_ROLE, "service", "enableExecuteCommand", to=True)),
        on="tasks",
        says="and service has enableExecuteCommand",
    ),
    "no task role, on hosts with ECS Exec": Case(
        change(change(BLUE_GREEN, "tasks", TASK, to=None), "service", "enableExecuteCommand", to=True),
        on="tasks",
        says="ssmmessages",
    ),
    "no task role, on Fargate or hosts": Case(
        change(NO_TASK_ROLE, "tasks", "requiresCompatibilities", to=["FARGATE", "EC2"]), on="tasks", says="host's role"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "two roles": BLUE_GREEN,
    "two roles, with ECS Exec": change(BLUE_GREEN, "service", "enableExecuteCommand", to=True),
    "no task role, on Fargate with ECS Exec turned off": change(
        NO_TASK_ROLE, "service", "enableExecuteCommand", to=False
    ),
    "two roles, in a first preview": FIRST_PREVIEW,
    "two roles of another program": without(BLUE_GREEN, "execution", "task-role", "execution-policy"),
    "a role that exists, and a new one": known(FIRST_PREVIEW, EXECUTION, "shared"),
    "an execution role that exists, and a new task role of the same program": tuple(
        replace(one, props={**one.props, TASK: UNKNOWN})
        if one.name == "tasks"
        else replace(one, props={**one.props, "arn": UNKNOWN})
        if one.name == "task-role"
        else one
        for one in BLUE_GREEN
    ),
    "no task role, on Fargate": NO_TASK_ROLE,
    "no task role, on Fargate, in a first preview": before_create(NO_TASK_ROLE),
    "no task role, on Fargate, with an execution role of unknown origin": unlinked(
        before_create(NO_TASK_ROLE), "tasks"
    ),
    "no task definition": without(ROLLING, "tasks", "service"),
}

UNDECIDED: dict[str, Case] = {
    "roles that nothing leads to": Case(unlinked(FIRST_PREVIEW, "tasks"), on="tasks", says="roles exist"),
    "an execution role that nothing leads to": Case(
        unlinked(change(BLUE_GREEN, "tasks", EXECUTION, to=UNKNOWN), "tasks"), on="tasks"
    ),
    "a task role that nothing leads to": Case(
        unlinked(change(BLUE_GREEN, "tasks", TASK, to=UNKNOWN), "tasks"), on="tasks"
    ),
    "a component that has both roles": Case(
        made_of(made_of(before_create(ROLLING), TASK, "execution", "task-role"), EXECUTION, "execution", "task-role"),
        on="tasks",
    ),
}
