"""A capacity provider is of use to a service once it is associated with its cluster."""

from collections.abc import Sequence
from typing import Any

from model.texts.ecs import PROVIDER_NOT_OF_CLUSTER
from policy.finding import Findings, Undecided, Violation
from policy.reading import CLUSTER_CAPACITY_PROVIDERS, SERVICE, UNKNOWN, Resource, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, remembered
from policy.symptom import Symptom
from policy.views.clusters import cluster
from policy.views.fleets import associations

STRATEGY, DEFAULT_STRATEGY = "capacityProviderStrategies", "defaultCapacityProviderStrategies"
PROVIDERS = "capacityProviders"


@stack_rule(
    remedy="Name the capacity provider in capacityProviders of the cluster's ClusterCapacityProviders.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"AWS refuses the service: {PROVIDER_NOT_OF_CLUSTER.quote()}",
)
def capacity_provider_on_cluster(stack: Stack, options: Options) -> Findings:
    """The capacity providers of a service are those of its cluster.

    A capacity provider is made without a cluster and associated with it by a resource of its own. That goes for
    FARGATE and FARGATE_SPOT as well, which nobody makes.

    Looks at services whose cluster is the program's, and at the default strategies of clusters. A cluster without any
    ClusterCapacityProviders in the program has no capacity providers.
    """
    for association in stack.of(CLUSTER_CAPACITY_PROVIDERS):
        there = [name for _, name in items(association.get(PROVIDERS))]
        yield from _missing(association, DEFAULT_STRATEGY, there, association.name)
    for service in () if _somewhere(stack) else stack.of(SERVICE):
        home = cluster(stack, service)
        if not isinstance(home, Resource):
            continue
        there = [name for one in associations(stack, service) for _, name in items(one.get(PROVIDERS))]
        yield from _missing(service, STRATEGY, there, f"cluster {home.name}")


@remembered
def _somewhere(stack: Stack) -> bool:
    """Whether nobody knows yet of which cluster one of the associations is."""
    return any(
        one.get("clusterName") is UNKNOWN and not isinstance(cluster(stack, one, "clusterName"), Resource)
        for one in stack.of(CLUSTER_CAPACITY_PROVIDERS)
    )


def _missing(user: Resource, prop: str, there: Sequence[Any], whose: str) -> Findings:
    for index, entry in items(user.get(prop)):
        name = read(entry, "capacityProvider")
        path = f"{prop}[{index}].capacityProvider"
        if name is UNKNOWN or name in there:
            continue
        if UNKNOWN in there:
            yield Undecided(resource=user, path=path, reason=f"not all capacity providers of {whose} are known yet")
        else:
            yield Violation(
                resource=user,
                path=path,
                wrong=f"{name}, which is none of the capacity providers of {whose}"
                + (f": {', '.join(map(str, there))}" if there else ", as it has none"),
                fix=f"add {name} to {PROVIDERS} of the cluster's ClusterCapacityProviders.",
            )
