"""ECS services: kept as they were sent, changed in place, deleted in AWS's order.

A CODE_DEPLOY service has no `deployments` but one PRIMARY task set, which CodeDeploy's calls move; UpdateService
refuses what belongs to CodeDeploy. What is refused at creation is in `service_rules`.

Not faithful: an update of an ECS-controlled service replaces all its tasks at once, without the rolling update's
percents; a deleted service stays describable as INACTIVE for ever.
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores, utcnow
from moto.ecs.exceptions import ServiceNotFoundException
from moto.ecs.models import EC2ContainerServiceBackend, Service
from moto.ecs.responses import EC2ContainerServiceResponse

from local_aws.server.extensions.ecs import service_rules
from local_aws.server.extensions.ecs.deployments import first_task_set, new_deployment
from local_aws.server.extensions.ecs.service_defaults import MEMBERS, filled_in, network, service_linked_role
from local_aws.server.extensions.patching import AwsError, patches
from model.strategy import Strategy
from model.texts.ecs import (
    CLUSTER_NOT_FOUND,
    NOT_FORCED,
    NOT_MOVED_BY_CODEDEPLOY,
    SCALED_ABOVE_ZERO,
    SERVICE_NOT_ACTIVE,
    TASK_DEFINITION_INACTIVE,
)

Params = dict[str, Any]

BELONGS_TO_CODEDEPLOY = {
    "taskDefinition": NOT_MOVED_BY_CODEDEPLOY.say(what="task definition"),
    "loadBalancers": NOT_MOVED_BY_CODEDEPLOY.say(what="load balancers"),
    "networkConfiguration": NOT_MOVED_BY_CODEDEPLOY.say(what="network parameters"),
    "platformVersion": NOT_MOVED_BY_CODEDEPLOY.say(what="network parameters"),
    "forceNewDeployment": NOT_FORCED.say(),
}


@patches(EC2ContainerServiceResponse)
def create_service(self: EC2ContainerServiceResponse) -> ActionResult:
    """Checked; its tasks start right after the answer."""
    backend, params = self.ecs_backend, self._get_params()
    cluster = backend._get_cluster(params.get("cluster", "default"))
    if cluster.status != "ACTIVE":
        raise AwsError.of(CLUSTER_NOT_FOUND)
    definition = _definition(backend, params)
    controller = (params.get("deploymentController") or {}).get("type", "ECS")
    somewhere = params.get("launchType") or params.get("capacityProviderStrategy")
    if not somewhere and controller != Strategy.EXTERNAL.controller:
        params["capacityProviderStrategy"] = cluster.default_capacity_provider_strategy or []
        params["launchType"] = None if params["capacityProviderStrategy"] else "EC2"
    service_rules.check_new(backend, cluster, params, controller, definition)
    service: Any = Service(
        cluster=cluster,
        service_name=params["serviceName"],
        desired_count=int(params.get("desiredCount") or 0),
        backend=backend,
        task_definition=definition,
        deployment_controller={"type": controller},
        tags=params.get("tags"),
        role_arn=params.get("role") or service_linked_role(backend, params),
    )
    _write(service, MEMBERS | filled_in(params, controller))
    service.created_at, service.created_by = utcnow(), f"arn:{self.partition}:iam::{self.current_account}:root"
    service.running_count, service.pending_count = 0, service.desired_count
    service.deployments = [new_deployment(service)] if controller == "ECS" else []
    if controller == Strategy.CODEDEPLOY.controller:
        service.task_sets = [first_task_set(backend, cluster, service)]
    backend.services[f"{cluster.name}:{service.name}"] = service
    return ActionResult({"service": service})


@patches(EC2ContainerServiceResponse)
def update_service(self: EC2ContainerServiceResponse) -> ActionResult:
    """Changes what is sent and leaves the rest."""
    backend, params = self.ecs_backend, self._get_params()
    cluster = backend._get_cluster(params.pop("cluster", "default"))
    service: Any = backend._get_service(cluster.name, params.pop("service").split("/")[-1])
    if service.status != "ACTIVE":
        raise AwsError.of(SERVICE_NOT_ACTIVE)
    controller = service.deployment_controller["type"]
    if controller == Strategy.CODEDEPLOY.controller:
        for member, refusal in BELONGS_TO_CODEDEPLOY.items():
            if params.get(member):
                raise AwsError(NOT_MOVED_BY_CODEDEPLOY.code, refusal)
    if params.get("capacityProviderStrategy"):
        service.launch_type = None
    current = {member: getattr(service, camelcase_to_underscores(member)) for member in MEMBERS}
    definition = _definition(backend, {"taskDefinition": params.get("taskDefinition") or service.task_definition})
    sent = {member: value for member, value in params.items() if value is not None}
    after = current | sent
    service_rules.check(backend, cluster, after, controller, definition)
    sent["deploymentConfiguration"] = current["deploymentConfiguration"] | (sent.get("deploymentConfiguration") or {})
    _write(service, {member: value for member, value in sent.items() if member in MEMBERS})
    if service.network_configuration:
        service.network_configuration = network(service.network_configuration)
    if controller == "ECS" and definition:
        replaced = service.task_definition != definition.arn or sent.get("forceNewDeployment")
        moved = {"loadBalancers", "networkConfiguration", "platformVersion", "capacityProviderStrategy"} & sent.keys()
        service.task_definition = definition.arn
        if replaced or moved:
            service.deployments = [new_deployment(service)]
    return ActionResult({"service": service})


@patches(EC2ContainerServiceResponse)
def delete_service(self: EC2ContainerServiceResponse) -> ActionResult:
    """Refused while scaled above 0, unless forced; DRAINING until its tasks have stopped."""
    backend = self.ecs_backend
    service: Any = backend._get_service(
        self._get_param("cluster", "default"), self._get_param("service").split("/")[-1]
    )
    if service.status == "INACTIVE":
        raise ServiceNotFoundException
    if service.desired_count and service.scheduling_strategy == "REPLICA" and not self._get_param("force"):
        raise AwsError.of(SCALED_ABOVE_ZERO)
    service.status, service.desired_count, service.pending_count = "DRAINING", 0, 0
    service.deployments, service.task_sets = [], []
    return ActionResult({"service": service})


@patches(EC2ContainerServiceBackend)
def list_services(
    self: EC2ContainerServiceBackend,
    cluster_str: str,
    scheduling_strategy: str | None = None,
    launch_type: str | None = None,
) -> list[str]:
    """Those that are not deleted."""
    cluster = self._get_cluster(cluster_str)
    return sorted(
        service.arn
        for service in self.services.values()
        if service.cluster_name == cluster.name
        and service.status != "INACTIVE"
        and scheduling_strategy in (None, service.scheduling_strategy)
        and launch_type in (None, service.launch_type)
    )


def _definition(backend: EC2ContainerServiceBackend, params: Params) -> Any:
    if not params.get("taskDefinition"):
        return None
    definition = backend.describe_task_definition(params["taskDefinition"])
    if definition.status != "ACTIVE" and params.get("serviceName"):
        raise AwsError.of(TASK_DEFINITION_INACTIVE)
    return definition


def _write(service: Service, members: Params) -> None:
    for member, value in members.items():
        setattr(service, camelcase_to_underscores(member), value)
