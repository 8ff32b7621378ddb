"""ECS's rolling update: how many tasks of each deployment to start and stop now, within the service's percents."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from model import percents
from model.moving.tasks import TaskSet
from model.texts.ecs import PERCENTS_TOO_NARROW

if TYPE_CHECKING:
    from model.moving.services import Service


def changes(service: "Service") -> Iterator[tuple[TaskSet, int]]:
    """Each deployment with the tasks to start, or below 0 to stop.

    At most `maximumPercent` of the desired count run, rounded down; at least `minimumHealthyPercent` stay ready,
    rounded up. ECS starts first; it goes below the desired count only as far as it must to make room.
    """
    primary = service.primary
    if primary is None:
        return
    olds = [one for one in service.task_sets if one is not primary]
    if not any(old.tasks for old in olds):
        # No update goes on: the percents don't matter.
        yield primary, primary.wanted - primary.live
        return
    total = sum(one.live for one in service.task_sets)
    ready = sum(one.ready for one in service.task_sets)
    missing = primary.wanted - primary.live
    starts = max(0, min(missing, percents.most(service.desired, service.configuration.maximum_percent) - total))
    if starts:
        yield primary, starts
    elif missing < 0:
        yield primary, missing
    blocked = missing > starts or bool(service.stuck)
    keep = percents.fewest(service.desired, service.configuration.minimum_percent) if blocked else service.desired
    surplus = max(0, ready - keep)
    stops = 0
    for old in olds:
        idle = old.live - old.ready
        here = min(old.live, idle + surplus)
        surplus -= max(0, here - idle)
        stops += here
        if here:
            yield old, -here
    waits = any(one.pending or one.running > one.ready for one in service.task_sets) or any(
        task.status in ("DEACTIVATING", "STOPPING") for one in service.task_sets for task in one.tasks.values()
    )
    if missing > 0 and not starts and not stops and not waits:
        service.stuck = PERCENTS_TOO_NARROW.say(service=service.name)
        service.say(service.stuck)
