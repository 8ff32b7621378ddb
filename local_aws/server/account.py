"""What moves in one account and region: the model, kept at moto's ECS backend and so saved with moto's records."""

import random
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any

from moto.ecs.models import ecs_backends

from local_aws.server.tried import tried
from model.moving.cloud import Cloud
from model.moving.fleet import Fleet
from model.moving.traffic import Route

ANCHORS_KEPT = 1000
MOMENT_SECONDS = 0.001

speed: float = inf
"""Seconds of every cloud in one real second, for accounts that are new. One server a process, as with moto's state."""
observed = False
"""Whether real load balancers find the health of targets, likewise."""
now: float = 0.0
"""The real time of what is done now, in seconds since 1970."""


class Account:
    """The cloud, what belongs to it, and when its moments were in real time."""

    def __init__(self, backend: Any) -> None:
        self.backend = backend
        """moto's ECS backend of the account and region."""
        self.began = _monday(datetime.fromtimestamp(now, UTC))
        """What the calendar said at the beginning of the cloud's clock."""
        self.cloud = Cloud(seed=random.getrandbits(64), observed=observed)
        self.fleets: dict[str, Fleet] = {}
        """Of each cluster, by its name."""
        self.routes: dict[str, Route] = {}
        """What listeners and rules forward, by the rule's ARN."""
        self._anchors: list[tuple[float, float, float]] = []
        """From a second of the cloud on: the real time then, and the speed."""
        self.run_from(now, speed)

    @property
    def id(self) -> str:
        """Twelve digits."""
        return self.backend.account_id

    @property
    def region(self) -> str:
        """Such as us-east-1."""
        return self.backend.region_name

    def fleet(self, cluster: str) -> Fleet:
        """The cluster's container instances."""
        if cluster not in self.fleets:
            self.fleets[cluster] = self.cloud.fleet()
        return self.fleets[cluster]

    def run_until(self, seconds: float) -> None:
        """Lets the cloud's time pass. What fails of what happens then is in the log, and the rest happens."""
        clock = self.cloud.clock
        while clock.now < seconds or (clock.due is not None and clock.due <= seconds):
            tried(clock.run_until, seconds)

    def run_from(self, real: float, speed: float) -> None:
        """From this real time on the cloud runs at this speed; `inf`: whatever happens next, happens then."""
        clock = self.cloud.clock
        if self._anchors:
            # What has just happened stays where it was.
            self.run_until(clock.now + MOMENT_SECONDS)
        self._anchors.append((clock.now, real, speed))
        del self._anchors[:-ANCHORS_KEPT]

    def seconds(self, real: float) -> float:
        """Where the cloud's clock is at this real time."""
        since, then, speed = self._anchors[-1]
        return since + max(0.0, real - then) * speed if speed < inf else since

    def calendar(self, seconds: float) -> datetime:
        """What the calendar says at this moment of the cloud, for what happens by the time of day."""
        return self.began + timedelta(seconds=seconds)

    def at(self, seconds: float) -> datetime:
        """When this moment of the cloud was, in real time. Of time that was skipped: when it was skipped."""
        number = max(0, bisect_right(self._anchors, (seconds, inf, inf)) - 1)
        since, then, speed = self._anchors[number]
        following = self._anchors[number + 1 : number + 2]
        real = min([then + (seconds - since) / speed, *(next_then for _, next_then, _ in following)])
        return datetime.fromtimestamp(real, UTC)


def _monday(moment: datetime) -> datetime:
    """In its week, at nine: what a schedule does is the same whenever somebody tries it, at whatever speed."""
    day = moment - timedelta(days=moment.weekday())
    return day.replace(hour=9, minute=0, second=0, microsecond=0)


def account(account_id: str, region: str) -> Account:
    """The account's, which is made when it is first asked for."""
    backend: Any = ecs_backends[account_id][region]
    if "moving" not in vars(backend):
        backend.moving = Account(backend)
    return backend.moving


def accounts() -> Iterator[Account]:
    """All that there are."""
    for _, _, backend in ecs_backends.iter_backends():
        if "moving" in vars(backend):
            yield vars(backend)["moving"]
