"""task-isolated: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.image_pinned import in_component


def container(program: Program, **more: Any) -> Program:
    return change(program, "tasks", "containerDefinitions", to=task({"containerPort": 4000}, **more))


STOPS: dict[str, Case] = {
    "a privileged container": Case(container(BLUE_GREEN, privileged=True), on="tasks", says="privileged"),
    "in a first preview": Case(container(FIRST_PREVIEW, privileged=True), on="tasks", says="privileged"),
    "with the key in another case": Case(container(BLUE_GREEN, Privileged=True), on="tasks"),
    "in the second container": Case(
        change(
            BLUE_GREEN,
            "tasks",
            "containerDefinitions",
            to=task(name="web")[:-1] + "," + task(name="agent", privileged=True)[1:],
        ),
        on="tasks",
        says="agent",
    ),
    "on Fargate": Case(container(NATIVE, privileged=True), on="tasks"),
    "of a rolling service": Case(container(ROLLING, privileged=True), on="tasks"),
    "the host's processes": Case(change(BLUE_GREEN, "tasks", "pidMode", to="host"), on="tasks", says="pidMode"),
    "the host's memory": Case(change(BLUE_GREEN, "tasks", "ipcMode", to="host"), on="tasks", says="ipcMode"),
    "all three": Case(
        change(
            change(container(BLUE_GREEN, privileged=True), "tasks", "pidMode", to="host"), "tasks", "ipcMode", to="host"
        ),
        on="tasks",
        count=3,
    ),
    "the host's processes, while the containers are unknown": Case(
        change(change(FIRST_PREVIEW, "tasks", "containerDefinitions", to=UNKNOWN), "tasks", "pidMode", to="host"),
        on="tasks",
        says="pidMode",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a plain container": BLUE_GREEN,
    "a plain container, in a first preview": FIRST_PREVIEW,
    "privileged not set": container(BLUE_GREEN, privileged=None),
    "not privileged, explicitly": container(BLUE_GREEN, privileged=False),
    "processes shared within the task": change(NATIVE, "tasks", "pidMode", to="task"),
    "memory shared within the task": change(BLUE_GREEN, "tasks", "ipcMode", to="task"),
    "memory shared with nobody": change(BLUE_GREEN, "tasks", "ipcMode", to="none"),
    "a single capability": container(BLUE_GREEN, linuxParameters={"capabilities": {"add": ["SYS_PTRACE"]}}),
    "the host's network, which is another matter": change(BLUE_GREEN, "tasks", "networkMode", to="host"),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
    "JSON that is not a list of containers": Case(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to='["web"]'), on="tasks"
    ),
    "what not even the component knows": Case(
        in_component(FIRST_PREVIEW, privileged=UNKNOWN), on="tasks", says=".privileged"
    ),
    "an unknown mode": Case(change(BLUE_GREEN, "tasks", "pidMode", to=UNKNOWN), on="tasks", says="pidMode"),
}
