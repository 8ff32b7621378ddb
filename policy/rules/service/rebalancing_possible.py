"""To rebalance zones ECS starts a task in one before it ends one in another; that takes room for it."""

from collections.abc import Iterator
from typing import NamedTuple

from model.texts.ecs import REBALANCING_DAEMON, REBALANCING_SPREAD
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, items, read, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom

REBALANCING, MAXIMUM = "availabilityZoneRebalancing", "deploymentMaximumPercent"
ZONE = "ecs.availability-zone"


class Obstacle(NamedTuple):
    """What rebalancing does not go with."""

    path: str
    wrong: str
    fix: str
    cost: str = ""


@resource_rule(
    SERVICE,
    remedy=f"Raise {MAXIMUM} above 100 and spread over zones first, or set {REBALANCING} to DISABLED.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html",
    severity="medium",
    symptoms=(Symptom.REFUSED,),
    cost="AWS refuses the service.",
)
def rebalancing_possible(service: Resource, options: Options) -> Findings:
    """A service that rebalances its tasks over zones has what that takes.

    When a zone has more tasks of a service than another, ECS starts one there first and ends one here then. That is not
    possible where no task more may run than desired, where each host has its task, or where something else decides on
    the zones.

    Looks at services that set `availabilityZoneRebalancing` to ENABLED: a maximum above 100 %, no DAEMON, no
    placement constraint on zones, and a first placement strategy, if any, that spreads over zones. Where nothing is
    set, AWS turns it on for the services that it fits.
    """
    if service.declared(REBALANCING) != "ENABLED":
        return
    maximum = whole(service.declared(MAXIMUM))
    if maximum is UNKNOWN:
        yield Undecided(
            resource=service, path=MAXIMUM, reason="it is not known yet, and rebalancing takes more than 100"
        )
    for path, wrong, fix, cost in _obstacles(service, maximum if isinstance(maximum, int) else 200):
        yield Violation(
            resource=service,
            path=path,
            wrong=f"{wrong}, and {REBALANCING} is ENABLED",
            cost=f"AWS refuses the service: {cost}" if cost else "",
            fix=f"{fix}, or set {REBALANCING} to DISABLED.",
        )


def _obstacles(service: Resource, maximum: int) -> Iterator[Obstacle]:
    if maximum <= 100:
        yield Obstacle(MAXIMUM, f"{maximum}: no task may start before another one has ended", "raise it above 100")
    if service.get("schedulingStrategy") == "DAEMON":
        yield Obstacle("schedulingStrategy", "DAEMON", "set it to REPLICA", REBALANCING_DAEMON.quote())
    for index, constraint in items(service.get("placementConstraints")):
        if ZONE in str(read(constraint, "expression", default="")):
            yield Obstacle(f"placementConstraints[{index}]", "it says in which zones tasks may be", "remove it")
    first = next((one for _, one in items(service.get("orderedPlacementStrategies"))), UNKNOWN)
    kind, field = read(first, "type"), read(first, "field", default="")
    if UNKNOWN not in (kind, field) and (kind, field) != ("spread", f"attribute:{ZONE}"):
        yield Obstacle(
            "orderedPlacementStrategies[0]",
            f"{kind}{f' by {field}' if field else ''} comes first",
            f"spread by attribute:{ZONE} first",
            REBALANCING_SPREAD.quote(),
        )
