"""A target that is taken out has requests to answer."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.topology import deployers, groups_of

DEFAULT_SECONDS = 300
"""What AWS takes where a program says nothing."""


@stack_rule(
    level="advisory",
    remedy="Set deregistrationDelay to the longest that a request takes, and to 5 at least.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html",
    severity="medium",
    symptoms=(Symptom.ERRORS_IN_SHIFT,),
    cost="every task that ends cuts off the requests that it was answering, in each release and whenever tasks get"
    " fewer: users see errors that no log of the service has.",
)
def deregistration_delayed(stack: Stack, options: Options) -> Findings:
    """A target group lets its targets finish what they are answering.

    When a task ends, ECS takes it out of its target group, and waits until the deregistration delay is over before it
    stops the container. With 0, which makes tests quick, the load balancer closes the connections at once.

    Looks at all target groups of services, and at the pairs of their deployment groups. Any delay but 0 is let
    through, since only the service knows how long its requests take.
    """
    deployed_by = deployers(stack)
    groups = [linked for service in stack.of(SERVICE) for _, _, linked in groups_of(stack, service, deployed_by)]
    for group in known(*groups):
        seconds = whole(group.declared("deregistrationDelay", default=DEFAULT_SECONDS))
        if seconds is UNKNOWN:
            yield Undecided(resource=group, path="deregistrationDelay", reason="it is not known yet")
        elif seconds == 0:
            yield Violation(
                resource=group,
                path="deregistrationDelay",
                wrong="0, so requests in flight are cut off",
                fix="set the seconds that the longest request takes, such as 30.",
            )
