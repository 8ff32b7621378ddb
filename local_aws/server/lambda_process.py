"""One run of a Lambda function's own code: a process of its own, which ends with its time, its answer or this process.

Python only, by the Python that runs the local AWS. Not faithful: no layers, no container image, no limit of memory,
nothing is kept warm; the time-out is real time, however fast the cloud's clock goes.
"""

import io
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local_aws import own_aws

BOOTSTRAP = Path(__file__).with_name("lambda_bootstrap.py")
LOAD_SECONDS = 10
"""For loading the code, before the time-out counts (Lambda developer guide, init phase)."""
MOST_LOG_BYTES = 256 * 1024
LOOK_SECONDS = 0.1
"""How soon it notices that it should stop."""


@dataclass(frozen=True, kw_only=True)
class Code:
    """A function as it is at the moment of the call."""

    name: str
    arn: str
    zip: bytes
    handler: str
    runtime: str
    timeout_seconds: float = 3
    memory_mib: int = 128
    version: str = "$LATEST"
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a run ended."""

    payload: str
    """The answer, or the error, as JSON."""
    failed: bool = False
    log: str = ""


class Stopped(Exception):
    """The server leaves before the function has answered."""


class NotRun(Exception):
    """Code that is not run here."""


Addresses = Mapping[str, Mapping[int, int]]
"""By a load balancer's DNS name and a listener's port: the port of 127.0.0.1 where it answers."""


def run(
    code: Code,
    event: Any,
    *,
    id: str,
    folder: Path,
    endpoint: str,
    stopped: Callable[[], bool],
    addresses: Addresses | None = None,
) -> Outcome:
    """Blocks until it has ended. Raises Stopped, and NotRun for code that is no Python."""
    if not code.runtime.startswith("python"):
        text = f"the local AWS runs Python functions only; {code.name} has the runtime {code.runtime or 'of an image'}"
        raise NotRun(text)
    folder.mkdir(parents=True, exist_ok=True)
    own = Path(tempfile.mkdtemp(prefix=f"{code.name}-", dir=folder))
    try:
        (own / "task").mkdir()
        (own / "tmp").mkdir()
        try:
            with zipfile.ZipFile(io.BytesIO(code.zip)) as archive:
                archive.extractall(own / "task")
        except zipfile.BadZipFile:
            raise NotRun(f"the code of {code.name} is no zip file") from None
        told = {"event": event, "context": _context(code, id), "addresses": addresses or {}}
        return _run(code, told, id, own, endpoint, stopped)
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _run(
    code: Code, told: Mapping[str, Any], id: str, own: Path, endpoint: str, stopped: Callable[[], bool]
) -> Outcome:
    began = time.monotonic()
    reading, writing = os.pipe()
    with (own / "log").open("wb") as log, os.fdopen(reading, "rb") as answers:
        process = subprocess.Popen(
            [sys.executable, "-P", "-u", str(BOOTSTRAP), code.handler, str(writing)],
            cwd=own / "task",
            env=_environment(code, own, endpoint),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            pass_fds=[writing],
            start_new_session=True,
        )
        os.close(writing)
        assert process.stdin
        try:
            process.stdin.write(json.dumps(told).encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            pass  # it has ended already, which is found below
        lines = _Lines(answers, stopped)
        try:
            answer = lines.next(code.timeout_seconds) if lines.next(LOAD_SECONDS) else None
        finally:
            _kill(process)
    seconds = time.monotonic() - began
    with (own / "log").open("rb") as log:
        text = log.read(MOST_LOG_BYTES).decode(errors="replace")
    return _outcome(code, id, text, answer, timed_out=not lines.ended, ran=seconds)


def _outcome(code: Code, id: str, text: str, answer: bytes | None, *, timed_out: bool, ran: float) -> Outcome:
    if answer is not None:
        told = json.loads(answer)
        error, payload = told["error"], told["result"]
        if error:
            payload = json.dumps(error | {"requestId": id})
    else:
        error = True
        if timed_out:
            problem = ("Sandbox.Timedout", f"Task timed out after {code.timeout_seconds:.2f} seconds")
        else:
            problem = ("Runtime.ExitError", "Runtime exited without providing a reason")
        payload = json.dumps({"errorType": problem[0], "errorMessage": f"RequestId: {id} Error: {problem[1]}"})
        text += f"{id} {problem[1]}\n"
    if text and not text.endswith("\n"):
        text += "\n"
    milliseconds = f"{1000 * ran:.2f} ms"
    log = (
        f"START RequestId: {id} Version: {code.version}\n{text}END RequestId: {id}\n"
        f"REPORT RequestId: {id}\tDuration: {milliseconds}\tMemory Size: {code.memory_mib} MB\n"
    )
    return Outcome(payload=payload, failed=bool(error), log=log)


class _Lines:
    """What comes from the process, line by line."""

    def __init__(self, source: Any, stopped: Callable[[], bool]) -> None:
        self._source = source
        self._stopped = stopped
        self._read = b""
        self.ended = False

    def next(self, seconds: float) -> bytes | None:
        """None when it does not come in time, or never. Raises Stopped."""
        until = time.monotonic() + seconds
        while b"\n" not in self._read:
            if self._stopped():
                raise Stopped
            left = until - time.monotonic()
            if left <= 0:
                return None
            if select.select([self._source], [], [], min(left, LOOK_SECONDS))[0]:
                some = os.read(self._source.fileno(), 65536)
                if not some:
                    self.ended = True
                    return None
                self._read += some
        line, _, self._read = self._read.partition(b"\n")
        return line


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The process, and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    assert process.stdin
    with suppress(BrokenPipeError):
        process.stdin.close()
    process.wait()


def _context(code: Code, id: str) -> dict[str, Any]:
    return {
        "aws_request_id": id,
        "function_name": code.name,
        "function_version": code.version,
        "invoked_function_arn": code.arn,
        "memory_limit_in_mb": str(code.memory_mib),
        "log_group_name": f"/aws/lambda/{code.name}",
        "log_stream_name": id,
        "seconds": code.timeout_seconds,
    }


def _environment(code: Code, own: Path, endpoint: str) -> dict[str, str]:
    """Nothing of the server's own."""
    given = {
        "PATH": os.defpath,
        "HOME": str(own),
        "TMPDIR": str(own / "tmp"),
        "LANG": "C.UTF-8",
        "TZ": ":UTC",
        **code.environment,
        "PYTHONDONTWRITEBYTECODE": "1",
        "_HANDLER": code.handler,
        "LAMBDA_TASK_ROOT": str(own / "task"),
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{code.runtime}",
        "AWS_LAMBDA_FUNCTION_NAME": code.name,
        "AWS_LAMBDA_FUNCTION_VERSION": code.version,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(code.memory_mib),
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{code.name}",
    }
    return own_aws.environment(given, endpoint, code.arn.split(":")[3])
