"""Runs the functions of releases, and those that somebody invokes: a thread that looks for calls, and one for each run.

A call by CodeDeploy is asynchronous: one that fails is made twice more, after a minute and after two (Lambda developer
guide, asynchronous invocation; that CodeDeploy calls so was not checked on AWS), and a deployment that gets no status
fails after its hour. ECS waits for what the function returns: an error, or anything but a `hookStatus`, is a failure
(ECS developer guide, Lambda hooks). A function that is not there, or is no Python, fails the release at once. Runs that
a restart interrupts are made again.
"""

import json
import sys
import threading
import traceback
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from werkzeug.wrappers import Response

from local_aws.server.error_response import error_response
from local_aws.server.lambda_process import Addresses, Code, NotRun, Outcome, Stopped, run
from local_aws.server.looking import Looking
from model.moving.cloud import Cloud
from model.moving.hooks import Invocation
from model.moving.native import NativeDeployment

AGAIN_SECONDS = 30
"""Until a function that answers IN_PROGRESS is called again, unless it says how long (`callBackDelay`)."""
RETRY_SECONDS = (60, 120)
INVOCATIONS = "/invocations"


class Functions(Looking):
    """Owns the processes; none goes on when it leaves."""

    def __init__(
        self,
        folder: Path,
        lock: threading.Lock,
        endpoint: str,
        moved: Callable[[], object],
        addresses: Callable[[], Addresses] = dict,
    ) -> None:
        super().__init__("functions")
        self._folder = folder
        self._lock = lock
        """Held while moto's objects and the model are read or changed, never while a function runs."""
        self._endpoint = endpoint
        self._moved = moved
        """Called, with the lock, after a release was told something."""
        self._addresses = addresses
        """Where load balancers answer, which functions call by their names."""
        self._taken: set[tuple[str, int]] = set()
        self._runs: set[threading.Thread] = set()

    def leave(self) -> None:
        """Ends all runs, and the thread."""
        super().leave()
        for one in list(self._runs):
            one.join()

    def invoke(self, environ: dict[str, Any], body: bytes) -> Response | None:
        """Lambda's own Invoke, which waits for the answer; None for any other request, also an Invoke that doesn't.
        The caller does not hold the lock."""
        path = environ["PATH_INFO"].rstrip("/")
        kind = environ.get("HTTP_X_AMZ_INVOCATION_TYPE", "RequestResponse")
        if "/functions/" not in path or not path.endswith(INVOCATIONS) or kind != "RequestResponse":
            return None
        name = unquote(path.removesuffix(INVOCATIONS).rpartition("/functions/")[2])
        scope = environ.get("HTTP_AUTHORIZATION", "").partition("Credential=")[2].split("/")
        region = scope[2] if len(scope) > 2 else "us-east-1"
        with self._lock:
            function = find(_own_account(), region, name)
        if function is None:
            return None  # moto words the error
        try:
            outcome, id = self._outcome(function, json.loads(body or b"{}"))
        except ValueError as error:
            text = f"Could not parse request body into json: {error}"
            return error_response(environ, "InvalidRequestContentException", text)
        except NotRun as error:
            return error_response(environ, "InvalidRuntimeException", str(error))
        except Stopped:
            return error_response(environ, "ServiceException", "the local AWS ends")
        headers = {"X-Amzn-RequestId": id, "X-Amz-Executed-Version": "$LATEST"}
        if outcome.failed:
            headers["X-Amz-Function-Error"] = "Unhandled"
        if environ.get("HTTP_X_AMZ_LOG_TYPE") == "Tail":
            headers["X-Amz-Log-Result"] = b64encode(outcome.log.encode()[-4096:]).decode()
        return Response(outcome.payload, headers=headers, mimetype="application/json")

    def call(self, of: Any, call: Invocation) -> None:
        """A release's call, from the event to the answer. The caller does not hold the lock."""
        from local_aws.server.extensions.ecs.services import record
        from local_aws.server.hook_events import event

        with self._lock:
            if call.id not in of.cloud.functions.pending:
                return  # nobody waits any more
            of.cloud.functions.run(call.id)
            told = event(call, record(of.backend, call.release.service).arn)  # type: ignore[attr-defined]
            function = find(of.id, of.region, call.function)
        outcome = None
        if function is None:
            _log(f"{call.deployment} calls {call.function} in {call.stage}, and there is no such function")
        else:
            try:
                outcome, _ = self._outcome(function, told)
            except NotRun as error:
                _log(str(error))
            except Stopped:
                raise
            except Exception:
                _log(traceback.format_exc())
        with self._lock:
            settle(of.cloud, call, outcome)
            self._moved()

    def _look(self) -> None:
        with self._lock:
            self._begin_all()

    def _begin_all(self) -> None:
        from local_aws.server.account import accounts
        from local_aws.server.extensions import awslambda

        waiting = set()
        for of in accounts():
            for call in list(of.cloud.functions.pending.values()):
                key = (call.id, call.attempt)
                if call.due:
                    waiting.add(key)
                    if key not in self._taken:
                        self._begin(self.call, of, call)
        self._taken = waiting
        while awslambda.queued:
            function, body = awslambda.queued.popleft()
            self._begin(self._outcome, function, json.loads(body))

    def _begin(self, action: Callable[..., object], *details: Any) -> None:
        if self._over.is_set():
            return

        def make() -> None:
            try:
                action(*details)
            except Stopped:
                pass  # it is made again after a restart, if somebody still waits
            except NotRun as error:
                _log(str(error))
            except Exception:
                _log(traceback.format_exc())
            finally:
                self._runs.discard(threading.current_thread())

        thread = threading.Thread(target=make, daemon=True)
        self._runs.add(thread)
        thread.start()

    def _outcome(self, function: Any, event: Any) -> tuple[Outcome, str]:
        from moto.moto_api._internal import mock_random

        id = str(mock_random.uuid4())
        with self._lock:
            code = code_of(function)
        outcome = run(
            code,
            event,
            id=id,
            folder=self._folder,
            endpoint=self._endpoint,
            stopped=self._over.is_set,
            addresses=self._addresses(),
        )
        for line in outcome.log.splitlines():
            _log(f"{code.name}: {line}")
        with self._lock:
            if find("", "", code.arn) is None:
                return outcome, id  # deleted meanwhile, and its log group with it
            function.logs_backend.ensure_log_group(function.logs_group_name)
            function.save_logs(outcome.log)
        return outcome, id


