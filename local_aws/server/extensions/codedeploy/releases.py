"""How a deployment for ECS begins: the model's deployment from what moto keeps of the group and the service.

As on AWS, what is wrong with an AppSpec or a task definition is no refusal: it fails the deployment.
"""

from collections.abc import Mapping
from typing import Any

from moto.codedeploy.models import CodeDeployBackend
from moto.codedeploy.models import DeploymentGroup as GroupRecord
from moto.core.exceptions import ServiceException
from moto.elbv2.models import elbv2_backends

from local_aws.server.extensions.codedeploy import deployment_configs, group_rules, revisions
from local_aws.server.extensions.codedeploy.appspec import AppSpec
from local_aws.server.extensions.codedeploy.deployment_groups import timing
from local_aws.server.extensions.codedeploy.lookup import ecs_backend, here, last_successful
from local_aws.server.extensions.codedeploy.request import Request, request
from local_aws.server.extensions.ecs import services
from local_aws.server.extensions.ecs.revisions import launch, revision
from local_aws.server.extensions.elbv2 import routes
from model.moving.codedeploy import Deployment, DeploymentGroup
from model.moving.launch import Launch
from model.moving.revision import Revision
from model.moving.services import Service
from model.shift import configured
from model.texts import codedeploy as say
from model.texts import ecs
from model.texts.text import Text

Params = Mapping[str, Any]


def begin(backend: CodeDeployBackend, group: GroupRecord, params: Params) -> tuple[Deployment, Request]:
    """Starts what CreateDeployment asks for; all of it is checked."""
    record = group_rules.load_service(backend, group.ecs_services[0])
    asked = _request(backend, group, params, record)
    group_rules.check_routes(backend, asked.balancing, record, asked.config)
    to = _group(backend, group, asked, services.moving(record))
    found = revisions.appspec(params["revision"], backend.account_id)
    cloud = here(backend).cloud
    if isinstance(found, Text):
        return cloud.deploy(to, None, fault=found), asked
    definition, fault = _revision(backend, found, record)
    deployment = cloud.deploy(
        to,
        definition,
        fault=fault,
        container=found.container,
        port=found.port,
        hooks=found.hooks,
        launch=green_launch(found, to),
    )
    return deployment, asked


def _request(backend: CodeDeployBackend, group: GroupRecord, params: Params, service: Any) -> Request:
    before = last_successful(backend, group)
    return Request(
        application=group.application.application_name,
        group=group.deployment_group_name,
        group_id=group.deployment_group_id,
        cluster=service.cluster_name,
        service=service.name,
        service_arn=service.arn,
        config=params.get("deploymentConfigName") or group.deployment_config_name or "",
        revision=revisions.kept(params["revision"]),
        previous=request(backend, before).revision if before else None,
        description=params.get("description") or "",
        rollback=params.get("autoRollbackConfiguration") or group.auto_rollback_configuration or {},
        alarms=params.get("overrideAlarmConfiguration"),
        style=group.deployment_style,
        timing=timing(group),
        balancing=group.load_balancer_info,
    )


def _group(backend: CodeDeployBackend, group: GroupRecord, asked: Request, service: Service) -> DeploymentGroup:
    elb = elbv2_backends[backend.account_id][backend.region_name]
    groups = {one.name: one for one in elb.target_groups.values()}
    listeners = {arn: one for balancer in elb.load_balancers.values() for arn, one in balancer.listeners.items()}
    pair = asked.balancing["targetGroupPairInfoList"][0]
    first, second = (routes.target_group(groups[one["name"]]) for one in pair["targetGroups"])
    test = (pair.get("testTrafficRoute") or {}).get("listenerArns")
    ready = asked.timing["deploymentReadyOption"]
    termination = asked.timing.get("terminateBlueInstancesOnDeploymentSuccess") or {}
    alarms: Any = asked.alarms or group.alarm_configuration or {}
    return DeploymentGroup(
        name=asked.group,
        service=service,
        target_groups=(first, second),
        production=routes.listener(listeners[pair["prodTrafficRoute"]["listenerArns"][0]]),
        test=routes.listener(listeners[test[0]]) if test else None,
        shift=configured(asked.config, deployment_configs.get(backend, asked.config)),
        ready_minutes=int(ready.get("waitTimeInMinutes") or 0),
        termination_minutes=int(termination.get("terminationWaitTimeInMinutes") or 0),
        alarm_names=tuple(one["name"] for one in alarms.get("alarms") or ()) if alarms.get("enabled") else (),
        rollback_events=frozenset(asked.rollback.get("events") or ()) if asked.rollback.get("enabled") else frozenset(),
    )


def _revision(backend: CodeDeployBackend, appspec: AppSpec, service: Any) -> tuple[Revision | None, Text | None]:
    """Of the task definition; or what ECS refuses of it, or of the capacity providers."""
    family, _, number = appspec.task_definition.split("/")[-1].partition(":")
    if number and not number.isdecimal():
        return None, _refused(backend, ecs.REVISION_NOT_A_NUMBER.with_values(revision=number))
    try:
        definition: Any = ecs_backend(backend).describe_task_definition(appspec.task_definition)
    except ServiceException as error:
        return None, _refused(backend, Text(words=error.message, code=error.code, seen="quoted", source=family))
    if definition.status != "ACTIVE":
        return None, _refused(backend, ecs.TASK_DEFINITION_INACTIVE)
    known = ecs_backend(backend).clusters[service.cluster_name].capacity_providers or []
    if any(one["capacityProvider"] not in known for one in appspec.capacity_providers):
        return None, _refused(backend, ecs.NO_CAPACITY_PROVIDER)
    return revision(definition, service), None


def _refused(backend: CodeDeployBackend, cause: Text) -> Text:
    request_id = here(backend).cloud.ids.hexadecimal()
    return say.SERVICE_NOT_UPDATED.with_values(cause=cause.words, error=cause.code, request=request_id)


def green_launch(appspec: AppSpec, group: DeploymentGroup) -> Launch:
    """Green's tasks start as those of the primary set did, but for what the AppSpec says.

    CodeDeploy drops a strategy that the AppSpec doesn't repeat (github.com/aws/containers-roadmap/issues/1752).
    """
    blue = group.service.primary
    before = blue.launch if blue else group.service.launch
    settings = dict(before.settings)
    settings.pop("capacityProviderStrategy", None)
    settings.pop("launchType", None)
    if appspec.capacity_providers:
        settings["capacityProviderStrategy"] = [dict(one) for one in appspec.capacity_providers]
    else:
        settings["launchType"] = "FARGATE" if any(place.on_fargate for place in before.places) else "EC2"
    if appspec.network:
        settings["networkConfiguration"] = appspec.network
    if appspec.platform_version:
        settings["platformVersion"] = appspec.platform_version
    first, second = group.target_groups
    idle = second if blue and first in blue.groups else first
    settings["loadBalancers"] = [
        {"targetGroupArn": idle.name, "containerName": appspec.container, "containerPort": appspec.port}
    ]
    return launch(settings)
