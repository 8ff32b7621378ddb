"""Services whose number of tasks Application Auto Scaling sets, and when it has other bounds."""

from collections.abc import Iterator
from typing import Final

from policy.reading import SERVICE, UNKNOWN, Resource
from policy.stack import Linked, Stack
from policy.views.clusters import cluster_name

SCALABLE_TARGET: Final = "aws:appautoscaling/target:Target"
SCHEDULED_ACTION: Final = "aws:appautoscaling/scheduledAction:ScheduledAction"
OF_ECS: Final = "ecs"
"""The service namespace."""


def scalable_targets(stack: Stack) -> Iterator[tuple[Resource, Linked]]:
    """Every scalable target that is an ECS service, with the service. Several, when the program does not say which."""
    for target in stack.of(SCALABLE_TARGET):
        if target.get("serviceNamespace") == OF_ECS:
            yield target, _services(stack, target)


def targets_of(stack: Stack, action: Resource) -> Linked:
    """The scalable targets that a scheduled action may be of: by its `resourceId`, else by the service in it."""
    linked = stack.linked(action, "resourceId", action.get("resourceId"), SCALABLE_TARGET, by="resourceId")
    if linked is not UNKNOWN and linked:
        return linked
    services = _services(stack, action)
    if services is UNKNOWN:
        return services
    return tuple(
        target
        for target, scaled in scalable_targets(stack)
        if scaled is not UNKNOWN and any(service in services for service in scaled)
    )


def _services(stack: Stack, scaling: Resource) -> Linked:
    """The service of a `resourceId` such as `service/cluster/name`."""
    resource_id = scaling.get("resourceId")
    if not isinstance(resource_id, str):
        return stack.linked(scaling, "resourceId", UNKNOWN, SERVICE, by="name")
    path, _, name = resource_id.rpartition("/")
    cluster = path.rpartition("/")[2]
    found = stack.linked(scaling, "resourceId", name, SERVICE, by="name")
    if found is UNKNOWN:
        return found
    return tuple(service for service in found if cluster_name(stack, service) in (cluster, UNKNOWN))
