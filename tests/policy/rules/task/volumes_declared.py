"""volumes-declared: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers

DATA = {"sourceVolume": "data", "containerPath": "/data"}
SIDECAR = task(name="agent", cpu=None, mountPoints=[DATA])
FROM = task(name="agent", cpu=None, volumesFrom=[{"sourceContainer": "web"}])


def volumes(program: Program, *names: object) -> Program:
    return change(program, "tasks", "volumes", to=[{"name": name} for name in names])


STOPS: dict[str, Case] = {
    "a volume that is not there": Case(
        containers(BLUE_GREEN, task(mountPoints=[DATA])), on="tasks", says="“Unknown volume 'data'.”"
    ),
    "in a first preview": Case(containers(FIRST_PREVIEW, task(mountPoints=[DATA])), on="tasks", says="add data"),
    "another than it mounts": Case(
        volumes(containers(NATIVE, task(mountPoints=[DATA])), "date"), on="tasks", says="name one of date"
    ),
    "in a sidecar": Case(containers(BLUE_GREEN, task(), SIDECAR), on="tasks", says="container agent mounts data"),
    "twice": Case(containers(BLUE_GREEN, task(mountPoints=[DATA]), SIDECAR), on="tasks", count=2),
    "no name": Case(containers(BLUE_GREEN, task(mountPoints=[{"containerPath": "/data"}])), on="tasks", says="nothing"),
    "volumes from a container that is not there": Case(
        containers(BLUE_GREEN, task(volumesFrom=[{"sourceContainer": "data"}])),
        on="tasks",
        says="“Invalid 'volumesFrom' setting. Unknown container: 'data'.”",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no volumes": BLUE_GREEN,
    "a volume that is mounted": volumes(containers(BLUE_GREEN, task(mountPoints=[DATA])), "data"),
    "one that two mount": volumes(containers(BLUE_GREEN, task(mountPoints=[DATA]), SIDECAR), "other", "data"),
    "one that nobody mounts": volumes(BLUE_GREEN, "data"),
    "the volumes of another container": containers(BLUE_GREEN, task(), FROM),
    "one of these whose name is not known yet": volumes(
        containers(BLUE_GREEN, task(mountPoints=[DATA])), UNKNOWN, "data"
    ),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
    "a volume whose name is not known yet": Case(
        volumes(containers(BLUE_GREEN, task(mountPoints=[DATA])), UNKNOWN), on="tasks", says="name of a volume"
    ),
    "unknown volumes": Case(
        change(containers(BLUE_GREEN, task(mountPoints=[DATA])), "tasks", "volumes", to=UNKNOWN), on="tasks"
    ),
}
