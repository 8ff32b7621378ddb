"""CodeDeploy's deployment groups: what reads back is what was sent. What is refused is in `group_rules`."""

from typing import Any

from moto.codedeploy.models import CodeDeployBackend, DeploymentGroup
from moto.codedeploy.responses import CodeDeployResponse
from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores

from local_aws.server.extensions.codedeploy import group_rules
from local_aws.server.extensions.codedeploy.applications import move_tags
from local_aws.server.extensions.codedeploy.deployment_configs import DEFAULTS
from local_aws.server.extensions.codedeploy.deployment_info import last
from local_aws.server.extensions.codedeploy.lookup import here, last_successful, of_group
from local_aws.server.extensions.codedeploy.request import request
from local_aws.server.extensions.codedeploy.revisions import shown
from local_aws.server.extensions.patching import AwsError, patches
from model.texts.codedeploy import GROUP_EXISTS

Params = dict[str, Any]

GROUP_MEMBERS = (
    "deploymentConfigName",
    "ec2TagFilters",
    "onPremisesInstanceTagFilters",
    "autoScalingGroups",
    "serviceRoleArn",
    "triggerConfigurations",
    "alarmConfiguration",
    "autoRollbackConfiguration",
    "outdatedInstancesStrategy",
    "deploymentStyle",
    "blueGreenDeploymentConfiguration",
    "loadBalancerInfo",
    "ec2TagSet",
    "ecsServices",
    "onPremisesTagSet",
    "terminationHookEnabled",
)
"""What UpdateDeploymentGroup may change. botocore's model, codedeploy 2014-10-06."""


@patches(CodeDeployResponse)
def create_deployment_group(self: CodeDeployResponse) -> ActionResult:
    """Checked as AWS does, see `group_rules`."""
    backend, params = self.codedeploy_backend, self._get_params()
    application, name = backend.get_application(params["applicationName"]), params["deploymentGroupName"]
    if name in backend.deployment_groups.get(application.application_name, {}):
        raise AwsError.of(GROUP_EXISTS, group=name)
    if not params.get("deploymentConfigName"):
        params["deploymentConfigName"] = DEFAULTS.get(application.compute_platform)
    if not params.get("deploymentStyle") and application.compute_platform == "Server":
        params["deploymentStyle"] = {"deploymentType": "IN_PLACE", "deploymentOption": "WITHOUT_TRAFFIC_CONTROL"}
    group_rules.check(backend, application, name, params)
    group: Any = DeploymentGroup(
        application,
        name,
        **{camelcase_to_underscores(member): params.get(member) for member in GROUP_MEMBERS},
        tags=params.get("tags"),
    )
    backend.deployment_groups.setdefault(application.application_name, {})[name] = group
    if params.get("tags"):
        backend.tagger.tag_resource(backend._deployment_group_arn(application.application_name, name), params["tags"])
    return ActionResult({"deploymentGroupId": group.deployment_group_id})


@patches(CodeDeployResponse)
def update_deployment_group(self: CodeDeployResponse) -> ActionResult:
    """What is sent replaces what was; the result is checked like a new group."""
    backend, params = self.codedeploy_backend, self._get_params()
    application, name = params["applicationName"], params["currentDeploymentGroupName"]
    group = backend.get_deployment_group(application, name)
    sent = {member: params[member] for member in GROUP_MEMBERS if params.get(member) is not None}
    group_rules.check(backend, group.application, name, _members(group) | sent)
    for member, value in sent.items():
        setattr(group, camelcase_to_underscores(member), value)
    new = params.get("newDeploymentGroupName")
    if new and new != name:
        siblings = backend.deployment_groups[application]
        if new in siblings:
            raise AwsError.of(GROUP_EXISTS, group=new)
        move_tags(
            backend, backend._deployment_group_arn(application, name), backend._deployment_group_arn(application, new)
        )
        siblings[new] = siblings.pop(name)
        group.deployment_group_name = new
    return ActionResult({"hooksNotCleanedUp": []})


@patches(CodeDeployResponse)
def get_deployment_group(self: CodeDeployResponse) -> ActionResult:
    """Everything that was sent."""
    group = self.codedeploy_backend.get_deployment_group(
        self._get_param("applicationName"), self._get_param("deploymentGroupName")
    )
    return ActionResult({"deploymentGroupInfo": _info(self.codedeploy_backend, group)})


@patches(CodeDeployResponse)
def batch_get_deployment_groups(self: CodeDeployResponse) -> ActionResult:
    """Several groups of one application."""
    backend, application = self.codedeploy_backend, self._get_param("applicationName")
    found = [backend.get_deployment_group(application, name) for name in self._get_param("deploymentGroupNames")]
    return ActionResult({"deploymentGroupsInfo": [_info(backend, group) for group in found]})


@patches(CodeDeployResponse)
def delete_deployment_group(self: CodeDeployResponse) -> ActionResult:
    """One that isn't there is fine, as on AWS."""
    backend = self.codedeploy_backend
    application, name = self._get_param("applicationName"), self._get_param("deploymentGroupName")
    if backend.deployment_groups.get(application, {}).pop(name, None):
        backend.tagger.delete_all_tags_for_resource(backend._deployment_group_arn(application, name))
    return ActionResult({"hooksNotCleanedUp": []})


def _members(group: DeploymentGroup) -> Params:
    values = {member: getattr(group, camelcase_to_underscores(member)) for member in GROUP_MEMBERS}
    return {member: value for member, value in values.items() if value not in (None, {}, [])}


def timing(group: DeploymentGroup) -> Params:
    """When traffic moves and old tasks end.

    Where nobody set the wait before traffic moves, AWS answers 0, and clients read it unasked.
    """
    sent = group.blue_green_deployment_configuration
    ready = sent.get("deploymentReadyOption")
    return sent | {"deploymentReadyOption": {"waitTimeInMinutes": 0} | ready} if ready else sent


def _info(backend: CodeDeployBackend, group: DeploymentGroup) -> Params:
    """What was sent, and its last deployments."""
    members = _members(group)
    if "blueGreenDeploymentConfiguration" in members:
        members["blueGreenDeploymentConfiguration"] = timing(group)
    return {
        **members,
        **_last(backend, group),
        "applicationName": group.application.application_name,
        "computePlatform": group.application.compute_platform,
        "deploymentGroupId": group.deployment_group_id,
        "deploymentGroupName": group.deployment_group_name,
    }


def _last(backend: CodeDeployBackend, group: DeploymentGroup) -> Params:
    """Of ECS: the newest deployment, the newest that succeeded, and what that one deployed."""
    if group.application.compute_platform != "ECS":
        return {}
    shows: Params = {}
    at = here(backend).at
    if attempted := of_group(backend, group):
        shows["lastAttemptedDeployment"] = last(attempted[-1], at)
    if successful := last_successful(backend, group):
        shows["lastSuccessfulDeployment"] = last(successful, at)
        if revision := request(backend, successful).revision:
            shows["targetRevision"] = shown(revision)
    return shows
