"""The containers of a task definition, out of its JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reading import UNKNOWN, Resource, Unknown, items, read, whole


@dataclass(frozen=True)
class PortMapping:
    """One entry of a container's `portMappings`."""

    path: str
    container_port: int | None
    host_port: int
    """0: ECS picks one; also when it is not set."""
    first: int | None
    last: int | None
    """The ends of a `containerPortRange`."""

    def covers(self, port: int) -> bool:
        """Whether the container listens on `port` according to this entry."""
        if self.first is not None and self.last is not None:
            return self.first <= port <= self.last
        return self.container_port == port


@dataclass(frozen=True)
class Container:
    """One entry of `containerDefinitions`, as far as ports go."""

    name: str
    ports: tuple[PortMapping, ...]


def containers(task_definition: Resource) -> tuple[Container, ...] | Unknown:
    """The containers; UNKNOWN while the JSON is unknown, or when it is not a list of objects (AWS refuses it)."""
    text = task_definition.get("containerDefinitions")
    if not isinstance(text, str):
        return UNKNOWN
    try:
        # AWS's provider reads the keys of this JSON in any case, so programs get away with `HostPort`.
        definitions = json.loads(text, object_pairs_hook=lambda pairs: {key.lower(): value for key, value in pairs})
    except ValueError:
        return UNKNOWN
    if not isinstance(definitions, list):
        return UNKNOWN
    return tuple(_container(definition) for definition in definitions)


def _container(definition: Any) -> Container:
    name = str(read(definition, "name", default=""))
    return Container(name, tuple(_ports(name, read(definition, "portmappings"))))


def _ports(name: str, mappings: Any) -> Iterator[PortMapping]:
    for index, mapping in items(mappings):
        first, _, last = str(read(mapping, "containerportrange", default="")).partition("-")
        yield PortMapping(
            f'containerDefinitions["{name}"].portMappings[{index}]',
            _number(mapping, "containerport"),
            _number(mapping, "hostport") or 0,
            _number({"first": first}, "first"),
            _number({"last": last}, "last"),
        )


def _number(mapping: Any, key: str) -> int | None:
    number = whole(read(mapping, key))
    return number if isinstance(number, int) else None
