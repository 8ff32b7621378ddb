"""Whether the tasks of a service run on Fargate."""

from model.fargate import FARGATE_PROVIDERS
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown
from policy.stack import Stack, known
from policy.views.fleets import associations, provider_names
from policy.views.topology import task_definitions

STRATEGY, DEFAULT_STRATEGY = "capacityProviderStrategies", "defaultCapacityProviderStrategies"


def on_fargate(stack: Stack, service: Resource) -> bool | Unknown:
    """By its launch type, its strategy or its cluster's, or because its task definition is for nothing else."""
    definitions = known(task_definitions(stack, service))
    if definitions and all(one.get("requiresCompatibilities") == ["FARGATE"] for one in definitions):
        return True
    launch_type = service.declared("launchType")
    if launch_type is not UNKNOWN and launch_type:
        return launch_type == "FARGATE"
    names = provider_names(service, STRATEGY)
    for association in associations(stack, service) if not names else ():
        names |= provider_names(association, DEFAULT_STRATEGY)
    if names and UNKNOWN not in names:
        return names <= set(FARGATE_PROVIDERS)
    return UNKNOWN if names or launch_type is UNKNOWN else False


def fargate_services(stack: Stack) -> list[Resource]:
    """The services whose tasks surely run on Fargate."""
    return [service for service in stack.of(SERVICE) if on_fargate(stack, service) is True]
