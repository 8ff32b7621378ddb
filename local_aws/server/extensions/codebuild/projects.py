"""CodeBuild's projects: created, changed and deleted; what reads back is what was sent. What is refused is in
`project_rules`."""

import json
from typing import Any

from moto.codebuild.models import CodeBuild, CodeBuildBackend
from moto.codebuild.responses import CodeBuildResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import unix_time
from moto.utilities.utils import get_partition

from local_aws.server.extensions.codebuild import project_rules
from local_aws.server.extensions.patching import AwsError, patches
from model.codebuild import DEFAULT_BUILD_MINUTES, DEFAULT_QUEUED_MINUTES
from model.texts.codebuild import NO_PROJECT, PROJECT_EXISTS

Params = dict[str, Any]

MEMBERS = (
    "description",
    "source",
    "secondarySources",
    "sourceVersion",
    "secondarySourceVersions",
    "artifacts",
    "secondaryArtifacts",
    "cache",
    "environment",
    "serviceRole",
    "timeoutInMinutes",
    "queuedTimeoutInMinutes",
    "encryptionKey",
    "tags",
    "vpcConfig",
    "logsConfig",
    "fileSystemLocations",
    "buildBatchConfig",
    "concurrentBuildLimit",
    "autoRetryLimit",
)
"""What UpdateProject may change, beside the badge. botocore's model, codebuild 2016-10-06."""
_EMPTIED: Params = {"vpcConfig": {}, "buildBatchConfig": {}, "concurrentBuildLimit": -1}
"""How a caller says that there is none any more."""


@patches(CodeBuildResponse)
def create_project(self: CodeBuildResponse) -> ActionResult:
    """Checked as AWS does, see `project_rules`."""
    backend, params = self.codebuild_backend, json.loads(self.body)
    name = params["name"]
    project_rules.check(backend, params)
    if name in backend.codebuild_projects:
        raise AwsError.of(PROJECT_EXISTS, project=backend.codebuild_projects[name].arn)
    made: Any = CodeBuild(
        self.current_account,
        self.region,
        project_name=name,
        description=None,
        project_source={},
        artifacts={},
        environment={},
        serviceRole=params["serviceRole"],
    )
    key = f"arn:{get_partition(self.region)}:kms:{self.region}:{self.current_account}:alias/aws/s3"
    defaults = {
        "cache": {"type": "NO_CACHE"},
        "timeoutInMinutes": DEFAULT_BUILD_MINUTES,
        "queuedTimeoutInMinutes": DEFAULT_QUEUED_MINUTES,
        "encryptionKey": key,
        "projectVisibility": "PRIVATE",
    }
    _keep(made, defaults | _sent(params) | {"lastModifiedDate": None})
    _badge(made, params)
    backend.codebuild_projects[name] = made
    backend.build_history[name] = []
    return ActionResult({"project": made.project_metadata})


def _sent(params: Params) -> Params:
    sent = {member: params[member] for member in MEMBERS if params.get(member) is not None}
    return {member: None if value == _EMPTIED.get(member, ...) else value for member, value in sent.items()}


def _keep(project: CodeBuild, members: Params) -> None:
    """Sets these; what is None goes."""
    kept = project.project_metadata
    kept.update(members)
    for member, value in list(kept.items()):
        if value is None:
            del kept[member]
    kept["lastModified"] = unix_time()
    _complete(kept["environment"], {"privilegedMode": False, "imagePullCredentialsType": "CODEBUILD"})
    for variable in kept["environment"].setdefault("environmentVariables", []):
        variable.setdefault("type", "PLAINTEXT")
    if kept["artifacts"]["type"] != "NO_ARTIFACTS":
        _complete(kept["artifacts"], {"name": kept["name"], "packaging": "NONE", "encryptionDisabled": False})
    project.service_role, project.tags = kept["serviceRole"], kept.get("tags")


def _complete(members: Params, defaults: Params) -> None:
    for member, value in defaults.items():
        members.setdefault(member, value)


def _badge(project: CodeBuild, params: Params) -> None:
    if params.get("badgeEnabled") is not None:
        project.project_metadata["badge"] = {"badgeEnabled": params["badgeEnabled"]}


@patches(CodeBuildResponse)
def update_project(self: CodeBuildResponse) -> ActionResult:
    """What is sent replaces what was, tags too; the result is checked like a new project."""
    backend, params = self.codebuild_backend, json.loads(self.body)
    project = find(backend, params["name"])
    members = _sent(params)
    project_rules.check(backend, project.project_metadata | members)
    _keep(project, members)
    _badge(project, params)
    return ActionResult({"project": project.project_metadata})


@patches(CodeBuildResponse)
def batch_get_projects(self: CodeBuildResponse) -> ActionResult:
    """Those that are there, by name or ARN, and the names of the others."""
    backend, names = self.codebuild_backend, self._get_param("names") or []
    found = {name: _project(backend, name) for name in names}
    return ActionResult(
        {
            "projects": [one.project_metadata for one in found.values() if one],
            "projectsNotFound": [name for name, one in found.items() if not one],
        }
    )


@patches(CodeBuildResponse)
def update_project_visibility(self: CodeBuildResponse) -> ActionResult:
    """Who may see its builds."""
    project = find(self.codebuild_backend, self._get_param("projectArn"))
    project.project_metadata["projectVisibility"] = self._get_param("projectVisibility")
    return ActionResult({"projectArn": project.arn, "projectVisibility": self._get_param("projectVisibility")})


@patches(CodeBuildResponse)
def delete_project(self: CodeBuildResponse) -> EmptyResult:
    """One that isn't there is fine, as on AWS. Its builds stay."""
    backend = self.codebuild_backend
    if project := _project(backend, self._get_param("name")):
        del backend.codebuild_projects[project.project_metadata["name"]]
    return EmptyResult()


def find(backend: CodeBuildBackend, name: str) -> CodeBuild:
    """The project of this name or ARN."""
    found = _project(backend, name)
    if not found:
        arn = f"arn:{get_partition(backend.region_name)}:codebuild:{backend.region_name}:{backend.account_id}"
        raise AwsError.of(NO_PROJECT, project=f"{arn}:project/{name}")
    return found


def _project(backend: CodeBuildBackend, name: str) -> CodeBuild | None:
    return backend.codebuild_projects.get(name.rpartition(":project/")[2])
