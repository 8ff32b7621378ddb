"""Load balancing: listeners, their routes with weights, target groups, and the health of targets.

A group that no route names is not checked, so its targets are `unused`; one with weight 0 is checked (since November
2022 CodeDeploy leaves the idle group with weight 0 behind its listener).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from model.moving.clock import Clock
from model.moving.tasks import Task


class Health(StrEnum):
    """The state of a target (Elastic Load Balancing API reference, TargetHealth)."""

    INITIAL = "initial"
    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"
    UNUSED = "unused"
    DRAINING = "draining"


@dataclass(frozen=True, kw_only=True)
class HealthCheck:
    """How a group looks at its targets. One pass makes a new target healthy, as many as `healthy_threshold` one that
    was unhealthy (Elastic Load Balancing user guide, health checks)."""

    interval_seconds: float = 30
    healthy_threshold: int = 5
    unhealthy_threshold: int = 2


class TargetGroup:
    """Tasks that take turns in answering, while they are healthy."""

    def __init__(
        self,
        name: str,
        clock: Clock,
        check: HealthCheck,
        deregistration_seconds: float,
        observed: bool,
        on_health: Callable[["TargetGroup", list[Task]], None],
    ) -> None:
        self.name = name
        self.check = check
        self.deregistration_seconds = deregistration_seconds
        self.targets: dict[Task, Health] = {}
        self.uses = 0
        """How many routes name it."""
        self._round = 0
        """Counts the times that its checks began or ended, so that what an earlier time had planned is void."""
        self._clock = clock
        self._observed = observed
        self._on_health = on_health

    def register(self, tasks: Iterable[Task]) -> None:
        """Running tasks become targets."""
        tasks = list(tasks)
        self.targets |= dict.fromkeys(tasks, Health.INITIAL if self.uses else Health.UNUSED)
        if self.uses:
            self._check(tasks)

    def deregister(self, tasks: Iterable[Task]) -> None:
        """They get no new requests; after the deregistration delay they are no targets any more."""
        tasks = [task for task in tasks if task in self.targets]
        self.targets |= dict.fromkeys(tasks, Health.DRAINING)
        self._clock.after(self.deregistration_seconds if self.uses else 0, self._drop, tasks)

    def drop(self, task: Task) -> None:
        """It is gone, without a delay: its container has stopped."""
        self.targets.pop(task, None)

    def observe(self, task: Task, health: Health) -> bool:
        """What a real load balancer found; whether that is new. Nothing is where the group checks by itself."""
        checked = self.targets.get(task) in (Health.INITIAL, Health.HEALTHY, Health.UNHEALTHY)
        if not self._observed or not checked or self.targets[task] is health:
            return False
        self._become([task], health)
        return True

    def trust(self, observed: bool) -> None:
        """Whether a real load balancer checks its targets, from now on."""
        if observed != self._observed:
            self._observed = observed
            self._round += 1
            if self.uses:
                self._check([task for task, health in self.targets.items() if health is not Health.DRAINING])

    def used(self, by: int) -> None:
        """So many more routes name it, or fewer; with the first one its checks begin."""
        before, self.uses = self.uses, self.uses + by
        if bool(before) == bool(self.uses):
            return
        self._round += 1
        tasks = [task for task, health in self.targets.items() if health is not Health.DRAINING]
        self.targets |= dict.fromkeys(tasks, Health.INITIAL if self.uses else Health.UNUSED)
        self._on_health(self, tasks)
        if self.uses:
            self._check(tasks)

    def _check(self, tasks: list[Task]) -> None:
        """When the checks of tasks that start to be checked now change their health, worked out at once."""
        if self._observed or not tasks:
            return
        by_behaviour: dict[tuple[float | None, float | None], list[Task]] = {}
        for task in tasks:
            by_behaviour.setdefault((task.answers_from, task.answers_until), []).append(task)
        for (first, last), alike in by_behaviour.items():
            self._plan(alike, first, last)

    def _plan(self, tasks: list[Task], answers_from: float | None, answers_until: float | None) -> None:
        now, interval = self._clock.now, self.check.interval_seconds
        gives_up = self.check.unhealthy_threshold
        first_pass = max(1, ceil((answers_from - now) / interval)) if answers_from is not None else None
        if first_pass is None or first_pass > gives_up:
            self._later(gives_up * interval, tasks, Health.UNHEALTHY)
            if first_pass is not None:
                self._later((first_pass + self.check.healthy_threshold - 1) * interval, tasks, Health.HEALTHY)
        else:
            self._later(first_pass * interval, tasks, Health.HEALTHY)
        if answers_until is not None:
            first_failure = max(1, ceil((answers_until - now) / interval))
            self._later((first_failure + gives_up - 1) * interval, tasks, Health.UNHEALTHY)

    def _later(self, seconds: float, tasks: list[Task], health: Health) -> None:
        self._clock.after(seconds, self._found, self._round, tasks, health)

    def _found(self, round_: int, tasks: list[Task], health: Health) -> None:
        if round_ == self._round:
            self._become(tasks, health)

    def _become(self, tasks: list[Task], health: Health) -> None:
        checked = (Health.INITIAL, Health.HEALTHY, Health.UNHEALTHY)
        changed = [task for task in tasks if self.targets.get(task) in checked and self.targets[task] is not health]
        self.targets |= dict.fromkeys(changed, health)
        if changed:
            self._on_health(self, changed)

    def _drop(self, tasks: list[Task]) -> None:
        for task in tasks:
            if self.targets.get(task) is Health.DRAINING:
                del self.targets[task]


class Route:
    """What a listener does with the requests that one of its rules takes, or its default action: forward by weights."""

    def __init__(self, name: str, weights: Mapping[TargetGroup, int], on_change: Callable[["Route"], None]) -> None:
        self.name = name
        self.weights: dict[TargetGroup, int] = {}
        self.deleted = False
        self._on_change = on_change
        self._write(weights)

    def forward(self, weights: Mapping[TargetGroup, int]) -> None:
        """From now on by these weights; the groups that are named are checked, also with weight 0."""
        if weights != self.weights and not self.deleted:
            self._write(weights)
            self._on_change(self)

    def delete(self) -> None:
        """It forwards nothing from now on, whatever a release asks for."""
        self.forward({})
        self.deleted = True

    def _write(self, weights: Mapping[TargetGroup, int]) -> None:
        before, self.weights = self.weights, dict(weights)
        for group in weights.keys() - before.keys():
            group.used(1)
        for group in before.keys() - weights.keys():
            group.used(-1)

    def __str__(self) -> str:
        return ", ".join(f"{group.name} {weight}" for group, weight in self.weights.items())


@dataclass
class Listener:
    """A port of a load balancer: its default action first, then its rules, as far as they forward."""

    arn: str
    routes: list[Route]

    def forwarding_to(self, group: TargetGroup) -> list[Route]:
        """Those that name the group."""
        return [route for route in self.routes if group in route.weights]
