"""What CodePipeline tells EventBridge (CodePipeline user guide, "Monitoring CodePipeline events", read 2026-11)."""

from datetime import UTC, datetime
from typing import Any

from moto.codepipeline.models import CodePipelineBackend

from local_aws.server.extensions import eventbridge
from local_aws.server.extensions.codepipeline.execution import Attempt, Execution, Location

Detail = dict[str, Any]
ACTION_STATES = {"InProgress": "STARTED", "Succeeded": "SUCCEEDED", "Failed": "FAILED", "Abandoned": "ABANDONED"}


def execution_changed(backend: CodePipelineBackend, execution: Execution, state: str = "") -> None:
    """STARTED, RESUMED, or what its status is now."""
    kind, detail = execution.trigger
    told = {
        "start-time": f"{execution.began_at:%Y-%m-%dT%H:%M:%S.%fZ}",
        "execution-trigger": {"trigger-type": kind, "trigger-detail": detail},
        "pipeline-execution-attempt": 1.0,
    }
    _put(backend, execution, "Pipeline", state or execution.status.upper(), told)


def stage_changed(backend: CodePipelineBackend, execution: Execution, stage: str, state: str) -> None:
    """STARTED, RESUMED, STOPPING, STOPPED, SUCCEEDED or FAILED."""
    _put(backend, execution, "Stage", state, {"stage": stage})


def action_changed(backend: CodePipelineBackend, execution: Execution, attempt: Attempt) -> None:
    """As its status is now."""
    kind = attempt.action["actionTypeId"]
    detail: Detail = {
        "stage": attempt.stage,
        "action": attempt.name,
        "action-execution-id": attempt.id,
        "region": backend.region_name,
        "type": {member: kind[member] for member in ("owner", "provider", "category", "version")},
        "input-artifacts": _artifacts(attempt.inputs),
    }
    if attempt.status != "InProgress":
        detail["output-artifacts"] = _artifacts(attempt.outputs)
        result = {
            "external-execution-url": attempt.external_url,
            "external-execution-summary": attempt.error[1] if attempt.error else attempt.summary,
            "external-execution-id": attempt.external_id,
            "error-code": attempt.error[0] if attempt.error else "",
        }
        detail["execution-result"] = {member: value for member, value in result.items() if value}
    _put(backend, execution, "Action", ACTION_STATES[attempt.status], detail)


def _artifacts(locations: dict[str, Location]) -> list[Detail]:
    return [{"name": name, "s3location": dict(location)} for name, location in locations.items()]


def _put(backend: CodePipelineBackend, execution: Execution, what: str, state: str, more: Detail) -> None:
    name = execution.pipeline["name"]
    arn = f"arn:{backend.partition}:codepipeline:{backend.region_name}:{backend.account_id}:{name}"
    detail = {
        "pipeline": name,
        "execution-id": execution.id,
        "state": state,
        "version": float(execution.pipeline.get("version") or 1),
    }
    kind = f"CodePipeline {what} Execution State Change"
    at = datetime.now(UTC)
    eventbridge.put(backend.account_id, backend.region_name, "aws.codepipeline", kind, at, [arn], detail | more)
