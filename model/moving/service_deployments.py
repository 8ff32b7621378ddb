"""Deployments of services whose controller is ECS: what all have in common, and the rolling update."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Literal, NamedTuple

from model.moving.configuration import Configuration, Stage
from model.moving.launch import Launch
from model.moving.refusal import Refusal
from model.moving.release import Release
from model.moving.revision import Revision
from model.moving.tasks import TaskSet
from model.texts import native as say
from model.texts import service_events

if TYPE_CHECKING:
    from model.moving.cloud import Cloud
    from model.moving.services import Service

Status = Literal[
    "PENDING",
    "IN_PROGRESS",
    "SUCCESSFUL",
    "STOP_REQUESTED",
    "STOPPED",
    "ROLLBACK_REQUESTED",
    "ROLLBACK_IN_PROGRESS",
    "ROLLBACK_SUCCESSFUL",
    "ROLLBACK_FAILED",
]
ENDED = ("SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED")


class Progress(NamedTuple):
    """How far a service revision is in a deployment."""

    requested: int
    running: int
    pending: int
    production_percent: float | None
    """Of the traffic, as asked for; None where ECS moves none."""
    test_percent: float | None


class ServiceDeployment(Release, ABC):
    """One deployment. A rolled-back one has failed, whatever its status is called."""

    def __init__(self, service: "Service", source: TaskSet | None, target: TaskSet) -> None:
        self.id = service.cloud.ids.service_deployment()
        self.service = service
        self.source = source
        """What served production before; None for the first deployment of a service."""
        self.target = target
        self.configuration: Configuration = service.configuration
        self.status: Status = "PENDING"
        self.reason = ""
        self.stage: Stage | None = None
        self.created_at = self.updated_at = self.cloud.clock.now
        self.started_at: float | None = None
        self.stopped_at: float | None = None
        """When somebody, or a failure that rolls nothing back, stopped it."""
        self.rolled_back_at: float | None = None
        """When the rollback began."""
        self.ended_at: float | None = None
        self.failures = 0
        """What the circuit breaker has counted when it ended."""
        self.triggered_alarms: list[str] = []
        self.breaker_tripped = False
        self.superseded = False
        """Another deployment took its place."""
        self._last: dict[TaskSet, Progress] = {}
        """How far each revision was at the end."""
        service.release = self
        service.deployments.append(self)
        if self.configuration.alarm_names:
            self.cloud.alarms.watch(self)

    @property
    def cloud(self) -> "Cloud":
        return self.service.cloud

    @property
    def ended(self) -> bool:
        """It will change no more."""
        return self.status in ENDED

    @property
    def rolling_back(self) -> bool:
        return self.status in ("ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS")

    def progress(self, task_set: TaskSet) -> Progress:
        """Of the source or the target; after the end as it was then."""
        return self._last.get(task_set) or Progress(
            task_set.requested, task_set.running, task_set.pending + task_set.waiting, *self.percents(task_set)
        )

    def percents(self, task_set: TaskSet) -> tuple[float | None, float | None]:
        """The shares of production's and of the test traffic that are asked for."""
        return None, None

    @property
    def failed_tasks(self) -> int:
        """What the circuit breaker counts."""
        return self.failures if self.ended else self.target.failed

    def stop(self, how: Literal["ROLLBACK", "ABORT"] = "ROLLBACK") -> None:
        """StopServiceDeployment."""
        if self.ended or self.rolling_back:
            raise Refusal.of(say.NOT_STOPPABLE)
        self.stopped_at = self.cloud.clock.now
        if how == "ABORT":
            self.become("STOP_REQUESTED")
            self.abandon(say.STOPPED_BY_USER.say())
        else:
            self.roll_back(say.ROLLED_BACK_BY_USER.say())

    def alarmed(self, name: str) -> None:
        """Only alarms that begin during the deployment count (ECS developer guide, alarms)."""
        if name in self.configuration.alarm_names:
            self.triggered_alarms.append(name)
            self.cloud.clock.after(self.cloud.pace.alarm_poll, self._act_on_alarm)

    def task_failed(self, task_set: TaskSet) -> None:
        """The circuit breaker counts."""
        threshold = self.configuration.breaker_threshold(self.service.desired)
        if task_set is not self.target or not self.configuration.breaker or self.ended or self.rolling_back:
            return
        if task_set.failed >= threshold:
            self.breaker_tripped = True
            task_set.retry_at = float("inf")
            self.breaker()

    def breaker(self) -> None:
        """The circuit breaker has tripped."""
        if self.configuration.breaker_rolls_back:
            self.roll_back(say.BREAKER.say())
        else:
            self.abandon(service_events.BREAKER.say())

    @abstractmethod
    def roll_back(self, reason: str) -> None:
        """Back to the source revision."""

    def abandon(self, reason: str) -> None:
        """Ends where it is, and nothing moves any more."""
        self.finish("STOPPED", reason)

    def abandoned(self) -> None:
        """The service is deleted."""
        self.abandon(say.SERVICE_DELETED.say())

    def supersede(self) -> None:
        """Another deployment takes its place."""
        self.superseded = True
        self.finish("STOPPED", say.SUPERSEDED.say())

    def become(self, status: Status) -> None:
        """Another status."""
        self.status, self.updated_at = status, self.cloud.clock.now
        if status == "IN_PROGRESS":
            self.started_at = self.updated_at
        elif self.rolling_back and self.rolled_back_at is None:
            self.rolled_back_at = self.updated_at
        self.cloud.say(f"service deployment {self.id}", status, self)

    def finish(self, status: Status, reason: str = "") -> None:
        """Its end."""
        self.reason = reason or self.reason
        self.ended_at = self.cloud.clock.now
        self.failures = self.target.failed
        self._last = {one: self.progress(one) for one in (self.source, self.target) if one}
        if status == "STOPPED" and self.stopped_at is None:
            self.stopped_at = self.ended_at
        self.cloud.alarms.ignore(self)
        if self.service.release is self:
            self.service.release = None
        self.become(status)
        there = self.service.primary if status == "ROLLBACK_SUCCESSFUL" else self.target
        if status in ("SUCCESSFUL", "ROLLBACK_SUCCESSFUL") and there:
            self.service.say(service_events.DEPLOYMENT_COMPLETED.say(service=self.service.name, deployment=there.id))
        elif self.rolled_back_at is None and not self.superseded:
            self.say_failed()

    def say_failed(self) -> None:
        """An event of the service, as soon as it fails; then it is rolled back."""
        reason = self.reason
        if self.service.rolls and self.breaker_tripped:
            reason = service_events.TASKS_FAILED.say()
        elif self.service.rolls and self.triggered_alarms:
            reason = service_events.ALARM_DETECTED.say()
        self.service.say(
            service_events.DEPLOYMENT_FAILED.say(
                service=self.service.name, deployment=self.target.id, reason=reason.rstrip(".")
            )
        )

    def _act_on_alarm(self) -> None:
        if self.ended or self.rolling_back:
            return
        text = say.ALARM.say(alarms=", ".join(self.triggered_alarms))
        if self.configuration.alarms_roll_back:
            self.roll_back(text)
        else:
            self.abandon(text)


