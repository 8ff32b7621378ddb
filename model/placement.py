"""Which container instance ECS gives a task, one after the other.

Filter by CPU units, memory, ports, network interfaces and `distinctInstance`, then spread: the zone with the fewest
tasks of the service, then the instance with the fewest (the default of services: ECS API reference, UpdateService).
Other strategies and `memberOf` constraints are not followed.
"""

from collections import Counter
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


def place(task: Requirements, instances: Sequence[Instance], siblings: Sequence[Instance]) -> Instance | Unplaced:
    """The instance for one more task of a service whose other tasks are on `siblings`, one entry a task."""
    on = Counter(instance.id for instance in siblings)
    in_zone = Counter(instance.zone for instance in siblings)
    fitting = [instance for instance in instances if not instance.left.lacks(task)]
    if not fitting:
        return closest(task, instances)
    return min(fitting, key=lambda instance: (in_zone[instance.zone], on[instance.id]))


def closest(task: Requirements, instances: Sequence[Instance]) -> Unplaced:
    """Why none of these takes the task."""
    refusals = [(lacking, instance.id) for instance in instances if (lacking := instance.left.lacks(task))]
    if not refusals:
        return Unplaced(Scarce.HOSTS)
    return Unplaced(*max(refusals, key=lambda refusal: CLOSENESS.index(refusal[0])))
