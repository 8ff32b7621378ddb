"""Time that passes when it is told to: a queue of what is due."""

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from typing import Any


class Timer:
    """Something that is due at a time, until it is cancelled."""

    __slots__ = ("action", "at", "details")

    def __init__(self, at: float, action: Callable[..., None], details: tuple[Any, ...]) -> None:
        self.at = at
        self.action: Callable[..., None] | None = action
        self.details = details

    def cancel(self) -> None:
        """It will not happen; cancelling what has happened changes nothing."""
        self.action = None


class Clock:
    """Seconds since the beginning. What is due at the same time happens in the order in which it was asked for."""

    def __init__(self) -> None:
        self.now = 0.0
        self._queue: list[tuple[float, int, Timer]] = []
        self._number = count()

    def after(self, seconds: float, action: Callable[..., None], *details: Any) -> Timer:
        """Calls `action(*details)` so many seconds from now."""
        timer = Timer(self.now + seconds, action, details)
        heappush(self._queue, (timer.at, next(self._number), timer))
        return timer

    @property
    def due(self) -> float | None:
        """When the next thing happens; None when nothing will."""
        while self._queue and self._queue[0][2].action is None:
            heappop(self._queue)
        return self._queue[0][0] if self._queue else None

    def run_until(self, at: float) -> None:
        """Lets time pass up to and including this moment."""
        queue = self._queue
        while queue and queue[0][0] <= at:
            due, _, timer = heappop(queue)
            if timer.action is not None:
                self.now = max(self.now, due)
                action, timer.action = timer.action, None
                action(*timer.details)
        self.now = max(self.now, at)


class Timers:
    """What is due for one thing that moves, and void as soon as it moves otherwise."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._timers: list[Timer] = []

    def after(self, seconds: float, action: Callable[..., None], *details: Any) -> None:
        """As `Clock.after`, until `cancel`."""
        self._timers.append(self._clock.after(seconds, action, *details))

    def cancel(self) -> None:
        """Nothing of it will happen."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
