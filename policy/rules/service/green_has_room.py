"""Blue and green run at the same time, so hosts must hold a service twice."""

from model.capacity import Demand
from policy.finding import Findings, Undecided
from policy.reading import UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.demands import most_tasks, neighbours, workloads
from policy.views.fleets import NotStated
from policy.views.room import Update, judged
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
        most = most_tasks(stack, service)
        update = Update("a release", Demand.released)
        yield from judged(workload, update, takes, most, on, neighbours(workload, on, everyone))
