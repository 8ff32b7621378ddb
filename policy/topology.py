"""Who releases what: services, their task definitions, target groups and deployment groups."""

from reading import DEPLOYMENT_GROUP, SERVICE, TARGET_GROUP, TASK_DEFINITION, UNKNOWN, Resource, Unknown, items, read
from stack import Linked, Stack


def blue_green(service: Resource) -> bool | Unknown:
    """Whether releases of the service start all new tasks beside the old ones and then move the traffic.

    True under the CODE_DEPLOY controller, and under ECS's own strategies but ROLLING.
    """
    controller = service.get("deploymentController", "type", default="ECS")
    strategy = service.declared("deploymentConfiguration", "strategy", default="ROLLING")
    if controller == "CODE_DEPLOY":
        return True
    if controller is UNKNOWN or strategy is UNKNOWN:
        return UNKNOWN
    return controller == "ECS" and strategy != "ROLLING"


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


def services(stack: Stack, group: Resource) -> Linked:
    """The service that a deployment group releases. Several, when the program does not say which."""
    found = stack.linked(group, "ecsService", group.get("ecsService", "serviceName"), SERVICE, by="name")
    if found is UNKNOWN or len(found) < 2:
        return found
    cluster = group.get("ecsService", "clusterName")
    return tuple(service for service in found if _cluster_name(service) == cluster) or found


def deployment_groups(stack: Stack) -> tuple[Resource, ...]:
    """The deployment groups for ECS; those for servers and functions have no `ecsService`."""
    return tuple(group for group in stack.of(DEPLOYMENT_GROUP) if group.get("ecsService") is not None)


def _cluster_name(service: Resource) -> str | Unknown:
    cluster = service.get("cluster", default="default")
    return cluster if cluster is UNKNOWN else cluster.rpartition("/")[2]
