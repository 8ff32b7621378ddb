"""What fits on so many hosts: plain arithmetic.

During a blue/green release the old and the new tasks of a service run side by side, both at the full desired count,
beside whatever else the hosts carry. Nothing here asks AWS.

ECS places one task at a time where it finds room, and never moves one to make room for another. So whether tasks of
several sizes fit may depend on where the earlier ones happen to be; then the answer is UNSURE.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from math import gcd, inf

from model.hosts import Host, Requirements, Scarce


@dataclass(frozen=True, kw_only=True)
class Demand:
    """So many of the same task at the same time."""

    task: Requirements
    count: int

    def released(self) -> "Demand":
        """The same during a blue/green release, when green starts at the full count while blue still runs."""
        return replace(self, count=2 * self.count)


def merged(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """The same, with equal tasks of several services as one demand."""
    return tuple(Demand(task=task, count=count) for task, count in _counts(demands).items())


class Fits(Enum):
    """Whether all tasks of several demands run at the same time."""

    YES = "wherever ECS places them"
    NO = "however they are placed"
    UNSURE = "it depends on where ECS places them"


def scarce(host: Host, hosts: int, demands: Iterable[Demand]) -> Scarce | None:
    """What makes it impossible to place the tasks on so many of this host, above all; None when nothing is known to."""
    counts = _counts(demands)
    if counts and hosts < 1:
        return Scarce.HOSTS
    short = [limit for limit in _limits(host, counts) if not limit.suffices(hosts, counts)]
    return max(short, key=lambda limit: limit.strain(counts)).what if short else None


def fits(host: Host, hosts: int, demands: Iterable[Demand]) -> Fits:
    """Whether so many of this host run all the tasks at the same time. Never UNSURE of tasks that are all alike."""
    demands = tuple(demands)
    if scarce(host, hosts, demands):
        return Fits.NO
    counts = _counts(demands)
    limits = tuple(_limits(host, counts))
    return Fits.YES if all(_shut(task, counts, limits) < hosts for task in counts) else Fits.UNSURE


def hosts_needed(host: Host, demands: Iterable[Demand]) -> int | None:
    """The least number of this host that surely runs all the tasks; None when one of them fits on no such host."""
    demands = tuple(demands)
    enough = sum(_counts(demands).values())
    if fits(host, enough, demands) is not Fits.YES:
        return None
    return bisect_left(range(enough), True, key=lambda number: fits(host, number, demands) is Fits.YES)


def most_held(host: Host, task: Requirements) -> int:
    """How many such tasks run on one host at the same time."""
    return min(one.offered // one.sizes[task] for one in _limits(host, [task]))


def most_placed(host: Host, hosts: int, task: Requirements, others: Sequence[Demand]) -> int:
    """How many of a task can be placed at best beside the others; 0 when not even the others can."""
    ceiling = hosts * most_held(host, task)
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
    sizes: Mapping[Requirements, int]

    def strain(self, counts: Mapping[Requirements, int]) -> float:
        """How many hosts' worth of it the tasks take."""
        return sum(counts[task] * size for task, size in self.sizes.items()) / self.offered if self.offered else inf

    def suffices(self, hosts: int, counts: Mapping[Requirements, int]) -> bool:
        """False only when so many hosts have too little of it: for all tasks, or for those of a size or larger."""
        for least in self.sizes.values():
            large = {task: size for task, size in self.sizes.items() if size >= least}
            usable = self.offered - self.offered % gcd(*large.values())
            if sum(counts[task] for task in large) > hosts * (self.offered // least):
                return False
            if sum(counts[task] * size for task, size in large.items()) > hosts * usable:
                return False
        return True


def _limits(host: Host, tasks: Collection[Requirements]) -> Iterator[_Limit]:
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
        free = int(mark not in host.taken_apart)
        found.append((Scarce.INSTANCES, free, {task: int(task.apart == mark) for task in tasks}))
    for what, offered, sizes in found:
        if unit := gcd(*sizes.values()):
            yield _Limit(what, max(offered, 0) // unit, {task: size // unit for task, size in sizes.items() if size})


def _counts(demands: Iterable[Demand]) -> Counter[Requirements]:
    """How many of each task; equal tasks of different services are one."""
    counts: Counter[Requirements] = Counter()
    for demand in demands:
        counts[demand.task] += demand.count
    return +counts


def _shut(task: Requirements, counts: Mapping[Requirements, int], limits: Sequence[_Limit]) -> Fraction:
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
