"""Runs the builds that are begun: a thread that looks for them, and one for each.

Builds that a restart cuts are made again.
"""

import shutil
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

from moto.codebuild.models import codebuild_backends
from moto.logs.models import logs_backends

from local_aws.provider.handlers.aws import Aws
from local_aws.server.builds.log import Log
from local_aws.server.builds.run import Run
from local_aws.server.builds.shell import Stopped
from local_aws.server.extensions.codebuild.build import Build
from local_aws.server.extensions.codebuild.builds import builds, tell
from local_aws.server.looking import Looking


class Builds(Looking):
    """Owns the processes; none goes on when it leaves."""

    def __init__(self, folder: Path, lock: threading.Lock, endpoint: str, moved: Callable[[], object]) -> None:
        super().__init__("builds")
        self._folder = folder
        self._lock = lock
        """Held while moto's objects are read or changed, never while a command runs."""
        self._aws = cache(partial(Aws, endpoint))
        """By region."""
        self._moved = moved
        """Called, with the lock, after a build has changed."""
        self._runs: dict[str, threading.Thread] = {}

    def start(self) -> None:
        """From now on; what a killed server has left in the folder goes."""
        shutil.rmtree(self._folder, ignore_errors=True)
        super().start()

    def leave(self) -> None:
        """Ends all runs, and the thread."""
        super().leave()
        for one in list(self._runs.values()):
            one.join()

    def _look(self) -> None:
        with self._lock:
            backends: list[Any] = [backend for *_, backend in codebuild_backends.iter_backends()]
            every = [build for backend in backends for build in builds(backend).values()]
        for build in every:
            if not build.ended and build.id not in self._runs and not self._over.is_set():
                self._runs[build.id] = threading.Thread(target=self._make, args=(build,), daemon=True)
                self._runs[build.id].start()

    def _make(self, build: Build) -> None:
        log = Log(lambda lines: self._put(build, lines))
        try:
            with self._changing():
                if again := len(build.phases) > 2 and not build.ended:
                    build.again()
            if again:
                log.line("The local AWS was started anew: the build begins again")
            Run(build, self._folder, self._aws(build.region), log, self._changing, self._over.is_set).make()
        except Stopped:
            return  # it is made again after a restart
        except Exception:
            traceback.print_exc(file=sys.stderr)
            with self._changing():
                build.end("FAULT")
        finally:
            log.flush()
            self._runs.pop(build.id, None)
        with self._changing():
            if build.status != "STOPPED":  # which StopBuild has told
                tell(build)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._lock:
            yield
            self._moved()

    def _put(self, build: Build, lines: list[str]) -> None:
        settings = (build.project.get("logsConfig") or {}).get("cloudWatchLogs") or {}
        if settings.get("status") == "DISABLED":
            return
        at = int(1000 * time.time())
        with self._changing():
            backend = logs_backends[build.account_id][build.region]
            backend.ensure_log_group(build.log_group)
            backend.ensure_log_stream(build.log_group, build.log_stream)
            events = [{"timestamp": at, "message": line} for line in lines]
            backend.put_log_events(build.log_group, build.log_stream, events)
