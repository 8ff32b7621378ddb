"""What CodeDeploy refuses of a deployment group, in its words.

Only the ECS platform is checked in depth.
"""

from collections.abc import Mapping
from typing import Any

from moto.codedeploy.models import Application, CodeDeployBackend
from moto.core.exceptions import ServiceException
from moto.ecs.models import ecs_backends
from moto.elbv2.models import FakeTargetGroup, elbv2_backends

from local_aws.server.extensions.codedeploy import deployment_configs
from local_aws.server.extensions.patching import AwsError
from model.codedeploy import MOST_ALARMS, MOST_TRIGGERS, TWO_DAYS_MINUTES
from model.strategy import Strategy
from model.texts.codedeploy import (
    AUTO_SCALING_GROUPS,
    BAD_PAIR,
    CONTINUE_WITH_WAIT,
    DEPLOYMENT_STYLE,
    LISTENER_NOT_FOUND,
    NEVER_TERMINATED,
    NO_ALARM,
    NO_BLUE_GREEN_CONFIGURATION,
    NO_GRADUAL_SHIFT,
    NO_LOAD_BALANCER_FOR_SERVERS,
    NO_LOAD_BALANCER_INFO,
    NO_READY_OPTION,
    NO_ROLLBACK_EVENT,
    ONE_LISTENER,
    ONE_SERVICE,
    OTHER_CONTROLLER,
    OTHER_PLATFORM,
    SAME_TRIGGER,
    SERVERS_LOAD_BALANCERS,
    SERVICE_HAS_A_GROUP,
    SERVICE_IN_SERVER_GROUP,
    SERVICE_NOT_LOADED,
    STOP_WITHOUT_WAIT,
    TERMINATION_WAIT_TOO_LONG,
    TOO_MANY_ALARMS,
    TOO_MANY_TRIGGERS,
)

Params = dict[str, Any]


def check(backend: CodeDeployBackend, application: Application, name: str, group: Params) -> None:
    """Raises the error that AWS answers to creating or updating to this."""
    check_config(backend, application, group)
    check_rollback(group)
    if application.compute_platform == "ECS":
        _check_style(group)
        _check_timing(group["blueGreenDeploymentConfiguration"])
        service = _check_service(backend, application, name, group)
        check_routes(backend, group["loadBalancerInfo"], service, group["deploymentConfigName"])
    elif application.compute_platform == "Server":
        _check_server(group)


def check_config(backend: CodeDeployBackend, application: Application, group: Params) -> None:
    """Of a group, or of a deployment that has another one."""
    config = deployment_configs.get(backend, group["deploymentConfigName"])
    if config["computePlatform"] != application.compute_platform:
        raise AwsError.of(OTHER_PLATFORM, config=config["deploymentConfigName"], platform=application.compute_platform)


def check_rollback(group: Params) -> None:
    """Rollbacks, alarms and triggers of a group; rollbacks and alarms of a deployment that has others."""
    rollback = group.get("autoRollbackConfiguration") or {}
    if rollback.get("enabled") and not rollback.get("events"):
        raise AwsError.of(NO_ROLLBACK_EVENT)
    alarms = group.get("alarmConfiguration") or {}
    if alarms.get("enabled") and not alarms.get("alarms"):
        raise AwsError.of(NO_ALARM)
    if len(alarms.get("alarms") or []) > MOST_ALARMS:
        raise AwsError.of(TOO_MANY_ALARMS, most=MOST_ALARMS)
    triggers = [trigger.get("triggerName") for trigger in group.get("triggerConfigurations") or []]
    if len(triggers) != len(set(triggers)):
        raise AwsError.of(SAME_TRIGGER)
    if len(triggers) > MOST_TRIGGERS:
        raise AwsError.of(TOO_MANY_TRIGGERS, most=MOST_TRIGGERS)


def _check_style(group: Params) -> None:
    style = group.get("deploymentStyle") or {}
    if (style.get("deploymentType"), style.get("deploymentOption")) != ("BLUE_GREEN", "WITH_TRAFFIC_CONTROL"):
        raise AwsError.of(DEPLOYMENT_STYLE)
    if group.get("autoScalingGroups"):
        raise AwsError.of(AUTO_SCALING_GROUPS)
    balancing = group.get("loadBalancerInfo")
    if not balancing:
        raise AwsError.of(NO_LOAD_BALANCER_INFO)
    for member, word in (("elbInfoList", "elbInfo"), ("targetGroupInfoList", "targetGroupInfo")):
        if balancing.get(member):
            raise AwsError.of(SERVERS_LOAD_BALANCERS, list=word)
    if not group.get("blueGreenDeploymentConfiguration"):
        raise AwsError.of(NO_BLUE_GREEN_CONFIGURATION)


