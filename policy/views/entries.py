"""The entries of a service's `loadBalancers`: which container is called, on which port, and whether it is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policy.reading import UNKNOWN, Resource, Unknown, items, read, whole
from policy.stack import Stack, known
from policy.views.containers import Container, containers
from policy.views.topology import task_definitions


@dataclass(frozen=True, kw_only=True)
class LoadBalancerEntry:
    """One entry, beside the task definition that the service's tasks come of."""

    path: str
    value: Any
    name: str | Unknown
    port: int | Unknown
    origin: str
    """The name of the task definition."""
    containers: Sequence[Container] | Unknown
    """All of the task definition; UNKNOWN also when it is not part of the program."""
    released: bool
    """Whether it is as a release has left it, of a revision that is not the program's, or not any more."""

    @property
    def alike(self) -> Sequence[Container]:
        """The containers of its name."""
        return [] if self.containers is UNKNOWN else [one for one in self.containers if one.name == self.name]

    @property
    def defined(self) -> bool:
        """Whether its container listens on its port."""
        port = self.port
        return isinstance(port, int) and any(one.covers(port) for inside in self.alike for one in inside.ports)

    @property
    def listens(self) -> set[int]:
        """The ports of its container, without ranges of them."""
        ports = (one.container_port for inside in self.alike for one in inside.ports)
        return {port for port in ports if port is not None}


def entries(stack: Stack, service: Resource) -> list[LoadBalancerEntry]:
    """Every entry of the service."""
    definitions = known(task_definitions(stack, service))
    inside = [containers(definition) for definition in definitions]
    found = [container for one in inside if one is not UNKNOWN for container in one]
    moved = _of_another_revision(service, definitions)
    return [
        LoadBalancerEntry(
            path=f"loadBalancers[{index}]",
            value=value,
            name=read(value, "containerName", default=""),
            port=UNKNOWN if (port := whole(read(value, "containerPort"))) is None else port,
            origin=definitions[0].name if definitions else "",
            containers=found if inside and UNKNOWN not in inside else UNKNOWN,
            released=moved and service.ignores("loadBalancers", index, "containerPort"),
        )
        for index, value in items(service.get("loadBalancers"))
    ]


def _of_another_revision(service: Resource, definitions: Sequence[Resource]) -> bool:
    revision = str(service.get("taskDefinition")).rpartition("/")[2]
    ours = (str(definition.get("arn")).rpartition("/")[2] for definition in definitions)
    return ":" in revision and revision not in ours
