"""Functions run as processes of their own, and end as on AWS."""

import io
import json
import os
import socket
import subprocess
import sys
import textwrap
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from local_aws.server.lambda_process import Code, NotRun, Outcome, Stopped, run
from tests.local_aws.scene import until

ROOT = Path(__file__).parents[3]


def code(text: str, **changes: Any) -> Code:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("index.py", textwrap.dedent(text))
    arn = "arn:aws:lambda:eu-west-1:123456789012:function:check"
    details: dict[str, Any] = {"name": "check", "arn": arn, "handler": "index.handler", "runtime": "python3.13"}
    return Code(zip=data.getvalue(), **(details | changes))


def outcome(of: Code, folder: Path, event: Any = None) -> Outcome:
    return run(of, event, id="r-1", folder=folder, endpoint="http://127.0.0.1:9", stopped=lambda: False)


def test_a_handler_gets_its_event_context_and_environment_and_nothing_of_ours(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SECRET", "ours")
    text = """
        import os
        def handler(event, context):
            print("hello")
            names = ("STAGE", "AWS_REGION", "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "_HANDLER", "SECRET")
            assert 0 < context.get_remaining_time_in_millis() <= 3000
            return [event, context.aws_request_id, *(os.environ.get(name) for name in names)]
    """
    ended = outcome(code(text, environment={"STAGE": "test", "AWS_REGION": "other"}), tmp_path, {"a": 1})
    assert json.loads(ended.payload) == [
        {"a": 1}, "r-1", "test", "eu-west-1", "http://127.0.0.1:9", "local", "index.handler", None
    ]  # fmt: skip
    assert ended.log.splitlines()[:3] == ["START RequestId: r-1 Version: $LATEST", "hello", "END RequestId: r-1"]
    assert not ended.failed
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "changes", "kind", "words"),
    [
        ("def handler(event, context): raise ValueError('no')", {}, "ValueError", "no"),
        ("import absent", {}, "Runtime.ImportModuleError", "Unable to import module 'index': No module named 'absent'"),
        ("", {}, "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'index'"),
        ("def handler(event, context): return object()", {}, "TypeError", "not JSON serializable"),
        ("import os\ndef handler(event, context): os._exit(3)", {}, "Runtime.ExitError", "Runtime exited"),
        (
            "import time\ndef handler(event, context): time.sleep(60)",
            {"timeout_seconds": 0.2},
            "Sandbox.Timedout",
            "Task timed out after 0.20 seconds",
        ),
    ],
)
def test_a_function_that_fails_says_so(tmp_path, text, changes, kind, words) -> None:
    ended = outcome(code(text, **changes), tmp_path)
    assert ended.failed
    told = json.loads(ended.payload)
    assert told["errorType"] == kind
    assert words in told["errorMessage"]


def test_a_load_balancers_name_leads_to_where_it_answers(tmp_path) -> None:
    text = """
        from urllib.error import URLError
        from urllib.request import urlopen
        def handler(event, context):
            answers = [urlopen("http://web.elb.invalid:8080/", timeout=5).read().decode()]
            for url in ("http://web.elb.invalid:8081/", "http://other.elb.invalid:8080/"):
                try:
                    urlopen(url, timeout=5)
                except URLError:
                    answers.append("nobody")
            return answers
    """
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            client, _ = server.accept()
            with client:
                client.recv(1024)
                client.sendall(b"HTTP/1.0 200 OK\r\n\r\ngreen")

        threading.Thread(target=answer, daemon=True).start()
        addresses = {"web.elb.invalid": {8080: server.getsockname()[1]}}
        ended = run(
            code(text),
            None,
            id="r",
            folder=tmp_path,
            endpoint="",
            stopped=lambda: False,
            addresses=addresses,
        )
    assert json.loads(ended.payload) == ["green", "nobody", "nobody"]


def test_other_runtimes_are_not_run(tmp_path) -> None:
    with pytest.raises(NotRun, match="nodejs"):
        outcome(code("", runtime="nodejs22.x"), tmp_path)


def test_a_function_ends_when_the_server_leaves(tmp_path) -> None:
    text = "import time\ndef handler(event, context): time.sleep(60)"
    began = time.monotonic()
    with pytest.raises(Stopped):
        run(code(text), None, id="r", folder=tmp_path, endpoint="", stopped=lambda: time.monotonic() > began + 0.5)
    assert list(tmp_path.iterdir()) == []


def test_a_function_ends_with_a_killed_server(tmp_path) -> None:
    file = tmp_path / "code.zip"
    file.write_bytes(
        code(
            f"""
            import os, subprocess, sys, time
            def handler(event, context):
                child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
                with open({str(tmp_path / "pids.new")!r}, "w") as pids:
                    print(os.getpid(), child.pid, file=pids)
                os.rename({str(tmp_path / "pids.new")!r}, {str(tmp_path / "pids")!r})
                time.sleep(60)
            """
        ).zip
    )
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(file), str(tmp_path / "folder")], cwd=ROOT)
    pids = tmp_path / "pids"
    until(pids.exists)
    server.kill()
    server.wait()
    for pid in pids.read_text().split():
        until(lambda pid=pid: not _runs(int(pid)))


SERVER = """
import sys
from pathlib import Path
from local_aws.server.lambda_process import Code, run
data, folder = Path(sys.argv[1]).read_bytes(), Path(sys.argv[2])
code = Code(name="f", arn="arn:aws:lambda:r:1:function:f", zip=data, handler="index.handler", runtime="python3.13",
    timeout_seconds=60)
run(code, None, id="r", folder=folder, endpoint="", stopped=lambda: False)
"""


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
