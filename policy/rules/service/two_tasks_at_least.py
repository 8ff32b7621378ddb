"""One task is one host and one zone: whatever takes it away takes the service away."""

from collections import defaultdict
from collections.abc import Mapping

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.scaling import scalable_targets

ENOUGH = 2


@stack_rule(
    level="advisory",
    remedy="Set desiredCount, or the scalable target's minCapacity, to 2 or more.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html",
    severity="medium",
    symptoms=(Symptom.UNANSWERED,),
    cost="when the task, its host or its zone is lost, nobody is served until another task is healthy.",
)
def two_tasks_at_least(stack: Stack, options: Options) -> Findings:
    """A service behind a load balancer has two tasks or more.

    Between releases a single task is all there is: when it dies, or its host or its zone does, every request
    fails until ECS has noticed and another task has started.

    Looks at services with a load balancer; a worker that nobody waits for may run alone. Where Auto Scaling scales
    the service its minCapacity counts, as the service comes down to it in a quiet hour, and otherwise
    desiredCount. A count of 0 is let through, as the service is switched off, and so are daemons.
    """
    targets = _targets(stack)
    for service in stack.of(SERVICE):
        entries = service.get("loadBalancers", default=[])
        scheduling = service.get("schedulingStrategy", default="REPLICA")
        if entries == [] or scheduling == "DAEMON":
            continue
        counted = [(target, "minCapacity") for target in targets.get(service.urn, [])] or [(service, "desiredCount")]
        for resource, path in counted:
            count = whole(resource.get(path, default=0))
            if count == 1 and not ({path, "*"} & resource.ignored) and UNKNOWN not in (entries, scheduling):
                yield Violation(
                    resource=resource,
                    path=path,
                    wrong=f"1: service {service.name} has a single task",
                    fix=f"set {path} to {ENOUGH} or more.",
                )
            elif count == 1 or count is UNKNOWN:
                yield Undecided(
                    resource=resource,
                    path=path,
                    reason=f"how many tasks service {service.name} has, or for what, is not known from this program",
                )


def _targets(stack: Stack) -> Mapping[str, list[Resource]]:
    """The scalable targets of each service, by its URN."""
    targets: dict[str, list[Resource]] = defaultdict(list)
    for target, services in scalable_targets(stack):
        if not isinstance(services, Unknown) and len(services) == 1:
            targets[services[0].urn].append(target)
    return targets
