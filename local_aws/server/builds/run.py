"""One build, from its source to its artifacts.

What fails a phase, and what follows from it: CodeBuild user guide, "Build phase transitions" (read 2026-11).
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from string import Template
from typing import Any

from botocore.exceptions import ClientError

from local_aws import own_aws
from local_aws.provider.handlers.aws import Aws
from local_aws.server.builds.archives import pack
from local_aws.server.builds.environment import stand_ins, variables, wanted
from local_aws.server.builds.failed import Failed
from local_aws.server.builds.log import Log
from local_aws.server.builds.shell import Shell, Stopped, TimedOut
from local_aws.server.builds.source import buildspec, fetched
from local_aws.server.extensions.codebuild.build import Build, Location
from local_aws.server.extensions.codebuild.buildspec import BadBuildspec, Buildspec, Phase
from model.texts import codebuild as say
from model.texts.text import Text

DEFAULT_MINUTES = 60
MINUTE_SECONDS = 60.0
"""Real ones, however fast the clock goes: commands take the time that they take."""


class Run:
    """Owns the scratch folder, which is gone at the end."""

    def __init__(
        self,
        build: Build,
        folder: Path,
        aws: Aws,
        log: Log,
        changing: Callable[[], AbstractContextManager[Any]],
        stopped: Callable[[], bool],
    ) -> None:
        self._build = build
        self._aws = aws
        self._log = log
        self._changing = changing
        """Around whatever changes the build, with the lock; what follows is saved."""
        self._stopped = lambda: stopped() or build.ended
        folder.mkdir(parents=True, exist_ok=True)
        self._own = Path(tempfile.mkdtemp(prefix=f"{build.name}-", dir=folder))
        minutes = build.project.get("timeoutInMinutes") or DEFAULT_MINUTES
        self._until = time.monotonic() + MINUTE_SECONDS * minutes
        self._shell: Shell | None = None

    def make(self) -> None:
        """All of it. Raises Stopped when the server leaves, and leaves the build as it is."""
        try:
            succeeded = self._make()
            self._begin("FINALIZING")
            self._end("SUCCEEDED" if succeeded else "FAILED")
        except TimedOut:
            # The build is FAILED, its phase TIMED_OUT: measured on AWS, 2026-08 (github.com/junioryono/billet).
            self._fail(say.TIMED_OUT, "TIMED_OUT")
            self._end("FAILED")
        except Stopped:
            if not self._build.ended:
                raise
        finally:
            if self._shell:
                self._shell.close()
            shutil.rmtree(self._own, ignore_errors=True)

    def _make(self) -> bool:
        try:
            self._begin("PROVISIONING")
            self._begin("DOWNLOAD_SOURCE")
            sources = fetched(self._build, self._own, self._aws)
            spec = buildspec(self._build, next(iter(sources.values())))
            shell, own = self._prepare(sources, spec)
        except (Failed, BadBuildspec) as error:
            self._fail(error.text)
            return False
        self._shell = shell
        for name in ("INSTALL", "PRE_BUILD"):
            if not self._phase(name, spec):
                return False
        built = self._phase("BUILD", spec)
        if not built:
            shell.set({"CODEBUILD_BUILD_SUCCEEDING": "0"})
        if not self._phase("POST_BUILD", spec):
            return False
        with self._changing():
            self._build.exported = {name: shell.value(name) for name in spec.exported}
        return self._upload(spec, next(iter(sources.values())), own) and built

    def _prepare(self, sources: Mapping[str, Path], spec: Buildspec) -> tuple[Shell, dict[str, str]]:
        environment = self._build.project.get("environment") or {}
        stand_ins(self._own / "bin", privileged=bool(environment.get("privilegedMode")))
        for name in ("home", "tmp"):
            (self._own / name).mkdir()
        given = wanted(self._build, spec, self._aws, self._log) | variables(self._build, self._own, sources)
        own = own_aws.environment(given, self._aws.endpoint, self._build.region)
        program = spec.shell if shutil.which(spec.shell) else "sh"
        return Shell(self._own / "session", next(iter(sources.values())), own, program), own

    def _phase(self, name: str, spec: Buildspec) -> bool:
        phase = spec.phases.get(name.lower(), Phase())
        self._begin(name)
        failed = self._commands(phase.commands)
        failed = self._commands(phase.last) or failed
        if failed:
            self._fail(failed)
        return failed is None or phase.goes_on

    def _commands(self, commands: tuple[str, ...]) -> Text | None:
        """Why they ended before the last."""
        assert self._shell
        for command in commands:
            self._log.line(f"Running command {command}")
            status = self._shell.run(command, self._log.write, self._stopped, self._until)
            if status:
                self._log.line(f"Command did not exit successfully {command} exit status {status}")
                return say.COMMAND_FAILED.with_values(command=command, status=status)
        return None

    def _upload(self, spec: Buildspec, source: Path, own: dict[str, str]) -> bool:
        self._begin("UPLOAD_ARTIFACTS")
        try:
            for name, location in self._build.outputs.items():
                found = spec.secondary.get(name)
                if found is None and len(self._build.outputs) > 1:
                    raise Failed(say.NO_SECONDARY_ARTIFACTS.with_values(artifact=name))
                if (found := found or spec.artifacts) is None:
                    raise Failed(say.NO_PRIMARY_ARTIFACTS)
                data = pack(source, found, lambda text: Template(text).safe_substitute(own))
                self._store(data, location)
                self._log.line(f"Uploaded {name}: {len(data)} bytes")
        except Failed as error:
            self._fail(error.text)
            return False
        return True

    def _store(self, data: bytes, location: Location) -> None:
        try:
            self._aws.client("s3").put_object(Bucket=location["bucket"], Key=location["key"], Body=data)
        except ClientError as error:
            raise Failed(say.ARTIFACT_NOT_STORED.with_values(key=location["key"], cause=error)) from error

    def _begin(self, phase: str) -> None:
        if self._stopped():
            raise Stopped
        running = self._build.phases[-1] if self._build.phases else None
        if running and running.status is None:
            self._log.line(f"Phase complete: {running.type} State: SUCCEEDED")
        self._log.line(f"Entering phase {phase}")
        with self._changing():
            self._require_running()
            self._build.begin(phase)

    def _fail(self, text: Text, status: Any = "FAILED") -> None:
        with self._changing():
            self._require_running()
            phase = self._build.phases[-1].type
            self._build.end_phase(status, text.code, text.words)
        self._log.line(f"Phase complete: {phase} State: {status}")
        self._log.line(f"Phase context status code: {text.code} Message: {text.words}")

    def _require_running(self) -> None:
        """Somebody may have stopped it a moment ago."""
        if self._build.ended:
            raise Stopped

    def _end(self, status: Any) -> None:
        # Whoever sees that it has ended finds all of its lines.
        self._log.flush()
        with suppress(Stopped), self._changing():
            if not self._build.ended:
                self._build.end(status)
