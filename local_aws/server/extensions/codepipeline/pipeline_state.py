"""GetPipelineState, and the transitions between stages that somebody disables."""

from datetime import UTC, datetime
from typing import Any

from moto.codepipeline.models import CodePipeline
from moto.codepipeline.responses import CodePipelineResponse
from moto.core.responses import ActionResult, EmptyResult

from local_aws.server.extensions.answers import Answer, known
from local_aws.server.extensions.codepipeline.execution import Attempt, Declaration, Execution
from local_aws.server.extensions.codepipeline.movement import closed, executions, latest
from local_aws.server.extensions.codepipeline.pipelines import find
from local_aws.server.extensions.patching import AwsError, patches
from model.texts import codepipeline as say


@patches(CodePipelineResponse)
def get_pipeline_state(self: CodePipelineResponse) -> ActionResult:
    """Each stage with the execution that entered it last, and those that wait before it."""
    pipeline = find(self.codepipeline_backend, self._get_param("name"))
    declared = pipeline.pipeline
    return ActionResult(
        {
            "pipelineName": declared["name"],
            "pipelineVersion": declared["version"],
            "stageStates": [_stage(pipeline, one) for one in declared["stages"]],
            "created": pipeline._created,
            "updated": pipeline._updated,
        }
    )


@patches(CodePipelineResponse)
def disable_stage_transition(self: CodePipelineResponse) -> EmptyResult:
    """Executions wait before the stage."""
    pipeline, stage = _transition(self)
    closed(pipeline)[stage] = {
        "enabled": False,
        "lastChangedBy": f"arn:{self.partition}:iam::{self.current_account}:root",
        "lastChangedAt": datetime.now(UTC),
        "disabledReason": self._get_param("reason"),
    }
    return EmptyResult()


@patches(CodePipelineResponse)
def enable_stage_transition(self: CodePipelineResponse) -> EmptyResult:
    """They go on."""
    pipeline, stage = _transition(self)
    closed(pipeline).pop(stage, None)
    return EmptyResult()


def _transition(self: CodePipelineResponse) -> tuple[CodePipeline, str]:
    """The pipeline, and the stage that the transition leads to."""
    pipeline = find(self.codepipeline_backend, self._get_param("pipelineName"))
    names, stage = [one["name"] for one in pipeline.pipeline["stages"]], self._get_param("stageName")
    if stage not in names:
        raise AwsError.of(say.NO_STAGE, stage=stage, name=pipeline.pipeline["name"])
    outbound = self._get_param("transitionType") == "Outbound"
    following = names[names.index(stage) + 1 :]
    return pipeline, following[0] if outbound and following else stage


def _stage(pipeline: CodePipeline, declared: Declaration) -> Answer:
    name, every = declared["name"], list(executions(pipeline).values())
    inside = latest(every, name)
    waiting = [_execution(one, "InProgress") for one in every if one.waits and one.stage_name == name]
    stage = inside.stages[name] if inside else None
    retried = stage.retries if stage else 0
    return known(
        {
            "stageName": name,
            "inboundExecution": waiting[-1] if waiting else None,
            "inboundExecutions": waiting,
            "inboundTransitionState": closed(pipeline).get(name, {"enabled": True}),
            "actionStates": [_action(inside, name, one) for one in declared["actions"]],
            "latestExecution": _execution(inside, stage.status) if inside and stage else None,
            "retryStageMetadata": {"manualStageRetryAttempt": retried, "latestRetryTrigger": "ManualStageRetry"}
            if retried
            else None,
        }
    )


def _execution(execution: Execution, status: str) -> Answer:
    return {"pipelineExecutionId": execution.id, "status": status, "type": "STANDARD"}


def _action(execution: Execution | None, stage: str, declared: Declaration) -> Answer:
    attempts = [one for one in (execution.attempts if execution else ()) if one.stage == stage]
    last = next((one for one in reversed(attempts) if one.name == declared["name"]), None)
    revisions = execution.revisions if execution else []
    source = next((one for one in revisions if one["actionName"] == declared["name"]), None)
    return known(
        {
            "actionName": declared["name"],
            "currentRevision": source
            and {
                "revisionId": source["revisionId"],
                "revisionChangeId": source["revisionId"],
                "created": source["created"],
            },
            "latestExecution": _attempt(last) if last else None,
            "entityUrl": last.memo.get("entity_url") if last else None,
            "revisionUrl": source.get("revisionUrl") if source else None,
        }
    )


def _attempt(attempt: Attempt) -> Answer:
    error: Any = attempt.error and dict(zip(("code", "message"), attempt.error, strict=True))
    return known(
        {
            "actionExecutionId": attempt.id,
            "status": attempt.status,
            "summary": attempt.summary or None,
            "lastStatusChange": attempt.changed_at,
            "token": attempt.token or None,
            "externalExecutionId": attempt.external_id or None,
            "externalExecutionUrl": attempt.external_url or None,
            "errorDetails": error,
        }
    )
