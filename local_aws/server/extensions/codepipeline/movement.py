"""How executions move through a pipeline: CodePipeline user guide, "How pipeline executions work" (read 2026-11).

One execution is in a stage at a time, but in the mode PARALLEL; the next waits before it. Of those that wait only the
newest goes on (SUPERSEDED), or all in their order (QUEUED). Left out: conditions of stages, `onFailure`, `onSuccess`.

Whoever calls holds the lock.
"""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from moto.codepipeline.models import CodePipeline, CodePipelineBackend
from moto.moto_api._internal import mock_random

from local_aws.server.extensions.codepipeline import events
from local_aws.server.extensions.codepipeline.execution import (
    Attempt,
    Declaration,
    Execution,
    Location,
    Stage,
    actions,
)
from model.texts import codepipeline as say

VARIABLE = re.compile(r"#\{([\w@.-]+)\.([\w.-]+)\}")


def executions(pipeline: CodePipeline) -> dict[str, Execution]:
    """Each by its id, the oldest first; moto's own place for them."""
    return pipeline.executions  # type: ignore[return-value]


def closed(pipeline: CodePipeline) -> dict[str, dict[str, Any]]:
    """The transitions that are disabled, by the stage that they lead to."""
    return vars(pipeline).setdefault("closed", {})


def move(backend: CodePipelineBackend, pipeline: CodePipeline) -> bool:
    """As far as they go by themselves; whether any did."""
    moved = False
    while _supersede(backend, pipeline) or any(_step(backend, pipeline, one) for one in _active(pipeline)):
        moved = True
    return moved


def end(backend: CodePipelineBackend, execution: Execution, attempt: Attempt) -> None:
    """An attempt has ended, as its status says."""
    attempt.changed_at = execution.touch()
    attempt.token = ""
    if attempt.status == "Succeeded":
        execution.artifacts |= attempt.outputs
        if namespace := attempt.action.get("namespace"):
            execution.namespaces[namespace] = attempt.variables
    events.action_changed(backend, execution, attempt)


def abandon(backend: CodePipelineBackend, execution: Execution) -> None:
    """Nobody waits for its actions any more; what they have begun goes on."""
    for attempt in list(execution.running):
        attempt.status = "Abandoned"
        end(backend, execution, attempt)


def _active(pipeline: CodePipeline) -> list[Execution]:
    """The oldest first, which so is the first of those that wait."""
    return [one for one in executions(pipeline).values() if one.active]


def _supersede(backend: CodePipelineBackend, pipeline: CodePipeline) -> bool:
    """Of those that wait before the same stage, one that is not the newest ends."""
    waiting = [one for one in _active(pipeline) if one.waits and one.mode == "SUPERSEDED"]
    for place, one in enumerate(waiting):
        if any(newer.position == one.position for newer in waiting[place + 1 :]):
            _finish(backend, one, "Superseded")
            return True
    return False


def _step(backend: CodePipelineBackend, pipeline: CodePipeline, execution: Execution) -> bool:
    stage = execution.stage
    if stage is None:
        if execution.status == "Stopping":
            _finish(backend, execution, "Stopped")
        elif _open(pipeline, execution):
            _enter(backend, pipeline, execution)
        else:
            return False
        return True
    for _, group in groupby(actions(execution, execution.stage_name), key=lambda one: int(one.get("runOrder") or 1)):
        together = list(group)
        missing = [one for one in together if one["name"] not in stage.current]
        if missing and execution.status != "Stopping":
            for action in missing:
                _begin(backend, execution, stage, action)
            return True
        ran = [stage.current[one["name"]] for one in together if one["name"] in stage.current]
        if any(one.status == "InProgress" for one in ran):
            return False
        if execution.status == "Stopping":
            _leave(backend, execution, stage, "Stopped")
            return True
        if any(one.status != "Succeeded" for one in ran):
            _leave(backend, execution, stage, "Failed")
            return True
    _leave(backend, execution, stage, "Succeeded")
    return True


def _open(pipeline: CodePipeline, execution: Execution) -> bool:
    if execution.stage_name in closed(pipeline):
        return False
    if execution.mode == "PARALLEL":
        return True
    return not any(one.stage for one in _active(pipeline) if one.stage_name == execution.stage_name)


def _enter(backend: CodePipelineBackend, pipeline: CodePipeline, execution: Execution) -> None:
    entered = 1 + max(
        (stage.entered for one in executions(pipeline).values() for stage in one.stages.values()), default=0
    )
    execution.stages[execution.stage_name] = Stage(entered=entered)
    execution.touch()
    events.stage_changed(backend, execution, execution.stage_name, "STARTED")


def _leave(backend: CodePipelineBackend, execution: Execution, stage: Stage, status: Any) -> None:
    stage.status = status
    execution.touch()
    events.stage_changed(backend, execution, execution.stage_name, status.upper())
    if status != "Succeeded" or execution.position == len(execution.pipeline["stages"]) - 1:
        _finish(backend, execution, status)
    else:
        execution.position += 1


def _finish(backend: CodePipelineBackend, execution: Execution, status: Any) -> None:
    execution.status = status
    execution.touch()
    events.execution_changed(backend, execution)


def _begin(backend: CodePipelineBackend, execution: Execution, stage: Stage, action: Declaration) -> None:
    now, name = execution.touch(), action["name"]
    wanted = [one["name"] for one in action.get("inputArtifacts") or ()]
    attempt = Attempt(
        id=str(mock_random.uuid4()),
        stage=execution.stage_name,
        action=action,
        configuration={},
        inputs={one: execution.artifacts[one] for one in wanted if one in execution.artifacts},
        outputs={one["name"]: _place(backend, execution, one["name"]) for one in action.get("outputArtifacts") or ()},
        began_at=now,
        changed_at=now,
    )
    stage.current[name] = attempt
    execution.attempts.append(attempt)
    events.action_changed(backend, execution, attempt)
    try:
        given = action.get("configuration") or {}
        attempt.configuration = {key: resolved(value, execution) for key, value in given.items()}
    except KeyError:
        attempt.error = (say.VARIABLE_NOT_RESOLVED.code, say.VARIABLE_NOT_RESOLVED.say(action=name))
    for missing in (one for one in wanted if one not in attempt.inputs):
        attempt.error = (say.NO_ARTIFACT.code, say.NO_ARTIFACT.say(artifact=missing))
    if attempt.error:
        attempt.status = "Failed"
        end(backend, execution, attempt)


def resolved(text: str, execution: Execution) -> str:
    """With the values of variables in it. KeyError for one that is not there."""
    own = {
        "codepipeline": {"PipelineExecutionId": execution.id},
        "variables": execution.variables,
    }

    def value(place: re.Match[str]) -> str:
        return (own | execution.namespaces)[place[1]][place[2]]

    return VARIABLE.sub(value, text)


def _place(backend: CodePipelineBackend, execution: Execution, artifact: str) -> Location:
    """As AWS names them: PIPELINE/ARTIFACT/RANDOM, the first two cut."""
    pipeline = execution.pipeline
    store = pipeline.get("artifactStore") or (pipeline.get("artifactStores") or {})[backend.region_name]
    random = mock_random.get_random_string(length=7)
    return {"bucket": store["location"], "key": f"{pipeline['name'][:20]}/{artifact[:10]}/{random}"}


def latest(every: Iterable[Execution], stage: str) -> Execution | None:
    """The execution that entered the stage last."""
    been = [one for one in every if stage in one.stages]
    return max(been, key=lambda one: one.stages[stage].entered, default=None)
