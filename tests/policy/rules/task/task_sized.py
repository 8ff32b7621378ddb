"""task-sized: what it stops, lets through and leaves undecided."""

from model.fargate import FARGATE_MEMORY_MIB
from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.image_pinned import in_component


def containers(program: Program, *definitions: str) -> Program:
    """The program with these containers, each in a list of its own."""
    return change(
        program, "tasks", "containerDefinitions", to=f"[{','.join(definition[1:-1] for definition in definitions)}]"
    )


def unsized(program: Program, *sizes: str) -> Program:
    for size in sizes or ("cpu", "memory"):
        program = change(program, "tasks", size, to=None)
    return program


BY_CONTAINER = unsized(BLUE_GREEN)
SIDECAR = task(name="agent", cpu=None, essential=False)

STOPS: dict[str, Case] = {
    "no memory": Case(containers(BY_CONTAINER, task(memory=None)), on="tasks", says="memoryReservation"),
    "no memory, in a first preview": Case(
        containers(unsized(FIRST_PREVIEW), task(memory=None)), on="tasks", says="memoryReservation"
    ),
    "memory 0": Case(containers(BY_CONTAINER, task(memory=0)), on="tasks", says="memoryReservation"),
    "no memory in the second container": Case(
        containers(BY_CONTAINER, task(), task(name="agent", memory=None)), on="tasks", says="agent"
    ),
    "Fargate without memory of the task": Case(
        unsized(NATIVE, "memory"), on="tasks", says="“Fargate requires that 'memory' be defined at the task level.”"
    ),
    "Fargate without CPU of the task": Case(
        unsized(NATIVE_PREVIEW, "cpu"), on="tasks", says="“Fargate requires that 'cpu' be defined at the task level.”"
    ),
    "Fargate without either, in a rolling service": Case(unsized(ROLLING), on="tasks", count=2),
    "Fargate without memory, while the containers are unknown": Case(
        change(unsized(NATIVE, "memory"), "tasks", "containerDefinitions", to=UNKNOWN), on="tasks", says="memory"
    ),
    "no memory, as the provider reads it back": Case(
        containers(change(BLUE_GREEN, "tasks", "memory", to=""), task(memory=None)), on="tasks", says="memory"
    ),
    "no CPU, as the provider reads it back": Case(
        containers(change(BLUE_GREEN, "tasks", "cpu", to=""), task(cpu=None)), on="tasks", says="reserves CPU units"
    ),
    "Fargate without CPU, as the provider reads it back": Case(
        change(NATIVE, "tasks", "cpu", to=""), on="tasks", says="“Fargate requires that 'cpu'"
    ),
    "Fargate without either, in the task or its container": Case(
        containers(unsized(ROLLING), task(cpu=None, memory=None)), on="tasks", count=2
    ),
    "memory 0 in both": Case(containers(BY_CONTAINER, task(memory=0, memoryReservation=0)), on="tasks"),
    "memory of 1 vCPU's worth of CPU units": Case(
        containers(change(BLUE_GREEN, "tasks", "cpu", to=" 1 vCPU "), task(cpu=1025)), on="tasks", says="1024 CPU units"
    ),
    "no CPU anywhere": Case(containers(BY_CONTAINER, task(cpu=None)), on="tasks", says="reserves CPU units"),
    "CPU 0": Case(containers(BY_CONTAINER, task(cpu=0)), on="tasks", says="reserves CPU units"),
    "containers with more CPU than the task": Case(
        containers(BLUE_GREEN, task(), task(name="agent", cpu=64)), on="tasks", says="at least 320"
    ),
    "containers with more CPU than the task has in vCPUs": Case(
        containers(change(BLUE_GREEN, "tasks", "cpu", to=".25 vCPU"), task(cpu=512)), on="tasks", says="256 CPU units"
    ),
    "no essential container": Case(containers(BLUE_GREEN, task(essential=False)), on="tasks", says="essential"),
    "two containers, neither essential": Case(
        containers(BLUE_GREEN, task(essential=False), SIDECAR), on="tasks", says="none of its 2 containers"
    ),
    "a container with more memory than the task": Case(
        containers(BLUE_GREEN, task(), task(name="agent", cpu=None, memory=513)),
        on="tasks",
        says="“The 'memory' setting for container 'agent' is greater than for the task.”",
    ),
    "more memory than a task of half a GB": Case(
        containers(change(BLUE_GREEN, "tasks", "memory", to=".5 GB"), task(memory=1024)), on="tasks", says="has 512"
    ),
    "eleven containers": Case(
        containers(BLUE_GREEN, task(), *(task(name=str(number), cpu=None) for number in range(10))),
        on="tasks",
        says="“Too many containers.”",
    ),
    "no container": Case(containers(BLUE_GREEN), on="tasks", says="essential"),
    "no container, nor a size": Case(containers(BY_CONTAINER), on="tasks", says="essential"),
}

