"""CodeDeploy's calls about a deployment's targets. One for ECS has one, its service: `CLUSTER:SERVICE`."""

from moto.codedeploy.responses import CodeDeployResponse
from moto.core.responses import ActionResult

from local_aws.server.extensions.answers import Answer
from local_aws.server.extensions.codedeploy.ecs_target import status, target
from local_aws.server.extensions.codedeploy.lookup import here, released
from local_aws.server.extensions.codedeploy.request import Request, request
from local_aws.server.extensions.patching import AwsError, patches
from model.moving.codedeploy import Deployment
from model.texts import codedeploy as say

FILTERS = ("TargetStatus", "ServerInstanceLabel")


@patches(CodeDeployResponse)
def list_deployment_targets(self: CodeDeployResponse) -> ActionResult:
    """The service, unless a filter is for something else."""
    deployment, asked = _started(self)
    filters = self._get_param("targetFilters") or {}
    if filters.keys() - set(FILTERS):
        raise AwsError.of(say.TARGET_FILTER)
    wanted = filters.get("TargetStatus") or [status(deployment)]
    return ActionResult({"targetIds": [asked.target] if status(deployment) in wanted else []})


@patches(CodeDeployResponse)
def get_deployment_target(self: CodeDeployResponse) -> ActionResult:
    """The service, as the deployment has changed it."""
    return ActionResult({"deploymentTarget": _target(self, self._get_param("targetId"))})


@patches(CodeDeployResponse)
def batch_get_deployment_targets(self: CodeDeployResponse) -> ActionResult:
    """The same, in a list."""
    ids = self._get_param("targetIds")
    if not ids:
        raise AwsError.of(say.NO_TARGET)
    return ActionResult({"deploymentTargets": [_target(self, one) for one in ids]})


def _target(call: CodeDeployResponse, target_id: str | None) -> Answer:
    deployment, asked = _started(call)
    if not target_id:
        raise AwsError.of(say.NO_TARGET)
    if target_id != asked.target:
        raise AwsError.of(say.UNKNOWN_TARGET)
    return target(deployment, asked, here(call.codedeploy_backend).at)


def _started(call: CodeDeployResponse) -> tuple[Deployment, Request]:
    """Before it has started, and on other platforms, a deployment has no targets."""
    deployment = released(call.codedeploy_backend, call._get_param("deploymentId"))
    if deployment is None or deployment.started_at is None:
        raise AwsError.of(say.NOT_STARTED)
    return deployment, request(call.codedeploy_backend, deployment)
