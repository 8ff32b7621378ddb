"""ECS services: kept as they were sent, changed in place, deleted in AWS's order.

A CODE_DEPLOY service has no `deployments` but one PRIMARY task set, which CodeDeploy's calls move; UpdateService
refuses what belongs to CodeDeploy. What is refused at creation is in `service_rules`.

Not faithful: an update of an ECS-controlled service replaces all its tasks at once, without the rolling update's
percents; a deleted service stays describable as INACTIVE for ever.
"""

import random
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores, utcnow
from moto.ecs.exceptions import ServiceNotFoundException
from moto.ecs.models import Cluster, EC2ContainerServiceBackend, Service, TaskSet
from moto.ecs.responses import EC2ContainerServiceResponse

from local_aws.server.extensions.ecs import service_rules
from local_aws.server.extensions.patching import AwsError, patches
from model.fargate import FARGATE_PROVIDERS

Params = dict[str, Any]

MEMBERS: Params = {
    "loadBalancers": [],
    "serviceRegistries": [],
    "desiredCount": 0,
    "launchType": None,
    "capacityProviderStrategy": [],
    "platformVersion": None,
    "platformFamily": None,
    "deploymentConfiguration": {},
    "networkConfiguration": None,
    "placementConstraints": [],
    "placementStrategy": [],
    "healthCheckGracePeriodSeconds": None,
    "schedulingStrategy": "REPLICA",
    "enableECSManagedTags": False,
    "propagateTags": "NONE",
    "enableExecuteCommand": False,
    "availabilityZoneRebalancing": None,
}
"""What is echoed, and its value when it was not sent."""
BELONGS_TO_CODEDEPLOY = {
    "taskDefinition": "Unable to update task definition",
    "loadBalancers": "Unable to update load balancers",
    "networkConfiguration": "Unable to update network parameters",
    "platformVersion": "Unable to update network parameters",
    "forceNewDeployment": "Cannot force a new deployment",
}


@patches(EC2ContainerServiceResponse)
def create_service(self: EC2ContainerServiceResponse) -> ActionResult:
    """Checked; its tasks start right after the answer."""
    backend, params = self.ecs_backend, self._get_params()
    cluster = backend._get_cluster(params.get("cluster", "default"))
    if cluster.status != "ACTIVE":
        raise AwsError("ClusterNotFoundException", "Cluster not found.")
    definition = _definition(backend, params)
    controller = (params.get("deploymentController") or {}).get("type", "ECS")
    if not params.get("launchType") and not params.get("capacityProviderStrategy") and controller != "EXTERNAL":
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
        role_arn=params.get("role") or _service_linked_role(backend, params),
    )
    _write(service, MEMBERS | _filled_in(params, controller))
    service.created_at, service.created_by = utcnow(), f"arn:{self.partition}:iam::{self.current_account}:root"
    service.running_count, service.pending_count = 0, service.desired_count
    service.deployments = [_deployment(service)] if controller == "ECS" else []
    if controller == "CODE_DEPLOY":
        service.task_sets = [_first_task_set(backend, cluster, service)]
    backend.services[f"{cluster.name}:{service.name}"] = service
    return ActionResult({"service": service})


@patches(EC2ContainerServiceResponse)
def update_service(self: EC2ContainerServiceResponse) -> ActionResult:
    """Changes what is sent and leaves the rest."""
    backend, params = self.ecs_backend, self._get_params()
    cluster = backend._get_cluster(params.pop("cluster", "default"))
    service: Any = backend._get_service(cluster.name, params.pop("service").split("/")[-1])
    if service.status != "ACTIVE":
        raise AwsError("ServiceNotActiveException", "Service was not ACTIVE.")
    controller = service.deployment_controller["type"]
    if controller == "CODE_DEPLOY":
        for member, refusal in BELONGS_TO_CODEDEPLOY.items():
            if params.get(member):
                raise AwsError(
                    "InvalidParameterException",
                    f"{refusal} on services with a CODE_DEPLOY deployment controller. "
                    "Use AWS CodeDeploy to trigger a new deployment.",
                )
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
        service.network_configuration = _network(service.network_configuration)
    if controller == "ECS" and definition:
        replaced = service.task_definition != definition.arn or sent.get("forceNewDeployment")
        moved = {"loadBalancers", "networkConfiguration", "platformVersion", "capacityProviderStrategy"} & sent.keys()
        service.task_definition = definition.arn
        if replaced or moved:
            service.deployments = [_deployment(service)]
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
        raise AwsError("InvalidParameterException", "The service cannot be stopped while it is scaled above 0.")
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
        raise AwsError("ClientException", "TaskDefinition is inactive")
    return definition


