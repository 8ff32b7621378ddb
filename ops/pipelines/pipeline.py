"""A pipeline: every call asks CodePipeline. What AWS refuses is raised as it comes."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import takewhile
from typing import Any

from ops.aws import Aws, code
from ops.pipelines.execution import Action, Execution, Stage
from ops.pipelines.source import Source
from ops.refusal import Refused


class Pipeline:
    """Of one service."""

    def __init__(self, name: str, aws: Aws) -> None:
        self.name = name
        self.aws = aws

    @property
    def _client(self) -> Any:
        return self.aws.client("codepipeline")

    @cached_property
    def _stages(self) -> list[dict[str, Any]]:
        """As they are declared."""
        return self._client.get_pipeline(name=self.name)["pipeline"]["stages"]

    @property
    def source(self) -> Source:
        """Where its changes come from."""
        action = self._stages[0]["actions"][0]
        return Source(action["actionTypeId"]["provider"], action.get("configuration", {}))

    def ids(self) -> Iterator[str]:
        """Of every execution that AWS still knows, newest first."""
        pages = self._client.get_paginator("list_pipeline_executions").paginate(pipelineName=self.name)
        return (one["pipelineExecutionId"] for page in pages for one in page["pipelineExecutionSummaries"])

    def begun_since(self, before: str) -> dict[str, set[str]]:
        """The executions after this one, the newest first, each with the revisions of its sources, once it knows."""
        pages = self._client.get_paginator("list_pipeline_executions").paginate(pipelineName=self.name)
        every = (one for page in pages for one in page["pipelineExecutionSummaries"])
        return {
            one["pipelineExecutionId"]: {source.get("revisionId", "") for source in one.get("sourceRevisions", ())}
            for one in takewhile(lambda one: one["pipelineExecutionId"] != before, every)
        }

    def latest(self) -> str:
        """Id of the execution that was begun last. Refused where there was none."""
        if id := next(self.ids(), ""):
            return id
        raise Refused(f"the pipeline {self.name} never ran", "begin with `bluegreen pipeline run`")

    def waiting(self) -> str:
        """Id of the execution that waits for approval. Refused where none does."""
        for stage in self._state().values():
            if any(one.get("latestExecution", {}).get("token") for one in stage.get("actionStates", ())):
                return stage["latestExecution"]["pipelineExecutionId"]
        raise Refused(f"nothing in the pipeline {self.name} waits for approval", "see `bluegreen pipeline status`")

    def execution(self, id: str) -> Execution:
        """From GetPipelineExecution, ListActionExecutions and GetPipelineState."""
        try:
            shown = self._client.get_pipeline_execution(pipelineName=self.name, pipelineExecutionId=id)
        except self._client.exceptions.PipelineExecutionNotFoundException:
            raise Refused(f"there is no execution {id} of {self.name}", "see `bluegreen pipeline status`") from None
        found = shown["pipelineExecution"]
        ran, state = self._ran(id), self._state()
        return Execution(
            id=id,
            pipeline=self.name,
            status=found["status"],
            summary=found.get("statusSummary", ""),
            revision=_revision(found.get("artifactRevisions", ())),
            stages=tuple(_stage(one, ran, state.get(one["name"], {})) for one in self._stages),
        )

    def start(self) -> str:
        """A new execution of what is at the source now; its id."""
        return self._client.start_pipeline_execution(name=self.name)["pipelineExecutionId"]

    def retry(self, execution: Execution) -> Stage:
        """The failed actions of the stage that failed it, once more."""
        stage = next((one for one in execution.stages if one.status in ("Failed", "Abandoned")), None)
        if not stage:
            raise Refused(f"no stage of the execution {execution.id} has failed ({execution.status})")
        self._client.retry_stage_execution(
            pipelineName=self.name,
            stageName=stage.name,
            pipelineExecutionId=execution.id,
            retryMode="FAILED_ACTIONS",
        )
        return stage

    def stop(self, execution: Execution, reason: str, *, abandon: bool) -> None:
        """After its running actions; with `abandon` at once, and they go on by themselves."""
        self._client.stop_pipeline_execution(
            pipelineName=self.name, pipelineExecutionId=execution.id, abandon=abandon, reason=reason
        )

    def answer(self, execution: Execution, said: str, *, approved: bool) -> Action:
        """Somebody's yes or no to what waits for it."""
        if not (waiting := execution.approval):
            raise Refused(f"the execution {execution.id} waits for nobody's approval ({execution.status})")
        stage, action = waiting
        self._client.put_approval_result(
            pipelineName=self.name,
            stageName=stage.name,
            actionName=action.name,
            token=action.token,
            result={"summary": said, "status": "Approved" if approved else "Rejected"},
        )
        return action

    def _ran(self, id: str) -> dict[tuple[str, str], dict[str, Any]]:
        """The last run of each action in the execution, by stage and action."""
        pages = self._client.get_paginator("list_action_executions").paginate(
            pipelineName=self.name, filter={"pipelineExecutionId": id}
        )
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for page in pages:  # newest first
            for one in page["actionExecutionDetails"]:
                found.setdefault((one["stageName"], one["actionName"]), one)
        return found

    def _state(self) -> dict[str, dict[str, Any]]:
        """GetPipelineState, by stage: tokens of approvals and transitions are nowhere else."""
        try:
            return {one["stageName"]: one for one in self._client.get_pipeline_state(name=self.name)["stageStates"]}
        except self._client.exceptions.PipelineNotFoundException as error:
            raise Refused(f"there is no pipeline {self.name} ({code(error)})", "run `pulumi up`") from None


def _stage(
    declared: Mapping[str, Any], ran: Mapping[tuple[str, str], Mapping[str, Any]], state: Mapping[str, Any]
) -> Stage:
    name = declared["name"]
    inbound = state.get("inboundTransitionState", {})
    now = {one["actionName"]: one.get("latestExecution", {}) for one in state.get("actionStates", ())}
    return Stage(
        name=name,
        held="" if inbound.get("enabled", True) else inbound.get("disabledReason") or "its transition is disabled",
        actions=tuple(
            _action(one, ran.get((name, one["name"]), {}), now.get(one["name"], {})) for one in declared["actions"]
        ),
    )


def _action(declared: Mapping[str, Any], ran: Mapping[str, Any], now: Mapping[str, Any]) -> Action:
    """`now` is of the execution that is in the stage, which may be another one."""
    result = ran.get("output", {}).get("executionResult", {})
    same = bool(ran) and now.get("actionExecutionId") == ran.get("actionExecutionId")
    error = result.get("errorDetails") or (now.get("errorDetails") if same else None) or {}
    status = ran.get("status", "")
    return Action(
        name=declared["name"],
        category=declared["actionTypeId"]["category"],
        provider=declared["actionTypeId"]["provider"],
        status=status,
        began=ran.get("startTime"),
        ended=ran.get("lastUpdateTime") if status != "InProgress" else None,
        external_id=result.get("externalExecutionId") or (now.get("externalExecutionId", "") if same else ""),
        external_url=result.get("externalExecutionUrl", ""),
        summary=result.get("externalExecutionSummary") or (now.get("summary", "") if same else ""),
        code=error.get("code", ""),
        reason=error.get("message", ""),
        token=now.get("token", "") if same else "",
    )


def _revision(revisions: Any) -> str:
    """Of its first source."""
    for one in revisions:
        return " ".join(part for part in (one.get("revisionId", ""), one.get("revisionSummary", "")) if part)
    return ""
