"""Time of the local AWS: every account's cloud moves with the time of day, so many times as fast.

Whoever calls holds the lock around moto; `Ticker` takes it for what is due between two requests.
"""

import threading
import time
from collections.abc import Callable
from math import inf

from local_aws.server import account
from local_aws.server.account import Account, accounts
from local_aws.server.extensions.application_autoscaling import schedules
from local_aws.server.extensions.cloudwatch.minutes import MINUTE_SECONDS, Minutes
from local_aws.server.motion import follow, follow_all
from local_aws.server.notifications import publish

AT_ONCE_SECONDS = 30 * 60
"""How far what follows from a call happens at once, where time takes none."""
LONGEST_SLEEP_SECONDS = 0.5
SUSPENDED_SECONDS = 1.5
"""After a longer sleep than this the machine was suspended, or had no time for the server: AWS's time stands still with
it. What real processes do in that time they could not do either, and at a fast clock it would be an hour."""


class Clock:
    """Speed 60: a minute in a second. 0: time stands still but for `step`. `inf`: what follows from a call within half
    an hour has happened before the next, and then time stands still."""

    def __init__(self, speed: float, minutes: Minutes) -> None:
        self.speed = speed
        self._minutes = minutes

    def start(self) -> None:
        """Goes on where the clouds stood."""
        account.now = time.time()
        account.speed = self.speed or 1.0
        for one in accounts():
            one.run_from(account.now, account.speed)

    def catch_up(self, *, reads: bool = False) -> bool:
        """Before a call, which may only read: what is due by now happens; whether anything did."""
        before, account.now = account.now, time.time()
        if self.speed == inf and not reads:
            for one in accounts():
                one.run_from(account.now, inf)
        if self.speed in (0, inf):
            return False
        if account.now - before > SUSPENDED_SECONDS:
            for one in accounts():
                one.run_from(account.now, self.speed)
        moved = [self._run(one, one.seconds(account.now)) for one in accounts()]
        return any(moved)

    def changed(self) -> None:
        """After a call that may have changed something."""
        follow_all()
        if self.speed == inf:
            for one in accounts():
                self._all_at_once(one)

    def step(self, seconds: float) -> None:
        """So much time passes at once; the minutes that no traffic filled count as one for what is measured."""
        for one in accounts():
            self._run(one, one.cloud.clock.now + seconds, by_minutes=False)
            self._end_minute(one)
            if self.speed not in (0, inf):
                one.run_from(account.now, self.speed)

    def sleep_seconds(self) -> float:
        """Until something is due, at a speed at which something becomes due."""
        dues = [(_next(one) - one.seconds(time.time())) / self.speed for one in accounts()]
        return max(0.0, min([LONGEST_SLEEP_SECONDS, *dues]))

    def _all_at_once(self, one: Account) -> None:
        until = one.cloud.clock.now + AT_ONCE_SECONDS
        # The code of a function takes the time that it takes.
        while not one.cloud.functions.pending and (due := one.cloud.clock.due or inf) <= until:
            self._run(one, due, by_minutes=False)
        self._end_minute(one)

    def _run(self, one: Account, until: float, *, by_minutes: bool = True) -> bool:
        """Lets the cloud's time pass, and brings the records in line each time that something happens."""
        clock, moved = one.cloud.clock, False
        while (due := _next(one) if by_minutes else _due(one)) <= until:
            happens = _due(one) == due
            one.run_until(due)
            schedules.act(one)
            if happens:
                follow(one)
            # A wait is saved each minute, so that a killed server goes on in its middle.
            waits = clock.due is not None
            moved = self._end_minute(one, by_minutes=by_minutes) or happens or waits or moved
        one.run_until(until)
        return moved

    def _end_minute(self, one: Account, *, by_minutes: bool = False) -> bool:
        """If one is over: whether an alarm has changed by what was measured in it."""
        changed = self._minutes.look(one, by_minutes=by_minutes)
        if changed:
            follow(one)
        self._publish(one)
        return changed

    def _publish(self, one: Account) -> None:
        """What happened is said to whoever listens, also what a call did at once."""
        events, one.cloud.events = one.cloud.events, []
        publish(one, events)


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


def _next(one: Account) -> float:
    """When something is due, or the next minute begins, as figures are published each minute."""
    clock = one.cloud.clock
    minute = MINUTE_SECONDS * (clock.now // MINUTE_SECONDS + 1)
    return min(minute, _due(one))


def _due(one: Account) -> float:
    """When something happens, by itself or by the calendar."""
    due = one.cloud.clock.due
    return min(schedules.next_due(one), due if due is not None else inf)