class RollingUpdate(ServiceDeployment):
    """ECS replaces tasks within the service's percents; `rolling` says how many at a time."""

    def __init__(self, service: "Service", source: TaskSet | None, target: TaskSet) -> None:
        super().__init__(service, source, target)
        self._known_good: tuple[Revision, tuple, Launch] | None = (
            (source.revision, source.groups, source.launch) if source else None
        )
        self._bakes = False
        service.make_primary(target)
        self.become("IN_PROGRESS")

    def looked(self) -> None:
        """Whether all tasks are the new ones."""
        primary = self.service.primary
        if primary is None or not primary.complete:
            return
        others = [one for one in self.service.task_sets if one is not primary]
        if not self.service.rolls:
            # What a first deployment left that never came so far that ECS could shift traffic from it.
            for one in others:
                if one.status != "DRAINING":
                    self.service.drain(one)
        if others:
            return
        if self.status == "IN_PROGRESS" and primary is self.target:
            self._bake()
        elif self.rolling_back:
            self.finish("ROLLBACK_SUCCESSFUL")

    def _bake(self) -> None:
        """An update that alarms watch is watched a while longer (ECS developer guide, how CloudWatch alarms detect
        deployment failures)."""
        if not self.configuration.alarm_names or self.source is None:
            self.finish("SUCCESSFUL")
        elif not self._bakes:
            self._bakes = True
            self.cloud.clock.after(self.cloud.pace.alarm_bake, self._baked)

    def _baked(self) -> None:
        if self.status == "IN_PROGRESS":
            self.finish("SUCCESSFUL")

    def roll_back(self, reason: str) -> None:
        """The source's tasks become the wanted ones again, by the same percents."""
        self.reason = reason
        if self._known_good is None:
            self.finish("ROLLBACK_FAILED")
            return
        self.become("ROLLBACK_IN_PROGRESS")
        self.say_failed()
        source = self.source
        if source not in self.service.task_sets:
            revision, groups, launch = self._known_good
            source = self.service.new_task_set(revision, groups, launch=launch)
        assert source
        self.service.make_primary(source)
        self.service.say(service_events.ROLLING_BACK.say(service=self.service.name, deployment=source.id))
        self.service.plan()
