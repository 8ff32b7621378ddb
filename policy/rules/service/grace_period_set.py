"""Without a grace period a slow starter is killed before it can answer, again and again."""

from model.texts.codedeploy import NOT_HEALTHY
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, whole
from policy.rule import Option, Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import moves_traffic

GRACE = "healthCheckGracePeriodSeconds"
AWS_MAXIMUM = 2_147_483_647


@resource_rule(
    SERVICE,
    level="advisory",
    remedy=f"Set {GRACE} to the time that a container needs until it answers its health check, such as 60.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
    severity="medium",
    symptoms=(Symptom.UNHEALTHY, Symptom.INSTALL_HANGS),
    cost=f"the new tasks are killed while they start, and the release ends after an hour with {NOT_HEALTHY.quote()}",
    options=(
        Option(
            name="minSeconds",
            description="The shortest grace period that is enough.",
            default=1,
            minimum=1,
            maximum=AWS_MAXIMUM,
        ),
    ),
)
def grace_period_set(service: Resource, options: Options) -> Findings:
    """A blue/green service behind a load balancer gives its tasks time to start.

    ECS stops a task that its load balancer finds unhealthy, and starts another. Without a grace period, which is
    AWS's default, that begins with the first failed checks: a container that starts more slowly than its health
    check allows never gets to answer, and the new tasks never become healthy.

    Looks at services that CodeDeploy or one of ECS's own blue/green, linear and canary strategies releases, and
    that have a load balancer. It only warns, as a container that starts quickly needs no grace period: raise
    `minSeconds` to what yours need. Rolling services are let through: there a task that dies early holds up one
    step of the update, and the circuit breaker is there to end it.
    """
    entries = service.get("loadBalancers", default=[])
    grace = whole(service.get(GRACE, default=0))
    moves = moves_traffic(service)
    least = options["minSeconds"]
    if entries == [] or moves is False or grace is None or (isinstance(grace, int) and grace >= least):
        return
    if UNKNOWN in (entries, moves, grace):
        yield Undecided(
            resource=service,
            path=GRACE,
            reason="it, the load balancers or the kind of release is not known yet",
        )
    else:
        yield Violation(
            resource=service,
            path=GRACE,
            wrong=f"{grace} seconds, less than the {least} required" if grace else "no grace period is set",
            fix=f"set it to the time that a container needs until it answers, such as {max(60, least)}.",
        )
