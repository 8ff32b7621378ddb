"""CodePipeline's calls about executions: what begins, stops and repeats them.

Faithful: which execution is in which stage, artifacts, variables, errors. Not faithful: no source is polled, so that
an event or a call starts an execution; roles are not assumed.
"""

import json
from datetime import UTC, datetime

from moto.codepipeline.models import CodePipelineBackend
from moto.codepipeline.responses import CodePipelineResponse
from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random

from local_aws.server.extensions.codepipeline import events, movement
from local_aws.server.extensions.codepipeline.execution import Execution
from local_aws.server.extensions.codepipeline.movement import executions
from local_aws.server.extensions.codepipeline.pipelines import find
from local_aws.server.extensions.patching import AwsError, patches
from model.texts import codepipeline as say


def execution_of(backend: CodePipelineBackend, name: str, id: str) -> Execution:
    """One of a pipeline, or AWS's error."""
    found = executions(find(backend, name))
    if id not in found:
        raise AwsError.of(say.NO_EXECUTION, account=backend.account_id, execution=id, name=name)
    return found[id]


def start(
    backend: CodePipelineBackend,
    name: str,
    *,
    trigger: tuple[str, str],
    variables: dict[str, str] | None = None,
    overrides: dict[str, str] | None = None,
) -> str:
    """A new execution; its id. `trigger`: `triggerType` and `triggerDetail`. The caller holds the lock."""
    pipeline = find(backend, name)
    declared = pipeline.pipeline
    now = datetime.now(UTC)
    execution = Execution(
        id=str(mock_random.uuid4()),
        pipeline=declared,
        mode=declared.get("executionMode") or "SUPERSEDED",
        trigger=trigger,
        began_at=now,
        changed_at=now,
        variables={one["name"]: one.get("defaultValue", "") for one in declared.get("variables") or ()}
        | (variables or {}),
        overrides=overrides or {},
    )
    executions(pipeline)[execution.id] = execution
    events.execution_changed(backend, execution, "STARTED")
    return execution.id


@patches(CodePipelineResponse)
def start_pipeline_execution(self: CodePipelineResponse) -> ActionResult:
    """Begins right after the answer."""
    params = json.loads(self.body)
    id = start(
        self.codepipeline_backend,
        params["name"],
        trigger=("StartPipelineExecution", f"arn:{self.partition}:iam::{self.current_account}:root"),
        variables={one["name"]: one["value"] for one in params.get("variables") or ()},
        overrides={one["actionName"]: one["revisionValue"] for one in params.get("sourceRevisions") or ()},
    )
    return ActionResult({"pipelineExecutionId": id})


@patches(CodePipelineResponse)
def stop_pipeline_execution(self: CodePipelineResponse) -> ActionResult:
    """After its running actions, or at once and without them (`abandon`)."""
    params, backend = json.loads(self.body), self.codepipeline_backend
    execution = execution_of(backend, params["pipelineName"], params["pipelineExecutionId"])
    if not execution.active:
        raise AwsError.of(say.NOT_STOPPABLE)
    if execution.status == "Stopping" and not params.get("abandon"):
        raise AwsError.of(say.STOPPED_ALREADY)
    execution.stop_reason = params.get("reason") or ""
    execution.status = "Stopping"
    execution.touch()
    if execution.stage:
        execution.stage.status = "Stopping"
        events.stage_changed(backend, execution, execution.stage_name, "STOPPING")
    events.execution_changed(backend, execution)
    if params.get("abandon"):
        movement.abandon(backend, execution)
    movement.move(backend, find(backend, params["pipelineName"]))
    return ActionResult({"pipelineExecutionId": execution.id})


@patches(CodePipelineResponse)
def retry_stage_execution(self: CodePipelineResponse) -> ActionResult:
    """The failed actions of a stage once more, or all of its actions."""
    params, backend = json.loads(self.body), self.codepipeline_backend
    name, stage_name = params["pipelineName"], params["stageName"]
    pipeline = find(backend, name)
    execution = execution_of(backend, name, params["pipelineExecutionId"])
    if stage_name not in [one["name"] for one in pipeline.pipeline["stages"]]:
        raise AwsError.of(say.NO_STAGE, stage=stage_name, name=name)
    if movement.latest(executions(pipeline).values(), stage_name) not in (None, execution):
        raise AwsError.of(say.NOT_LATEST)
    stage = execution.stages.get(stage_name)
    if stage is None or stage.status not in ("Failed", "Stopped"):
        raise AwsError.of(say.NOT_RETRYABLE)
    every = params.get("retryMode") == "ALL_ACTIONS"
    stage.current = {one: ran for one, ran in stage.current.items() if ran.status == "Succeeded" and not every}
    stage.status, stage.retries = "InProgress", stage.retries + 1
    execution.status, execution.stop_reason = "InProgress", ""
    execution.touch()
    events.execution_changed(backend, execution, "RESUMED")
    events.stage_changed(backend, execution, stage_name, "RESUMED")
    return ActionResult({"pipelineExecutionId": execution.id})
