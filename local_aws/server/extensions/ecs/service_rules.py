"""What ECS refuses of a service, in its words.

The provider repeats a call on some of the texts, so they are kept exact.
"""

from typing import Any, Literal

from moto.core.exceptions import ServiceException
from moto.ec2.models import ec2_backends
from moto.ecs.models import Cluster, EC2ContainerServiceBackend
from moto.elbv2.models import elbv2_backends

from local_aws.server.extensions.ecs import deployment_rules, name_rules
from local_aws.server.extensions.elbv2 import routes
from local_aws.server.extensions.patching import AwsError
from model.fargate import FARGATE_PROVIDERS
from model.strategy import Strategy
from model.texts.ecs import (
    CAPACITY_PROVIDER_ELSEWHERE,
    CIRCUIT_BREAKER,
    CLASSIC_LOAD_BALANCER_NOT_FOUND,
    CONTAINER_NOT_FOUND,
    DAEMON_BY_CODEDEPLOY,
    DAEMON_PERCENT,
    DEPLOYMENT_ALARMS,
    EXTERNAL_LOAD_BALANCERS,
    EXTERNAL_TASK_DEFINITION,
    GRACE_WITHOUT_LOAD_BALANCER,
    LAUNCH_TYPE_AND_PROVIDER,
    NETWORK_NOT_VALID,
    NO_CAPACITY_PROVIDER,
    NO_NETWORK,
    NO_SUBNETS,
    NO_TASK_DEFINITION,
    NO_TASK_ROLE,
    NOT_FOR_FARGATE,
    NOT_IDEMPOTENT,
    PERCENTS_BLOCK,
    PORT_NOT_FOUND,
    SECURITY_GROUP_NOT_FOUND,
    SERVICE_ROLE,
    STILL_DRAINING,
    SUBNET_NOT_FOUND,
    TARGET_GROUP_NOT_FOUND,
    TARGET_GROUP_UNUSED,
    TARGET_TYPE,
)

Params = dict[str, Any]


def check_new(
    backend: EC2ContainerServiceBackend, cluster: Cluster, params: Params, controller: str, definition: Any
) -> None:
    """Raises the error that AWS answers to creating this service."""
    same = backend.services.get(f"{cluster.name}:{params['serviceName']}")
    if same and same.status == "DRAINING":
        raise AwsError.of(STILL_DRAINING)
    if same and same.status == "ACTIVE":
        raise AwsError.of(NOT_IDEMPOTENT)
    if definition is None and controller != Strategy.EXTERNAL.controller:
        raise AwsError.of(NO_TASK_DEFINITION)
    if controller == Strategy.EXTERNAL.controller:
        if params.get("loadBalancers"):
            raise AwsError.of(EXTERNAL_LOAD_BALANCERS)
        if definition is not None:
            raise AwsError.of(EXTERNAL_TASK_DEFINITION)
    if controller == Strategy.CODEDEPLOY.controller and params.get("schedulingStrategy") == "DAEMON":
        raise AwsError.of(DAEMON_BY_CODEDEPLOY)
    check(backend, cluster, params, controller, definition, done="created")


def check(
    backend: EC2ContainerServiceBackend,
    cluster: Cluster,
    params: Params,
    controller: str,
    definition: Any,
    *,
    done: Literal["created", "updated"],
) -> None:
    """Raises what holds for a new service and for one that is updated to this."""
    _check_deployment(params, controller)
    elb = elbv2_backends[backend.account_id][backend.region_name]
    deployment_rules.check(params, controller, elb.target_groups, lambda arn: routes.weights(elb, arn))
    _check_capacity(backend, cluster, params, definition)
    name_rules.check(backend, params, controller, definition)
    if definition is not None:
        # moto's definition has the role only where one was given.
        if params.get("enableExecuteCommand") and not getattr(definition, "task_role_arn", None):
            raise AwsError.of(NO_TASK_ROLE, done=done)
        _check_role(params, definition)
        _check_network(backend, params, definition)
        for balancer in params.get("loadBalancers") or []:
            _check_balancer(backend, balancer, definition)
    if params.get("healthCheckGracePeriodSeconds") and not params.get("loadBalancers"):
        raise AwsError.of(GRACE_WITHOUT_LOAD_BALANCER)


