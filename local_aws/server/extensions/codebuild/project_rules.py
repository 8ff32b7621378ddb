"""What CodeBuild refuses of a project, in its words."""

import re
from typing import Any

from moto.codebuild.models import CodeBuildBackend

from local_aws.server.extensions.iam import may_be_assumed
from local_aws.server.extensions.patching import AwsError
from model.codebuild import (
    ARTIFACT_TYPES,
    BUILD_MINUTES,
    COMPUTE_TYPES,
    ENVIRONMENT_TYPES,
    NAME,
    PIPELINE,
    QUEUED_MINUTES,
    SOURCE_TYPES,
)
from model.texts import codebuild as say

Params = dict[str, Any]

_PLACES = ("location", "name", "path", "packaging", "namespaceType")
"""What artifacts have that go somewhere."""
_WITHOUT_LOCATION = ("CODEPIPELINE", "NO_SOURCE")


def check(backend: CodeBuildBackend, project: Params) -> None:
    """Raises the error that AWS answers to creating or updating to this."""
    if not re.fullmatch(NAME, project["name"]):
        raise AwsError.of(say.BAD_PROJECT_NAME)
    _check_source(project["source"], project["artifacts"])
    _check_artifacts(project["artifacts"])
    _check_environment(project["environment"])
    _check_minutes("timeoutInMinutes", project, BUILD_MINUTES)
    _check_minutes("queuedTimeoutInMinutes", project, QUEUED_MINUTES)
    role = project["serviceRole"]
    if role.split(":")[4:5] != [backend.account_id]:
        raise AwsError.of(say.OTHER_ACCOUNTS_ROLE)
    if not may_be_assumed(backend.account_id, backend.region_name, role, "codebuild.amazonaws.com"):
        raise AwsError.of(say.ROLE_NOT_ASSUMED)


def _check_source(source: Params, artifacts: Params) -> None:
    if source["type"] not in SOURCE_TYPES:
        raise AwsError.of(say.BAD_TYPE, what="Project source type")
    if (source["type"] == PIPELINE) != (artifacts["type"] == PIPELINE):
        raise AwsError.of(say.BOTH_CODEPIPELINE)
    if source["type"] not in _WITHOUT_LOCATION and not source.get("location"):
        raise AwsError.of(say.NO_LOCATION)


def _check_artifacts(artifacts: Params) -> None:
    if artifacts["type"] not in ARTIFACT_TYPES:
        raise AwsError.of(say.BAD_TYPE, what="Artifact type")
    if artifacts["type"] == "NO_ARTIFACTS":
        for member in _PLACES:
            if artifacts.get(member):
                raise AwsError.of(say.NO_ARTIFACTS_WITH, member="output name" if member == "name" else member)
    elif artifacts["type"] == "S3" and not artifacts.get("location"):
        raise AwsError.of(say.NO_LOCATION)


def _check_environment(environment: Params) -> None:
    if environment["type"] not in ENVIRONMENT_TYPES:
        raise AwsError.of(say.BAD_TYPE, what=environment["type"])
    if environment["computeType"] not in COMPUTE_TYPES:
        raise AwsError.of(say.BAD_COMPUTE_TYPE, type=environment["computeType"])


def _check_minutes(member: str, project: Params, limits: tuple[int, int]) -> None:
    minutes = project.get(member)
    least, most = limits
    if minutes is not None and not least <= minutes <= most:
        raise AwsError.of(say.BAD_MINUTES, what=member, minutes=minutes, least=least, most=most)
