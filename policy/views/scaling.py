"""Services whose number of tasks Application Auto Scaling sets."""

from collections.abc import Iterator
from typing import Final

from policy.reading import SERVICE, UNKNOWN, Resource
from policy.stack import Linked, Stack
from policy.views.clusters import cluster_name

SCALABLE_TARGET: Final = "aws:appautoscaling/target:Target"


def scalable_targets(stack: Stack) -> Iterator[tuple[Resource, Linked]]:
    """Every scalable target that is an ECS service, with the service. Several, when the program does not say which."""
    for target in stack.of(SCALABLE_TARGET):
        if target.get("serviceNamespace") == "ecs":
            yield target, _services(stack, target)


def _services(stack: Stack, target: Resource) -> Linked:
    """The service of a `resourceId` such as `service/cluster/name`."""
    resource_id = target.get("resourceId")
    if not isinstance(resource_id, str):
        return stack.linked(target, "resourceId", UNKNOWN, SERVICE, by="name")
    path, _, name = resource_id.rpartition("/")
    cluster = path.rpartition("/")[2]
    found = stack.linked(target, "resourceId", name, SERVICE, by="name")
    if found is UNKNOWN:
        return found
    return tuple(service for service in found if cluster_name(stack, service) in (cluster, UNKNOWN))
