"""container-settings-valid: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers

FILE = {"type": "s3", "value": "arn:aws:s3:::bucket-1/web.env"}


def limited(program: Program, **limit: object) -> Program:
    return containers(program, task(ulimits=[{"name": "nofile"} | limit]))


STOPS: dict[str, Case] = {
    "a file by its URL": Case(
        containers(BLUE_GREEN, task(environmentFiles=[FILE | {"value": "s3://bucket-1/web.env"}])),
        on="tasks",
        says="“Invalid arn syntax.”",
    ),
    "in a first preview, in a sidecar": Case(
        containers(
            FIRST_PREVIEW, task(), task(name="a", cpu=None, environmentFiles=[FILE, FILE | {"value": "web.env"}])
        ),
        on="tasks",
        says='containerDefinitions["a"].environmentFiles[1].value',
    ),
    "eleven files": Case(containers(BLUE_GREEN, task(environmentFiles=[FILE] * 11)), on="tasks", says="has 11 files"),
    "a soft limit above the hard one": Case(
        limited(BLUE_GREEN, softLimit=4096.0, hardLimit=1024.0),
        on="tasks",
        says="“Soft limit exceeds hard limit for ulimit nofile”",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "neither": BLUE_GREEN,
    "ten files": containers(BLUE_GREEN, task(environmentFiles=[FILE] * 10)),
    "a file in China": containers(
        BLUE_GREEN, task(environmentFiles=[FILE | {"value": "arn:aws-cn:s3:::bucket-1/web.env"}])
    ),
    "limits that are the same": limited(BLUE_GREEN, softLimit=1024, hardLimit=1024),
    "a soft limit below the hard one": limited(BLUE_GREEN, softLimit=1024, hardLimit="4096"),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
}
