"""The entry of every hook: it runs the check, and answers whoever calls, whatever happens.

An answer that never comes is the worst: CodeDeploy waits an hour for it, and ECS takes a time-out for a response that
it cannot parse. So the check runs beside, and is given up while there is time to say so; an error of the check, of the
settings or of the event is an answer as well.
"""

import json
import os
import threading
import time
import traceback
from collections.abc import Mapping
from functools import cache
from typing import Any

import boto3

from app.hooks import native
from app.hooks.call import Call, Clients
from app.hooks.codedeploy import CodeDeployCall
from app.hooks.finding import Failed, Pending
from app.hooks.native import NativeCall
from app.hooks.own import own
from app.hooks.probe import probe
from app.hooks.task import task

ANSWER_SECONDS = 10
"""Kept for the answer."""


def handler(event: Any, context: Any) -> dict[str, Any]:
    """Lambda's entry."""
    return respond(event, context, cache(boto3.client), os.environ)


def respond(event: Any, context: Any, clients: Clients, environment: Mapping[str, str]) -> dict[str, Any]:
    """The answer to ECS, which CodeDeploy doesn't read: that gets its own."""
    until = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - ANSWER_SECONDS
    print(f"event {json.dumps(event, default=str)}")
    execution = event.get("LifecycleEventHookExecutionId") if isinstance(event, Mapping) else None
    if not execution or not event.get("DeploymentId"):
        return _returned(event, clients, environment, until)
    call = CodeDeployCall(deployment=event["DeploymentId"], execution=execution, clients=clients)
    answer = _returned(event, clients, environment, until, call)
    call.answer("Succeeded" if answer == native.answer(None) else "Failed")
    return answer


def _returned(
    event: Any,
    clients: Clients,
    environment: Mapping[str, str],
    until: float,
    call: Call | None = None,
) -> dict[str, Any]:
    """What ECS reads, whatever happens."""
    found: list[Pending | BaseException | None] = []

    def run() -> None:
        try:
            found.append(_check(event, call or NativeCall.of(event, clients), clients, environment, until))
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(max(0, until - time.monotonic()))
    finding = found[0] if found else Failed("the check has not ended in the time that the function has")
    if isinstance(finding, BaseException):
        _explain(finding)
        return native.FAILED
    print("not done yet, to be called again" if finding else "succeeded")
    return native.answer(finding)


def _check(event: Any, call: Call, clients: Clients, environment: Mapping[str, str], until: float) -> Pending | None:
    settings = json.loads(environment["CHECK"])
    if "probe" in settings:
        return probe(settings["probe"], environment["TEST_URL"], until)
    if "task" in settings:
        return task(settings["task"], call, clients, until)
    return own(settings["code"]["path"], event)


def _explain(error: BaseException) -> None:
    """A finding is a line, anything else a traceback."""
    if isinstance(error, Failed):
        print(f"failed: {error}")
    else:
        print("failed, since the check itself broke down:\n" + "".join(traceback.format_exception(error)))
