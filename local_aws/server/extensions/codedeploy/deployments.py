"""CodeDeploy's calls about deployments. Those for ECS are the model's; others stay as moto keeps them, unmoved."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from moto.codedeploy.models import CodeDeployBackend
from moto.codedeploy.responses import CodeDeployResponse, _deployment_info
from moto.core.responses import ActionResult, EmptyResult

from local_aws.server.extensions.answers import Answer, utc
from local_aws.server.extensions.codedeploy import application_revisions, group_rules, releases, revisions
from local_aws.server.extensions.codedeploy.deployment_info import info
from local_aws.server.extensions.codedeploy.lookup import here, released
from local_aws.server.extensions.codedeploy.request import request, requests
from local_aws.server.extensions.patching import AwsError, patches
from model.texts import codedeploy as say

STATUSES = ("Created", "Queued", "InProgress", "Baking", "Succeeded", "Failed", "Stopped", "Ready")
MOST_DEPLOYMENTS = 25
"""Of one BatchGetDeployments (API reference)."""
MOST_CHARACTERS = 512
"""Of a description; what aws-actions/amazon-ecs-deploy-task-definition cuts it to."""
FOR_SERVERS = (
    ("fileExistsBehavior", say.FILE_EXISTS_BEHAVIOR),
    ("updateOutdatedInstancesOnly", say.OUTDATED_INSTANCES_ONLY),
    ("ignoreApplicationStopFailures", say.IGNORED_STOP_FAILURES),
    ("targetInstances", say.TARGET_INSTANCES),
)
"""Members of CreateDeployment that no deployment for ECS may have."""

_create_deployment = CodeDeployResponse.create_deployment


@patches(CodeDeployResponse)
def create_deployment(self: CodeDeployResponse) -> ActionResult:
    """One for ECS begins to move."""
    backend, params = self.codedeploy_backend, self._get_params()
    application = backend.get_application(params["applicationName"])
    if not params.get("deploymentGroupName"):
        raise AwsError.of(say.NO_GROUP_NAME)
    group = backend.get_deployment_group(application.application_name, params["deploymentGroupName"])
    if application.compute_platform != "ECS":
        return _create_deployment(self)
    _check(backend, group, params)
    deployment, asked = releases.begin(backend, group, params)
    requests(backend)[deployment.id] = asked
    application_revisions.use(application, params["revision"], here(backend).at(deployment.created_at))
    return ActionResult({"deploymentId": deployment.id})


@patches(CodeDeployResponse)
def get_deployment(self: CodeDeployResponse) -> ActionResult:
    """As it is now."""
    return ActionResult({"deploymentInfo": _info(self.codedeploy_backend, self._get_param("deploymentId"))})


@patches(CodeDeployResponse)
def batch_get_deployments(self: CodeDeployResponse) -> ActionResult:
    """Those that are there."""
    backend, ids = self.codedeploy_backend, self._get_param("deploymentIds") or []
    if len(ids) > MOST_DEPLOYMENTS:
        raise AwsError.of(say.TOO_MANY_NAMES, most=MOST_DEPLOYMENTS)
    there = here(backend).cloud.deployments.keys() | backend.deployments.keys()
    return ActionResult({"deploymentsInfo": [_info(backend, one) for one in ids if one in there]})


@patches(CodeDeployResponse)
def list_deployments(self: CodeDeployResponse) -> ActionResult:
    """The newest first, in one page: clients take the first for the latest (ecspresso's rollback)."""
    backend, params = self.codedeploy_backend, self._get_params()
    application, group = params.get("applicationName"), params.get("deploymentGroupName")
    if application and not group:
        raise AwsError.of(say.NO_GROUP_NAME)
    if group and not application:
        raise AwsError.of(say.NO_APPLICATION_NAME)
    group_id = backend.get_deployment_group(application, group).deployment_group_id if application and group else None
    statuses = params.get("includeOnlyStatuses") or STATUSES
    if set(statuses) - set(STATUSES):
        raise AwsError.of(say.BAD_STATUS)
    span = params.get("createTimeRange") or {}
    start, end = utc(span.get("start")), utc(span.get("end"))
    if start and end and start > end:
        raise AwsError.of(say.BAD_TIME_RANGE)
    found = [
        one
        for one in _every(backend)
        if group_id in (None, one.group_id)
        and one.status in statuses
        and (start is None or start <= one.created_at)
        and (end is None or one.created_at <= end)
        and not params.get("externalId")
    ]
    found.sort(key=lambda one: one.created_at)
    return ActionResult({"deployments": [one.id for one in reversed(found)]})


@patches(CodeDeployResponse)
def stop_deployment(self: CodeDeployResponse) -> ActionResult:
    """At once. Whether traffic returns: as the call says, else as the deployment was told."""
    backend, deployment_id = self.codedeploy_backend, self._get_param("deploymentId")
    deployment = released(backend, deployment_id)
    if deployment:
        deployment.stop(rolls_back=self._get_param("autoRollbackEnabled"))
    else:
        backend.get_deployment(deployment_id).status = "Stopped"
    return ActionResult({"status": "Succeeded", "statusMessage": say.STOP_SUCCEEDED.say()})


@patches(CodeDeployResponse)
def continue_deployment(self: CodeDeployResponse) -> EmptyResult:
    """Ends the wait before the traffic moves, or the one before the old tasks end."""
    wait = self._get_param("deploymentWaitType") or "READY_WAIT"
    if wait not in ("READY_WAIT", "TERMINATION_WAIT"):
        raise AwsError.of(say.WAIT_TYPE)
    deployment = released(self.codedeploy_backend, self._get_param("deploymentId"))
    if deployment is None:
        raise AwsError.of(say.NOT_READY)
    deployment.proceed(wait)
    return EmptyResult()


@patches(CodeDeployResponse)
def put_lifecycle_event_hook_execution_status(self: CodeDeployResponse) -> ActionResult:
    """A hook's function says how it ended."""
    backend, params = self.codedeploy_backend, self._get_params()
    deployment = released(backend, params.get("deploymentId"))
    call, status = params.get("lifecycleEventHookExecutionId"), params.get("status")
    if status not in ("Succeeded", "Failed"):
        raise AwsError.of(say.HOOK_STATUS)
    if deployment is None or not call or all(event.call != call for event in deployment.events):
        raise AwsError.of(say.UNKNOWN_HOOK)
    functions = here(backend).cloud.functions
    if call not in functions.pending:
        raise AwsError.of(say.HOOK_ANSWERED)
    functions.answer(call, status)
    return ActionResult({"lifecycleEventHookExecutionId": call})


def _check(backend: CodeDeployBackend, group: Any, params: dict[str, Any]) -> None:
    """What CreateDeployment refuses for ECS."""
    if params.get("deploymentMode") == "RESTART":
        raise AwsError.of(say.RESTART_MODE)
    revisions.check(params.get("revision"))
    for member, refusal in FOR_SERVERS:
        if params.get(member):
            raise AwsError.of(refusal)
    if len(params.get("description") or "") > MOST_CHARACTERS:
        raise AwsError.of(say.LONG_DESCRIPTION)
    config = params.get("deploymentConfigName") or group.deployment_config_name
    group_rules.check_config(backend, group.application, {"deploymentConfigName": config})
    group_rules.check_rollback(
        {
            "autoRollbackConfiguration": params.get("autoRollbackConfiguration"),
            "alarmConfiguration": params.get("overrideAlarmConfiguration"),
        }
    )


def _info(backend: CodeDeployBackend, deployment_id: str) -> Answer:
    deployment = released(backend, deployment_id)
    if deployment is None:
        return _deployment_info(backend.get_deployment(deployment_id))
    return info(deployment, request(backend, deployment), here(backend).at)


class _Listed(NamedTuple):
    """What a list of deployments is filtered by."""

    id: str
    group_id: str
    status: str
    created_at: datetime


def _every(backend: CodeDeployBackend) -> Iterator[_Listed]:
    at = here(backend).at
    for kept in backend.deployments.values():
        created_at = utc(kept.create_time) or datetime.min
        yield _Listed(kept.deployment_id, kept.deployment_group.deployment_group_id, kept.status, created_at)
    for one in here(backend).cloud.deployments.values():
        yield _Listed(one.id, request(backend, one).group_id, one.status, at(one.created_at))
