"""CodeBuild project."""

from typing import Any

from local_aws.provider.handlers.aws import Aws
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_TOKEN = "aws:codebuild/project:Project"
_NAMES = {
    "buildTimeout": "timeoutInMinutes",
    "queuedTimeout": "queuedTimeoutInMinutes",
    "computeTypesAlloweds": "computeTypesAllowed",
}
_EMPTIED: Props = {
    "buildBatchConfig": {},
    "concurrentBuildLimit": -1,
    "fileSystemLocations": [],
    "secondaryArtifacts": [],
    "secondarySources": [],
    "secondarySourceVersions": [],
    "sourceVersion": "",
    "vpcConfig": {},
}
"""What is sent for a property that the program has removed."""
_VISIBILITY = frozenset({"projectVisibility", "resourceAccessRole"})
# CodeBuild sees a new role only after a moment.
_NOT_YET = ("InvalidInputException", "ot authorized to perform")


def create(aws: Aws, props: Props) -> str:
    """Makes the project; its id is its ARN."""
    source = props["source"]
    if source["type"] == "NO_SOURCE" and not source.get("buildspec"):
        raise ValueError("`buildspec` must be set when source's `type` is `NO_SOURCE`")
    if source["type"] == "NO_SOURCE" and source.get("location"):
        raise ValueError("`location` must be empty when source's `type` is `NO_SOURCE`")
    codebuild = aws.client("codebuild")
    asked = request(codebuild, "CreateProject", _completed(props), _NAMES)
    id: str = retry(lambda: codebuild.create_project(**asked), _NOT_YET)["project"]["arn"]
    with initializing(id):
        if props.get("projectVisibility", "PRIVATE") != "PRIVATE":
            _make_visible(aws, id, props)
    return id


def _completed(props: Props) -> Props:
    """Logs as the real provider sends them: always both kinds."""
    logs = props.get("logsConfig") or {}
    filled = {"cloudwatchLogs": {"status": "ENABLED"}, "s3Logs": {"status": "DISABLED"}}
    return props | {"logsConfig": filled | {kind: one for kind, one in logs.items() if one}}


def _make_visible(aws: Aws, id: str, props: Props) -> None:
    codebuild = aws.client("codebuild")
    asked = request(codebuild, "UpdateProjectVisibility", {name: props.get(name) for name in _VISIBILITY})
    codebuild.update_project_visibility(projectArn=id, **asked)


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The project, by its ARN or, to import, its name."""
    for project in aws.client("codebuild").batch_get_projects(names=[id])["projects"]:
        inputs = fields(_TOKEN, "tags", "region", "badgeEnabled")
        badge = project.get("badge", {})
        return {
            **dict.fromkeys(inputs),
            **from_aws(inputs, project, _NAMES),
            "artifacts": _artifacts(project, known.get("artifacts") or {}),
            "badgeEnabled": badge.get("badgeEnabled", False),
            "badgeUrl": badge.get("badgeRequestUrl", ""),
            "publicProjectAlias": project.get("publicProjectAlias", ""),
            "arn": project["arn"],
            "tagsAll": {tag["key"]: tag["value"] for tag in project.get("tags") or ()},
            "id": project["arn"],
        }
    return None


def _artifacts(project: dict[str, Any], known: Props) -> Props:
    """Without what AWS fills in: the project's name, and no packaging."""
    found = from_aws(fields(_TOKEN)["artifacts"].fields, project["artifacts"])
    filled = {"name": project["name"], "packaging": "NONE", "namespaceType": "NONE"}
    return {key: value for key, value in found.items() if key in known or filled.get(key, ...) != value}


def update(aws: Aws, id: str, change: Change) -> None:
    """One UpdateProject with what changed and all tags, since these replace those that are there."""
    codebuild = aws.client("codebuild")
    if change.keys & _VISIBILITY:
        _make_visible(aws, id, change.new)
    changed = {key: change.new.get(key, _EMPTIED.get(key)) for key in change.keys - _VISIBILITY}
    if changed:
        if "logsConfig" in changed:
            changed = _completed(changed)
        asked = request(codebuild, "UpdateProject", changed | {"name": change.new["name"]}, _NAMES)
        tags = [{"key": key, "value": value} for key, value in (change.new.get("tagsAll") or {}).items()]
        retry(lambda: codebuild.update_project(**asked | {"tags": tags}), _NOT_YET)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the project; AWS takes it for a success when there is none."""
    aws.client("codebuild").delete_project(name=id)


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
