"""One stack's work, in a process of its own."""

import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import NoReturn

from pulumi.automation import CommandError, EngineEvent

from fleet.events import Seen, printed
from fleet.outcome import Outcome, State
from fleet.verbs import Verb

STOPS = (signal.SIGINT, signal.SIGTERM)
"""The signals that ask for an end. They are blocked while a worker is made."""


@dataclass(frozen=True)
class Loaded:
    """Modules that a program imported only while it ran."""

    modules: tuple[str, ...]


class Worker:
    """Does one thing to one stack, and tells how it goes."""

    def __init__(self, stack: str, verb: Verb, tell: Connection) -> None:
        self._stack = stack
        self._verb = verb
        self._tell = tell
        self._seen = Seen()
        self._began = time.monotonic()

    def run(self) -> NoReturn:
        """To its end, whatever that is; the last thing told is it."""
        _apart()
        loaded = set(sys.modules)
        try:
            outcome = self._done()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            self._say(Loaded(tuple(sorted(set(sys.modules) - loaded))))
            self._say(outcome)
        finally:
            # What the parent had open is the parent's to close, and threads of gRPC need nobody's patience.
            os._exit(0)

    def _done(self) -> Outcome:
        try:
            self._verb.run(self._stack, on_event=self._take)
        except KeyboardInterrupt:
            # The engine is of the same process group: it has had the signal, too, and ends what it does.
            signal.signal(signal.SIGINT, lambda *_: None)
            _wait_for_engine()
            return self._now(State.STOPPED)
        except CommandError as error:
            return replace(self._now(State.FAILED), errors=self._seen.told() or printed(str(error)))
        except Exception as error:
            return replace(self._now(State.FAILED), errors=(f"{type(error).__name__}: {error}",))
        return self._now(self._verb.done if self._seen.changes else State.UNCHANGED)

    def _take(self, event: EngineEvent) -> None:
        if self._seen.take(event):
            self._say(self._now(self._verb.under_way))

    def _now(self, state: State) -> Outcome:
        return Outcome(
            stack=self._stack,
            state=state,
            changes=dict(self._seen.changes),
            advisories=self._seen.advisories,
            seconds=time.monotonic() - self._began,
        )

    def _say(self, what: Outcome | Loaded) -> None:
        try:
            self._tell.send(what)
        except OSError:
            # Nobody listens any more: the engine is to end, too.
            os.killpg(0, signal.SIGINT)


def _apart() -> None:
    """A process group of its own, so that a Ctrl-C of the terminal comes by the parent alone; and no terminal."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nothing, descriptor)


def _wait_for_engine() -> None:
    with suppress(ChildProcessError):
        while True:
            os.wait()
