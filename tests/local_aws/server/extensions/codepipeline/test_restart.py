"""An execution goes on after a restart of the server, also a killed one; a build that was cut is made again."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.local_aws.scene import until
from tests.local_aws.server.extensions.codepipeline.line import APPROVE, Line, build, project
from tests.local_aws.server.test_state import server

NAME = "restarted"


def buildspec(cut: Path) -> dict[str, Any]:
    """The first build hangs, the second one ends."""
    command = f"test -e {cut} || {{ echo $$ > {cut}.new; mv {cut}.new {cut}; exec sleep 600; }}"
    return {"version": 0.2, "phases": {"build": {"commands": [command]}}, "artifacts": {"files": ["*"]}}


def test_a_killed_server_goes_on_with_its_pipelines(tmp_path: Path) -> None:
    state, cut = tmp_path / "state", tmp_path / "cut"
    with server(state) as (process, aws):
        line = Line.make(aws, NAME, [build(project(aws, NAME, buildspec(cut)))], [APPROVE], files={"a": "1"})
        id = line.start()
        until(cut.exists)
        before = line.latest("Build")["externalExecutionId"]
        process.kill()
    with suppress(ProcessLookupError):
        os.kill(int(cut.read_text()), signal.SIGKILL)
    with server(state) as (process, aws):
        line = Line(aws, NAME)
        until(lambda: line.latest("Approve").get("token"), 60)
        assert line.latest("Build")["externalExecutionId"] == before
        assert line.latest("Build")["status"] == "Succeeded"
        token = line.latest("Approve")["token"]
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    with server(state) as (_, aws):
        line = Line(aws, NAME)
        aws("codepipeline").put_approval_result(
            pipelineName=NAME,
            stageName="Approve",
            actionName="Approve",
            result={"status": "Approved", "summary": "still good"},
            token=token,
        )
        assert line.ended(id) == "Succeeded"
