"""A task definition as far as releases depend on it, and how its tasks behave."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.hosts import Requirements
from model.moving.containers import AT_ONCE, Start


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """What the image does once ECS starts it. The default is a service that answers its health checks at once."""

    pulls: bool = True
    """False: the image cannot be pulled, so no task ever runs."""
    answers: bool = True
    """False: its health checks fail for ever."""
    answers_after_seconds: float = 0
    """A slow start: health checks fail for so long after it runs."""
    fails_after_seconds: float | None = None
    """From then on its health checks fail."""
    exits_after_seconds: float | None = None
    """It crashes so long after it runs."""


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One revision of a task definition."""

    name: str
    """`family:number`."""
    requirements: Requirements
    ports: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """The container ports of each container."""
    dynamic_ports: int = 0
    """How many host ports of the dynamic range a task takes of its host: those with host port 0."""
    behaviour: Behaviour = Behaviour()
    start: Start = AT_ONCE
    """In what order the containers of a task begin."""

    def __hash__(self) -> int:
        return hash(self.name)
