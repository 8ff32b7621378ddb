"""CodeBuild's calls about builds. `local_aws/server/builds` runs what they begin.

Faithful: phases and their contexts, statuses, logs, variables, what a stop does. Not faithful: a build runs on your
machine and not in the project's image, nothing waits in a queue, and there are no batches, caches and reports.
"""

import json
from datetime import UTC, datetime
from typing import Any

from moto.codebuild.models import CodeBuildBackend
from moto.codebuild.responses import CodeBuildResponse
from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random

from local_aws.server.extensions import eventbridge
from local_aws.server.extensions.codebuild.build import Build, Location, logs, shown
from local_aws.server.extensions.codebuild.projects import find
from local_aws.server.extensions.patching import AwsError, patches
from model.texts import codebuild as say

OVERRIDES = {
    "timeoutInMinutesOverride": "timeoutInMinutes",
    "serviceRoleOverride": "serviceRole",
    "logsConfigOverride": "logsConfig",
    "artifactsOverride": "artifacts",
    "cacheOverride": "cache",
}
SOURCE_OVERRIDES = {
    "sourceTypeOverride": "type",
    "sourceLocationOverride": "location",
    "buildspecOverride": "buildspec",
}
ENVIRONMENT_OVERRIDES = {
    "imageOverride": "image",
    "environmentTypeOverride": "type",
    "computeTypeOverride": "computeType",
    "privilegedModeOverride": "privilegedMode",
}


def builds(backend: CodeBuildBackend) -> dict[str, Build]:
    """Each by its id, the oldest first."""
    return backend.__dict__.setdefault("builds", {})


def begin(
    backend: CodeBuildBackend,
    project: str,
    params: dict[str, Any],
    *,
    initiator: str,
    revision: str = "",
    inputs: dict[str, Location] | None = None,
    outputs: dict[str, Location] | None = None,
) -> Build:
    """What StartBuild asks for; a pipeline brings its artifacts. The caller holds the lock."""
    found = find(backend, project)
    name = found.project_metadata["name"]
    wanted = _overridden(found.project_metadata, params)
    if wanted["source"].get("type") == "CODEPIPELINE" and inputs is None:
        raise AwsError.of(say.ONLY_IN_A_PIPELINE)
    version = params.get("sourceVersion") or wanted.get("sourceVersion") or ""
    if inputs:
        first = next(iter(inputs.values()))
        version = f"arn:aws:s3:::{first['bucket']}/{first['key']}"
    build = Build(
        id=f"{name}:{mock_random.uuid4()}",
        number=1 + sum(one.name == name for one in builds(backend).values()),
        account_id=backend.account_id,
        region=backend.region_name,
        began_at=datetime.now(UTC),
        initiator=initiator,
        project=wanted,
        source_version=version,
        revision=revision,
        inputs=inputs or {},
        outputs=outputs or {},
    )
    for phase in ("SUBMITTED", "QUEUED"):
        build.begin(phase)
    builds(backend)[build.id] = build
    tell(build)
    return build


def stop(build: Build) -> None:
    """Its processes are ended by who runs them."""
    if not build.ended:
        build.end("STOPPED")
        tell(build)


def tell(build: Build) -> None:
    """EventBridge, of its status (CodeBuild user guide, "Build notifications input format reference")."""
    contexts = [f"{one.code}: {one.message}" for one in build.phases if one.message]
    detail = {
        "build-status": build.status,
        "project-name": build.name,
        "build-id": build.arn,
        "additional-information": {
            "build-number": build.number,
            "build-complete": build.ended,
            "initiator": build.initiator,
            "build-start-time": f"{build.began_at:%b %d, %Y %I:%M:%S %p}",
            "source-version": build.source_version,
            "logs": {
                "group-name": build.log_group,
                "stream-name": build.log_stream,
                "deep-link": logs(build)["deepLink"],
            },
            "phases": [
                {"phase-type": one.type, "phase-status": one.status, "phase-context": [f"{one.code}: {one.message}"]}
                for one in build.phases
            ],
        },
        "current-phase": build.phases[-1].type if build.phases else "SUBMITTED",
        "current-phase-context": str(contexts),
        "version": "1",
    }
    what = "CodeBuild Build State Change"
    at = datetime.now(UTC)
    eventbridge.put(build.account_id, build.region, "aws.codebuild", what, at, [build.arn], detail)


@patches(CodeBuildResponse)
def start_build(self: CodeBuildResponse) -> ActionResult:
    """It begins right after the answer."""
    params = json.loads(self.body)
    build = begin(self.codebuild_backend, params["projectName"], params, initiator="local")
    return ActionResult({"build": shown(build)})


@patches(CodeBuildResponse)
def batch_get_builds(self: CodeBuildResponse) -> ActionResult:
    """As they are now."""
    kept, ids = builds(self.codebuild_backend), [_id(one) for one in self._get_param("ids")]
    return ActionResult(
        {
            "builds": [shown(kept[one]) for one in ids if one in kept],
            "buildsNotFound": [one for one in ids if one not in kept],
        }
    )


@patches(CodeBuildResponse)
def stop_build(self: CodeBuildResponse) -> ActionResult:
    """At once; one that has ended stays as it is."""
    id = _id(self._get_param("id"))
    if id not in builds(self.codebuild_backend):
        raise AwsError.of(say.UNKNOWN_BUILD, build=id)
    build = builds(self.codebuild_backend)[id]
    stop(build)
    return ActionResult({"build": shown(build)})


@patches(CodeBuildResponse)
def list_builds(self: CodeBuildResponse) -> ActionResult:
    """The newest first, unless the call says otherwise; in one page."""
    return ActionResult({"ids": _sorted(self, list(builds(self.codebuild_backend)))})


@patches(CodeBuildResponse)
def list_builds_for_project(self: CodeBuildResponse) -> ActionResult:
    """Likewise."""
    backend = self.codebuild_backend
    name = find(backend, self._get_param("projectName")).project_metadata["name"]
    return ActionResult({"ids": _sorted(self, [one.id for one in builds(backend).values() if one.name == name])})


def _sorted(self: CodeBuildResponse, ids: list[str]) -> list[str]:
    return ids if self._get_param("sortOrder") == "ASCENDING" else ids[::-1]


def _id(given: str) -> str:
    """An id or an ARN of a build."""
    id = given.rpartition("/")[2]
    if ":" not in id:
        raise AwsError.of(say.BUILD_ID)
    return id


def _overridden(project: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
    source = dict(project.get("source") or {}) | _present(params, SOURCE_OVERRIDES)
    environment = dict(project.get("environment") or {}) | _present(params, ENVIRONMENT_OVERRIDES)
    variables = {one["name"]: one for one in environment.get("environmentVariables") or ()}
    variables |= {one["name"]: one for one in params.get("environmentVariablesOverride") or ()}
    environment["environmentVariables"] = list(variables.values())
    return dict(project) | _present(params, OVERRIDES) | {"source": source, "environment": environment}


def _present(params: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {member: params[name] for name, member in names.items() if params.get(name) is not None}
