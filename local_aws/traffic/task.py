"""A task that should run: one container of it, which answers on one port."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.faults import PREFIX


@dataclass(frozen=True, kw_only=True)
class Task:
    """What a local process needs to know of a task."""

    id: str
    family: str
    revision: int
    container: str
    container_port: int
    """As in the task definition. Where it really listens says `Tasks.apply`."""
    sample: bool = False
    """Its image is the sample service's."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Of the task definition. FAULT_… makes it fail (`app/faults.py`)."""
    memory_mib: int = 512

    @property
    def about(self) -> dict[str, Any]:
        """What it answers, on every path but the health path."""
        return {
            "family": self.family,
            "revision": self.revision,
            "container": self.container,
            "port": self.container_port,
            "task": self.id,
        }

    @property
    def alone(self) -> bool:
        """Whether it needs a process of its own: the others are alike, and share one."""
        return self.sample or any(name.startswith(PREFIX) for name in self.environment)
