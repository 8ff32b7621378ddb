"""A service has one way to its capacity: a launch type, or capacity providers of one kind."""

from model.fargate import FARGATE_PROVIDERS
from model.texts.ecs import DAEMON_PROVIDER, LAUNCH_TYPE_AND_PROVIDER, PROVIDERS_MIXED
from policy.finding import Findings, Undecided, Violation
from policy.reading import CLUSTER_CAPACITY_PROVIDERS, SERVICE, UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom

STRATEGY = {
    SERVICE: "capacityProviderStrategies",
    CLUSTER_CAPACITY_PROVIDERS: "defaultCapacityProviderStrategies",
}


@resource_rule(
    *STRATEGY,
    remedy="Name capacity providers or a launch type, not both, and in one strategy either Fargate's or your own.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"AWS refuses it: {PROVIDERS_MIXED.quote()}",
)
def capacity_strategy_valid(resource: Resource, options: Options) -> Findings:
    """Capacity providers come without a launch type or a daemon, and Fargate's without those of hosts.

    A strategy spreads tasks over capacity providers of one kind: Fargate and Fargate Spot, or Auto Scaling groups. A
    cluster may have both kinds, but a service that overflows from hosts to Fargate is not possible. With a strategy
    the launch type goes away, also `EC2`, which is only the default where nothing is set. A daemon has a task on every
    host, whoever started it, so AWS takes no strategy for one.

    Looks at services and at the default strategies of clusters. That a daemon gets the default strategy of its cluster
    is not looked at.
    """
    prop = STRATEGY[resource.type]
    strategy = resource.get(prop)
    names = [read(entry, "capacityProvider") for _, entry in items(strategy)]
    launch_type = resource.declared("launchType")
    if names and strategy is not UNKNOWN and launch_type is not UNKNOWN and launch_type:
        yield Violation(
            resource=resource,
            path="launchType",
            wrong=f"{launch_type}, and {prop} is set too",
            cost=f"AWS refuses the service: {LAUNCH_TYPE_AND_PROVIDER.quote()}",
            fix=f"remove launchType, or {prop}.",
        )
    if names and strategy is not UNKNOWN and resource.get("schedulingStrategy") == "DAEMON":
        yield Violation(
            resource=resource,
            path=prop,
            wrong="it is set, and the service is a daemon",
            cost=f"AWS refuses the service: {DAEMON_PROVIDER.quote()}",
            fix="remove it, and set launchType to EC2.",
        )
    own = [name for name in names if name not in FARGATE_PROVIDERS]
    if not own or len(own) == len(names):
        return
    if own == [UNKNOWN] * len(own):
        yield Undecided(resource=resource, path=prop, reason="a capacity provider beside Fargate's is not known yet")
    else:
        yield Violation(
            resource=resource,
            path=prop,
            wrong=f"{', '.join(name for name in names if name in FARGATE_PROVIDERS)} beside"
            f" {', '.join(str(name) for name in own if name is not UNKNOWN)}",
            fix="name either Fargate's capacity providers or those of hosts; make another service for the others.",
        )
