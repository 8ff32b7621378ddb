"""What fits on a fleet of hosts: plain arithmetic over a table of EC2 instance types.

During a blue/green release the old and the new tasks of a service run side by side, both at the full desired count,
beside whatever else the hosts carry. Nothing here asks AWS. `instance_types.csv` holds what DescribeInstanceTypes says
of common types (vCPUs, MiB, network interfaces) and, where somebody measured it, the MiB that the host registered with
ECS; the system keeps the rest.

ECS places one task at a time where it finds room, and never moves one to make room for another. So whether tasks of
several sizes fit may depend on where the earlier ones happen to be; then the answer is UNSURE.
"""

import csv
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction
from functools import cache
from math import gcd, inf
from pathlib import Path

CPU_UNITS_PER_VCPU = 1024

UNMEASURED_SHARE_PERCENT = 93
"""Of a type's memory, what ECS gets where nobody measured it; t3.small and t3.medium, measured, give 93 %."""

HostPort = tuple[str, int]
"""A protocol, in lower case, and a port that a container takes of its host."""

AGENT_PORTS: frozenset[HostPort] = frozenset(("tcp", port) for port in (22, 2375, 2376, 51678, 51679, 51680))
"""What SSH, Docker and the ECS agent keep on each host (ECS developer guide, PortMapping)."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """What one task takes from its host. With 0 CPU units it reserves none."""

    cpu_units: int
    memory_mib: int
    own_interface: bool = False
    """An awsvpc task takes a network interface; bridge tasks share the host's."""
    host_ports: frozenset[HostPort] = frozenset()
    """The fixed ones, which only one task at a time can have on a host."""
    apart: str = ""
    """Tasks with the same mark never share a host, such as those of a service with `distinctInstance`."""

    def __post_init__(self) -> None:
        if self.memory_mib < 1 or self.cpu_units < 0:
            raise ValueError(f"a task takes some memory and no less than 0 CPU units, got {self}")


