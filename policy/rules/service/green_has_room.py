"""Blue and green run at the same time, so hosts must hold a service twice."""

from collections.abc import Sequence
from functools import reduce

from model.capacity import Demand, Fits, fits, hosts_needed, merged, most_placed, scarce
from model.hosts import Host, Scarce
from model.instance_types import instance_types
from model.texts.ecs import unplaced
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Unknown
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.demands import Neighbours, Workload, most_tasks, neighbours, workloads
from policy.views.fleets import Fleet, NotStated
from policy.views.strategies import moves_traffic


@stack_rule(
    remedy="Raise maxSize of the Auto Scaling group, or take a larger instance type, so that all tasks fit twice.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.INSTALL_HANGS, Symptom.SLOW),
    cost="new tasks find no host, and the deployment waits; one of CodeDeploy fails after 60 minutes.",
)
def green_has_room(stack: Stack, options: Options) -> Findings:
    """The hosts of a blue/green service have room for its tasks twice.

    A release starts all new tasks beside all old ones. A task that finds no host waits, and so does the
    deployment: CodeDeploy gives up after an hour, and until then no other release of the service can start.

    Follows every blue/green service on EC2 from its capacity provider, or the default one of its cluster, to
    the Auto Scaling group, its launch template and the instance type; a service that names no provider at all
    only where the program has a single Auto Scaling group and its hosts join the service's cluster. Twice the
    desired count must fit on maxSize hosts, by CPU, memory, fixed host ports, network interfaces of `awsvpc`
    tasks and `distinctInstance`, beside the other services on these hosts at their own desired count and
    beside daemons. Other services are not counted twice: one release at a time.

    Stops only what cannot be placed however ECS goes about it, and is silent only when every way of placing the
    tasks ends well. It is undecided in between: where tasks of several sizes may or may not fit; where a group has
    several instance types and not all are large enough; where only a person can start the missing hosts, because
    the capacity provider doesn't manage scaling; where auto scaling may raise the desired count beyond the room;
    where `awsvpcTrunking` may give hosts more interfaces. The memory of a host is what was measured for its type,
    else 93 % of it; services of other programs are not seen.

    Fargate, managed instances and external hosts are let through: AWS or somebody else provides the hosts.
    """
    everyone = workloads(stack)
    for workload in everyone:
        service, on, takes, releases = workload.service, workload.on, workload.takes, moves_traffic(workload.service)
        if on is None or releases is False:
            continue
        for not_stated in (on, takes):
            if isinstance(not_stated, NotStated):
                yield Undecided(resource=service, path=not_stated.path, reason=not_stated.reason)
        if isinstance(on, NotStated) or isinstance(takes, NotStated):
            continue
        if releases is UNKNOWN:
            yield Undecided(resource=service, path="deploymentController", reason="it is not known yet")
            continue
        yield from _judged(workload, takes, most_tasks(stack, service), on, neighbours(workload, on, everyone))


def _judged(workload: Workload, takes: Demand, most: int | Unknown, on: Fleet, beside: Neighbours) -> Findings:
    service = workload.service
    small, large = _rest(on.smallest, beside), _rest(on.largest, beside)
    others = merged(beside.demands)
    tasks = [takes.released(), *others]
    if lack := scarce(large, on.maximum, tasks):
        held = most_placed(large, on.maximum, takes.task, others)
        yield Violation(
            resource=service,
            path="desiredCount",
            wrong=f"{takes.count}: a release needs room for {2 * takes.count} tasks of {takes.task.cpu_units} CPU"
            f" units and {takes.task.memory_mib} MiB, but Auto Scaling group {on.group.name} may have"
            f" {on.maximum} x {large.instance_type}, which hold {held}{_also(beside)}; they run out of {lack.value}",
            cost=f"“{unplaced(lack)}” The deployment waits; one of CodeDeploy fails after 60 minutes.",
            fix=_fix(lack, on, beside, tasks),
        )
        return
    doubts = [f"what service {other.name} takes of the same hosts is not known" for other in beside.unclear]
    if workload.constrained:
        doubts.append("its placement constraints may leave hosts out")
    if most is UNKNOWN:
        doubts.append("auto scaling may raise its desiredCount to a number that is not known yet")
        most = 0
    largest = [Demand(task=takes.task, count=max(takes.count, most)).released(), *others]
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
        reason=f"whether {2 * takes.count} tasks find room during a release depends: {'; '.join(doubts)}",
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
