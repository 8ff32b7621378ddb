"""ECS services: kept as they were sent, changed in place, deleted in AWS's order.

What a service runs is the model's; here is what was sent of it. A CODE_DEPLOY service has no `deployments` but task
sets, which CodeDeploy's calls move; UpdateService refuses what belongs to CodeDeploy, unless it gives the service to
the controller ECS. What is refused at creation is in `service_rules`.

Not faithful: a deleted service stays describable as INACTIVE for ever. No controller changes from EXTERNAL or to it.
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores, utcnow
from moto.ecs.exceptions import ServiceNotFoundException
from moto.ecs.models import EC2ContainerServiceBackend, Service
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.elbv2.models import elbv2_backends

from local_aws.server.account import Account, account
from local_aws.server.extensions.ecs import namespaces, revisions, service_rules, service_shape
from local_aws.server.extensions.ecs.arns import Arns
from local_aws.server.extensions.ecs.deployment_configuration import advanced, completed, configuration, merged
from local_aws.server.extensions.ecs.service_defaults import MEMBERS, filled_in, network, service_linked_role
from local_aws.server.extensions.elbv2 import routes
from local_aws.server.extensions.patching import AwsError, patches
from model.moving.configuration import Advanced
from model.moving.services import Service as Moving
from model.moving.traffic import TargetGroup
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


NAMES = ("serviceConnectConfiguration", "serviceRegistries")
"""By which it is found: another one starts a deployment (ECS API reference, UpdateService)."""

_describe_services = EC2ContainerServiceBackend.describe_services


def moving(record: Any) -> Moving:
    """The model's."""
    return vars(record)["moving"]


def record(backend: EC2ContainerServiceBackend, service: Moving) -> Any:
    """Moto's."""
    return next(one for one in backend.services.values() if vars(one).get("moving") is service)


def scale(service: Any, desired: int) -> None:
    """Another desired count, as UpdateService sets it."""
    service.desired_count = desired
    moving(service).scale(desired)


def follow(account: Account) -> None:
    """A service that is being deleted is gone with its last task."""
    for service in account.backend.services.values():
        if service.status == "DRAINING" and not moving(service).task_sets:
            service.status = "INACTIVE"
            account.cloud.delete_service(moving(service))


def show(account: Account, service: Any) -> Any:
    """Writes into moto's record what the model says of it."""
    _follow_primary(service)
    shape = service_shape.moving(moving(service), account.at, Arns(service.arn))
    _write(service, {"currentServiceDeployment": None, "currentServiceRevisions": None} | shape)
    return service


def _follow_primary(service: Any) -> None:
    """CodeDeploy gives the service the task definition and the target group of its primary task set
    (github.com/kayac/ecspresso/issues/936, github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2234);
    a rollback of ECS's own gives it the task definition that it went back to.
    """
    owner = moving(service)
    by_codedeploy = owner.strategy is Strategy.CODEDEPLOY
    went_back = bool(owner.deployments) and owner.deployments[-1].status == "ROLLBACK_SUCCESSFUL"
    if (primary := owner.primary) and (by_codedeploy or went_back):
        service.task_definition = Arns(service.arn).task_definition(primary)
    if primary and by_codedeploy:
        service.load_balancers = service_shape.load_balancers(primary)


@patches(EC2ContainerServiceBackend)
def describe_services(self: EC2ContainerServiceBackend, cluster_str: str, service_names_or_arns: list[str]) -> Any:
    """As they are now."""
    found, failures = _describe_services(self, cluster_str, service_names_or_arns)
    here = account(self.account_id, self.region_name)
    return [show(here, service) for service in found], failures


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
    here = account(backend.account_id, backend.region_name)
    service.moving = here.cloud.create_service(
        service.name,
        configuration(_members(service), controller),
        desired=service.desired_count,
        revision=revisions.revision(definition, service) if definition else None,
        groups=_groups(service),
        fleet=here.fleet(cluster.name),
        grace_seconds=service.health_check_grace_period_seconds or 0,
        advanced=_advanced(service),
        launch=revisions.launch(_members(service)),
        daemon=service.scheduling_strategy == "DAEMON",
    )
    backend.services[f"{cluster.name}:{service.name}"] = service
    namespaces.connect(backend, service)
    return ActionResult({"service": show(here, service)})


