"""Where a task fits: pure arithmetic over what instances have and tasks need.

Filter by CPU units, memory, ports and network interfaces, then spread: the zone with the fewest tasks of the service,
then the instance with the fewest (the default of services: ECS API reference, UpdateService). Other strategies and
`memberOf` constraints are not followed; `distinctInstance` is.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

DYNAMIC_PORTS = range(32768, 61000)
"""`ip_local_port_range` of Linux, where the agent takes host ports from."""
AGENT_PORTS = frozenset(("tcp", port) for port in (22, 2375, 2376, 51678, 51679, 51680))
"""Reserved on every instance: ECS developer guide, port mappings."""

Port = tuple[str, int]
"""Protocol and host port."""


@dataclass(frozen=True)
class Need:
    """What one task takes from an instance."""

    cpu: int
    """CPU units."""
    memory_mib: int
    ports: frozenset[Port]
    """Fixed host ports."""
    interface: bool
    """Whether it takes a network interface of its own (awsvpc)."""


def need_of(definition: Any) -> Need:
    """A task-level size wins over the containers' sum; of a container, `memoryReservation` over `memory`."""
    containers = definition.container_definitions
    own_interface = definition.network_mode == "awsvpc"
    fixed = (
        (mapping.get("protocol", "tcp"), mapping["hostPort"])
        for container in containers
        for mapping in container["portMappings"]
        if mapping.get("hostPort")
    )
    return Need(
        cpu=int(definition.cpu or sum(container.get("cpu") or 0 for container in containers)),
        memory_mib=int(
            definition.memory
            or sum(container.get("memoryReservation") or container.get("memory") or 0 for container in containers)
        ),
        ports=frozenset() if own_interface else frozenset(fixed),
        interface=own_interface,
    )


@dataclass
class Room:
    """What is left on one instance."""

    id: str
    zone: str
    cpu: int
    memory_mib: int
    interfaces: int
    ports: set[Port] = field(default_factory=lambda: set(AGENT_PORTS))
    """Taken ones."""

    def lacks(self, need: Need) -> str | None:
        """Why the task doesn't fit, as RunTask words it; None when it fits."""
        if need.cpu > self.cpu:
            return "RESOURCE:CPU"
        if need.memory_mib > self.memory_mib:
            return "RESOURCE:MEMORY"
        if need.ports & self.ports:
            return "RESOURCE:PORTS"
        if need.interface and self.interfaces < 1:
            return "RESOURCE:ENI"
        return None

    def take(self, need: Need, ports: frozenset[Port]) -> None:
        """Takes the task's share; `ports` are all its host ports, fixed and dynamic."""
        self.cpu -= need.cpu
        self.memory_mib -= need.memory_mib
        self.interfaces -= need.interface
        self.ports |= ports

    def free_port(self, protocol: str) -> int:
        """The lowest dynamic port that is free."""
        return next(port for port in DYNAMIC_PORTS if (protocol, port) not in self.ports)


@dataclass(frozen=True)
class Unplaced:
    """No instance took the task."""

    reason: str | None
    """What the closest instance lacks; None when there is no instance at all."""
    closest: str = ""


_CLOSENESS = ("RESOURCE:CPU", "RESOURCE:MEMORY", "RESOURCE:PORTS", "RESOURCE:ENI")


def place(need: Need, rooms: list[Room], siblings: list[Room], *, distinct: bool = False) -> Room | Unplaced:
    """The instance for one more task of a service whose other tasks are on `siblings`, one entry a task."""
    on = Counter(room.id for room in siblings)
    in_zone = Counter(room.zone for room in siblings)
    lacking = {room.id: "RESOURCE:PORTS" if distinct and on[room.id] else room.lacks(need) for room in rooms}
    fitting = [room for room in rooms if lacking[room.id] is None]
    if fitting:
        return min(fitting, key=lambda room: (in_zone[room.zone], on[room.id]))
    if not rooms:
        return Unplaced(None)
    closest = max(rooms, key=lambda room: _CLOSENESS.index(lacking[room.id] or _CLOSENESS[0]))
    return Unplaced(lacking[closest.id], closest.id)
