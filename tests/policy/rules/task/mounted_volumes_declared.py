"""mounted-volumes-declared: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers


def mounting(*mounted: str, volumes: Any = None, program: Program = BLUE_GREEN) -> Program:
    """The container with these volumes mounted, in a task with those."""
    mounts = [{"sourceVolume": name, "containerPath": f"/{name}"} for name in mounted]
    program = containers(program, task({"containerPort": 4000}, mountPoints=mounts))
    return program if volumes is None else change(program, "tasks", "volumes", to=volumes)


CACHE = [{"name": "cache"}]

STOPS: dict[str, Case] = {
    "a volume that is not there": Case(
        mounting("cache", "tmp", volumes=CACHE), on="tasks", says="and the task has the volumes cache"
    ),
    "a volume that is not there, in a first preview": Case(
        mounting("tmp", volumes=CACHE, program=FIRST_PREVIEW), on="tasks", says="“Unknown volume 'tmp'.”"
    ),
    "a task without volumes, on Fargate": Case(
        mounting("tmp", program=NATIVE), on="tasks", says="and the task has no volumes"
    ),
    "a task without volumes, in a rolling service": Case(
        mounting("tmp", volumes=[], program=ROLLING), on="tasks", says='containerDefinitions["web"].mountPoints[0]'
    ),
    "a name in another case": Case(mounting("Cache", volumes=CACHE), on="tasks"),
    "two that are not there": Case(mounting("a", "b"), on="tasks", count=2),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no mounts": BLUE_GREEN,
    "a volume that nobody mounts": mounting(volumes=CACHE),
    "what the task has": mounting("cache", "cache", volumes=CACHE),
    "what the task has, in a first preview": mounting("cache", volumes=CACHE, program=FIRST_PREVIEW),
    "a mount that names none": containers(BLUE_GREEN, task(mountPoints=[{"containerPath": "/tmp"}])),
    "what the task has, beside one that is not known": mounting("cache", volumes=[*CACHE, {"name": UNKNOWN}]),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
    "unknown volumes": Case(mounting("cache", volumes=UNKNOWN), on="tasks", says="volumes are not known yet"),
    "a volume whose name is not known": Case(mounting("cache", volumes=[{"name": UNKNOWN}]), on="tasks"),
}