def _filled_in(params: Params, controller: str) -> Params:
    """What was sent, with what AWS adds to it."""
    filled = {member: params[member] for member in MEMBERS if params.get(member) is not None}
    daemon = params.get("schedulingStrategy") == "DAEMON"
    percents = {"maximumPercent": 100 if daemon else 200, "minimumHealthyPercent": 0 if daemon else 100}
    rolling: Params = {}
    if controller == "ECS":
        rolling = {
            "deploymentCircuitBreaker": {"enable": False, "rollback": False},
            "strategy": "ROLLING",
            "bakeTimeInMinutes": 0,
        }
    filled["deploymentConfiguration"] = percents | rolling | (params.get("deploymentConfiguration") or {})
    if filled.get("networkConfiguration"):
        filled["networkConfiguration"] = _network(filled["networkConfiguration"])
    if _on_fargate(params):
        filled.setdefault("platformVersion", "LATEST")
        filled["platformFamily"] = "Linux"
    if filled.get("loadBalancers"):
        filled.setdefault("healthCheckGracePeriodSeconds", 0)
    # AWS picks ENABLED for a new service that can rebalance: ECS API reference, CreateService.
    rebalances = controller == "ECS" and not daemon
    filled.setdefault("availabilityZoneRebalancing", "ENABLED" if rebalances else "DISABLED")
    return filled


def _network(configuration: Params) -> Params:
    awsvpc = {"securityGroups": [], "assignPublicIp": "DISABLED"} | configuration["awsvpcConfiguration"]
    return {"awsvpcConfiguration": awsvpc}


def _on_fargate(params: Params) -> bool:
    providers = {item["capacityProvider"] for item in params.get("capacityProviderStrategy") or []}
    return params.get("launchType") == "FARGATE" or bool(providers & set(FARGATE_PROVIDERS))


def _write(service: Service, members: Params) -> None:
    for member, value in members.items():
        setattr(service, camelcase_to_underscores(member), value)


def _service_linked_role(backend: EC2ContainerServiceBackend, params: Params) -> str | None:
    if not params.get("loadBalancers"):
        return None
    path = "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
    return f"arn:{backend.partition}:iam::{backend.account_id}:{path}"


def _id() -> str:
    return f"ecs-svc/{random.randrange(10**18, 10**19)}"


def _deployment(service: Any) -> Params:
    deployment = {
        "id": _id(),
        "status": "PRIMARY",
        "taskDefinition": service.task_definition,
        "desiredCount": service.desired_count,
        "pendingCount": service.desired_count,
        "runningCount": 0,
        "failedTasks": 0,
        "createdAt": utcnow(),
        "updatedAt": utcnow(),
        "rolloutState": "IN_PROGRESS",
        "launchType": service.launch_type,
        "capacityProviderStrategy": service.capacity_provider_strategy,
        "platformVersion": service.platform_version,
        "platformFamily": service.platform_family,
        "networkConfiguration": service.network_configuration,
    }
    return {key: value for key, value in deployment.items() if value not in (None, [])}


def _first_task_set(backend: EC2ContainerServiceBackend, cluster: Cluster, service: Any) -> TaskSet:
    task_set: Any = TaskSet(
        service.name,
        cluster.name,
        service.task_definition,
        backend.account_id,
        backend.region_name,
        network_configuration=service.network_configuration,
        load_balancers=service.load_balancers,
        launch_type=service.launch_type,
        capacity_provider_strategy=service.capacity_provider_strategy,
        scale={"value": 100.0, "unit": "PERCENT"},
    )
    # The first one has no externalId, the deployment's id: seen on AWS.
    task_set.__dict__.update(
        id=_id(),
        status="PRIMARY",
        started_by="CODE_DEPLOY",
        external_id=None,
        client_token=None,
        platform_version=service.platform_version,
        platform_family=service.platform_family,
        stabilityStatus="STABILIZING",
        service_arn=service.arn,
        cluster_arn=cluster.arn,
        computedDesiredCount=service.desired_count,
        pendingCount=service.desired_count,
        runningCount=0,
    )
    task_set.task_set_arn = f"{service.arn.replace(':service/', ':task-set/')}/{task_set.id}"
    return task_set