@patches(EC2ContainerServiceResponse)
def update_service(self: EC2ContainerServiceResponse) -> ActionResult:
    """Changes what is sent and leaves the rest."""
    backend, params = self.ecs_backend, self._get_params()
    cluster = backend._get_cluster(params.pop("cluster", "default"))
    service: Any = backend._get_service(cluster.name, params.pop("service").split("/")[-1])
    if service.status != "ACTIVE":
        raise AwsError.of(SERVICE_NOT_ACTIVE)
    owner = moving(service)
    controller = (params.get("deploymentController") or service.deployment_controller)["type"]
    owner.check_controller(controller)
    _follow_primary(service)
    if controller == Strategy.CODEDEPLOY.controller:
        for member, refusal in BELONGS_TO_CODEDEPLOY.items():
            if params.get(member):
                raise AwsError(NOT_MOVED_BY_CODEDEPLOY.code, refusal)
    if params.get("capacityProviderStrategy"):
        service.launch_type = None
    current = {member: getattr(service, camelcase_to_underscores(member)) for member in MEMBERS}
    definition = _definition(backend, {"taskDefinition": params.get("taskDefinition") or service.task_definition})
    sent = {member: value for member, value in params.items() if value is not None}
    deployment = merged(current["deploymentConfiguration"], sent.get("deploymentConfiguration") or {})
    after = current | sent | {"deploymentConfiguration": deployment}
    service_rules.check(backend, cluster, after, controller, definition, done="updated")
    sent["deploymentConfiguration"] = completed(deployment) if controller == "ECS" else deployment
    _write(service, {member: value for member, value in sent.items() if member in MEMBERS})
    if service.network_configuration:
        service.network_configuration = network(service.network_configuration)
    service.deployment_controller = {"type": controller}
    here = account(backend.account_id, backend.region_name)
    owner.configuration = configuration(_members(service), controller)
    owner.advanced = _advanced(service)
    owner.grace_seconds = service.health_check_grace_period_seconds or 0
    if service.scheduling_strategy != "DAEMON":
        owner.scale(service.desired_count)
    owner.plan()
    if controller == "ECS" and definition:
        replaced = service.task_definition != definition.arn or sent.get("forceNewDeployment")
        moved = {"loadBalancers", "networkConfiguration", "platformVersion", "capacityProviderStrategy"} & sent.keys()
        renamed = any(member in sent and sent[member] != current[member] for member in NAMES)
        service.task_definition = definition.arn
        if replaced or moved or renamed:
            here.cloud.update_service(
                owner,
                revisions.revision(definition, service),
                groups=_groups(service) if "loadBalancers" in sent and owner.advanced is None else None,
                launch=revisions.launch(_members(service)),
            )
    namespaces.connect(backend, service)
    return ActionResult({"service": show(here, service)})


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
    service.status, service.desired_count = "DRAINING", 0
    moving(service).retire()
    namespaces.connect(backend, service)
    return ActionResult({"service": show(account(backend.account_id, backend.region_name), service)})


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


def _members(service: Any) -> Params:
    """As they were sent, with what was filled in."""
    return {member: getattr(service, camelcase_to_underscores(member), None) for member in MEMBERS}


def _advanced(service: Any) -> Advanced | None:
    """What ECS itself moves of its traffic."""
    elb = elbv2_backends[service._account_id][service.region_name]
    return advanced(
        _members(service),
        lambda arn: routes.target_group(elb.target_groups[arn]),
        lambda arn: routes.route(routes.rule(elb, arn)),
    )


def _groups(service: Any) -> list[TargetGroup]:
    """Those in which its tasks are registered first."""
    elb = elbv2_backends[service._account_id][service.region_name]
    arns = [balancer.get("targetGroupArn") for balancer in service.load_balancers]
    return [routes.target_group(elb.target_groups[arn]) for arn in arns if arn in elb.target_groups]


def _write(service: Service, members: Params) -> None:
    for member, value in members.items():
        setattr(service, camelcase_to_underscores(member), value)