STOPS |= {
    "a reservation above the memory": Case(
        containers(BLUE_GREEN, task(memory=512, memoryReservation=513)),
        on="tasks",
        says="513 MiB, more than the 512 MiB of memory at which container web is killed",
    ),
    "a reservation above the memory, in a first preview": Case(
        containers(FIRST_PREVIEW, task(), task(name="agent", cpu=None, memory=64, memoryReservation="128")),
        on="tasks",
        says="container 'agent'. 'memory' must be greater",
    ),
    "a container with more memory than its task": Case(
        containers(BLUE_GREEN, task(memory=513)), on="tasks", says="513 MiB, and the whole task has 512"
    ),
    "a sidecar with more memory than its task, in a first preview": Case(
        containers(
            change(NATIVE_PREVIEW, "tasks", "memory", to="1 GB"), task(), task(name="agent", cpu=None, memory=2048)
        ),
        on="tasks",
        says="for container 'agent' is greater than for the task",
    ),
    "CPU of the task that is no size": Case(
        change(NATIVE, "tasks", "cpu", to="half"), on="tasks", says="half is no size"
    ),
    "memory that is no size": Case(
        change(BLUE_GREEN, "tasks", "memory", to="512 MiB"), on="tasks", says="“Invalid 'memory' setting for task.”"
    ),
    "a memory that Fargate does not have": Case(
        change(NATIVE, "tasks", "memory", to="3072"), on="tasks", says="256 CPU, 3072 memory."
    ),
    "a memory that Fargate does not have, in a first preview": Case(
        change(NATIVE_PREVIEW, "tasks", "memory", to="0.75 GB"), on="tasks", says="512, 1024, 2048 MiB"
    ),
    "a CPU that Fargate does not have": Case(
        change(ROLLING, "tasks", "cpu", to="300"), on="tasks", says="cpu: 300 CPU units and 512 MiB"
    ),
    "a memory between two steps": Case(
        change(change(NATIVE, "tasks", "cpu", to="8 vCPU"), "tasks", "memory", to="18 GB"),
        on="tasks",
        says="16384, 20480, … 61440 MiB",
    ),
    "a size that Fargate does not have, of hosts and Fargate": Case(
        change(change(NATIVE, "tasks", "requiresCompatibilities", to=["EC2", "FARGATE"]), "tasks", "memory", to="600"),
        on="tasks",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a reservation up to the memory": containers(BLUE_GREEN, task(memory=512, memoryReservation=512)),
    "as much memory as the task": containers(BLUE_GREEN, task(memory=512)),
    "a reservation beside memory 0, which is none": containers(BY_CONTAINER, task(memory=0, memoryReservation=512)),
    "a reservation alone": containers(BY_CONTAINER, task(memory=None, memoryReservation=512)),
    "sizes that are not known yet": change(NATIVE, "tasks", "memory", to=UNKNOWN),
    "sizes of task and containers": BLUE_GREEN,
    "sizes of task and containers, in a first preview": FIRST_PREVIEW,
    "sizes of the containers": BY_CONTAINER,
    "sizes of the task": containers(BLUE_GREEN, task(cpu=None, memory=None)),
    "sizes of the task in other units": containers(
        change(change(NATIVE, "tasks", "cpu", to="1 vCPU"), "tasks", "memory", to="2 GB"), task(memory=None)
    ),
    "every size that Fargate has": tuple(
        Declared(
            "aws:ecs/taskDefinition:TaskDefinition",
            f"tasks-{cpu}-{memory}",
            {**find(NATIVE, "tasks").props, "cpu": str(cpu), "memory": str(memory)},
        )
        for cpu, sizes in FARGATE_MEMORY_MIB.items()
        for memory in sizes
    ),
    "a size that only hosts have": change(BLUE_GREEN, "tasks", "memory", to="600"),
    "a MiB of memory": containers(BY_CONTAINER, task(memory=1)),
    "no CPU of containers, and of the task what another resource gives": containers(
        change(BLUE_GREEN, "tasks", "cpu", to=UNKNOWN), task(cpu=None)
    ),
    "memory that is reserved, not limited": containers(BY_CONTAINER, task(memory=None, memoryReservation=128)),
    "CPU of one container": containers(BY_CONTAINER, task(), SIDECAR),
    "an essential that is not set, which is true": containers(BLUE_GREEN, task(essential=None), SIDECAR),
    "memory of the task that another resource gives": containers(
        change(BLUE_GREEN, "tasks", "memory", to=UNKNOWN), task(memory=None)
    ),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
    "CPU that not even the component knows": Case(
        in_component(FIRST_PREVIEW, memory=512, cpu=UNKNOWN), on="tasks", says="CPU units"
    ),
    "CPU of the task that another resource gives": Case(
        change(BLUE_GREEN, "tasks", "cpu", to=UNKNOWN), on="tasks", says="CPU units"
    ),
}
