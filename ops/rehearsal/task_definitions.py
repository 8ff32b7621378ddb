"""A task definition as ECS describes it, as a revision of the model."""

from typing import Any

from model.hosts import Requirements
from model.moving.containers import start
from model.moving.revision import Revision
from model.network_modes import MAPPING_MODES

Definition = dict[str, Any]


def revision(definition: Definition, apart: str = "") -> Revision:
    """`apart`: the mark of tasks that share a host with no other of theirs."""
    containers = definition["containerDefinitions"]
    mappings = [mapping for container in containers for mapping in container.get("portMappings", ())]
    bridge = definition.get("networkMode", "") in MAPPING_MODES
    return Revision(
        name=f"{definition['family']}:{definition['revision']}",
        requirements=_requirements(definition, containers, mappings, apart),
        ports={
            container["name"]: frozenset(mapping["containerPort"] for mapping in container.get("portMappings", ()))
            for container in containers
        },
        dynamic_ports=sum(not mapping.get("hostPort") for mapping in mappings) if bridge else 0,
        start=start(containers),
    )


def _requirements(
    definition: Definition, containers: list[Definition], mappings: list[Definition], apart: str
) -> Requirements:
    """A task-level size wins over the containers' sum; of a container, `memoryReservation` over `memory`."""
    own_interface = definition.get("networkMode") == "awsvpc"
    fixed = ((one.get("protocol", "tcp"), one["hostPort"]) for one in mappings if one.get("hostPort"))
    memory = sum(one.get("memoryReservation") or one.get("memory") or 0 for one in containers)
    return Requirements(
        cpu_units=int(definition.get("cpu") or sum(one.get("cpu") or 0 for one in containers)),
        memory_mib=int(definition.get("memory") or memory),
        own_interface=own_interface,
        host_ports=frozenset() if own_interface else frozenset(fixed),
        apart=apart,
    )
