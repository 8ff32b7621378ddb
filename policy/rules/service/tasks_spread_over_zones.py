"""Tasks that are packed together are lost together."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, items, read, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom

STRATEGIES = "orderedPlacementStrategies"
ZONE = "attribute:ecs.availability-zone"
# Fargate spreads by itself and takes no strategy; external machines are in no zone.
WITHOUT_ZONES = ("FARGATE", "EXTERNAL")


@resource_rule(
    SERVICE,
    level="advisory",
    remedy=f"Leave {STRATEGIES} out, or let spread over {ZONE} come first.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html",
    severity="low",
    symptoms=(Symptom.UNANSWERED,),
    cost="all tasks may run in one zone, and be gone when it is.",
)
def tasks_spread_over_zones(service: Resource, options: Options) -> Findings:
    """The tasks of a service behind a load balancer are spread over availability zones.

    Strategies are applied in their order, so what comes first decides. Packed first, the tasks of a service
    fill one host, and one zone, before the next is used.

    Looks at services with a load balancer and two tasks or more, on EC2. Without strategies ECS spreads over zones
    by itself, as it always does on Fargate. Spreading over something else first, such as hosts, still leaves room
    for zones and is let through, and so are daemons.
    """
    strategies = [one for _, one in items(service.get(STRATEGIES))]
    launch = service.get("launchType")
    entries = service.get("loadBalancers", default=[])
    scheduling = service.get("schedulingStrategy", default="REPLICA")
    count = whole(service.get("desiredCount", default=0))
    scaled = service.ignores("desiredCount")
    if not strategies or launch in WITHOUT_ZONES or entries == [] or scheduling == "DAEMON":
        return
    if count is None or (isinstance(count, int) and count < 2 and not scaled):
        return
    spread = _over_zones_first(strategies)
    if spread is True:
        return
    few = count is UNKNOWN or count < 2
    if few or UNKNOWN in (launch, entries, scheduling, spread):
        reason = "the strategies, the number of tasks or what they run on is not known from this service"
        yield Undecided(resource=service, path=STRATEGIES, reason=reason)
    else:
        first = [one for name in ("type", "field") if isinstance(one := read(strategies[0], name), str)]
        yield Violation(
            resource=service,
            path=STRATEGIES,
            wrong=f"{' '.join(first)} comes first, before any spread over zones",
            fix=f"put type spread with field {ZONE} first.",
        )


def _over_zones_first(strategies: list[object]) -> bool | Unknown:
    """Whether tasks are spread over zones before anything packs them or picks hosts at random."""
    unknown = False
    for strategy in strategies:
        kind, field = read(strategy, "type"), read(strategy, "field", default="")
        if kind is UNKNOWN:
            return UNKNOWN
        if kind != "spread":
            break
        if field is UNKNOWN:
            unknown = True
        elif str(field).lower() == ZONE:
            return True
    return UNKNOWN if unknown else False
