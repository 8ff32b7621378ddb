"""What CodeDeploy refuses of a deployment group, in its words.

Texts: AWS's as people quote them; "unchecked" marks those found quoted nowhere. Only the ECS platform is
checked in depth.
"""

from typing import Any

from moto.codedeploy.models import Application, CodeDeployBackend
from moto.core.exceptions import ServiceException
from moto.ecs.models import ecs_backends
from moto.elbv2.models import FakeTargetGroup, elbv2_backends

from local_aws.server.extensions.codedeploy import deployment_configs
from local_aws.server.extensions.patching import AwsError
from model.codedeploy import MOST_ALARMS, MOST_TRIGGERS, TWO_DAYS_MINUTES

Params = dict[str, Any]

BAD_PAIR = (
    "A deployment group associated with an application that uses the ECS compute platform must contain a valid pair of "
    "target groups that identify a load balancer. The target groups must be two, exist, and be behind one load "
    "balancer, and the ECS service must use one of them."
)
"""The first sentence is AWS's; the sources cut the rest."""


def check(backend: CodeDeployBackend, application: Application, name: str, group: Params) -> None:
    """Raises the error that AWS answers to creating or updating to this."""
    _check_config(backend, application, group)
    _check_rollback(group)
    if application.compute_platform == "ECS":
        _check_style(group)
        _check_timing(group["blueGreenDeploymentConfiguration"])
        service = _check_service(backend, application, name, group)
        _check_routes(backend, group["loadBalancerInfo"], service)
    elif application.compute_platform == "Server":
        _check_server(group)


def _check_config(backend: CodeDeployBackend, application: Application, group: Params) -> None:
    config = deployment_configs.get(backend, group["deploymentConfigName"])
    if config["computePlatform"] != application.compute_platform:
        raise AwsError(
            "InvalidDeploymentConfigNameException",
            f"Compute platform of deployment config {config['deploymentConfigName']} does not match expected compute "
            f"platform, correct compute platform should be {application.compute_platform}.",
        )


def _check_rollback(group: Params) -> None:
    rollback = group.get("autoRollbackConfiguration") or {}
    if rollback.get("enabled") and not rollback.get("events"):
        raise AwsError(
            "InvalidAutoRollbackConfigException",
            "Deployment Groups need to have at least one event specified when auto rollback is enabled",
        )
    alarms = group.get("alarmConfiguration") or {}
    if alarms.get("enabled") and not alarms.get("alarms"):
        raise AwsError(
            "InvalidAlarmConfigException",
            "Deployment Groups need to have at least one alarms attached if they are monitored.",
        )
    if len(alarms.get("alarms") or []) > MOST_ALARMS:
        # Text unchecked.
        raise AwsError(
            "AlarmsLimitExceededException", f"Deployment Groups cannot contain more than {MOST_ALARMS} alarms."
        )
    triggers = [trigger.get("triggerName") for trigger in group.get("triggerConfigurations") or []]
    if len(triggers) != len(set(triggers)):
        raise AwsError("InvalidTriggerConfigException", "Duplicate Trigger target name detected")
    if len(triggers) > MOST_TRIGGERS:
        raise AwsError(
            "TriggerTargetsLimitExceededException",
            f"Deployment Groups cannot contain more than {MOST_TRIGGERS} TriggerTargets.",
        )


def _check_style(group: Params) -> None:
    style = group.get("deploymentStyle") or {}
    if (style.get("deploymentType"), style.get("deploymentOption")) != ("BLUE_GREEN", "WITH_TRAFFIC_CONTROL"):
        raise AwsError(
            "InvalidDeploymentStyleException",
            "For ECS deployment, the deployment type must be BLUE_GREEN, and deployment option must be "
            "WITH_TRAFFIC_CONTROL.",
        )
    if group.get("autoScalingGroups"):
        raise AwsError(
            "InvalidAutoScalingGroupException", "For ECS deployment group, autoScalingGroups can not be specified"
        )
    balancing = group.get("loadBalancerInfo")
    if not balancing:
        raise _bad_balancing("For ECS deployment group, loadBalancerInfo must be specified")
    for member, word in (("elbInfoList", "elbInfo"), ("targetGroupInfoList", "targetGroupInfo")):
        if balancing.get(member):
            raise _bad_balancing(f"For ECS deployment group, loadBalancerInfo must not contain {word} list")
    if not group.get("blueGreenDeploymentConfiguration"):
        raise _bad_timing("For ECS deployment group, blueGreenDeploymentConfiguration must be specified")


