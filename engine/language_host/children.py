"""The processes that the language host starts: user programs, policy packs, installers."""

import contextlib
import os
import selectors
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from engine.language_host.keeper import Keeper

Stream = Literal["stdout", "stderr"]

PATIENCE_SECONDS = 2
"""How long a child may take to end after SIGTERM. The engine gives the whole host 5 seconds, then kills it."""


class Child:
    """One process in a process group of its own, so that what it started ends with it.

    Its own group also keeps the engine's SIGINT away from it: a program would answer that with a traceback.
    """

    def __init__(
        self, command: Sequence[str | Path], *, cwd: str | Path, environ: Mapping[str, str], piped: bool = True
    ) -> None:
        """Start `command`; its output is read with `output()`, or goes to the host's own when not `piped`."""
        pipe = subprocess.PIPE if piped else None
        self._process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
            process_group=0,
        )

    def output(self) -> Iterator[tuple[Stream, bytes]]:
        """What the process writes, as it comes, until both streams end."""
        with selectors.DefaultSelector() as selector:
            for name in ("stdout", "stderr"):
                selector.register(getattr(self._process, name), selectors.EVENT_READ, name)
            while selector.get_map():
                for key, _ in selector.select():
                    chunk = os.read(key.fd, 65536)
                    if chunk:
                        yield key.data, chunk
                    else:
                        selector.unregister(key.fileobj)

    @property
    def group(self) -> int:
        """The number of its process group."""
        return self._process.pid

    def wait(self) -> int:
        """The exit code, once the process has ended; negative is the signal that ended it."""
        return self._process.wait()

    def end(self) -> None:
        """End the process and what it started; does nothing when it has ended already."""
        if self._process.poll() is not None:
            return
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):  # it ended in between
            os.killpg(self._process.pid, number)


class Children:
    """All running children, so that none outlives the host, even where that is killed."""

    def __init__(self) -> None:
        self._keeper = Keeper()
        self._lock = threading.Lock()
        self._running: set[Child] = set()

    def start(
        self, command: Sequence[str | Path], *, cwd: str | Path, environ: Mapping[str, str], piped: bool = True
    ) -> Child:
        """Start a child and keep track of it until `forget`."""
        with self._lock:
            child = Child(command, cwd=cwd, environ=environ, piped=piped)
            self._running.add(child)
            self._keeper.began(child.group)
        return child

    def forget(self, child: Child) -> None:
        """The child has ended."""
        with self._lock:
            self._running.discard(child)
            self._keeper.ended(child.group)

    def end(self) -> None:
        """End every child that still runs, all at once."""
        with self._lock:
            running = list(self._running)
        enders = [threading.Thread(target=child.end) for child in running]
        for ender in enders:
            ender.start()
        for ender in enders:
            ender.join()
