"""A rolling update that may end no old task first needs room for one more."""

from dataclasses import replace

from model.capacity import Demand
from model.percents import can_move, room
from model.strategy import Strategy
from policy.finding import Findings
from policy.reading import whole
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.demands import most_tasks, neighbours, workloads
from policy.views.fleets import Fleet
from policy.views.room import Update, judged
from policy.views.strategies import released_by

MINIMUM, MAXIMUM = "deploymentMinimumHealthyPercent", "deploymentMaximumPercent"
WAITS = "The update stands still until somebody makes room, or its circuit breaker gives it up."


@stack_rule(
    remedy=f"Lower {MINIMUM} so that ECS may end an old task first, or have room for one task more.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.SLOW),
    cost=f"new tasks find no host. {WAITS}",
)
def rolling_has_room(stack: Stack, options: Options) -> Findings:
    """The hosts of a rolling service have room for the first step of an update.

    With AWS's default of 100 % to 200 % ECS ends no old task before a new one is healthy. On hosts that the service
    fills, the first new task finds none, and nothing goes on. With 50 % an old task goes first, and its place is free.

    Follows services that ECS rolls to their hosts, as `green-has-room` does those of blue/green. As many tasks must fit
    at once as run in the end, and one more than must keep running. Stops only what cannot be placed however ECS goes
    about it; is undecided where the hosts are known, and whether they are enough is not. Daemons, services without
    tasks, and percentages that let no task move, which is `percent-can-move`'s, are let through, and so are hosts that
    the program does not show.
    """
    everyone = workloads(stack)
    for workload in everyone:
        service, on, takes = workload.service, workload.on, workload.takes
        if workload.daemon or not isinstance(on, Fleet) or not isinstance(takes, Demand):
            continue
        low, high = (whole(service.get(prop, default=percent)) for prop, percent in ((MINIMUM, 100), (MAXIMUM, 200)))
        rolls = released_by(service, {Strategy.ROLLING}) is True
        if not rolls or not isinstance(low, int) or not isinstance(high, int) or not can_move(takes.count, low, high):
            continue

        def at_once(demand: Demand, low: int = low) -> Demand:
            return replace(demand, count=room(demand.count, low) if demand.count else 0)

        update = Update("a step of an update", at_once, WAITS)
        yield from judged(workload, update, takes, most_tasks(stack, service), on, neighbours(workload, on, everyone))
