"""A grace period is for health checks; without any it is at best of no use."""

from model.texts.ecs import GRACE_WITHOUT_LOAD_BALANCER
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.containers import containers
from policy.views.topology import task_definitions

GRACE = "healthCheckGracePeriodSeconds"
CHECKED_BY = ("loadBalancers", "vpcLatticeConfigurations")


@stack_rule(
    level="advisory",
    remedy=f"Remove {GRACE} from services that nothing checks.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
    severity="low",
    symptoms=(Symptom.REFUSED,),
    cost=f"AWS may refuse the service: {GRACE_WITHOUT_LOAD_BALANCER.quote()}",
)
def grace_period_used(stack: Stack, options: Options) -> Findings:
    """A service with a grace period has health checks that it is for.

    It was for load balancers alone, and AWS refused it on a service without: a service that lost its load balancer, or
    a module that sets it for all. Lately it also holds for VPC Lattice and for health checks of containers, and AWS's
    documentation calls it unused where there are none; so this only warns.

    Looks at services that set more than 0 seconds, with neither a load balancer nor VPC Lattice, whose containers the
    program shows, and none of which has a healthCheck.
    """
    for service in stack.of(SERVICE):
        seconds = whole(service.declared(GRACE))
        checked_by = [service.declared(prop, default=[]) for prop in CHECKED_BY]
        inside = [containers(definition) for definition in known(task_definitions(stack, service))]
        if seconds in (None, 0) or any(value not in ([], UNKNOWN) for value in checked_by) or not inside:
            continue
        found = [container for one in inside if one is not UNKNOWN for container in one]
        if any(container.get("healthCheck") is not None for container in found):
            continue
        if UNKNOWN in (seconds, *checked_by, *inside):
            yield _undecided(service)
        else:
            yield Violation(
                resource=service,
                path=GRACE,
                wrong=f"{seconds} seconds, and neither a load balancer nor a container has a health check",
                fix="remove it, or add the load balancer.",
            )


def _undecided(service: Resource) -> Undecided:
    reason = "whether the service has health checks that it is for is not known yet"
    return Undecided(resource=service, path=GRACE, reason=reason)
