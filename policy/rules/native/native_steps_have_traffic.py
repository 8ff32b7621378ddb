"""Steps are steps of traffic; without any to move they are waits."""

from model.strategy import Strategy
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, flag
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import native_strategy


@resource_rule(
    SERVICE,
    level="advisory",
    remedy="Give the service a load balancer or Service Connect, or set strategy BLUE_GREEN or ROLLING.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html",
    severity="low",
    symptoms=(Symptom.SLOW, Symptom.NOT_STOPPED),
    cost="no share of the requests tries the new tasks first: they all work at once, and the steps only take time.",
)
def native_steps_have_traffic(service: Resource, options: Options) -> Findings:
    """A service whose traffic moves in steps has traffic that ECS can move.

    ECS moves requests of a load balancer and of Service Connect. A worker that takes its tasks from a queue has
    neither: with LINEAR or CANARY its new tasks take their full share of the queue as soon as they run.

    Looks at services with strategy LINEAR or CANARY without an entry in loadBalancers and without Service Connect.
    """
    strategy = native_strategy(service)
    entries, connect = service.get("loadBalancers"), flag(service.get("serviceConnectConfiguration", "enabled"))
    if strategy in (None, Strategy.BLUE_GREEN) or entries not in (None, [], UNKNOWN) or connect is True:
        return
    if UNKNOWN in (entries, connect):
        yield Undecided(resource=service, path="loadBalancers", reason="whether it has traffic is not known yet")
    elif strategy is not UNKNOWN:
        yield Violation(
            resource=service,
            path="loadBalancers",
            wrong=f"none, and no Service Connect, while the strategy is {strategy}",
            fix="set BLUE_GREEN or ROLLING, or give it traffic that ECS can move.",
        )
