"""One build, and in which order others see what comes of it."""

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from local_aws.provider.handlers.aws import Aws
from local_aws.server.builds.log import Log
from local_aws.server.builds.run import Run
from local_aws.server.extensions.codebuild.build import Build

TEXT = "version: 0.2\nphases: {build: {commands: [echo built]}}\n"


def queued() -> Build:
    build = Build(
        id="web:1",
        number=1,
        account_id="123456789012",
        region="us-east-1",
        began_at=datetime.now(UTC),
        initiator="a test",
        project={"source": {"type": "NO_SOURCE", "buildspec": TEXT}},
    )
    build.begin("QUEUED")
    return build


def run(build: Build, folder: Path, log: Log) -> None:
    Run(build, folder, Aws("http://127.0.0.1:1", "us-east-1"), log, nullcontext, lambda: False).make()


def test_whoever_sees_that_a_build_has_ended_finds_all_of_its_lines(tmp_path: Path) -> None:
    build = queued()
    lines: list[str] = []
    log = Log(lines.extend)
    run(build, tmp_path, log)
    assert build.status == "SUCCEEDED"
    assert "built\n" in lines
    assert "Entering phase FINALIZING" in lines[-1]


def test_nothing_begins_in_a_build_that_was_stopped_a_moment_ago(tmp_path: Path) -> None:
    build = queued()

    class Stopping(Log):
        """Whose line that a phase begins comes after the stop of the build."""

        def line(self, text: str) -> None:
            if text == "Entering phase INSTALL":
                build.end("STOPPED")
            super().line(text)

    run(build, tmp_path, Stopping(lambda lines: None))
    assert build.status == "STOPPED"
    assert build.phases[-1].type == "COMPLETED"