def _check_timing(timing: Params) -> None:
    ready = timing.get("deploymentReadyOption")
    if not ready:
        raise _bad_timing("Deployment ready option cannot be null for blue green deployment")
    wait_minutes = ready.get("waitTimeInMinutes") or 0
    if ready.get("actionOnTimeout") == "STOP_DEPLOYMENT":
        if wait_minutes == 0:
            raise _bad_timing(
                "Deployment ready action cannot be set to STOP_DEPLOYMENT when timeout is set to 0 minutes."
            )
    elif wait_minutes:
        raise _bad_timing("Deployment ready action cannot be set to 'CONTINUE_DEPLOYMENT' when timeout is specified")
    termination = timing.get("terminateBlueInstancesOnDeploymentSuccess") or {}
    if (termination.get("terminationWaitTimeInMinutes") or 0) > TWO_DAYS_MINUTES:
        raise _bad_timing("Timeout for instance termination cannot be more than 2 days")


def _check_service(backend: CodeDeployBackend, application: Application, name: str, group: Params) -> Any:
    services = group.get("ecsServices") or []
    if len(services) != 1:
        # Text unchecked.
        raise AwsError(
            "InvalidECSServiceException", "For ECS deployment group, exactly one ECS service must be specified"
        )
    cluster, service = services[0].get("clusterName"), services[0].get("serviceName")
    try:
        found = ecs_backends[backend.account_id][backend.region_name]._get_service(cluster, service)
    except ServiceException as error:
        raise AwsError(
            "InvalidECSServiceException",
            f"Could not load ECS service information for cluster: {cluster}, service: {service}. "
            f"Cause: {error.message}",
        ) from error
    if found.status != "ACTIVE":
        raise AwsError(
            "InvalidECSServiceException",
            f"Could not load ECS service information for cluster: {cluster}, service: {service}. "
            f"Cause: the service is {found.status}",
        )
    if found.deployment_controller["type"] != "CODE_DEPLOY":
        raise AwsError(
            "InvalidECSServiceException",
            "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
        )
    for groups in backend.deployment_groups.values():
        for other in groups.values():
            itself = other.application is application and other.deployment_group_name == name
            if not itself and services[0] in other.ecs_services:
                # One to one: CodeDeploy user guide, limits. Text unchecked.
                raise AwsError(
                    "ECSServiceMappingLimitExceededException",
                    f"The ECS service {cluster}:{service} is already associated with deployment group "
                    f"{other.deployment_group_name}.",
                )
    return found


def _check_routes(backend: CodeDeployBackend, balancing: Params, service: Any) -> None:
    pairs = balancing.get("targetGroupPairInfoList") or []
    if len(pairs) != 1:
        raise AwsError("InvalidTargetGroupPairException", BAD_PAIR)
    pair = pairs[0]
    elb = elbv2_backends[backend.account_id][backend.region_name]
    names = [one.get("name") for one in pair.get("targetGroups") or []]
    found: list[FakeTargetGroup] = [group for group in elb.target_groups.values() if group.name in names]
    used = {balancer.get("targetGroupArn") for balancer in service.load_balancers}
    behind = [set(group.load_balancer_arns) for group in found if group.load_balancer_arns]
    if (
        len(names) != 2
        or len(found) != 2
        or not used & {group.arn for group in found}
        or not behind
        or not set.intersection(*behind)
    ):
        raise AwsError("InvalidTargetGroupPairException", BAD_PAIR)
    production = (pair.get("prodTrafficRoute") or {}).get("listenerArns") or []
    test = (pair.get("testTrafficRoute") or {}).get("listenerArns") or []
    if len(production) != 1 or len(test) > 1:
        # The number: CodeDeploy user guide, limits. Text unchecked.
        raise _bad_balancing("A traffic route must contain exactly one listener")
    listeners = {arn for balancer in elb.load_balancers.values() for arn in balancer.listeners}
    for arn in production + test:
        if arn not in listeners:
            # Text unchecked.
            raise _bad_balancing(f"The listener {arn} could not be found")


def _check_server(group: Params) -> None:
    if group.get("ecsServices"):
        raise AwsError(
            "InvalidECSServiceException", "Should not specify ECS services parameter for Server deployment group"
        )
    balancing = group.get("loadBalancerInfo") or {}
    controlled = (group.get("deploymentStyle") or {}).get("deploymentOption") == "WITH_TRAFFIC_CONTROL"
    if controlled and not (balancing.get("elbInfoList") or balancing.get("targetGroupInfoList")):
        raise _bad_balancing(
            "The specification for load balancing in the deployment group is invalid. The deploymentOption value is "
            "set to WITH_TRAFFIC_CONTROL, but either no load balancer was specified in elbInfoList or no target group "
            "was specified in targetGroupInfoList."
        )


def _bad_balancing(message: str) -> AwsError:
    return AwsError("InvalidLoadBalancerInfoException", message)


def _bad_timing(message: str) -> AwsError:
    return AwsError("InvalidBlueGreenDeploymentConfigurationException", message)
