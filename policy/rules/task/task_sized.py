"""ECS places a task by its size; without one it places by luck, or not at all."""

from collections.abc import Sequence
from typing import Any

from model.containers import MOST_CONTAINERS
from model.fargate import FARGATE_MEMORY_MIB
from model.sizes import Unit, size
from model.texts.ecs import (
    CONTAINER_ABOVE_TASK_MEMORY,
    CONTAINERS_ABOVE_TASK_CPU,
    FARGATE_SIZE_MISSING,
    FARGATE_SIZES,
    NO_CONTAINER_MEMORY,
    RESERVATION_ABOVE_MEMORY,
    TASK_SIZE,
    TOO_MANY_CONTAINERS,
)
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource, Unknown, items, text_of, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, Container, containers


@resource_rule(
    TASK_DEFINITION,
    remedy="Set memory and cpu on the task definition or its containers, and leave one container essential.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"registering the task definition fails: {NO_CONTAINER_MEMORY.quote()}",
)
def task_sized(task_definition: Resource, options: Options) -> Findings:
    """A task says how much memory and CPU it needs, and has an essential container.

    Blue and green run side by side during a release, and ECS finds room for green by what its tasks reserve. A
    task that reserves no CPU fits on any host, and gets next to nothing on a busy one: health checks time out in
    the middle of the release. Without a size nobody can say beforehand whether both fit. And a task without an
    essential container is refused, since nothing would end it.

    Looks at every task definition. Each container has `memory` or `memoryReservation`, unless the task has
    `memory`; on Fargate the task must; no `memoryReservation` is above the `memory` of its container, and none of these
    above that of the task. For CPU a size of the task, or of any one container, is enough, and the containers may not
    add up to more than the task has. A size of the task is a whole number, or one of vCPU or GB. A container is
    essential unless it says otherwise, and there are ten at most. On Fargate the memory is one of those that Fargate
    has with that much CPU.
    """
    fargate = any(launch == "FARGATE" for _, launch in items(task_definition.get("requiresCompatibilities")))
    missing = [prop for prop in ("cpu", "memory") if fargate and task_definition.get(prop) in (None, "")]
    for prop in missing:
        yield Violation(
            resource=task_definition,
            path=prop,
            wrong="it is not set, and requiresCompatibilities has FARGATE",
            cost=f"registering the task definition fails: {FARGATE_SIZE_MISSING.quote(size=prop)}",
            fix="set it to a size that Fargate has, such as 256 CPU units with 512 MiB.",
        )
    wrong = list(_sizes_of_task(task_definition))
    yield from wrong
    if fargate:
        yield from _fargate_size(task_definition)
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    if all(container.get("essential", default=True) is False for container in found):
        yield Violation(
            resource=task_definition,
            path="containerDefinitions",
            wrong=f"none of its {len(found)} containers is essential",
            cost="registering the task definition fails: a task must have at least one essential container.",
            fix="remove essential: false from the container that the task is for.",
        )
    if len(found) > MOST_CONTAINERS:
        yield Violation(
            resource=task_definition,
            path="containerDefinitions",
            wrong=f"it has {len(found)} containers",
            cost=f"registering the task definition fails: {TOO_MANY_CONTAINERS.quote()}",
            fix=f"leave {MOST_CONTAINERS}, and run the others as a service of their own.",
        )
    yield from _reservations(task_definition, found)
    yield from _above_task(task_definition, found)
    if "memory" not in missing:
        yield from _memory(task_definition, found)
    if "cpu" not in missing and not any(one.path == "cpu" for one in wrong):
        yield from _cpu(task_definition, found)


def _sizes_of_task(task_definition: Resource) -> Findings:
    units: dict[str, Unit] = {"cpu": "vCPU", "memory": "GB"}
    for prop, unit in units.items():
        value = task_definition.get(prop)
        if value not in (None, "", UNKNOWN) and size(value, unit) is None:
            yield Violation(
                resource=task_definition,
                path=prop,
                wrong=f"{text_of(value)} is no size",
                cost=f"registering the task definition fails: {TASK_SIZE.quote(size=prop)}",
                fix=f"set a whole number of {'CPU units' if prop == 'cpu' else 'MiB'}, or 1 {unit} and the like.",
            )


