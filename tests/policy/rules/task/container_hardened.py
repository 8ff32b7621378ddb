"""container-hardened: what it warns of, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.image_pinned import in_component


def container(program: Program, **more: Any) -> Program:
    return change(program, "tasks", "containerDefinitions", to=task({"containerPort": 4000}, **more))


WINDOWS = change(
    container(BLUE_GREEN, user=None, readonlyRootFilesystem=None),
    "tasks",
    "runtimePlatform",
    to={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
)
ROUTER = {"firelensConfiguration": {"type": "fluentbit"}, "user": "0"}

STOPS: dict[str, Case] = {
    "a file system that can be written": Case(
        container(BLUE_GREEN, readonlyRootFilesystem=False), on="tasks", says="readonlyRootFilesystem"
    ),
    "a file system without a setting": Case(
        container(BLUE_GREEN, readonlyRootFilesystem=None), on="tasks", says="readonlyRootFilesystem"
    ),
    "on Linux that says so": Case(
        change(container(BLUE_GREEN, user="root"), "tasks", "runtimePlatform", to={"operatingSystemFamily": "LINUX"}),
        on="tasks",
    ),
    "in a first preview": Case(container(FIRST_PREVIEW, readonlyRootFilesystem=None), on="tasks"),
    "of a rolling service": Case(container(ROLLING, readonlyRootFilesystem=None), on="tasks"),
    "no user": Case(container(BLUE_GREEN, user=None), on="tasks", says="user of its image"),
    **{
        f"the user {user}": Case(container(BLUE_GREEN, user=user), on="tasks", says="runs as root")
        for user in ("root", "root:root", "0", "0:0", "0:1000", 0)
    },
    "neither": Case(container(BLUE_GREEN, user=None, readonlyRootFilesystem=None), on="tasks", count=2),
    "a log router that can write": Case(
        container(BLUE_GREEN, readonlyRootFilesystem=False, **ROUTER), on="tasks", says="readonlyRootFilesystem"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "read-only, with a user": BLUE_GREEN,
    "read-only, with a user, in a first preview": FIRST_PREVIEW,
    **{f"the user {user}": container(BLUE_GREEN, user=user) for user in ("1000", "1000:0", "app", "app:app", 1000)},
    "a log router, which AWS wants to be root": container(BLUE_GREEN, **ROUTER),
    "Windows": WINDOWS,
    "Windows, in lower case": change(
        WINDOWS, "tasks", "runtimePlatform", "operatingSystemFamily", to="windows_server_2022_core"
    ),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
    "a user that not even the component knows": Case(
        in_component(FIRST_PREVIEW, readonlyRootFilesystem=True, user=UNKNOWN), on="tasks", says=".user"
    ),
    "a file system that not even the component knows": Case(
        in_component(FIRST_PREVIEW, readonlyRootFilesystem=UNKNOWN, user="1000"),
        on="tasks",
        says="readonlyRootFilesystem",
    ),
    "an unknown operating system": Case(
        change(container(BLUE_GREEN, user=None), "tasks", "runtimePlatform", to={"operatingSystemFamily": UNKNOWN}),
        on="tasks",
    ),
}
