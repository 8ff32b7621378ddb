"""What ECS has in Cloud Map: the services that it makes there for Service Connect, and its tasks as instances.

Tasks are instances as long as they run, which is looked up whenever somebody asks. Not faithful: green tasks are
instances like blue ones from their start, and with Service Connect on a bridge network the port is the container's own,
where AWS has the proxy's.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from moto.ec2.models import ec2_backends
from moto.ecs.models import EC2ContainerServiceBackend, ecs_backends
from moto.servicediscovery.models import Namespace, Service, ServiceInstance, servicediscovery_backends

from local_aws.server.extensions.ecs import task_network
from local_aws.server.extensions.ecs.tasks import Task

Params = Mapping[str, Any]


def find(backend: EC2ContainerServiceBackend, named: str) -> Namespace | None:
    """The namespace with this ARN or this name."""
    there = servicediscovery_backends[backend.account_id][backend.region_name].namespaces.values()
    return next((one for one in there if named in (one.arn, one.name)), None)


def connect(backend: EC2ContainerServiceBackend, service: Any) -> None:
    """The endpoints of a service are services of its namespace, as long as it has them."""
    cloud_map = servicediscovery_backends[backend.account_id][backend.region_name]
    configuration = service.service_connect_configuration or {}
    namespace = find(backend, configuration.get("namespace") or "")
    wanted = _endpoints(configuration) if namespace and service.status == "ACTIVE" else {}
    made: dict[str, str] = vars(service).setdefault("endpoints", {})
    for gone in made.keys() - wanted.keys():
        cloud_map.services.pop(made.pop(gone), None)
    for new in wanted.keys() - made.keys():
        made[new] = cloud_map.create_service(
            name=new,
            namespace_id=namespace.id if namespace else "",
            creator_request_id="",
            description="",
            dns_config={},
            health_check_config={},
            health_check_custom_config={},
            tags=[],
            service_type="HTTP",
        ).id


def instances(found: Service) -> list[ServiceInstance]:
    """The tasks that are registered in a service of Cloud Map."""
    backend = ecs_backends[found.account_id][found.arn.split(":")[3]]
    make: Any = ServiceInstance
    return [
        make(found.id, task.moving.id, attributes=_attributes(backend, service, task, *place))
        for service in backend.services.values()
        if _registers(service, found)
        for task in _running(backend, service)
        for place in _places(backend, service, found, task)
    ]


def _endpoints(configuration: Params) -> dict[str, Params]:
    """Of Service Connect, by their names in Cloud Map."""
    offered = configuration.get("services") or [] if configuration.get("enabled") else []
    return {one.get("discoveryName") or one["portName"]: one for one in offered}


def _registers(service: Any, found: Service) -> bool:
    registries = [one["registryArn"] for one in service.service_registries or []]
    return found.arn in registries or found.id in vars(service).get("endpoints", {}).values()


def _running(backend: EC2ContainerServiceBackend, service: Any) -> Iterator[Task]:
    kept: Any = backend.tasks.get(service.cluster_name, {})
    return (one for one in kept.values() if one.group == f"service:{service.name}" and one.last_status == "RUNNING")


def _places(backend: EC2ContainerServiceBackend, service: Any, found: Service, task: Task) -> Iterator[tuple[str, int]]:
    """Container and port of the task; no port where A records are enough."""
    for one in service.service_registries or []:
        if one["registryArn"] == found.arn:
            yield one.get("containerName") or "", int(one.get("containerPort") or one.get("port") or 0)
    endpoint = _endpoints(service.service_connect_configuration or {}).get(found.name)
    if endpoint and vars(service).get("endpoints", {}).get(found.name) == found.id:
        for container in backend.describe_task_definition(task.task_definition_arn).container_definitions:
            for mapping in container["portMappings"]:
                if mapping.get("name") == endpoint["portName"]:
                    yield container["name"], int(mapping["containerPort"])


def _attributes(
    backend: EC2ContainerServiceBackend, service: Any, task: Task, container: str, port: int
) -> dict[str, str]:
    """As ECS writes them (developer guide, service discovery, instance attributes)."""
    family = task.task_definition_arn.rpartition("/")[2].rpartition(":")[0]
    attributes = {
        "AVAILABILITY_ZONE": task.availability_zone,
        "AWS_INIT_HEALTH_STATUS": "HEALTHY",
        "AWS_INSTANCE_IPV4": task.private_ip or _address(backend, task),
        "ECS_CLUSTER_NAME": service.cluster_name,
        "ECS_SERVICE_NAME": service.name,
        "ECS_TASK_DEFINITION_FAMILY": family,
        "REGION": backend.region_name,
    }
    if port:
        attributes["AWS_INSTANCE_PORT"] = str(task_network.target(task, container, port)["Port"])
    if task.ec2_instance_id:
        attributes["EC2_INSTANCE_ID"] = task.ec2_instance_id
    return attributes


def _address(backend: EC2ContainerServiceBackend, task: Task) -> str:
    """Of its host."""
    host: Any = ec2_backends[backend.account_id][backend.region_name].get_instance(task.ec2_instance_id or "")
    return host.private_ip
