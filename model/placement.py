"""Container instances, what each has left, and why none takes a task. Which one takes it: `model.moving.fleet`."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.hosts import Host, Requirements, Scarce
from model.ports import LINUX_DYNAMIC_PORTS, HostPort


@dataclass(kw_only=True)
class Instance:
    """A container instance, and what it has left."""

    id: str
    zone: str
    left: Host
    provider: str = ""
    """The capacity provider whose Auto Scaling group it belongs to."""

    def take(self, task: Requirements, ports: frozenset[HostPort] = frozenset()) -> None:
        """Run the task there; `ports` are the dynamic host ports that it got."""
        self.left = self.left.beside(task, ports)

    def give_back(self, task: Requirements, ports: frozenset[HostPort] = frozenset()) -> None:
        """The task has ended."""
        self.left = self.left.without(task, ports)

    def free_port(self, protocol: str, others: frozenset[HostPort] = frozenset()) -> int:
        """The lowest dynamic port that neither its tasks nor `others` have."""
        taken = self.left.taken_ports | others
        first, last = LINUX_DYNAMIC_PORTS
        return next(port for port in range(first, last + 1) if (protocol, port) not in taken)


@dataclass(frozen=True)
class Unplaced:
    """No instance took the task."""

    lacking: Scarce
    """What the closest instance lacks; HOSTS when there is no instance at all."""
    closest: str = ""
    """The id of that instance."""


CLOSENESS = (Scarce.CPU, Scarce.MEMORY, Scarce.PORTS, Scarce.INTERFACES, Scarce.INSTANCES)
"""What an instance is asked for in turn: the one that fails last is the closest."""


def closest(task: Requirements, instances: Sequence[Instance]) -> Unplaced:
    """Why none of these takes the task."""
    refusals = [(lacking, instance.id) for instance in instances if (lacking := instance.left.lacks(task))]
    if not refusals:
        return Unplaced(Scarce.HOSTS)
    return Unplaced(*max(refusals, key=lambda refusal: CLOSENESS.index(refusal[0])))
