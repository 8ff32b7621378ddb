"""A target group belongs to a load balancer from the moment a listener forwards to it, and ECS looks at that."""

from model.texts.ecs import TARGET_GROUP_UNUSED
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, LISTENER_RULE, SERVICE, UNKNOWN, items
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.topology import forwards, target_groups


@stack_rule(
    level="advisory",
    remedy="Add the listener, or the listener rule, to depends_on of the service.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html",
    severity="medium",
    symptoms=(Symptom.REFUSED,),
    cost=f"where the service comes first, {TARGET_GROUP_UNUSED.quote()}; the next `pulumi up` may work.",
)
def service_waits_for_listener(stack: Stack, options: Options) -> Findings:
    """A service comes after a listener or a rule that forwards to its target group.

    ECS refuses a service whose target group no load balancer has. A service refers to its target group and to
    nothing that forwards there, so Pulumi makes it beside the listener, and which of the two is first is chance.

    Looks at the target groups of services to which a listener or a rule of the program forwards: one of these must
    be there first, by `depends_on` or by a value, also by way of other resources. What a service with ECS's own
    strategy names as its rules it waits for anyway.
    """
    ways = {way: [linked for _, linked in forwards(stack, way)] for way in stack.of(LISTENER, LISTENER_RULE)}
    for service in stack.of(SERVICE):
        before = stack.before(service)
        for index, entry in items(service.get("loadBalancers")):
            for path, linked in target_groups(stack, service, entry):
                if linked is UNKNOWN or not linked:
                    continue
                leading = [
                    way
                    for way, links in ways.items()
                    if any(set(one) & set(linked) for one in links if one is not UNKNOWN)
                ]
                unclear = [way for way, links in ways.items() if UNKNOWN in links]
                if before & {*leading, *unclear}:
                    continue
                where = f"loadBalancers[{index}].{path}"
                if leading:
                    yield Violation(
                        resource=service,
                        path=where,
                        wrong=f"the service does not wait for {leading[0].name}, which forwards to {linked[0].name}",
                        fix=f"add {leading[0].name} to depends_on of the service.",
                    )
                elif unclear:
                    reason = (
                        f"whether {unclear[0].name} forwards to it, for which the service should wait, is not known"
                    )
                    yield Undecided(resource=service, path=where, reason=reason)
