"""CodeDeploy's applications: created, renamed and deleted with their groups."""

from moto.codedeploy.models import CodeDeployBackend
from moto.codedeploy.responses import CodeDeployResponse
from moto.core.responses import ActionResult, EmptyResult

from local_aws.server.extensions.codedeploy.deployment_configs import check_platform
from local_aws.server.extensions.patching import AwsError, patches
from model.texts.codedeploy import APPLICATION_EXISTS


@patches(CodeDeployResponse)
def create_application(self: CodeDeployResponse) -> ActionResult:
    """The compute platform is Server when it is left out."""
    platform = self._get_param("computePlatform") or "Server"
    check_platform(platform)
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
            raise AwsError.of(APPLICATION_EXISTS, application=new)
        move_tags(backend, backend._application_arn(old), backend._application_arn(new))
        for group in backend.deployment_groups.get(old, {}):
            move_tags(backend, backend._deployment_group_arn(old, group), backend._deployment_group_arn(new, group))
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


def move_tags(backend: CodeDeployBackend, old_arn: str, new_arn: str) -> None:
    """Gives a renamed resource the tags that it had."""
    backend.tagger.tag_resource(new_arn, backend.tagger.list_tags_for_resource(old_arn)["Tags"])
    backend.tagger.delete_all_tags_for_resource(old_arn)
