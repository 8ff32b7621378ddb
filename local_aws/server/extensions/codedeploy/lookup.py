"""What CodeDeploy's calls name: applications, groups and deployments, and the errors where they are not there."""

from typing import Any

from moto.codedeploy.models import Application, CodeDeployBackend, DeploymentGroup, DeploymentInfo
from moto.ecs.models import ecs_backends

from local_aws.server.account import Account, account
from local_aws.server.extensions.codedeploy.request import request
from local_aws.server.extensions.patching import AwsError, patches
from model.moving.codedeploy import Deployment
from model.texts.codedeploy import NO_DEPLOYMENT_ID, UNKNOWN_APPLICATION, UNKNOWN_DEPLOYMENT, UNKNOWN_GROUP


@patches(CodeDeployBackend)
def get_application(self: CodeDeployBackend, application_name: str) -> Application:
    """By its name."""
    if application_name not in self.applications:
        raise AwsError.of(UNKNOWN_APPLICATION, application=application_name)
    return self.applications[application_name]


@patches(CodeDeployBackend)
def get_deployment_group(self: CodeDeployBackend, application_name: str, deployment_group_name: str) -> DeploymentGroup:
    """By the names of its application and its own."""
    groups = self.deployment_groups.get(self.get_application(application_name).application_name, {})
    if deployment_group_name not in groups:
        raise AwsError.of(UNKNOWN_GROUP, group=deployment_group_name)
    return groups[deployment_group_name]


@patches(CodeDeployBackend)
def get_deployment(self: CodeDeployBackend, deployment_id: str) -> DeploymentInfo:
    """One that moto keeps: of another platform than ECS."""
    if deployment_id not in self.deployments:
        raise AwsError.of(UNKNOWN_DEPLOYMENT, deployment=deployment_id)
    return self.deployments[deployment_id]


def here(backend: CodeDeployBackend) -> Account:
    """What moves in the backend's account and region."""
    return account(backend.account_id, backend.region_name)


def ecs_backend(backend: CodeDeployBackend) -> Any:
    """ECS of the same account and region."""
    return ecs_backends[backend.account_id][backend.region_name]


def released(backend: CodeDeployBackend, deployment_id: str | None) -> Deployment | None:
    """A deployment for ECS; None: it is one of another platform."""
    if not deployment_id:
        raise AwsError.of(NO_DEPLOYMENT_ID)
    deployment = here(backend).cloud.deployments.get(deployment_id)
    if deployment is None:
        backend.get_deployment(deployment_id)
    return deployment


def of_group(backend: CodeDeployBackend, group: DeploymentGroup) -> list[Deployment]:
    """Those for ECS of one group, and their rollbacks, the oldest first."""
    every = here(backend).cloud.deployments.values()
    return [one for one in every if request(backend, one).group_id == group.deployment_group_id]


def last_successful(backend: CodeDeployBackend, group: DeploymentGroup) -> Deployment | None:
    """The group's newest deployment that succeeded."""
    done = (one for one in reversed(of_group(backend, group)) if one.status == "Succeeded")
    return next(done, None)
