"""A thread that looks for what is to be done: as soon as it is told to, and by itself a few times in a second."""

import sys
import threading
import traceback
from abc import ABC, abstractmethod

LOOK_SECONDS = 0.2


class Looking(ABC):
    """Owns the thread."""

    def __init__(self, name: str) -> None:
        self._changed = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """From now on."""
        self._thread.start()

    def look(self) -> None:
        """There may be something to do."""
        self._changed.set()

    def leave(self) -> None:
        """Ends the thread; what it did not get to, the next server does."""
        self._over.set()
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join()

    @abstractmethod
    def _look(self) -> None:
        """Does what there is to do. An error is written down, and the thread goes on."""

    def _run(self) -> None:
        while not self._over.is_set():
            self._changed.wait(LOOK_SECONDS)
            self._changed.clear()
            try:
                self._look()
            except Exception:
                traceback.print_exc(file=sys.stderr)
