"""CodePipeline's pipelines: created, changed and deleted; what reads back is what was sent. What is refused is in
`pipeline_rules`."""

import copy
import json
from typing import Any

from moto.codepipeline.models import CodePipeline, CodePipelineBackend
from moto.codepipeline.responses import CodePipelineResponse

from local_aws.server.extensions.codepipeline import pipeline_rules
from local_aws.server.extensions.patching import AwsError, patches
from model.texts.codepipeline import NO_PIPELINE, PIPELINE_EXISTS

Params = dict[str, Any]

DEFAULTS = {"pipelineType": "V1", "executionMode": "SUPERSEDED"}
"""API reference, PipelineDeclaration."""

SECRET = "OAuthToken"
HIDDEN = "****"
"""What AWS shows of it."""


@patches(CodePipelineBackend)
def create_pipeline(
    self: CodePipelineBackend, pipeline: Params, tags: list[dict[str, str]] | None
) -> tuple[Params, list[dict[str, str]]]:
    """Checked as AWS does; version 1."""
    if pipeline["name"] in self.pipelines:
        raise AwsError.of(PIPELINE_EXISTS, pipeline=pipeline["name"], account=self.account_id)
    pipeline_rules.check(self, pipeline)
    kept: Any = CodePipeline(self.account_id, self.region_name, DEFAULTS | pipeline)
    kept.validate_tags(tags or [])
    kept.tags.update({tag["key"]: tag["value"] for tag in tags or ()})
    self.pipelines[pipeline["name"]] = kept
    return shown(kept.pipeline), tags or []


_update_pipeline = CodePipelineBackend.update_pipeline


@patches(CodePipelineBackend)
def update_pipeline(self: CodePipelineBackend, pipeline: Params) -> Params:
    """What is sent replaces what was, and has the next version. A hidden secret stays as it is."""
    pipeline_rules.check(self, pipeline)
    return shown(_update_pipeline(self, DEFAULTS | _with_secrets(self, pipeline)))


def _with_secrets(backend: CodePipelineBackend, pipeline: Params) -> Params:
    before = backend.pipelines.get(pipeline["name"])
    known = _configurations(before.pipeline) if before else {}
    for place, configuration in _configurations(pipeline).items():
        if configuration.get(SECRET) == HIDDEN and SECRET in known.get(place, {}):
            configuration[SECRET] = known[place][SECRET]
    return pipeline


def _configurations(pipeline: Params) -> dict[tuple[str, str], Params]:
    return {
        (stage["name"], action["name"]): action.get("configuration") or {}
        for stage in pipeline["stages"]
        for action in stage["actions"]
    }


def shown(pipeline: Params) -> Params:
    """Without its secrets."""
    copied = copy.deepcopy(pipeline)
    for configuration in _configurations(copied).values():
        if SECRET in configuration:
            configuration[SECRET] = HIDDEN
    return copied


@patches(CodePipelineResponse)
def get_pipeline(self: CodePipelineResponse) -> str:
    """As it is now; older versions are not kept."""
    pipeline, metadata = self.codepipeline_backend.get_pipeline(self._get_param("name"))
    return json.dumps({"pipeline": shown(pipeline), "metadata": metadata})


def find(backend: CodePipelineBackend, name: str) -> CodePipeline:
    """The pipeline of this name."""
    found = backend.pipelines.get(name)
    if not found:
        raise AwsError.of(NO_PIPELINE, account=backend.account_id, pipeline=name)
    return found
