"""Time of the local AWS: every account's cloud moves with the time of day, so many times as fast.

Whoever calls holds the lock around moto; `Ticker` takes it for what is due between two requests.
"""

import threading
import time
from collections.abc import Callable
from math import inf

from local_aws.server import account
from local_aws.server.account import Account, accounts
from local_aws.server.motion import follow, follow_all

AT_ONCE_SECONDS = 30 * 60
"""How far what follows from a call happens at once, where time takes none."""
LONGEST_SLEEP_SECONDS = 60.0


class Clock:
    """Speed 60: a minute in a second. 0: time stands still but for `step`. `inf`: what follows from a call within half
    an hour has happened before the next, and then time stands still."""

    def __init__(self, speed: float) -> None:
        self.speed = speed

    def start(self) -> None:
        """Goes on where the clouds stood."""
        self._set_now()
        account.speed = self.speed or 1.0
        for one in accounts():
            one.run_from(account.now, account.speed)

    def catch_up(self, *, reads: bool = False) -> bool:
        """Before a call, which may only read: what is due by now happens; whether anything did."""
        self._set_now()
        if self.speed == inf and not reads:
            for one in accounts():
                one.run_from(account.now, inf)
        if self.speed in (0, inf):
            return False
        moved = [_run(one, one.seconds(account.now)) for one in accounts()]
        return any(moved)

    def changed(self) -> None:
        """After a call that may have changed something."""
        follow_all()
        if self.speed == inf:
            self.step(AT_ONCE_SECONDS, only_if_due=True)

    def step(self, seconds: float, *, only_if_due: bool = False) -> None:
        """So much time passes at once."""
        for one in accounts():
            until = one.cloud.clock.now + seconds
            if only_if_due:
                while (due := one.cloud.clock.due) is not None and due <= until:
                    _run(one, due)
            else:
                _run(one, until)
                if self.speed not in (0, inf):
                    one.run_from(account.now, self.speed)

    def sleep_seconds(self) -> float:
        """Until something is due."""
        dues = [
            (due - one.seconds(time.time())) / self.speed
            for one in accounts()
            if self.speed not in (0, inf) and (due := one.cloud.clock.due) is not None
        ]
        return max(0.0, min([LONGEST_SLEEP_SECONDS, *dues]))

    def _set_now(self) -> None:
        account.now = time.time()


class Ticker:
    """A thread that lets happen what is due between two requests."""

    def __init__(self, clock: Clock, lock: threading.Lock, moved: Callable[[], object]) -> None:
        self._clock = clock
        self._lock = lock
        self._moved = moved
        """Called, with the lock, after something has happened."""
        self._wake = threading.Event()
        self._over = False
        self._thread = threading.Thread(target=self._run, name="clock", daemon=True)

    def start(self) -> None:
        """From now on."""
        if self._clock.speed not in (0, inf):
            self._thread.start()

    def look(self) -> None:
        """Something else may be due first."""
        self._wake.set()

    def leave(self) -> None:
        """Ends the thread."""
        self._over = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._over:
            with self._lock:
                if self._clock.catch_up():
                    self._moved()
                seconds = self._clock.sleep_seconds()
            self._wake.wait(seconds)
            self._wake.clear()


def _run(one: Account, until: float) -> bool:
    """Lets the cloud's time pass, and brings the records in line each time that something happens."""
    clock, moved = one.cloud.clock, False
    while (due := clock.due) is not None and due <= until:
        clock.run_until(due)
        follow(one)
        moved = True
    clock.run_until(until)
    one.cloud.events.clear()
    return moved
