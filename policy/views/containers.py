"""The containers of a task definition, out of its JSON."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from policy.reading import LONGEST_JSON, UNKNOWN, Resource, Unknown, items, read, whole

NOT_KNOWN: Final = (
    "its JSON is not known before the resources it mentions exist, or is not a list of containers that ECS takes"
)
"""Why nothing can be said of containers that are UNKNOWN."""


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
    """One entry of `containerDefinitions`."""

    name: str
    ports: tuple[PortMapping, ...]
    definition: Mapping[str, Any]
    """All of it. AWS's provider reads the keys of this JSON in any case, so here they are in lower case."""

    @property
    def path(self) -> str:
        """Where it is in its task definition."""
        return f'containerDefinitions["{self.name}"]'

    @property
    def names(self) -> list[str]:
        """The names of its port mappings, by which Service Connect and VPC Lattice know them."""
        named = (read(mapping, "name") for _, mapping in items(self.get("portMappings")))
        return [name for name in named if isinstance(name, str)]

    def get(self, *path: str | int, default: Any = None) -> Any:
        """`read` on the definition; write keys as AWS does, such as `logConfiguration`, `logDriver`."""
        return read(self.definition, *(one.lower() if isinstance(one, str) else one for one in path), default=default)


@lru_cache(maxsize=256)
def containers(task_definition: Resource) -> tuple[Container, ...] | Unknown:
    """The containers; UNKNOWN while the JSON is unknown, or when it is not a list of objects or too long.

    AWS refuses these. Kept, since every other rule asks for them.
    """
    definitions = task_definition.get("containerDefinitions")
    if isinstance(definitions, str):
        if len(definitions) > LONGEST_JSON:
            return UNKNOWN
        try:
            definitions = json.loads(definitions)
        except (ValueError, RecursionError):
            return UNKNOWN
    if not isinstance(definitions, list) or not all(isinstance(one, dict) for one in definitions):
        return UNKNOWN
    return tuple(_container(_lower(definition)) for _, definition in items(definitions))


def _lower(value: Any) -> Any:
    """The value with the keys of every object in it in lower case."""
    if isinstance(value, dict):
        return {key.lower(): _lower(one) for key, one in value.items()}
    return [_lower(one) for one in value] if isinstance(value, list) else value


def _container(definition: Any) -> Container:
    name = str(read(definition, "name", default=""))
    ports = tuple(_ports(name, read(definition, "portmappings")))
    return Container(name, ports, definition if isinstance(definition, dict) else {})


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
