"""A container that waits for what never comes holds up its task for good."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any, NamedTuple

from model.texts.ecs import DEPENDENCY_CIRCLE, DEPENDENCY_ESSENTIAL, DEPENDENCY_MISSING, DEPENDENCY_UNCHECKED
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource, Unknown, flag, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, Container, containers

REFUSED = "registering the task definition fails"
FINISHED = ("COMPLETE", "SUCCESS")


class Dependency(NamedTuple):
    """One entry of a container's `dependsOn`."""

    path: str
    waits: Container
    on: str | Unknown
    condition: Any


@resource_rule(
    TASK_DEFINITION,
    remedy="Let a container wait for one of its own task that can get there: healthy with a healthCheck, finished if it"
    " is not essential, and no circle.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"{REFUSED}.",
)
def container_dependencies_met(task_definition: Resource, options: Options) -> Findings:
    """What a container waits for can come true.

    A container starts when the ones it depends on have started, are healthy or have ended. One that has no health
    check is never healthy, though its image may bring one: ECS looks at the task definition alone. An essential
    container that ends takes the task with it, so nothing can wait for its end. In a circle each waits for the other.

    Looks at `dependsOn` of every container: the name is a container of the task; HEALTHY is of one with a
    healthCheck whose command is not NONE; COMPLETE and SUCCESS are of one that is not essential; and no container
    waits for itself, over whatever way.
    """
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    by_name = {container.name: container for container in found}
    for dependency in _dependencies(found):
        if dependency.on is UNKNOWN or dependency.condition is UNKNOWN:
            yield Undecided(
                resource=task_definition, path=dependency.path, reason="what the container waits for is not known yet"
            )
        elif dependency.on not in by_name:
            yield Violation(
                resource=task_definition,
                path=f"{dependency.path}.containerName",
                wrong=f"container {dependency.waits.name} waits for {dependency.on}, which is no container of the task",
                cost=f"{REFUSED}: {DEPENDENCY_MISSING.quote(container=dependency.on)}",
                fix=f"name one of {', '.join(sorted(by_name))}, or remove the dependency.",
            )
        else:
            yield from _never_true(task_definition, dependency, by_name[dependency.on])
    waits_for = {name: [one.on for one in _dependencies([container])] for name, container in by_name.items()}
    if circle := _circle(waits_for):
        yield Violation(
            resource=task_definition,
            path=f"{by_name[circle[0]].path}.dependsOn",
            wrong=f"a circle: {' waits for '.join([*circle, circle[0]])}",
            cost=f"{REFUSED}: {DEPENDENCY_CIRCLE.quote(circle=', '.join(circle))}",
            fix="remove one of these dependencies.",
        )


def _dependencies(found: Sequence[Container]) -> Iterator[Dependency]:
    for container in found:
        for index, one in items(container.get("dependsOn")):
            path = f"{container.path}.dependsOn[{index}]"
            on = read(one, "containername", default="")
            yield Dependency(path, container, on if on is UNKNOWN else str(on), read(one, "condition"))


def _never_true(task_definition: Resource, dependency: Dependency, on: Container) -> Findings:
    path = f"{dependency.path}.condition"
    if dependency.condition == "HEALTHY" and not _checked(on):
        yield Violation(
            resource=task_definition,
            path=path,
            wrong=f"container {dependency.waits.name} waits until {on.name} is healthy, which has no healthCheck",
            cost=f"{REFUSED}: {DEPENDENCY_UNCHECKED.quote()}",
            fix=f"give {on.name} a healthCheck in the task definition, or wait for START.",
        )
    elif dependency.condition in FINISHED and flag(on.get("essential", default=True)) is True:
        yield Violation(
            resource=task_definition,
            path=path,
            wrong=f"container {dependency.waits.name} waits for the end of {on.name}, which is essential",
            cost=f"{REFUSED}: {DEPENDENCY_ESSENTIAL.quote()}",
            fix=f"set essential: false on {on.name}, or wait for START or HEALTHY.",
        )


def _checked(container: Container) -> bool:
    check = container.get("healthCheck")
    return check is not None and container.get("healthCheck", "command") not in ([], ["NONE"])


def _circle(waits_for: Mapping[str, Sequence[str | Unknown]]) -> list[str]:
    """Containers of which each waits for the next, and the last for the first; empty when there is no circle."""
    try:
        TopologicalSorter(waits_for).prepare()
    except CycleError as error:
        way = error.args[1][:0:-1]  # It begins and ends with the same one, and each of it comes before the next.
        first = way.index(min(way))
        return [*way[first:], *way[:first]]
    return []