def settle(cloud: Cloud, call: Invocation, outcome: Outcome | None) -> None:
    """What the release makes of it; None: the function could not be called at all."""
    functions = cloud.functions
    if call.id not in functions.pending:
        return  # answered meanwhile, or nobody waits any more
    if outcome is None:
        functions.answer(call.id, "Failed")
    elif isinstance(call.release, NativeDeployment):
        _settle_by_its_return(cloud, call, outcome)
    elif outcome.failed and call.attempt <= len(RETRY_SECONDS):
        functions.postpone(call.id, RETRY_SECONDS[call.attempt - 1])
    else:
        functions.ran(call.id)


def _settle_by_its_return(cloud: Cloud, call: Invocation, outcome: Outcome) -> None:
    answer = None if outcome.failed else json.loads(outcome.payload)
    status = answer.get("hookStatus") if isinstance(answer, dict) else None
    if status == "IN_PROGRESS":
        assert isinstance(answer, dict)
        delay = answer.get("callBackDelay")
        seconds = float(delay) if isinstance(delay, int | float) and delay > 0 else AGAIN_SECONDS
        cloud.functions.postpone(call.id, seconds, answer.get("hookDetails", call.details))
    else:
        cloud.functions.answer(call.id, "Succeeded" if status == "SUCCEEDED" else "Failed")


def find(account_id: str, region: str, name: str) -> Any:
    """moto's record of a function, by its name or ARN, with a version or alias or without; None when it isn't there."""
    from moto.awslambda.exceptions import LambdaClientError
    from moto.awslambda.models import lambda_backends

    parts = name.split(":")
    qualifier = None
    if name.startswith("arn:"):
        account_id, region = parts[4], parts[3]
        name, qualifier = ":".join(parts[:7]), parts[7] if len(parts) > 7 else None
    elif len(parts) > 1:
        name, qualifier = parts[0], parts[1]
    try:
        return lambda_backends[account_id][region].get_function(name, qualifier)
    except (LambdaClientError, KeyError, IndexError):
        return None


def code_of(function: Any) -> Code:
    """The function as it is now."""
    return Code(
        name=function.function_name,
        arn=function.function_arn,
        zip=getattr(function, "code_bytes", b""),
        handler=function.handler or "",
        runtime=function.run_time or "",
        timeout_seconds=float(function.timeout or 3),
        memory_mib=int(function.memory_size),
        version=str(function.version),
        environment={name: str(value) for name, value in (function.environment_vars or {}).items()},
    )


def _own_account() -> str:
    from moto.core.models import DEFAULT_ACCOUNT_ID

    return DEFAULT_ACCOUNT_ID


def _log(text: str) -> None:
    print(f"function: {text}", file=sys.stderr, flush=True)
