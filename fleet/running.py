"""Works on many stacks side by side, each in a process forked from this one, which has imported all that they need."""

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, Pipe, wait

from fleet import project
from fleet.outcome import Outcome, State
from fleet.verbs import Verb
from fleet.worker import STOPS, Loaded, Worker

LOOK_SECONDS = 0.2
"""After which a screen wants to be drawn anew though nothing happened."""


class Running:
    """The processes that are at work."""

    def __init__(self, verb: Verb, jobs: int) -> None:
        self._verb = verb
        self._jobs = jobs
        self._processes: dict[Connection, int] = {}
        self._last: dict[Connection, Outcome] = {}
        self.stopped = False
        """Whether somebody asked for an end."""

    def outcomes(self, stacks: Iterable[str]) -> Iterator[Outcome | None]:
        """What is news of any stack, the last of each being its end; None where there is none for a while."""
        waiting = list(stacks)
        with self._signals():
            while waiting or self._processes:
                while waiting and len(self._processes) < self._jobs and not self.stopped:
                    yield self._start(waiting.pop(0))
                if self.stopped:
                    yield from (Outcome(stack=stack, state=State.STOPPED) for stack in waiting)
                    waiting.clear()
                heard = wait(list(self._processes), LOOK_SECONDS)
                yield from (self._hear(one) for one in heard if isinstance(one, Connection))
                if not heard:
                    yield None

    def _start(self, stack: str) -> Outcome:
        heard, tell = Pipe(duplex=False)
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        process = os.fork()
        if not process:
            for other in (heard, *self._processes):
                other.close()
            Worker(stack, self._verb, tell).run()
        with suppress(OSError):  # it was quicker itself
            os.setpgid(process, process)
        self._processes[heard] = process
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        tell.close()
        self._last[heard] = Outcome(stack=stack, state=self._verb.under_way)
        return self._last[heard]

    def _hear(self, connection: Connection) -> Outcome | None:
        try:
            heard = connection.recv()
            if isinstance(heard, Loaded):
                project.load(heard.modules)
                return None
            self._last[connection] = heard
            return heard
        except EOFError:
            _, status = os.waitpid(self._processes.pop(connection), 0)
            last = self._last.pop(connection)
            connection.close()
            return None if last.state.ended else _killed(last.stack, os.waitstatus_to_exitcode(status))

    @contextmanager
    def _signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self._stop) for number in STOPS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, _frame: object) -> None:
        """Engines end what they do at the first signal, and at once at the second, as `pulumi` does."""
        self.stopped = True
        for process in self._processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process, signal.SIGINT)


def _killed(stack: str, code: int) -> Outcome:
    how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
    return Outcome(
        stack=stack,
        state=State.FAILED,
        errors=(f"its process {how}; run `pulumi cancel -s {stack}` if the stack is locked",),
    )
