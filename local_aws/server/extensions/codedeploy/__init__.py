"""CodeDeploy: configurations, applications and deployment groups that can be changed and deleted.

Faithful: the predefined configurations, what is refused and in which words (each text is in `groups.py` and
`configs.py`), what reads back is what was sent. Not faithful: deployments don't move (moto leaves each in
`Created`); roles are not checked; the Lambda platform's predefined configurations are not there.
"""

from typing import Any

from moto.codedeploy.models import CodeDeployBackend, DeploymentGroup
from moto.codedeploy.responses import CodeDeployResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import camelcase_to_underscores

from local_aws.server.extensions.codedeploy import configs, groups
from local_aws.server.extensions.patching import AwsError, patches

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
def create_deployment_config(self: CodeDeployResponse) -> ActionResult:
    """A custom configuration; the texts of what is refused are in `configs`."""
    config = configs.create(self.codedeploy_backend, self._get_params())
    return ActionResult({"deploymentConfigId": config["deploymentConfigId"]})


@patches(CodeDeployResponse)
def get_deployment_config(self: CodeDeployResponse) -> ActionResult:
    """A predefined or a custom configuration."""
    config = configs.get(self.codedeploy_backend, self._get_param("deploymentConfigName"))
    return ActionResult({"deploymentConfigInfo": config})


@patches(CodeDeployResponse)
def list_deployment_configs(self: CodeDeployResponse) -> ActionResult:
    """All names, in one page."""
    return ActionResult({"deploymentConfigsList": list(configs.everything(self.codedeploy_backend))})


@patches(CodeDeployResponse)
def delete_deployment_config(self: CodeDeployResponse) -> EmptyResult:
    """Refused while a deployment group names it, and for predefined ones; unknown is fine."""
    configs.delete(self.codedeploy_backend, self._get_param("deploymentConfigName"))
    return EmptyResult()


@patches(CodeDeployResponse)
def create_application(self: CodeDeployResponse) -> ActionResult:
    """The compute platform is Server when it is left out."""
    platform = self._get_param("computePlatform") or "Server"
    configs.check_platform(platform)
    application_id = self.codedeploy_backend.create_application(
        application_name=self._get_param("applicationName"), compute_platform=platform, tags=self._get_param("tags")
    )
    return ActionResult({"applicationId": application_id})


@patches(CodeDeployResponse)
def update_application(self: CodeDeployResponse) -> EmptyResult:
    """Renames it; its groups and tags go along."""
    backend = self.codedeploy_backend
    old, new = self._get_param("applicationName"), self._get_param("newApplicationName")
    application = backend.get_application(old)
    if new and new != old:
        if new in backend.applications:
            raise AwsError(
                "ApplicationAlreadyExistsException",
                f"The application {new} already exists with the user or AWS account.",
            )
        _move_tags(backend, backend._application_arn(old), backend._application_arn(new))
        for group in backend.deployment_groups.get(old, {}):
            _move_tags(backend, backend._deployment_group_arn(old, group), backend._deployment_group_arn(new, group))
        application.application_name = new
        backend.applications[new] = backend.applications.pop(old)
        backend.deployment_groups[new] = backend.deployment_groups.pop(old, {})
    return EmptyResult()


@patches(CodeDeployResponse)
def delete_application(self: CodeDeployResponse) -> EmptyResult:
    """With its groups; one that isn't there is fine, as on AWS."""
    backend = self.codedeploy_backend
    name = self._get_param("applicationName")
    for group in backend.deployment_groups.pop(name, {}):
        backend.tagger.delete_all_tags_for_resource(backend._deployment_group_arn(name, group))
    if backend.applications.pop(name, None):
        backend.tagger.delete_all_tags_for_resource(backend._application_arn(name))
    return EmptyResult()


@patches(CodeDeployResponse)
def create_deployment_group(self: CodeDeployResponse) -> ActionResult:
    """Checked as AWS does, see `groups`."""
    backend, params = self.codedeploy_backend, self._get_params()
    application, name = backend.get_application(params["applicationName"]), params["deploymentGroupName"]
    if name in backend.deployment_groups.get(application.application_name, {}):
        raise AwsError("DeploymentGroupAlreadyExistsException", f"Deployment group {name} already exists.")
    if not params.get("deploymentConfigName"):
        params["deploymentConfigName"] = configs.DEFAULTS.get(application.compute_platform)
    if not params.get("deploymentStyle") and application.compute_platform == "Server":
        params["deploymentStyle"] = {"deploymentType": "IN_PLACE", "deploymentOption": "WITHOUT_TRAFFIC_CONTROL"}
    groups.check(backend, application, name, params)
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
    groups.check(backend, group.application, name, _members(group) | sent)
    for member, value in sent.items():
        setattr(group, camelcase_to_underscores(member), value)
    new = params.get("newDeploymentGroupName")
    if new and new != name:
        siblings = backend.deployment_groups[application]
        if new in siblings:
            raise AwsError("DeploymentGroupAlreadyExistsException", f"Deployment group {new} already exists.")
        _move_tags(
            backend, backend._deployment_group_arn(application, name), backend._deployment_group_arn(application, new)
        )
        siblings[new] = siblings.pop(name)
        group.deployment_group_name = new
    return ActionResult({"hooksNotCleanedUp": []})


@patches(CodeDeployResponse)
def get_deployment_group(self: CodeDeployResponse) -> ActionResult:
    """Everything that was sent, and nothing that wasn't."""
    group = self.codedeploy_backend.get_deployment_group(
        self._get_param("applicationName"), self._get_param("deploymentGroupName")
    )
    return ActionResult({"deploymentGroupInfo": _info(group)})


@patches(CodeDeployResponse)
def batch_get_deployment_groups(self: CodeDeployResponse) -> ActionResult:
    """Several groups of one application."""
    application = self._get_param("applicationName")
    found = [
        self.codedeploy_backend.get_deployment_group(application, name)
        for name in self._get_param("deploymentGroupNames")
    ]
    return ActionResult({"deploymentGroupsInfo": [_info(group) for group in found]})


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


def _info(group: DeploymentGroup) -> Params:
    return {
        **_members(group),
        "applicationName": group.application.application_name,
        "computePlatform": group.application.compute_platform,
        "deploymentGroupId": group.deployment_group_id,
        "deploymentGroupName": group.deployment_group_name,
    }


def _move_tags(backend: CodeDeployBackend, old_arn: str, new_arn: str) -> None:
    backend.tagger.tag_resource(new_arn, backend.tagger.list_tags_for_resource(old_arn)["Tags"])
    backend.tagger.delete_all_tags_for_resource(old_arn)
