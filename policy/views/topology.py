"""Who releases what: services, their task definitions, target groups, deployment groups, and the way in to them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from policy.reading import (
    DEPLOYMENT_GROUP,
    LISTENER,
    LISTENER_RULE,
    LOAD_BALANCER,
    SERVICE,
    TARGET_GROUP,
    TASK_DEFINITION,
    UNKNOWN,
    Resource,
    Unknown,
    items,
    read,
    whole,
)
from policy.stack import Leading, Linked, Stack, known, remembered
from policy.views.clusters import cluster_name
from policy.views.release import for_ecs
from policy.views.strategies import native

Route = Literal["production", "test"]
ROUTES: Sequence[Route] = ("production", "test")
# What a deployment group, and a service with ECS's own strategy, call them.
_OF_GROUP = {"production": "prodTrafficRoute", "test": "testTrafficRoute"}
_OF_SERVICE = {"production": "productionListenerRule", "test": "testListenerRule"}


def task_definitions(stack: Stack, service: Resource) -> Linked:
    """The task definition of a service, which names it by ARN, by family and revision, or by family.

    Matching the family is enough, and right after a release: then the service runs a revision that the
    program may not know. Several, when the program keeps several revisions and does not say which.
    """
    value = service.get("taskDefinition")
    if not isinstance(value, str):
        return stack.linked(service, "taskDefinition", value, TASK_DEFINITION, by="arn")
    exact = stack.linked(service, "taskDefinition", value, TASK_DEFINITION, by="arn")
    family = value.rpartition("/")[2].partition(":")[0]
    return exact or stack.linked(service, "taskDefinition", family, TASK_DEFINITION, by="family")


def target_groups(stack: Stack, service: Resource, entry: object) -> list[tuple[str, Linked]]:
    """The target groups of one of the service's `loadBalancers`, each with its path inside the entry.

    A service with ECS's own blue/green strategy names two, any other names one.
    """
    paths = [("targetGroupArn",), ("advancedConfiguration", "alternateTargetGroupArn")]
    return [
        (".".join(path), stack.linked(service, "loadBalancers", arn, TARGET_GROUP, by="arn"))
        for path in paths
        if (arn := read(entry, *path)) is not None
    ]


def pair(stack: Stack, group: Resource) -> list[tuple[str, Linked]]:
    """The two target groups of a deployment group, each with its path; empty when it is not one for ECS."""
    path = "loadBalancerInfo.targetGroupPairInfo.targetGroups"
    return [
        (f"{path}[{index}]", stack.linked(group, "loadBalancerInfo", read(one, "name"), TARGET_GROUP, by="name"))
        for index, one in items(group.get(*path.split(".")))
    ]


def routes(stack: Stack, group: Resource, which: Sequence[Route] = ROUTES) -> list[tuple[str, Linked]]:
    """The listeners of a deployment group, each with its path: production's, test's, or of both.

    In a first preview nothing says which of its two listeners is which but their ports; see `_apart`.
    """
    return [(path, linked) for path, _, linked in _routes(stack, group, which)]


def forwarders_of(
    stack: Stack, group: Resource, which: Sequence[Route] = ROUTES
) -> Iterator[tuple[str, Linked, list[Resource]]]:
    """`routes`, each with its listeners and the rules on them: all that a release of the deployment group may move.

    The program may have rules on a listener that it does not have itself, as of a shared load balancer.
    """
    for path, arn, linked in _routes(stack, group, which):
        found = known(linked)
        ways = [way for listener in found for way in (listener, *rules_on(stack, listener))]
        if not found and arn is not UNKNOWN:
            ways = list(stack.having(LISTENER_RULE, "listenerArn", arn))
        yield path, linked, ways


def listener_rules(
    stack: Stack, service: Resource, entry: object, which: Sequence[Route] = ROUTES
) -> list[tuple[str, Linked]]:
    """The rules through which one of the service's `loadBalancers` gets its traffic, each with its path inside it.

    Only a service with ECS's own blue/green strategy names them. Behind a Network Load Balancer, which has no
    rules, it names listeners. The provider reads one back as empty that is not set.
    """
    found: list[tuple[str, Linked]] = []
    for route in which:
        arn = read(entry, "advancedConfiguration", _OF_SERVICE[route])
        if arn not in (None, ""):
            rules = stack.linked(service, "loadBalancers", arn, LISTENER_RULE, by="arn")
            listeners = stack.linked(service, "loadBalancers", arn, LISTENER, by="arn")
            linked = listeners if rules is UNKNOWN else rules or listeners
            path = f"advancedConfiguration.{_OF_SERVICE[route]}"
            found.append((path, _apart(stack, linked, route) if arn is UNKNOWN else linked))
    return found


def listeners(stack: Stack, way: Resource) -> Linked:
    """The listener of a rule; a listener is its own."""
    if way.type == LISTENER:
        return (way,)
    return stack.linked(way, "listenerArn", way.get("listenerArn"), LISTENER, by="arn")


def balancers(stack: Stack, listener: Resource) -> Linked:
    """The load balancer of a listener."""
    return stack.linked(listener, "loadBalancerArn", listener.get("loadBalancerArn"), LOAD_BALANCER, by="arn")


@remembered
def rules_leading(stack: Stack) -> Leading[Resource]:
    """Every rule, by its listener."""
    return Leading((rule, [listeners(stack, rule)]) for rule in stack.of(LISTENER_RULE))


def rules_on(stack: Stack, listener: Resource) -> tuple[Resource, ...]:
    """The rules of a listener that the program has."""
    return rules_leading(stack).to(listener)


def rules_beside(stack: Stack, way: Resource) -> tuple[Resource, ...]:
    """The rules that may be on the listener of this rule, or on this listener."""
    own = listeners(stack, way)
    return stack.of(LISTENER_RULE) if own is UNKNOWN else rules_leading(stack).perhaps_to(*own)


def actions(way: Resource) -> str:
    """The property that says what a listener or a rule does with a request."""
    return "defaultActions" if way.type == LISTENER else "actions"


@remembered
def forwards(stack: Stack, way: Resource) -> tuple[tuple[str, Linked], ...]:
    """The target groups that a listener or a rule forwards to, with whatever weight, each with its path.

    Unknown actions are one unknown target group, and so is a forward without any: where the program has named
    one by `targetGroupArn`, and a release has left two, the provider reads back neither.
    """
    return tuple(_forwards(stack, way))


def _forwards(stack: Stack, way: Resource) -> Iterator[tuple[str, Linked]]:
    prop = actions(way)
    for index, action in items(way.get(prop)):
        path = f"{prop}[{index}]"
        kind = read(action, "type", default="")
        if kind is UNKNOWN or str(kind).lower() == "forward":
            arns = [(f"{path}.targetGroupArn", read(action, "targetGroupArn"))]
            arns += [
                (f"{path}.forward.targetGroups[{place}].arn", read(group, "arn"))
                for place, group in items(read(action, "forward", "targetGroups"))
            ]
            named = [(where, arn) for where, arn in arns if arn not in (None, "")]
            for where, arn in named or [(path, UNKNOWN)]:
                yield where, stack.linked(way, prop, arn, TARGET_GROUP, by="arn")


@remembered
def ways_leading(stack: Stack) -> Leading[Resource]:
    """Every listener and rule, by the target groups that it forwards to, with whatever weight."""
    return Leading((way, [linked for _, linked in forwards(stack, way)]) for way in stack.of(LISTENER, LISTENER_RULE))


@remembered
def pairs(stack: Stack) -> tuple[tuple[Resource, Sequence[tuple[str, Linked]]], ...]:
    """Every two target groups that take turns, with their paths in the resource that says so.

    It is a deployment group, or a service with ECS's own blue/green strategy.
    """
    return tuple(_pairs(stack))


def _pairs(stack: Stack) -> Iterator[tuple[Resource, list[tuple[str, Linked]]]]:
    for group in deployment_groups(stack):
        yield group, pair(stack, group)
    for service in stack.of(SERVICE):
        for index, entry in items(service.get("loadBalancers")) if native(service) is not False else ():
            if read(entry, "advancedConfiguration") is not None:
                groups = target_groups(stack, service, entry)
                yield service, [(f"loadBalancers[{index}].{path}", linked) for path, linked in groups]


@remembered
def deployers(stack: Stack) -> Mapping[str, Sequence[Resource]]:
    """The deployment groups of each service, by its URN."""
    found: dict[str, list[Resource]] = defaultdict(list)
    for group in deployment_groups(stack):
        released = services(stack, group)
        for service in known(released):
            found[service.urn].append(group)
    return found


def groups_of(
    stack: Stack, service: Resource, deployed_by: Mapping[str, Sequence[Resource]]
) -> Iterator[tuple[Resource, str, Linked]]:
    """Every target group that tasks of the service come to stand in, with the resource and the path that say so.

    These are its own ones, and the pairs of its deployment groups: `deployed_by` is what `deployers` gives.
    """
    for index, entry in items(service.get("loadBalancers")):
        for path, linked in target_groups(stack, service, entry):
            yield service, f"loadBalancers[{index}].{path}", linked
    for group in deployed_by.get(service.urn, ()):
        for path, linked in pair(stack, group):
            yield group, path, linked


def services(stack: Stack, group: Resource) -> Linked:
    """The service that a deployment group releases. Several, when the program does not say which."""
    found = stack.linked(group, "ecsService", group.get("ecsService", "serviceName"), SERVICE, by="name")
    home = group.get("ecsService", "clusterName")
    if found is UNKNOWN or home is UNKNOWN:
        return found
    referred = group.edges.get("ecsService", frozenset())
    return tuple(one for one in found if one.urn in referred or cluster_name(stack, one) in (home, UNKNOWN))


@remembered
def deployment_groups(stack: Stack) -> tuple[Resource, ...]:
    """The deployment groups for ECS."""
    return tuple(group for group in stack.of(DEPLOYMENT_GROUP) if for_ecs(group))


def _routes(stack: Stack, group: Resource, which: Sequence[Route]) -> Iterator[tuple[str, object, Linked]]:
    for route in which:
        path = f"loadBalancerInfo.targetGroupPairInfo.{_OF_GROUP[route]}.listenerArns"
        for index, arn in items(group.get(*path.split("."))):
            linked = stack.linked(group, "loadBalancerInfo", arn, LISTENER, by="arn")
            yield f"{path}[{index}]", arn, _apart(stack, linked, route) if arn is UNKNOWN else linked


def _apart(stack: Stack, ways: Linked, route: Route) -> Linked:
    """Of the production and the test listener, or of their rules, those of one route, whose ARN is unknown.

    Decided by the ARN, which is the unknown one's if only one is unknown; then by the port, where one of two is
    on 80 or 443 and the other is not. Otherwise all of them are meant.
    """
    if ways is UNKNOWN:
        return ways
    ways = tuple(way for way in ways if way.get("arn", default=UNKNOWN) is UNKNOWN) or ways
    if len(ways) != 2:
        return ways
    usual = [way for way in ways if _ports(stack, way) & {80, 443}]
    if len(usual) != 1:
        return ways
    return tuple(way for way in ways if (way in usual) == (route == "production"))


def _ports(stack: Stack, way: Resource) -> set[int | Unknown | None]:
    found = listeners(stack, way)
    return set() if found is UNKNOWN else {whole(listener.get("port")) for listener in found}
