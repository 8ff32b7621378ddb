"""What the tasks of services take of their hosts, as far as the program says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from model.capacity import Demand
from model.hosts import Requirements
from model.ports import HostPort
from model.sizes import Unit, size
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, items, read, whole
from policy.stack import Leading, Stack, known, remembered
from policy.views.clusters import cluster
from policy.views.containers import Container, containers
from policy.views.fleets import Fleet, NotStated, fleet, provider_names
from policy.views.scaling import scalable_targets
from policy.views.topology import task_definitions


@dataclass(frozen=True, eq=False, kw_only=True)
class Workload:
    """A service, where it runs, and what it takes there."""

    service: Resource
    cluster: Resource | str | Unknown
    on: Fleet | NotStated | None
    """None: on hosts of AWS or of somebody else."""
    takes: Demand | NotStated
    """At its desired count; of a daemon, one: it runs on each host of its cluster."""
    daemon: bool
    constrained: bool
    """Whether placement constraints may keep its tasks from some hosts, other than from each other's."""


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """What else runs on the hosts of a workload."""

    demands: tuple[Demand, ...]
    daemons: tuple[Requirements, ...]
    unclear: tuple[Resource, ...]
    """Services that may run there, and take nobody knows how much."""


@remembered
def workloads(stack: Stack) -> tuple[Workload, ...]:
    """Every service of the program."""
    return tuple(_workload(stack, service) for service in stack.of(SERVICE))


def neighbours(workload: Workload, on: Fleet, everyone: Sequence[Workload]) -> Neighbours:
    """The others on a workload's fleet."""
    demands, daemons, unclear = [], [], []
    for other in everyone:
        if other is workload or other.on is None or _elsewhere(other, workload, on):
            continue
        certain = not other.constrained and UNKNOWN not in (other.cluster, workload.cluster)
        if isinstance(other.takes, Demand) and other.daemon and certain:
            daemons.append(other.takes.task)
        elif isinstance(other.takes, Demand) and not other.daemon and isinstance(other.on, Fleet):
            demands.append(other.takes)
        else:
            unclear.append(other.service)
    return Neighbours(demands=tuple(demands), daemons=tuple(daemons), unclear=tuple(unclear))


def most_tasks(stack: Stack, service: Resource) -> int | Unknown:
    """Up to how many tasks Application Auto Scaling may raise the desired count of a service; 0 when it doesn't."""
    for target in _scaling(stack).to(service):
        most = whole(target.get("maxCapacity"))
        return UNKNOWN if most is None else most
    return 0


@remembered
def _scaling(stack: Stack) -> Leading[Resource]:
    """The scalable targets, by service."""
    return Leading((target, [services]) for target, services in scalable_targets(stack))


def _workload(stack: Stack, service: Resource) -> Workload:
    daemon = service.get("schedulingStrategy") == "DAEMON"
    definitions = known(task_definitions(stack, service))
    kinds = {read(constraint, "type") for constraint in _constraints(service)}
    takes = _takes(definitions)
    count = 1 if daemon else whole(service.get("desiredCount", default=0))
    if isinstance(takes, Requirements) and "distinctInstance" in kinds:
        takes = replace(takes, apart=service.urn)
    if isinstance(takes, Requirements):
        known_count = isinstance(count, int)
        takes = Demand(task=takes, count=count) if known_count else NotStated("desiredCount", "it is not known yet")
    return Workload(
        service=service,
        cluster=cluster(stack, service),
        on=fleet(stack, service),
        takes=takes,
        daemon=daemon,
        constrained=bool(kinds - {"distinctInstance"}) or any(map(_constraints, definitions)),
    )


def _elsewhere(other: Workload, workload: Workload, on: Fleet) -> bool:
    """Whether another service surely has other hosts; a group has one cluster and one capacity provider at most."""
    if UNKNOWN not in (other.cluster, workload.cluster) and other.cluster != workload.cluster:
        return True
    if other.daemon:
        return False
    if isinstance(other.on, Fleet):
        return other.on.group is not on.group
    names, ours = provider_names(other.service), on.provider and on.provider.get("name")
    return bool(names) and UNKNOWN not in names and isinstance(ours, str) and ours not in names


def _constraints(resource: Resource) -> list[Any]:
    """The placement constraints of a service, or of a task definition."""
    return [constraint for _, constraint in items(resource.get("placementConstraints"))]


def _takes(definitions: Sequence[Resource]) -> Requirements | NotStated:
    """What one task of a service with one of these takes of its host."""
    if not definitions:
        return NotStated("taskDefinition", "it is not part of this program")
    tasks = {_task(definition) for definition in definitions}
    return tasks.pop() if len(tasks) == 1 else NotStated("taskDefinition", "it may be one of several")


def _task(definition: Resource) -> Requirements | NotStated:
    path = f"taskDefinition -> {definition.name}"
    mode, found = definition.declared("networkMode", default="bridge"), containers(definition)
    cpu_units, memory_mib = _size(definition.get("cpu"), "vCPU"), _size(definition.get("memory"), "GB")
    inside = () if found is UNKNOWN else found
    if found is UNKNOWN and (mode != "awsvpc" or cpu_units is None or memory_mib is None):
        return NotStated(path, "its containers are not known before the resources they mention exist")
    if cpu_units is None:
        cpu_units = _sum(_size(container.get("cpu", default=0), "vCPU") for container in inside)
    if memory_mib is None:
        memory_mib = _sum(
            _size(container.get("memoryReservation", default=container.get("memory")), "GB") for container in inside
        )
    if mode is UNKNOWN or not isinstance(cpu_units, int) or not isinstance(memory_mib, int) or memory_mib < 1:
        return NotStated(path, "what its tasks take of a host is not known")
    ports = frozenset(port for container in inside for port in _ports(container, mode))
    return Requirements(
        cpu_units=cpu_units,
        memory_mib=memory_mib,
        own_interface=mode == "awsvpc",
        host_ports=ports if mode != "awsvpc" else frozenset(),
    )


def _size(value: Any, unit: Unit) -> int | Unknown | None:
    """None when it is not set; UNKNOWN also when it is no size."""
    if value is None or value is UNKNOWN:
        return value
    number = size(value, unit)
    return UNKNOWN if number is None else number


def _sum(sizes: Iterator[int | Unknown | None]) -> int | Unknown:
    """UNKNOWN when one of the sizes is, or is not set."""
    total = 0
    for one in sizes:
        if not isinstance(one, int):
            return UNKNOWN
        total += one
    return total


def _ports(container: Container, mode: str) -> Iterator[HostPort]:
    """The fixed ports of the host; in `host` mode all ports are."""
    for index, port in enumerate(container.ports):
        protocol = str(container.get("portMappings", index, "protocol", default="tcp")).lower()
        if port.host_port:
            yield protocol, port.host_port
        elif mode == "host" and port.container_port:
            yield protocol, port.container_port
        elif mode == "host" and port.first is not None and port.last is not None:
            yield from ((protocol, one) for one in range(port.first, port.last + 1))
