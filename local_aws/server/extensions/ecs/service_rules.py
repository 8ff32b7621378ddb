"""What ECS refuses of a service, in its words.

Texts: AWS's as people quote them; "unchecked" marks our wording. The provider repeats a call on some of them, so they
are kept exact.
"""

from typing import Any

from moto.core.exceptions import ServiceException
from moto.ec2.models import ec2_backends
from moto.ecs.models import Cluster, EC2ContainerServiceBackend
from moto.elbv2.models import elbv2_backends

from local_aws.server.extensions.ecs.capacity_providers import UNKNOWN
from local_aws.server.extensions.patching import AwsError
from model.fargate import FARGATE_PROVIDERS

Params = dict[str, Any]


def check_new(
    backend: EC2ContainerServiceBackend, cluster: Cluster, params: Params, controller: str, definition: Any
) -> None:
    """Raises the error that AWS answers to creating this service."""
    same = backend.services.get(f"{cluster.name}:{params['serviceName']}")
    if same and same.status == "DRAINING":
        raise _refused("Unable to Start a service that is still Draining.")
    if same and same.status == "ACTIVE":
        raise _refused("Creation of service was not idempotent.")
    if definition is None and controller != "EXTERNAL":
        raise _refused("TaskDefinition can not be blank.")  # unchecked
    if controller == "EXTERNAL":
        if params.get("loadBalancers"):
            raise _refused("LoadBalancers must be empty or null.")
        if definition is not None:
            raise _refused("TaskDefinition must be blank")
    if controller == "CODE_DEPLOY" and params.get("schedulingStrategy") == "DAEMON":
        raise _refused(
            "The daemon scheduling strategy is not supported with a CODE_DEPLOY deployment controller."
        )  # unchecked
    check(backend, cluster, params, controller, definition)


def check(
    backend: EC2ContainerServiceBackend, cluster: Cluster, params: Params, controller: str, definition: Any
) -> None:
    """Raises what holds for a new service and for one that is updated to this."""
    _check_deployment(params, controller)
    _check_capacity(backend, cluster, params, definition)
    if definition is not None:
        _check_network(backend, params, definition)
        for balancer in params.get("loadBalancers") or []:
            _check_balancer(backend, balancer, definition)
    if params.get("healthCheckGracePeriodSeconds") and not params.get("loadBalancers"):
        raise _refused("Health check grace period is only valid for services configured to use load balancers")


def _check_deployment(params: Params, controller: str) -> None:
    deployment = params.get("deploymentConfiguration") or {}
    low, high = deployment.get("minimumHealthyPercent"), deployment.get("maximumPercent")
    if params.get("schedulingStrategy") == "DAEMON":
        if (high or 0) > 100:
            raise _refused("The daemon scheduling strategy does not support values above 100 for maximumPercent")
    elif low == 100 and high == 100:
        raise _refused("Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments")
    if controller == "ECS":
        return
    breaker = deployment.get("deploymentCircuitBreaker") or {}
    if breaker.get("enable") or breaker.get("rollback"):
        # unchecked; that it is refused is known.
        raise _refused("Deployment circuit breaker feature is only supported with ECS deployment controller.")
    if (deployment.get("alarms") or {}).get("enable"):
        raise _refused("Alarm based rollback feature is only supported with ECS deployment controller.")


def _check_capacity(backend: EC2ContainerServiceBackend, cluster: Cluster, params: Params, definition: Any) -> None:
    strategy = params.get("capacityProviderStrategy") or []
    launch_type = params.get("launchType")
    if strategy and launch_type:
        raise _refused("Specify either a launch type or a capacity provider strategy, but not both.")
    for item in strategy:
        name = item["capacityProvider"]
        if name not in FARGATE_PROVIDERS and backend._get_provider(name) is None:
            raise _refused(UNKNOWN)
        if name not in (cluster.capacity_providers or []):
            # unchecked
            raise _refused(f"The capacity provider {name} is not associated with the cluster {cluster.name}.")
    fargate = launch_type == "FARGATE" or any(item["capacityProvider"] in FARGATE_PROVIDERS for item in strategy)
    if fargate and definition is not None and "FARGATE" not in definition.compatibilities:
        raise _refused("Task definition does not support launch_type FARGATE.")


def _check_network(backend: EC2ContainerServiceBackend, params: Params, definition: Any) -> None:
    network = params.get("networkConfiguration")
    if definition.network_mode != "awsvpc":
        if network:
            raise _refused("Network Configuration is not valid for the given networkMode of this task definition.")
        return
    if not network:
        raise _refused("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
    ec2 = ec2_backends[backend.account_id][backend.region_name]
    awsvpc = network["awsvpcConfiguration"]
    if not awsvpc.get("subnets"):
        raise _refused("subnets can not be empty.")
    for subnet in awsvpc["subnets"]:
        try:
            ec2.get_subnet(subnet)
        except ServiceException as error:
            raise _refused(
                f"Error retrieving subnet information for [{subnet}]: {error.message} (ErrorCode: {error.code})"
            ) from error
    for group in awsvpc.get("securityGroups") or []:
        if ec2.get_security_group_from_id(group) is None:
            raise _refused(
                f"Error retrieving security group information for [{group}]: "
                f"The security group '{group}' does not exist (ErrorCode: InvalidGroup.NotFound)"
            )


def _check_balancer(backend: EC2ContainerServiceBackend, balancer: Params, definition: Any) -> None:
    arn, name, port = (balancer.get(key) for key in ("targetGroupArn", "containerName", "containerPort"))
    group = elbv2_backends[backend.account_id][backend.region_name].target_groups.get(arn or "")
    if group is None:
        raise _refused(f"The target group with targetGroupArn {arn} does not exist.")  # unchecked
    container = next((one for one in definition.container_definitions if one["name"] == name), None)
    if container is None:
        raise _refused(f"The container {name} does not exist in the task definition.")
    if not any(int(mapping["containerPort"]) == int(port or 0) for mapping in container["portMappings"]):
        raise _refused(f"The container {name} did not have a container port {port} defined.")
    fitting = "ip" if definition.network_mode == "awsvpc" else "instance"
    if group.target_type != fitting:
        raise _refused(
            f"The provided target group {arn} has target type {group.target_type}, which is incompatible with the "
            f"{definition.network_mode} network mode specified in the task definition."
        )
    if not group.load_balancer_arns:
        raise _refused(f"The target group with targetGroupArn {arn} does not have an associated load balancer.")


def _refused(message: str) -> AwsError:
    return AwsError("InvalidParameterException", message)
