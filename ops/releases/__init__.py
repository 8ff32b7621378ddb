"""The releases of a service, past and running, by whoever moves it: one file each."""

from ops.aws import Aws
from ops.releases.codedeploy import CodeDeployReleases
from ops.releases.ecs import EcsReleases
from ops.releases.releases import Releases
from ops.target import Target

__all__ = ["Releases", "releases_of"]


def releases_of(target: Target, aws: Aws) -> Releases:
    """Those of the stack's service."""
    return CodeDeployReleases(target, aws) if target.by_codedeploy else EcsReleases(target, aws)
