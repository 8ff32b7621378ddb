"""Processes that outlive whoever started them: the registry of Envoys and tasks.

A folder with one file a process, there before the process is. The process holds a lock on its file as long as it lives,
and writes its own id into it before it becomes the program. So an owner that is killed at any moment leaves nothing
that the next one can't find, and an id is never that of a stranger.
"""

import fcntl
import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

BECOME = 'ulimit -n 8192 2>/dev/null || ulimit -n "$(ulimit -H -n)"; echo $$ >>"$0"; exec "$@"'
"""The shell's last act is the program. macOS allows 256 open files unless asked."""
FORK_SECONDS = 5
"""How long a process may take from its lock to its id."""

POLL_SECONDS = 0.02
"""How often it is asked where the system doesn't tell (macOS)."""


class Processes:
    """The processes of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        note: Mapping[str, Any] | None = None,
        pass_fds: Sequence[int] = (),
    ) -> None:
        """Starts a program in a session of its own; what it prints goes to NAME.log. The note is for the next owner."""
        with self._file(name).open("a+") as life, self.log(name).open("ab") as log:
            fcntl.flock(life, fcntl.LOCK_EX | fcntl.LOCK_NB)
            life.truncate(0)
            life.write(json.dumps(note or {}) + "\n")
            life.flush()
            self._children[name] = subprocess.Popen(
                ["/bin/sh", "-c", BECOME, str(self._file(name)), *command],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[life.fileno(), *pass_fds],
                start_new_session=True,
            )

    def names(self) -> set[str]:
        """Of all that were started and not forgotten, alive or not."""
        return {file.stem for file in self._folder.glob("*.process")}

    def note(self, name: str) -> dict[str, Any]:
        """What was said at the start."""
        return json.loads(self._file(name).read_text().partition("\n")[0])

    def alive(self, name: str) -> bool:
        """Whether somebody holds the lock."""
        if child := self._children.get(name):
            child.poll()
        try:
            with self._file(name).open() as life:
                fcntl.flock(life, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def pid(self, name: str) -> int | None:
        """None when it isn't alive."""
        deadline = time.monotonic() + FORK_SECONDS
        while self.alive(name) and time.monotonic() < deadline:
            if written := self._file(name).read_text().partition("\n")[2].strip():
                return int(written)
            time.sleep(0.001)
        return None

    def wait(self, name: str, seconds: float) -> None:
        """Returns as soon as it ends, or after so long."""
        pid = self.pid(name)
        if pid is None:
            return
        if not hasattr(os, "pidfd_open"):
            time.sleep(min(seconds, POLL_SECONDS))
            return
        with suppress(ProcessLookupError):
            descriptor = os.pidfd_open(pid)
            try:
                select.select([descriptor], [], [], seconds)
            finally:
                os.close(descriptor)

    def exit_code(self, name: str) -> int | None:
        """Of a dead child: negative for a signal. None for one that an earlier owner started."""
        child = self._children.get(name)
        return child.wait() if child else None

    def signal(self, name: str, number: int) -> None:
        """Sends a signal, if it is alive."""
        if pid := self.pid(name):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                return

    def end(self, names: Iterable[str], seconds: float) -> None:
        """SIGTERM, and SIGKILL for what is still there some seconds later; forgets them."""
        ending = list(names)
        for number, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, FORK_SECONDS)):
            for name in ending:
                self.signal(name, number)
            deadline = time.monotonic() + patience
            while any(self.alive(name) for name in ending) and time.monotonic() < deadline:
                time.sleep(0.005)
        for name in ending:
            self.forget(name)

    def forget(self, name: str) -> None:
        """Takes a dead one off the list, with its log."""
        if child := self._children.pop(name, None):
            child.wait()
        for file in (self._file(name), self.log(name)):
            file.unlink(missing_ok=True)

    def leave(self) -> None:
        """They go on, and aren't this owner's any more."""
        for child in self._children.values():
            child.returncode = child.poll() or 0  # so that Python doesn't warn of them
        self._children.clear()

    def log(self, name: str) -> Path:
        """What a process printed."""
        return self._folder / f"{name}.log"

    def log_bytes(self, name: str) -> int:
        """How much that is by now."""
        log = self.log(name)
        return log.stat().st_size if log.exists() else 0

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.process"
