"""Where Spot has no room, no task of Fargate takes the place of one on Spot."""

from model.spot import ON_DEMAND, SPOT
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, items, read, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom

STRATEGY = "capacityProviderStrategies"


@resource_rule(
    SERVICE,
    level="advisory",
    remedy="Name FARGATE beside FARGATE_SPOT, with a base of a task or two and a weight of its own.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
    severity="medium",
    symptoms=(Symptom.PENDING, Symptom.INSTALL_HANGS, Symptom.UNANSWERED),
    cost="in an hour of much demand AWS takes the tasks back with two minutes' warning and starts no others: nobody is"
    " served, and a release waits for tasks that do not start.",
)
def spot_beside_on_demand(service: Resource, options: Options) -> Findings:
    """A service behind a load balancer has tasks on Fargate beside those on Fargate Spot.

    Spot is what others leave. When there is none, the service tries again until there is, and no on-demand task takes
    the place; both sides of a release need it at the same time.

    Looks at services with a load balancer that name FARGATE_SPOT. A FARGATE with a weight of 0 counts as none, since
    ECS places nothing with it. Workers without a load balancer are let through, as they can wait.
    """
    shares = [entry for _, entry in items(service.get(STRATEGY))]
    names = [entry if entry is UNKNOWN else read(entry, "capacityProvider") for entry in shares]
    balanced = service.get("loadBalancers", default=[])
    if SPOT not in names or balanced == []:
        return
    weights = [whole(read(one, "weight", default=0)) for one in shares if read(one, "capacityProvider") == ON_DEMAND]
    if any(weight is not UNKNOWN and weight for weight in weights):
        return
    if UNKNOWN in (*weights, *names, balanced):
        yield Undecided(resource=service, path=STRATEGY, reason="whether tasks run on demand, too, is not known yet")
    else:
        yield Violation(
            resource=service,
            path=STRATEGY,
            wrong=f"all tasks are on {SPOT}" + (f", as {ON_DEMAND} has a weight of 0" if weights else ""),
            fix=f"add {ON_DEMAND} with a base and a weight, such as 1 and 1.",
        )