def _check_timing(timing: Params) -> None:
    ready = timing.get("deploymentReadyOption")
    if not ready:
        raise AwsError.of(NO_READY_OPTION)
    wait_minutes = ready.get("waitTimeInMinutes") or 0
    if ready.get("actionOnTimeout") == "STOP_DEPLOYMENT":
        if wait_minutes == 0:
            raise AwsError.of(STOP_WITHOUT_WAIT)
    elif wait_minutes:
        raise AwsError.of(CONTINUE_WITH_WAIT)
    termination = timing.get("terminateBlueInstancesOnDeploymentSuccess") or {}
    if termination.get("action") == "KEEP_ALIVE":
        raise AwsError.of(NEVER_TERMINATED)
    if (termination.get("terminationWaitTimeInMinutes") or 0) > TWO_DAYS_MINUTES:
        raise AwsError.of(TERMINATION_WAIT_TOO_LONG)


def load_service(backend: CodeDeployBackend, names: Mapping[str, Any]) -> Any:
    """The service of a group, moto's record; InvalidECSServiceException without one."""
    cluster, service = names.get("clusterName") or "default", names.get("serviceName") or ""
    try:
        found = ecs_backends[backend.account_id][backend.region_name]._get_service(cluster, service)
    except ServiceException as error:
        raise AwsError.of(SERVICE_NOT_LOADED, cluster=cluster, service=service, error=error.message) from error
    if found.status != "ACTIVE":
        raise AwsError.of(SERVICE_NOT_LOADED, cluster=cluster, service=service, error=f"the service is {found.status}")
    return found


def _check_service(backend: CodeDeployBackend, application: Application, name: str, group: Params) -> Any:
    services = group.get("ecsServices") or []
    if len(services) != 1:
        raise AwsError.of(ONE_SERVICE)
    found = load_service(backend, services[0])
    if found.deployment_controller["type"] != Strategy.CODEDEPLOY.controller:
        raise AwsError.of(OTHER_CONTROLLER)
    for groups in backend.deployment_groups.values():
        for other in groups.values():
            itself = other.application is application and other.deployment_group_name == name
            if not itself and services[0] in other.ecs_services:
                raise AwsError.of(SERVICE_HAS_A_GROUP)
    return found


def check_routes(backend: CodeDeployBackend, balancing: Mapping[str, Any], service: Any, config: str) -> None:
    """The pair of target groups and the listeners are there, carry the service, and can shift as configured."""
    pairs = balancing.get("targetGroupPairInfoList") or []
    if len(pairs) != 1:
        raise AwsError.of(BAD_PAIR)
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
        raise AwsError.of(BAD_PAIR)
    production = (pair.get("prodTrafficRoute") or {}).get("listenerArns") or []
    test = (pair.get("testTrafficRoute") or {}).get("listenerArns") or []
    if len(production) != 1 or len(test) > 1:
        # The number: CodeDeploy user guide, limits.
        raise AwsError.of(ONE_LISTENER)
    kinds = {arn: one.type for one in elb.load_balancers.values() for arn in one.listeners}
    routing = deployment_configs.get(backend, config)["trafficRoutingConfig"]
    for arn in production + test:
        if arn not in kinds:
            raise AwsError.of(LISTENER_NOT_FOUND, listener=arn)
        if kinds[arn] == "network" and routing["type"] != "AllAtOnce":
            raise AwsError.of(NO_GRADUAL_SHIFT)


def _check_server(group: Params) -> None:
    if group.get("ecsServices"):
        raise AwsError.of(SERVICE_IN_SERVER_GROUP)
    balancing = group.get("loadBalancerInfo") or {}
    controlled = (group.get("deploymentStyle") or {}).get("deploymentOption") == "WITH_TRAFFIC_CONTROL"
    if controlled and not (balancing.get("elbInfoList") or balancing.get("targetGroupInfoList")):
        raise AwsError.of(NO_LOAD_BALANCER_FOR_SERVERS)
