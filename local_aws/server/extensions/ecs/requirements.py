"""What a task of a task definition takes of its host."""

from typing import Any

from model.hosts import Requirements


def requirements_of(definition: Any, *, apart: str = "") -> Requirements:
    """A task-level size wins over the containers' sum; of a container, `memoryReservation` over `memory`."""
    containers = definition.container_definitions
    own_interface = definition.network_mode == "awsvpc"
    fixed = (
        (mapping.get("protocol", "tcp"), mapping["hostPort"])
        for container in containers
        for mapping in container["portMappings"]
        if mapping.get("hostPort")
    )
    return Requirements(
        cpu_units=int(definition.cpu or sum(container.get("cpu") or 0 for container in containers)),
        memory_mib=int(
            definition.memory
            or sum(container.get("memoryReservation") or container.get("memory") or 0 for container in containers)
        ),
        own_interface=own_interface,
        host_ports=frozenset() if own_interface else frozenset(fixed),
        apart=apart,
    )
