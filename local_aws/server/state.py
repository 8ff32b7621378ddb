"""The state file: one pickle of moto's object graph, rewritten before a change is answered.

Many requests share one write: each waits for a snapshot that began after its change. The file is replaced by rename,
so a killed server leaves a whole one; it isn't forced to the disk, so a power cut can lose the last second. A pickle
can run code when it is read: the file is created for its owner only, and only our own is ever read.

Not kept: changes to what moto ships ready-made (Amazon's images, AWS's IAM policies and public parameters); they come
back fresh. So one snapshot holds what was created, and takes milliseconds.
"""

import os
import pickle
import threading
from pathlib import Path
from typing import Any

FORMAT = 4
"""Raised when classes of `extensions/` change so that old files no longer fit."""


class UnreadableState(Exception):
    """The state file can't be used."""


class NotSaved(Exception):
    """A change was made, but isn't in the file."""


class StateFile:
    """Writes the file whenever something has changed, in a thread of its own."""

    def __init__(self, file: Path, lock: threading.Lock) -> None:
        self._file = file
        self._lock = lock
        """Held while moto's objects are read or changed."""
        self._changes = 0
        self._saved = 0
        self._progress = threading.Condition()
        self._closed = False
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="state", daemon=True)

    def load(self) -> None:
        """Puts the file's state into moto, if there is a file. Raises UnreadableState."""
        if self._file.exists():
            _restore(self._file)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._thread.start()

    def changed(self) -> int:
        """Notes a change just made; returns its number. The caller holds the lock."""
        with self._progress:
            self._changes += 1
            self._progress.notify_all()
            return self._changes

    def wait(self, change: int) -> None:
        """Returns once the change is in the file. Raises NotSaved when the file can't be written."""
        with self._progress:
            self._progress.wait_for(lambda: self._saved >= change)
        if self._error:
            raise NotSaved(f"the change was made but could not be saved to {self._file}: {self._error}")

    def close(self) -> None:
        """Ends the thread once everything is saved."""
        with self._progress:
            self._closed = True
            self._progress.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._progress:
                self._progress.wait_for(lambda: self._closed or self._changes > self._saved)
                if self._changes == self._saved:
                    return
            # An error here is reported by the calls that wait; this thread goes on.
            taken, failed = self._changes, None
            try:
                with self._lock:
                    taken = self._changes
                    data = _snapshot()
                _replace(self._file, data)
            except Exception as error:
                failed = error
            with self._progress:
                self._saved, self._error = taken, failed
                self._progress.notify_all()


def _heading() -> dict[str, Any]:
    import moto

    return {"format": FORMAT, "moto": moto.__version__}


def _snapshot() -> bytes:
    from local_aws.server import graph, replay

    return pickle.dumps(_heading()) + pickle.dumps(replay.answers) + graph.dump()


def _replace(file: Path, data: bytes) -> None:
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
    new.replace(file)


def _restore(file: Path) -> None:
    from local_aws.server import graph, replay

    if file.stat().st_uid != os.getuid():
        raise UnreadableState(f"{file} belongs to another user and isn't read; choose another with --state FILE")
    with file.open("rb") as data:
        try:
            heading = pickle.load(data)
            if heading != _heading():
                raise UnreadableState(
                    f"{file} was written by another version ({heading}, this is {_heading()}); "
                    "what it describes exists nowhere else, so delete the file and bring the stacks up anew"
                )
            replay.answers.update(pickle.load(data))
            graph.load(data)
        except UnreadableState:
            raise
        except Exception as error:
            raise UnreadableState(f"{file} is broken ({error!r}); delete it and bring the stacks up anew") from error
