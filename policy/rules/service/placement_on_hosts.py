"""Strategies and constraints choose among hosts; Fargate has none to choose, and a daemon takes each."""

from model.texts.ecs import DAEMON_STRATEGY, FARGATE_PLACEMENT
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.fargate import on_fargate

STRATEGIES = "orderedPlacementStrategies"
PLACEMENT = {STRATEGIES: "strategies", "placementConstraints": "constraints"}


@stack_rule(
    remedy="Remove placement strategies, placement constraints and DAEMON from services on Fargate, and strategies from"
    " daemons.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"AWS refuses the service: {FARGATE_PLACEMENT.quote()}",
)
def placement_on_hosts(stack: Stack, options: Options) -> Findings:
    """A service on Fargate, or with one task a host, leaves the placing of its tasks to ECS.

    Fargate spreads the tasks of a service over the zones of its subnets. There is no host to choose, so AWS refuses
    placement strategies and constraints, and a daemon, which is one task a host, has nothing to run on. On hosts a
    daemon runs on each that its constraints allow, and AWS refuses a strategy.

    Looks at services that run on Fargate by their launch type or capacity providers, their cluster's default ones, or
    because their task definition is for nothing else; and at daemons anywhere.
    """
    for service in stack.of(SERVICE):
        used = [prop for prop in PLACEMENT if service.get(prop, default=[]) != []]
        daemon = service.get("schedulingStrategy") == "DAEMON"
        fargate = on_fargate(stack, service) if used or daemon else False
        for prop in used if fargate is True else ():
            if service.get(prop) is UNKNOWN:
                yield Undecided(resource=service, path=prop, reason="it is not known yet, and Fargate takes none")
                continue
            yield Violation(
                resource=service,
                path=prop,
                wrong=f"it has placement {PLACEMENT[prop]}, and runs on Fargate",
                cost=f"AWS refuses the service: {FARGATE_PLACEMENT.quote(what=PLACEMENT[prop])}",
                fix="remove them; to choose zones, choose the subnets.",
            )
        if daemon and fargate is not True and STRATEGIES in used:
            if service.get(STRATEGIES) is UNKNOWN:
                yield Undecided(
                    resource=service, path=STRATEGIES, reason="it is not known yet, and a daemon takes none"
                )
            else:
                yield Violation(
                    resource=service,
                    path=STRATEGIES,
                    wrong="it has placement strategies, and is a daemon, with a task on each host",
                    cost=f"AWS refuses the service: {DAEMON_STRATEGY.quote()}.",
                    fix="remove them; constraints may stay.",
                )
        if daemon and fargate is True:
            yield Violation(
                resource=service,
                path="schedulingStrategy",
                wrong="DAEMON, and it runs on Fargate, which has no hosts",
                cost="AWS refuses the service.",
                fix="set it to REPLICA, with a desiredCount.",
            )
