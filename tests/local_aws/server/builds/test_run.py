"""One build, and in which order others see what comes of it."""

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from local_aws.provider.handlers.aws import Aws
from local_aws.server.builds.log import Log
from local_aws.server.builds.run import Run
from local_aws.server.extensions.codebuild.build import Build


def test_whoever_sees_that_a_build_has_ended_finds_all_of_its_lines(tmp_path: Path) -> None:
    text = "version: 0.2\nphases: {build: {commands: [echo built]}}\n"
    build = Build(
        id="web:1",
        number=1,
        account_id="123456789012",
        region="us-east-1",
        began_at=datetime.now(UTC),
        initiator="a test",
        project={"source": {"type": "NO_SOURCE", "buildspec": text}},
    )
    build.begin("QUEUED")
    lines: list[str] = []
    log = Log(lines.extend)
    Run(build, tmp_path, Aws("http://127.0.0.1:1", "us-east-1"), log, nullcontext, lambda: False).make()
    assert build.status == "SUCCEEDED"
    assert "built\n" in lines
    assert "Entering phase FINALIZING" in lines[-1]
