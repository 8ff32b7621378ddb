"""How executions and their actions are shown: GetPipelineExecution, and the two lists, which have one page."""

from typing import Any

from moto.codepipeline.responses import CodePipelineResponse
from moto.core.responses import ActionResult

from local_aws.server.extensions.answers import Answer, known
from local_aws.server.extensions.codepipeline.execution import Attempt, Execution
from local_aws.server.extensions.codepipeline.executions import execution_of
from local_aws.server.extensions.codepipeline.movement import executions
from local_aws.server.extensions.codepipeline.pipelines import find
from local_aws.server.extensions.patching import patches


@patches(CodePipelineResponse)
def get_pipeline_execution(self: CodePipelineResponse) -> ActionResult:
    """As it is now."""
    name = self._get_param("pipelineName")
    execution = execution_of(self.codepipeline_backend, name, self._get_param("pipelineExecutionId"))
    shown = _common(execution) | {
        "pipelineName": name,
        "pipelineVersion": execution.pipeline["version"],
        "artifactRevisions": [_without(one, "actionName") for one in execution.revisions],
        "variables": [{"name": key, "resolvedValue": value} for key, value in execution.variables.items()],
    }
    return ActionResult({"pipelineExecution": known(shown)})


@patches(CodePipelineResponse)
def list_pipeline_executions(self: CodePipelineResponse) -> ActionResult:
    """The newest first."""
    pipeline = find(self.codepipeline_backend, self._get_param("pipelineName"))
    stage = ((self._get_param("filter") or {}).get("succeededInStage") or {}).get("stageName")
    found = [
        one
        for one in reversed(executions(pipeline).values())
        if stage is None or (stage in one.stages and one.stages[stage].status == "Succeeded")
    ]
    shown = [
        known(
            _common(one)
            | {
                "startTime": one.began_at,
                "lastUpdateTime": one.changed_at,
                "sourceRevisions": [_without(revision, "name", "created") for revision in one.revisions],
                "stopTrigger": {"reason": one.stop_reason} if one.stop_reason else None,
            }
        )
        for one in found[: self._get_param("maxResults") or 100]
    ]
    return ActionResult({"pipelineExecutionSummaries": shown})


@patches(CodePipelineResponse)
def list_action_executions(self: CodePipelineResponse) -> ActionResult:
    """The newest first."""
    pipeline = find(self.codepipeline_backend, self._get_param("pipelineName"))
    asked = self._get_param("filter") or {}
    only = asked.get("pipelineExecutionId") or (asked.get("latestInPipelineExecution") or {}).get("pipelineExecutionId")
    if only:
        execution_of(self.codepipeline_backend, self._get_param("pipelineName"), only)
    every = [
        (one, attempt) for one in executions(pipeline).values() for attempt in one.attempts if only in (None, one.id)
    ]
    every.sort(key=lambda one: one[1].began_at)
    shown = [_action(self.region, *one) for one in reversed(every)]
    return ActionResult({"actionExecutionDetails": shown[: self._get_param("maxResults") or 100]})


def _common(execution: Execution) -> Answer:
    kind, detail = execution.trigger
    return {
        "pipelineExecutionId": execution.id,
        "status": execution.status,
        "statusSummary": execution.status_summary or None,
        "trigger": {"triggerType": kind, "triggerDetail": detail},
        "executionMode": execution.mode,
        "executionType": "STANDARD",
    }


def _action(region: str, execution: Execution, attempt: Attempt) -> Answer:
    result = {
        "externalExecutionId": attempt.external_id or None,
        "externalExecutionSummary": (attempt.error[1] if attempt.error else attempt.summary) or None,
        "externalExecutionUrl": attempt.external_url or None,
        "errorDetails": attempt.error and dict(zip(("code", "message"), attempt.error, strict=True)),
    }
    return {
        "pipelineExecutionId": execution.id,
        "actionExecutionId": attempt.id,
        "pipelineVersion": execution.pipeline["version"],
        "stageName": attempt.stage,
        "actionName": attempt.name,
        "startTime": attempt.began_at,
        "lastUpdateTime": attempt.changed_at,
        "status": attempt.status,
        "input": known(
            {
                "actionTypeId": attempt.action["actionTypeId"],
                "configuration": attempt.action.get("configuration") or {},
                "resolvedConfiguration": attempt.configuration,
                "roleArn": attempt.action.get("roleArn"),
                "region": region,
                "inputArtifacts": _artifacts(attempt.inputs),
                "namespace": attempt.action.get("namespace"),
            }
        ),
        "output": {
            "outputArtifacts": _artifacts(attempt.outputs) if attempt.status == "Succeeded" else [],
            "executionResult": known(result),
            "outputVariables": attempt.variables,
        },
    }


def _artifacts(locations: dict[str, dict[str, str]]) -> list[Answer]:
    return [{"name": name, "s3location": dict(location)} for name, location in locations.items()]


def _without(revision: dict[str, Any], *members: str) -> Answer:
    return {member: value for member, value in revision.items() if member not in members}
