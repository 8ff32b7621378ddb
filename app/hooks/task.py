"""Runs a command of the new image as a one-off task, such as a migration of a database, and goes by its exit code.

A task that takes too long is left running: a migration that is stopped half-way is worse than one that ends late.
"""

import hashlib
import time
from collections.abc import Callable, Mapping
from typing import Any

from app.hooks.call import Call, Clients
from app.hooks.finding import Failed, Pending

LOOK_SECONDS = 5
CALL_AGAIN_SECONDS = 15


def task(
    settings: Mapping[str, Any],
    call: Call,
    clients: Clients,
    until: float,
    sleep: Callable[[float], None] = time.sleep,
) -> Pending | None:
    """Well when it ended with 0. Raises Failed otherwise.

    Who calls again while it is told to (ECS) is told so at once; for the other (CodeDeploy) it waits here.
    """
    ecs = clients("ecs")
    container = settings["container"]
    if call.details is None:
        cluster, arn = _run(ecs, settings, call)
        while (stopped := _stopped(ecs, cluster, arn)) is None:
            if until - time.monotonic() < LOOK_SECONDS:
                raise Failed(f"task {arn} has not ended in the time that a function has; it goes on by itself")
            sleep(LOOK_SECONDS)
    else:
        cluster, arn = call.details.get("cluster"), call.details.get("task")
        if cluster is None or arn is None:
            cluster, arn = _run(ecs, settings, call)
        stopped = _stopped(ecs, cluster, arn)
        if stopped is None:
            return Pending(seconds=CALL_AGAIN_SECONDS, details={"cluster": cluster, "task": arn})
    _judge(stopped, container)
    return None


def _run(ecs: Any, settings: Mapping[str, Any], call: Call) -> tuple[str, str]:
    """Cluster and ARN of the task. Called again for the same release it is the same task, not a second one."""
    revision = call.revision()
    token = hashlib.sha256(call.token.encode()).hexdigest()
    answer = ecs.run_task(
        cluster=revision.cluster,
        taskDefinition=revision.task_definition,
        overrides={"containerOverrides": [{"name": settings["container"], "command": list(settings["command"])}]},
        startedBy=f"hook/{token[:32]}",
        clientToken=token,
        **revision.launch,
    )
    if not answer["tasks"]:
        reasons = ", ".join(failure.get("reason", "unknown") for failure in answer["failures"])
        raise Failed(f"no task of {revision.task_definition} could be started: {reasons or 'ECS gave no reason'}")
    arn: str = answer["tasks"][0]["taskArn"]
    print(f"task {arn} of {revision.task_definition} runs {' '.join(settings['command'])}")
    return revision.cluster, arn


def _stopped(ecs: Any, cluster: str, arn: str) -> Mapping[str, Any] | None:
    """The task, once it has stopped."""
    answer = ecs.describe_tasks(cluster=cluster, tasks=[arn])
    if not answer["tasks"]:
        raise Failed(f"task {arn} is not there any more, so its exit code is not known")
    found = answer["tasks"][0]
    return found if found["lastStatus"] == "STOPPED" else None


def _judge(stopped: Mapping[str, Any], container: str) -> None:
    ended = next(one for one in stopped["containers"] if one["name"] == container)
    code = ended.get("exitCode")
    if code == 0:
        print(f"task {stopped['taskArn']} ended with exit code 0")
        return
    reasons = [text for text in (stopped.get("stoppedReason"), ended.get("reason")) if text]
    said = f"exit code {code}" if code is not None else "no exit code"
    raise Failed(f"task {stopped['taskArn']} ended with {said}" + (f" ({'; '.join(reasons)})" if reasons else ""))
