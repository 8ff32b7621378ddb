"""Task definitions and launch settings as the model has them."""

from typing import Any

from app.faults import Faults
from local_aws.server.extensions.ecs import overrides
from local_aws.server.extensions.ecs.requirements import requirements_of
from model.fargate import FARGATE_PROVIDERS
from model.moving.containers import AT_ONCE, Start, start
from model.moving.launch import Launch, Place
from model.moving.revision import Revision

SETTINGS = (
    "launchType",
    "capacityProviderStrategy",
    "platformVersion",
    "platformFamily",
    "networkConfiguration",
    "loadBalancers",
    "serviceRegistries",
    "serviceConnectConfiguration",
)
"""What the API says of a service's tasks, and again of each task set and deployment."""


def revision(definition: Any, service: Any = None) -> Revision:
    """Of a service's tasks. Without a service: of tasks that are run by hand."""
    containers = definition.container_definitions
    mapped = [mapping for container in containers for mapping in container["portMappings"]]
    bridge = definition.network_mode not in ("awsvpc", "host", "none")
    return Revision(
        name=f"{definition.family}:{definition.revision}",
        requirements=requirements_of(definition, apart=_apart(service)),
        ports={
            container["name"]: frozenset(int(mapping["containerPort"]) for mapping in container["portMappings"])
            for container in containers
        },
        dynamic_ports=sum(not mapping.get("hostPort") for mapping in mapped) if bridge else 0,
        start=_start(containers),
    )


def _start(containers: list[dict[str, Any]]) -> Start:
    """FAULT_COMMAND_EXIT_CODE and FAULT_HEALTH_STATUS of a container let others wait for it in vain (app/faults.py)."""
    if not any(container.get("dependsOn") for container in containers):
        return AT_ONCE
    faults = {one["name"]: Faults.of(overrides.environment(one)) for one in containers}
    return start(
        containers,
        exit_codes={name: fault.command_exit_code for name, fault in faults.items()},
        unhealthy={name for name, fault in faults.items() if fault.health_status != Faults.health_status},
    )


def launch(settings: dict[str, Any]) -> Launch:
    """From these members of the API, as far as they are there."""
    strategy = settings.get("capacityProviderStrategy")
    if strategy:
        places = tuple(
            Place(
                provider=item["capacityProvider"],
                on_fargate=item["capacityProvider"] in FARGATE_PROVIDERS,
                base=int(item.get("base") or 0),
                weight=int(item.get("weight") or 0),
            )
            for item in strategy
        )
    else:
        places = (Place(on_fargate=settings.get("launchType") == "FARGATE"),)
    return Launch(places=places, settings={key: settings[key] for key in SETTINGS if settings.get(key)})


def _apart(service: Any) -> str:
    if service is None:
        return ""
    constraints = service.placement_constraints or []
    distinct = any(one["type"] == "distinctInstance" for one in constraints)
    return service.arn if distinct or service.scheduling_strategy == "DAEMON" else ""
