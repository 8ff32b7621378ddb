"""Whether the hosts of a service have room for its tasks while they are replaced."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from model.capacity import Demand, Fits, fits, hosts_needed, merged, most_placed, scarce
from model.hosts import Host, Scarce
from model.instance_types import instance_types
from model.texts.ecs import unplaced
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Unknown
from policy.views.demands import Neighbours, Workload
from policy.views.fleets import Fleet


@dataclass(frozen=True)
class Update:
    """How tasks are replaced by others."""

    name: str
    at_once: Callable[[Demand], Demand]
    """What of a service's tasks must find room at the same time."""
    waits: str = "The deployment waits; one of CodeDeploy fails after 60 minutes."
    """What happens while they do not."""


def judged(
    workload: Workload, update: Update, takes: Demand, most: int | Unknown, on: Fleet, beside: Neighbours
) -> Findings:
    """A violation when the update cannot be placed however ECS goes about it; nothing when every way ends well."""
    service, during = workload.service, update.at_once(takes)
    small, large = _rest(on.smallest, beside), _rest(on.largest, beside)
    others = merged(beside.demands)
    tasks = [during, *others]
    if lack := scarce(large, on.maximum, tasks):
        held = most_placed(large, on.maximum, takes.task, others)
        yield Violation(
            resource=service,
            path="desiredCount",
            wrong=f"{takes.count}: {update.name} needs room for {during.count} tasks of {takes.task.cpu_units} CPU"
            f" units and {takes.task.memory_mib} MiB, but Auto Scaling group {on.group.name} may have"
            f" {on.maximum} x {large.instance_type}, which hold {held}{_also(beside)}; they run out of {lack.value}",
            cost=f"“{unplaced(lack)}” {update.waits}",
            fix=_fix(lack, on, beside, tasks),
        )
        return
    doubts = [f"what service {other.name} takes of the same hosts is not known" for other in beside.unclear]
    if workload.constrained:
        doubts.append("its placement constraints may leave hosts out")
    if most is UNKNOWN:
        doubts.append("auto scaling may raise its desiredCount to a number that is not known yet")
        most = 0
    largest = [update.at_once(replace(takes, count=max(takes.count, most))), *others]
    if not doubts and fits(small, on.running, largest) is Fits.YES:
        return
    if most > takes.count:
        doubts.append(f"auto scaling may raise its desiredCount to {most}")
    if on.running < on.maximum:
        doubts.append(f"{on.group.name} has {on.running} hosts until somebody raises its desiredCapacity")
    if ", " in small.instance_type:
        doubts.append(f"its hosts may be any of {small.instance_type}")
    if small.task_interfaces < large.task_interfaces and any(one.task.own_interface for one in tasks):
        doubts.append("the account setting awsvpcTrunking may give hosts more network interfaces")
    if fits(large, on.maximum, tasks) is Fits.UNSURE:
        doubts.append("tasks of several sizes fit or don't, depending on where ECS places them")
    yield Undecided(
        resource=service,
        path="desiredCount",
        reason=f"whether {during.count} tasks find room during {update.name} depends: {'; '.join(doubts)}",
    )


def _rest(host: Host, beside: Neighbours) -> Host:
    """What daemons leave of a host."""
    return reduce(Host.beside, beside.daemons, host)


def _also(beside: Neighbours) -> str:
    """What else the hosts hold."""
    count = sum(one.count for one in beside.demands)
    parts = [f"{count} of other services"] if count else []
    parts += ["the daemons on each"] if beside.daemons else []
    return f" beside {' and '.join(parts)}" if parts else ""


def _fix(lack: Scarce, on: Fleet, beside: Neighbours, tasks: Sequence[Demand]) -> str:
    fixes = []
    if needed := hosts_needed(_rest(on.smallest, beside), tasks):
        fixes.append(
            f"set maxSize of {on.group.name} to {needed}{'' if on.managed else ', and desiredCapacity as well'}"
        )
    family = on.smallest.instance_type.partition(".")[0] + "."
    larger = (
        name
        for name, host in instance_types().items()
        if name.startswith(family) and fits(_rest(host, beside), on.maximum, tasks) is Fits.YES
    )
    if name := next(larger, ""):
        fixes.append(f"take {name} hosts")
    if lack is Scarce.PORTS:
        fixes.insert(0, "set hostPort to 0")
    return f"{', or '.join(fixes) or 'take hosts that hold the task'}."