def _reservations(task_definition: Resource, found: tuple[Container, ...]) -> Findings:
    for container in found:
        hard, soft = whole(container.get("memory")), whole(container.get("memoryReservation"))
        if isinstance(hard, int) and isinstance(soft, int) and 0 < hard < soft:
            yield Violation(
                resource=task_definition,
                path=f"{container.path}.memoryReservation",
                wrong=f"{soft} MiB, more than the {hard} MiB of memory at which container {container.name} is killed",
                cost=f"registering the task definition fails: "
                f"{RESERVATION_ABOVE_MEMORY.quote(container=container.name)}",
                fix=f"set it to {hard} or less, or memory to {soft} or more.",
            )


def _above_task(task_definition: Resource, found: tuple[Container, ...]) -> Findings:
    memory = task_definition.get("memory")
    most = None if memory is UNKNOWN else size(memory, "GB")
    for container in found:
        own = whole(container.get("memory"))
        if most and isinstance(own, int) and own > most:
            yield Violation(
                resource=task_definition,
                path=f"{container.path}.memory",
                wrong=f"{own} MiB, and the whole task has {most}",
                cost=f"registering the task definition fails: "
                f"{CONTAINER_ABOVE_TASK_MEMORY.quote(container=container.name)}",
                fix=f"set it to {most} or less, or memory of the task to {own} or more.",
            )


def _fargate_size(task_definition: Resource) -> Findings:
    cpu, memory = size(task_definition.get("cpu"), "vCPU"), size(task_definition.get("memory"), "GB")
    if cpu is None or memory is None or memory in FARGATE_MEMORY_MIB.get(cpu, ()):
        return
    allowed = FARGATE_MEMORY_MIB.get(cpu)
    yield Violation(
        resource=task_definition,
        path="memory" if allowed else "cpu",
        wrong=f"{cpu} CPU units and {memory} MiB, a size that Fargate does not have",
        cost=f"registering the task definition fails: {FARGATE_SIZES.quote(cpu=cpu, memory=memory)}",
        fix=f"set memory to one of {_sizes(allowed)} MiB."
        if allowed
        else f"set cpu to one of {', '.join(map(str, FARGATE_MEMORY_MIB))}.",
    )


def _sizes(allowed: Sequence[int]) -> str:
    """The sizes, of many alike the first two and the last."""
    if len(allowed) <= 5:
        return ", ".join(map(str, allowed))
    return f"{allowed[0]}, {allowed[1]}, … {allowed[-1]}"


def _memory(task_definition: Resource, found: tuple[Container, ...]) -> Findings:
    if task_definition.get("memory") not in (None, ""):
        return
    for container in found:
        if container.get("memory") in (None, 0) and container.get("memoryReservation") in (None, 0):
            yield Violation(
                resource=task_definition,
                path=container.path,
                wrong=f"neither container {container.name} nor the task says how much memory it takes",
                fix="set memory, at which the container is killed, or memoryReservation, which is kept free for it.",
            )


def _cpu(task_definition: Resource, found: tuple[Container, ...]) -> Findings:
    reserved = [whole(container.get("cpu")) for container in found]
    task = _units(task_definition.get("cpu"))
    total = sum(units for units in reserved if isinstance(units, int))
    if UNKNOWN in reserved or (task is UNKNOWN and total):
        yield Undecided(resource=task_definition, path="cpu", reason="the CPU units are not known yet")
    elif task is None and not total and found:
        yield Violation(
            resource=task_definition,
            path="cpu",
            wrong="neither the task nor a container reserves CPU units",
            cost="ECS places the task on any host, and beside busy ones it starts too slowly for its health checks.",
            fix="set cpu on the task definition or on its main container; 1024 units are one vCPU.",
        )
    elif isinstance(task, int) and total > task:
        yield Violation(
            resource=task_definition,
            path="cpu",
            wrong=f"{task} CPU units, but its containers reserve {total}",
            cost=f"registering the task definition fails: {CONTAINERS_ABOVE_TASK_CPU.quote()}",
            fix=f"set cpu to at least {total}, or reserve less in the containers.",
        )


def _units(cpu: Any) -> int | Unknown | None:
    """CPU units of a task."""
    if cpu in (None, ""):
        return None
    units = size(cpu, "vCPU")
    return UNKNOWN if units is None else units
