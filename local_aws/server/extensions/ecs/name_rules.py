"""What ECS refuses of the names by which a service is found: Service Connect's, and those of service discovery.

Not faithful: that no endpoint of a namespace is another one's.
"""

from typing import Any

from moto.ecs.models import EC2ContainerServiceBackend
from moto.servicediscovery.models import Service, servicediscovery_backends

from local_aws.server.extensions.ecs import namespaces
from local_aws.server.extensions.patching import AwsError
from model.service_connect import NETWORK_MODES
from model.strategy import Strategy
from model.texts.ecs import (
    NO_NAMESPACE,
    NO_REGISTRY,
    PORT_NAME,
    REGISTRY_CONTAINER,
    REGISTRY_PORT,
    REGISTRY_WITHOUT_PORT,
    SERVICE_CONNECT,
    SERVICE_CONNECT_HOST,
    SERVICE_CONNECT_MEMORY,
)

Params = dict[str, Any]


def check(backend: EC2ContainerServiceBackend, params: Params, controller: str, definition: Any) -> None:
    """Raises the error that AWS answers to these members of a service."""
    connect = params.get("serviceConnectConfiguration") or {}
    if connect.get("enabled"):
        _check_connect(backend, connect, controller, definition)
    for registry in params.get("serviceRegistries") or []:
        if definition is not None:
            _check_registry(backend, registry, definition)


def _check_connect(backend: EC2ContainerServiceBackend, connect: Params, controller: str, definition: Any) -> None:
    if controller != Strategy.ROLLING.controller:
        raise AwsError.of(SERVICE_CONNECT)
    mappings = [mapping for one in definition.container_definitions for mapping in one["portMappings"]]
    names = {mapping.get("name") for mapping in mappings}
    for service in connect.get("services") or []:
        if service["portName"] not in names:
            raise AwsError.of(PORT_NAME, port_name=service["portName"])
    if definition.network_mode not in NETWORK_MODES:
        raise AwsError.of(SERVICE_CONNECT_HOST, mode=definition.network_mode)
    if not definition.memory:
        raise AwsError.of(SERVICE_CONNECT_MEMORY)
    if connect.get("namespace") and not namespaces.find(backend, connect["namespace"]):
        raise AwsError.of(NO_NAMESPACE)


def _check_registry(backend: EC2ContainerServiceBackend, registry: Params, definition: Any) -> None:
    arn, name, port = (registry.get(key) for key in ("registryArn", "containerName", "containerPort"))
    services = servicediscovery_backends[backend.account_id][backend.region_name].services.values()
    service = next((one for one in services if one.arn == arn), None)
    if service is None:
        raise AwsError.of(NO_REGISTRY, registry=arn)
    if definition.network_mode != "awsvpc" and not (name and port):
        raise AwsError.of(REGISTRY_PORT, registry=arn)
    if definition.network_mode == "awsvpc" and "SRV" not in _records(service):
        for member in ("port", "containerPort", "containerName"):
            if registry.get(member):
                raise AwsError.of(REGISTRY_WITHOUT_PORT, member=member)
    if name and name not in {one["name"] for one in definition.container_definitions}:
        raise AwsError.of(REGISTRY_CONTAINER, container=name, registry=arn)


def _records(service: Service) -> set[str]:
    return {record["Type"] for record in (service.dns_config or {}).get("DnsRecords", [])}