@dataclass(frozen=True, kw_only=True)
class Host:
    """What one EC2 instance offers to tasks."""

    instance_type: str
    architecture: str
    """`x86_64` or `arm64` (Graviton)."""
    cpu_units: int
    memory_mib: int
    """What the host registers with ECS: less than the instance type's memory."""
    task_interfaces: int
    """Network interfaces left for awsvpc tasks: the first one is the host's own."""
    taken_ports: frozenset[HostPort] = field(default=AGENT_PORTS, repr=False)

    def holds(self, task: Task) -> int:
        """How many such tasks run on this host at the same time."""
        return min(one.offered // one.sizes[task] for one in _limits(self, [task]))

    def beside(self, task: Task) -> "Host":
        """What the host still offers when such a task, as of a daemon, runs on it; below 0 when it has no room."""
        return replace(
            self,
            cpu_units=self.cpu_units - task.cpu_units,
            memory_mib=self.memory_mib - task.memory_mib,
            task_interfaces=self.task_interfaces - task.own_interface,
            taken_ports=self.taken_ports | task.host_ports,
        )


@dataclass(frozen=True, kw_only=True)
class Demand:
    """So many of the same task at the same time."""

    task: Task
    count: int

    def released(self) -> "Demand":
        """The same during a blue/green release, when green starts at the full count while blue still runs."""
        return replace(self, count=2 * self.count)


def merged(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """The same, with equal tasks of several services as one demand."""
    return tuple(Demand(task=task, count=count) for task, count in _counts(demands).items())


class Room(Enum):
    """Whether all tasks of several demands run at the same time."""

    YES = "wherever ECS places them"
    NO = "however they are placed"
    UNSURE = "it depends on where ECS places them"


class Scarce(Enum):
    """What a fleet has too little of."""

    HOSTS = "hosts"
    CPU = "CPU"
    MEMORY = "memory"
    INTERFACES = "network interfaces"
    PORTS = "host ports"
    INSTANCES = "instances that each task has to itself"


def scarce(host: Host, hosts: int, demands: Iterable[Demand]) -> Scarce | None:
    """What makes it impossible to place the tasks on so many of this host, above all; None when nothing is known to."""
    counts = _counts(demands)
    if counts and hosts < 1:
        return Scarce.HOSTS
    short = [limit for limit in _limits(host, counts) if not limit.suffices(hosts, counts)]
    return max(short, key=lambda limit: limit.strain(counts)).what if short else None


def room(host: Host, hosts: int, demands: Iterable[Demand]) -> Room:
    """Whether so many of this host run all the tasks at the same time. Never UNSURE of tasks that are all alike."""
    demands = tuple(demands)
    if scarce(host, hosts, demands):
        return Room.NO
    counts = _counts(demands)
    limits = tuple(_limits(host, counts))
    return Room.YES if all(_shut(task, counts, limits) < hosts for task in counts) else Room.UNSURE


def hosts_needed(host: Host, demands: Iterable[Demand]) -> int | None:
    """The least number of this host that surely runs all the tasks; None when one of them fits on no such host."""
    demands = tuple(demands)
    enough = sum(_counts(demands).values())
    if room(host, enough, demands) is not Room.YES:
        return None
    return bisect_left(range(enough), True, key=lambda number: room(host, number, demands) is Room.YES)


def most_placed(host: Host, hosts: int, task: Task, others: Sequence[Demand]) -> int:
    """How many of a task can be placed at best beside the others; 0 when not even the others can."""
    ceiling = hosts * host.holds(task)
    return max(
        0,
        bisect_left(
            range(ceiling + 1),
            True,
            key=lambda count: scarce(host, hosts, [*others, Demand(task=task, count=count)]) is not None,
        )
        - 1,
    )


def smallest(hosts: Sequence[Host]) -> Host:
    """A host that offers no more than any of these."""
    return _bound(hosts, min)


def largest(hosts: Sequence[Host]) -> Host:
    """A host that offers no less than any of these."""
    return _bound(hosts, max)


@cache
def hosts() -> dict[str, Host]:
    """Every instance type of the table, by its name."""
    with Path(__file__).with_name("instance_types.csv").open(newline="") as table:
        return {row["instance_type"]: _host(row) for row in csv.DictReader(table)}


def _host(row: dict[str, str]) -> Host:
    scaled_mib = int(row["memory_mib"]) * UNMEASURED_SHARE_PERCENT // 100
    return Host(
        instance_type=row["instance_type"],
        architecture=row["architecture"],
        cpu_units=int(row["vcpus"]) * CPU_UNITS_PER_VCPU,
        memory_mib=int(row["registered_mib"] or scaled_mib),
        task_interfaces=int(row["network_interfaces"]) - 1,
    )


def _bound(hosts: Sequence[Host], least_or_most: Callable[[Iterable[int]], int]) -> Host:
    return replace(
        hosts[0],
        instance_type=", ".join(dict.fromkeys(host.instance_type for host in hosts)),
        cpu_units=least_or_most(host.cpu_units for host in hosts),
        memory_mib=least_or_most(host.memory_mib for host in hosts),
        task_interfaces=least_or_most(host.task_interfaces for host in hosts),
    )


@dataclass(frozen=True)
class _Limit:
    """One thing that a host has so much of, and how much of it the tasks take that take any."""

    what: Scarce
    offered: int
    sizes: Mapping[Task, int]

    def strain(self, counts: Mapping[Task, int]) -> float:
        """How many hosts' worth of it the tasks take."""
        return sum(counts[task] * size for task, size in self.sizes.items()) / self.offered if self.offered else inf

    def suffices(self, hosts: int, counts: Mapping[Task, int]) -> bool:
        """False only when so many hosts have too little of it: for all tasks, or for those of a size or larger."""
        for least in self.sizes.values():
            large = {task: size for task, size in self.sizes.items() if size >= least}
            usable = self.offered - self.offered % gcd(*large.values())
            if sum(counts[task] for task in large) > hosts * (self.offered // least):
                return False
            if sum(counts[task] * size for task, size in large.items()) > hosts * usable:
                return False
        return True


def _limits(host: Host, tasks: Collection[Task]) -> Iterator[_Limit]:
    """What limits how many of these tasks run on the host; in the largest common unit, so that no rest counts."""
    found = [
        (Scarce.CPU, host.cpu_units, {task: task.cpu_units for task in tasks}),
        (Scarce.MEMORY, host.memory_mib, {task: task.memory_mib for task in tasks}),
        (Scarce.INTERFACES, host.task_interfaces, {task: int(task.own_interface) for task in tasks}),
    ]
    for port in sorted({port for task in tasks for port in task.host_ports}):
        free = int(port not in host.taken_ports)
        found.append((Scarce.PORTS, free, {task: int(port in task.host_ports) for task in tasks}))
    for mark in sorted({task.apart for task in tasks if task.apart}):
        found.append((Scarce.INSTANCES, 1, {task: int(task.apart == mark) for task in tasks}))
    for what, offered, sizes in found:
        if unit := gcd(*sizes.values()):
            yield _Limit(what, max(offered, 0) // unit, {task: size // unit for task, size in sizes.items() if size})


def _counts(demands: Iterable[Demand]) -> Counter[Task]:
    """How many of each task; equal tasks of different services are one."""
    counts: Counter[Task] = Counter()
    for demand in demands:
        counts[demand.task] += demand.count
    return +counts


def _shut(task: Task, counts: Mapping[Task, int], limits: Sequence[_Limit]) -> Fraction:
    """At most how many hosts have no room for one more of the task when all the other tasks are placed.

    A host has none when less than the task's size is left of something. Of what the others must use up for that, each
    of them uses at most its weight; so the hosts without room are not more than the weights of all of them.
    """
    weights = {
        other: max(
            Fraction(limit.sizes.get(other, 0), limit.offered - limit.sizes[task] + 1)
            for limit in limits
            if task in limit.sizes
        )
        for other in counts
    }
    total = Fraction(0)
    for other, weight in weights.items():
        total += min(weight, 1) * (counts[other] - (other == task))
    return total