def _check_deployment(params: Params, controller: str) -> None:
    deployment = params.get("deploymentConfiguration") or {}
    low, high = deployment.get("minimumHealthyPercent"), deployment.get("maximumPercent")
    if params.get("schedulingStrategy") == "DAEMON":
        if (high or 0) > 100:
            raise AwsError.of(DAEMON_PERCENT)
    elif low == 100 and high == 100:
        raise AwsError.of(PERCENTS_BLOCK)
    if controller == "ECS":
        return
    breaker = deployment.get("deploymentCircuitBreaker") or {}
    if breaker.get("enable") or breaker.get("rollback"):
        raise AwsError.of(CIRCUIT_BREAKER)
    if (deployment.get("alarms") or {}).get("enable"):
        raise AwsError.of(DEPLOYMENT_ALARMS)


def _check_role(params: Params, definition: Any) -> None:
    linked = definition.network_mode == "awsvpc" or params.get("serviceRegistries")
    if params.get("role") and (linked or len(params.get("loadBalancers") or []) > 1):
        raise AwsError.of(SERVICE_ROLE)


def _check_capacity(backend: EC2ContainerServiceBackend, cluster: Cluster, params: Params, definition: Any) -> None:
    strategy = params.get("capacityProviderStrategy") or []
    launch_type = params.get("launchType")
    if strategy and launch_type:
        raise AwsError.of(LAUNCH_TYPE_AND_PROVIDER)
    for item in strategy:
        name = item["capacityProvider"]
        if name not in FARGATE_PROVIDERS and backend._get_provider(name) is None:
            raise AwsError("InvalidParameterException", NO_CAPACITY_PROVIDER.say())
        if name not in (cluster.capacity_providers or []):
            raise AwsError.of(CAPACITY_PROVIDER_ELSEWHERE, name=name, cluster=cluster.name)
    fargate = launch_type == "FARGATE" or any(item["capacityProvider"] in FARGATE_PROVIDERS for item in strategy)
    if fargate and definition is not None and "FARGATE" not in definition.compatibilities:
        raise AwsError.of(NOT_FOR_FARGATE)


def _check_network(backend: EC2ContainerServiceBackend, params: Params, definition: Any) -> None:
    network = params.get("networkConfiguration")
    if definition.network_mode != "awsvpc":
        if network:
            raise AwsError.of(NETWORK_NOT_VALID)
        return
    if not network:
        raise AwsError.of(NO_NETWORK)
    ec2 = ec2_backends[backend.account_id][backend.region_name]
    awsvpc = network["awsvpcConfiguration"]
    if not awsvpc.get("subnets"):
        raise AwsError.of(NO_SUBNETS)
    for subnet in awsvpc["subnets"]:
        try:
            ec2.get_subnet(subnet)
        except ServiceException as error:
            raise AwsError.of(SUBNET_NOT_FOUND, subnet=subnet, message=error.message, code=error.code) from error
    for group in awsvpc.get("securityGroups") or []:
        if ec2.get_security_group_from_id(group) is None:
            raise AwsError.of(SECURITY_GROUP_NOT_FOUND, group=group)


def _check_balancer(backend: EC2ContainerServiceBackend, balancer: Params, definition: Any) -> None:
    if balancer.get("loadBalancerName"):
        # There are no Classic Load Balancers here.
        raise AwsError.of(CLASSIC_LOAD_BALANCER_NOT_FOUND, name=balancer["loadBalancerName"])
    arn, name, port = (balancer.get(key) for key in ("targetGroupArn", "containerName", "containerPort"))
    group = elbv2_backends[backend.account_id][backend.region_name].target_groups.get(arn or "")
    if group is None:
        raise AwsError.of(TARGET_GROUP_NOT_FOUND, target_group=arn)
    container = next((one for one in definition.container_definitions if one["name"] == name), None)
    if container is None:
        raise AwsError.of(CONTAINER_NOT_FOUND, container=name)
    if not any(int(mapping["containerPort"]) == int(port or 0) for mapping in container["portMappings"]):
        raise AwsError.of(PORT_NOT_FOUND, container=name, port=port)
    fitting = "ip" if definition.network_mode == "awsvpc" else "instance"
    if group.target_type != fitting:
        raise AwsError.of(TARGET_TYPE, target_group=arn, kind=group.target_type, mode=definition.network_mode)
    if not group.load_balancer_arns:
        raise AwsError.of(TARGET_GROUP_UNUSED, target_group=arn)
