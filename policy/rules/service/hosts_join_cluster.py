"""A host joins the cluster that its user data names, whatever its capacity provider says."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from policy.finding import Findings, Undecided, Violation
from policy.reading import (
    CAPACITY_PROVIDER,
    CLUSTER_CAPACITY_PROVIDERS,
    SERVICE,
    UNKNOWN,
    Resource,
    Unknown,
    items,
    text_of,
)
from policy.rule import Options, stack_rule
from policy.stack import Leading, Stack, known, remembered
from policy.symptom import Symptom
from policy.views.clusters import cluster
from policy.views.fleets import provider_names
from policy.views.launches import auto_scaling_groups, launched_from
from policy.views.user_data import joined, joins

Cluster = Resource | str | Unknown


@stack_rule(
    remedy="Write the cluster's own name into the user data: ECS_CLUSTER=NAME in /etc/ecs/ecs.config.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.INSTALL_HANGS),
    cost="hosts start and join another cluster, or none; the tasks of the service find no host.",
)
def hosts_join_cluster(stack: Stack, options: Options) -> Findings:
    """The hosts of a capacity provider join the cluster that uses it.

    The ECS agent reads from its configuration which cluster to join, and joins `default` where nothing is said. A
    capacity provider only counts and starts hosts; with another name in their user data it starts one after the other,
    and none takes a task.

    Looks at the launch templates and configurations behind the capacity providers of clusters and services: the one
    cluster that their user data names as plain text must be the provider's. User data that names none is let through,
    since an image may bring the name, and so is a name that a script puts together.
    """
    for provider in stack.of(CAPACITY_PROVIDER):
        homes = list(_clusters(stack, provider))
        for group in known(auto_scaling_groups(stack, provider)):
            for template in launched_from(stack, group):
                yield from _judged(template, homes, provider)


def _clusters(stack: Stack, provider: Resource) -> Iterator[Cluster]:
    """The clusters that use a capacity provider."""
    for association in _associations(stack).to(provider):
        yield cluster(stack, association, "clusterName")
    for service in _services(stack).get(text_of(provider.get("name")), ()):
        yield cluster(stack, service)


@remembered
def _associations(stack: Stack) -> Leading[Resource]:
    """What gives capacity providers to clusters, by provider."""
    prop = "capacityProviders"
    return Leading(
        (one, [stack.linked(one, prop, name, CAPACITY_PROVIDER, by="name") for _, name in items(one.get(prop))])
        for one in stack.of(CLUSTER_CAPACITY_PROVIDERS)
    )


@remembered
def _services(stack: Stack) -> Mapping[str | Unknown, Sequence[Resource]]:
    """The services, by the names of their capacity providers."""
    found: dict[str | Unknown, list[Resource]] = defaultdict(list)
    for service in stack.of(SERVICE):
        for name in provider_names(service) - {UNKNOWN}:
            found[name].append(service)
    return found


def _judged(template: Resource, homes: list[Cluster], provider: Resource) -> Findings:
    name = joined(template)
    if not name or not homes or any(joins(template, home) for home in homes):
        return
    names = [home.get("name") if isinstance(home, Resource) else home for home in homes]
    if UNKNOWN in names:
        yield Undecided(
            resource=template,
            path="userData",
            reason=f"it names cluster {name}, and which one uses {provider.name} is not known yet",
        )
        return
    yield Violation(
        resource=template,
        path="userData",
        wrong=f"its hosts join cluster {name}, and capacity provider {provider.name} is of"
        f" {', '.join(sorted(set(map(str, names))))}",
        fix=f"set ECS_CLUSTER to {names[0]}.",
    )
