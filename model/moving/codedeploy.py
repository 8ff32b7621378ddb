"""A deployment of CodeDeploy for ECS: eight lifecycle events, a shift of traffic, waits, and the ways it can end.

The order, statuses and texts are those of a run on AWS in August 2026 and of CodeDeploy's user guide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from model.codedeploy import APPROVAL_MINUTES
from model.moving.clock import Timer, Timers
from model.moving.hooks import Answer, Invocation
from model.moving.launch import Launch
from model.moving.refusal import Refusal
from model.moving.release import Release
from model.moving.revision import Revision
from model.moving.services import Service
from model.moving.tasks import TaskSet
from model.moving.traffic import Listener, TargetGroup
from model.shift import PREDEFINED, Shift
from model.texts import codedeploy as say
from model.texts import ecs
from model.texts.text import Text

if TYPE_CHECKING:
    from model.moving.cloud import Cloud

Status = Literal["Created", "InProgress", "Ready", "Succeeded", "Failed", "Stopped"]
EventStatus = Literal["Pending", "InProgress", "Succeeded", "Failed", "Skipped"]
RollbackEvent = Literal["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"]

ENDED = ("Succeeded", "Failed", "Stopped")
EVENTS = (
    "BeforeInstall",
    "Install",
    "AfterInstall",
    "AllowTestTraffic",
    "AfterAllowTestTraffic",
    "BeforeAllowTraffic",
    "AllowTraffic",
    "AfterAllowTraffic",
)
OF_A_TEST_LISTENER = ("AllowTestTraffic", "AfterAllowTestTraffic")
"""Not listed for a group without one (CodeDeploy user guide, tutorial)."""
HEALTHY_SECONDS = 60 * 60
"""The replacement task set must be healthy by then (user guide, troubleshooting)."""
HOOK_SECONDS = 60 * 60
"""A function must have answered by then (user guide, AppSpec hooks)."""
STEADY_AGAIN_SECONDS = 5 * 60
"""After scaling during a deployment (user guide, deployments on an ECS compute platform)."""


@dataclass(frozen=True, kw_only=True)
class DeploymentGroup:
    """How CodeDeploy releases one service."""

    name: str
    service: Service
    target_groups: tuple[TargetGroup, TargetGroup]
    production: Listener
    test: Listener | None = None
    shift: Shift = PREDEFINED["CodeDeployDefault.ECSAllAtOnce"]
    ready_minutes: int = 0
    """0: the traffic moves as soon as the new tasks are ready; else somebody must continue within so many minutes."""
    termination_minutes: int = 60
    alarm_names: tuple[str, ...] = ()
    rollback_events: frozenset[RollbackEvent] = frozenset()


@dataclass
class LifecycleEvent:
    """One step of a deployment."""

    name: str
    status: EventStatus = "Pending"
    started_at: float | None = None
    ended_at: float | None = None
    call: str = ""
    """The id of the call of its hook, which the function answers with."""


@dataclass(eq=False)
class Deployment(Release):
    """One deployment: what it does next follows from where it is; see `Cloud.deploy` for how one starts."""

    id: str
    group: DeploymentGroup
    revision: Revision | None
    """None: there is no such task definition, see `fault`."""
    fault: Text | None = None
    """Why it fails whatever happens: an AppSpec that cannot be read fails it at once, what ECS refuses in Install."""
    container: str = ""
    port: int = 0
    hooks: Mapping[str, str] = field(default_factory=dict)
    """Lifecycle event -> function."""
    creator: str = "user"
    launch: Launch | None = None
    """Of green's tasks; None: that of the service."""
    shift: Shift = PREDEFINED["CodeDeployDefault.ECSAllAtOnce"]
    rollback_events: frozenset[RollbackEvent] = frozenset()
    created_at: float = 0
    started_at: float | None = None
    ended_at: float | None = None
    changed_at: float = 0
    """When anything of it changed last."""
    wait_for_termination_began: bool = False
    status: Status = "Created"
    error: tuple[str, str] | None = None
    """CodeDeploy's code and its words."""
    rollback: "Deployment | None" = None
    """The deployment that undoes this one."""
    undoes: "Deployment | None" = None
    events: list[LifecycleEvent] = field(default_factory=list)
    blue: TaskSet | None = None
    green: TaskSet | None = None
    _timers: Timers = field(init=False)
    _limit: Timer | None = None
    _call: Invocation | None = None
    _at: int = -1
    _waits_for: Literal["", "READY_WAIT", "TERMINATION_WAIT"] = ""

    def __post_init__(self) -> None:
        self._timers = Timers(self.cloud.clock)

    @property
    def cloud(self) -> "Cloud":
        return self.group.service.cloud

    @property
    def service(self) -> Service:
        return self.group.service

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    def begin(self) -> None:
        """Created: it starts after a moment."""
        names = [name for name in EVENTS if self.group.test or name not in OF_A_TEST_LISTENER]
        self.events = [LifecycleEvent(name) for name in names]
        self.created_at = self.cloud.clock.now
        self.service.release = self
        self._say("Created")
        self._timers.after(self.cloud.pace.created, self._start)

    # Commands

    def proceed(self, wait: Literal["READY_WAIT", "TERMINATION_WAIT"]) -> None:
        """ContinueDeployment: ends a wait before its time."""
        if self.ended:
            raise Refusal.of(say.ALREADY_COMPLETED)
        if self._waits_for != wait:
            raise Refusal.of(say.NOT_READY if wait == "READY_WAIT" else say.NOT_TERMINATING)
        self._timers.cancel()
        self._waits_for = ""
        if wait == "READY_WAIT":
            self._become("InProgress")
            self._next()
        else:
            self._succeed()

    def stop(self, *, rolls_back: bool | None = None) -> None:
        """StopDeployment; with `rolls_back` the traffic returns whatever the group says."""
        if self.ended:
            raise Refusal.of(say.ALREADY_COMPLETED)
        back = "DEPLOYMENT_STOP_ON_REQUEST" in self.rollback_events if rolls_back is None else rolls_back
        self._end("Stopped", say.STOPPED.code, say.STOPPED.say(), back)

    # What it is informed of

    def steady(self, task_set: TaskSet) -> None:
        """Green is healthy: Install is done. Or the service is steady again after scaling."""
        if task_set is self.green and self._running == "Install":
            self._timers.cancel()
            self._done()

    def scaled(self) -> None:
        """The service must be steady again soon."""
        if self.green:
            self.cloud.clock.after(STEADY_AGAIN_SECONDS, self._look_at_scaling)

    def abandoned(self) -> None:
        """The service is deleted."""
        self._end("Stopped", say.STOPPED.code, say.STOPPED.say(), rolls_back=False)

    def alarmed(self, name: str) -> None:
        """An alarm of the group stops it, a moment later."""
        if name in self.group.alarm_names:
            self.cloud.clock.after(self.cloud.pace.alarm_poll, self._look_at_alarms)

    # The events

    @property
    def _running(self) -> str:
        return self.events[self._at].name if 0 <= self._at < len(self.events) else ""

    def _start(self) -> None:
        self.started_at = self.cloud.clock.now
        self._become("InProgress")
        self.cloud.alarms.watch(self)
        self._limit = self.cloud.clock.after(60 * APPROVAL_MINUTES, self._too_late)
        if self.fault and self.fault.code != say.SERVICE_NOT_UPDATED.code:
            self._fail(self.fault)
        else:
            self._next()

    def _next(self) -> None:
        """The next lifecycle event begins, or a wait before or after it."""
        self._at += 1
        if self._at == len(self.events):
            self._wait_for_termination()
            return
        event = self.events[self._at]
        event.status, event.started_at = "InProgress", self.cloud.clock.now
        self._say(f"{event.name} InProgress")
        if function := self.hooks.get(event.name):
            self._call = self.cloud.functions.invoke(function, self.id, event.name, self._answered, release=self)
            event.call = self._call.id
            self._timers.after(HOOK_SECONDS, self._unanswered)
        elif event.name == "Install":
            self._install()
        elif event.name == "AllowTraffic":
            self._shift(tuple(self.shift.steps()), 0)
        else:
            self._timers.after(self.cloud.pace.lifecycle_event, self._done)

    def _done(self) -> None:
        event = self.events[self._at]
        event.status, event.ended_at = "Succeeded", self.cloud.clock.now
        self._say(f"{event.name} Succeeded")
        following = self.events[self._at + 1].name if self._at + 1 < len(self.events) else ""
        if following == "BeforeAllowTraffic" and self.group.ready_minutes:
            self._waits_for = "READY_WAIT"
            self._become("Ready")
            self._timers.after(60 * self.group.ready_minutes, self._not_continued)
        else:
            self._next()

    def _answered(self, answer: Answer) -> None:
        self._call = None
        self._timers.cancel()
        if answer == "Succeeded":
            self._done()
        else:
            self._fail(say.HOOK_FAILED)

    def _unanswered(self) -> None:
        if self.cloud.functions.runs(self._call):
            self._timers.after(HOOK_SECONDS, self._unanswered)
        else:
            self._fail(say.HOOK_TIMED_OUT)

    def _not_continued(self) -> None:
        minutes = self.group.ready_minutes
        self._end("Stopped", "TIMEOUT", say.NOT_CONTINUED.say(minutes=minutes), self._rolls_back_failures)

    def _install(self) -> None:
        if active := self.cloud.alarms.active(self.group.alarm_names):
            self._stop_on_alarm(active)
            return
        self.blue = self.service.primary
        if why := self._unfit(self.blue) if self.blue else say.PRIMARY_MISSING:
            self._fail(why)
            return
        assert self.blue
        assert self.revision
        _, green_group = self._pair(self.blue)
        self._weigh(self.group.test, 100)
        if self.shift.kind != "AllAtOnce":
            self._weigh(self.group.production, 0)
        self.green = self.service.new_task_set(self.revision, [green_group], self.id, launch=self.launch)
        self._timers.after(HEALTHY_SECONDS, self._fail, say.NOT_HEALTHY)

    def _unfit(self, blue: TaskSet) -> Text | None:
        """Why no task set can be made beside the primary one."""
        pair = self.group.target_groups
        if len(blue.groups) != 1 or blue.groups[0] not in pair:
            return say.PRIMARY_NOT_BEHIND_LISTENER.with_values(listener=self.group.production.arn)
        blue_group, green_group = self._pair(blue)
        routes = self.group.production.forwarding_to(blue_group)
        if not any(route.weights[blue_group] for route in routes):
            return say.PRIMARY_NOT_BEHIND_LISTENER.with_values(listener=self.group.production.arn)
        for route in routes:
            if route.weights.keys() - set(pair):
                return say.THIRD_TARGET_GROUP.with_values(
                    blue=blue_group.name, green=green_group.name, listener=self.group.production.arn
                )
            if route.weights.get(green_group):
                return say.GREEN_HAS_WEIGHT
        if self.fault or self.revision is None:
            return self.fault
        cause = None
        if self.container and self.container not in self.revision.ports:
            cause = ecs.CONTAINER_NOT_FOUND.with_values(container=self.container)
        elif self.container and self.port not in self.revision.ports[self.container]:
            cause = ecs.PORT_NOT_FOUND.with_values(container=self.container, port=self.port)
        if cause is None:
            return None
        return say.SERVICE_NOT_UPDATED.with_values(
            cause=cause.words, error=cause.code, request=self.cloud.ids.hexadecimal()
        )

    def _pair(self, blue: TaskSet) -> tuple[TargetGroup, TargetGroup]:
        first, second = self.group.target_groups
        return (first, second) if blue.groups[0] is first else (second, first)

    def _shift(self, steps: tuple[tuple[int, int], ...], minute: int) -> None:
        """The first of these steps is next; `minute` is that of the one before."""
        at, percent = steps[0]
        self._timers.after(60 * (at - minute) + self.cloud.pace.listener, self._shifted, steps[1:], at, percent)

    def _shifted(self, rest: tuple[tuple[int, int], ...], minute: int, percent: int) -> None:
        production = self.group.production
        if all(route.deleted for route in production.routes):
            self._fail(say.PRIMARY_NOT_BEHIND_LISTENER.with_values(listener=production.arn))
            return
        self._weigh(production, percent)
        self.changed_at = self.cloud.clock.now
        if rest:
            self._shift(rest, minute)
            return
        assert self.green
        self.service.make_primary(self.green)
        self._done()

    def _weigh(self, listener: Listener | None, green_percent: int) -> None:
        """The listener's share of green, in its default action and each rule that has the pair."""
        assert self.blue
        blue_group, green_group = self._pair(self.blue)
        for route in listener.routes if listener else ():
            if {blue_group, green_group} & route.weights.keys():
                route.forward({green_group: green_percent, blue_group: 100 - green_percent})

    def _wait_for_termination(self) -> None:
        if self.group.termination_minutes:
            self.wait_for_termination_began = True
            self._waits_for = "TERMINATION_WAIT"
            self._timers.after(60 * self.group.termination_minutes, self._succeed)
        else:
            self._succeed()

    # The ends

    def _succeed(self) -> None:
        assert self.blue
        self._waits_for = ""
        self.service.drain(self.blue)
        self._finish("Succeeded")

    def _look_at_scaling(self) -> None:
        if not self.ended and not self.service.steady:
            self._fail(say.NOT_STEADY_AFTER_SCALING)

    def _too_late(self) -> None:
        if not self.ended and self.service.primary is not self.green:
            self._fail(say.NOT_SHIFTED)

    @property
    def _rolls_back_failures(self) -> bool:
        return "DEPLOYMENT_FAILURE" in self.rollback_events

    def _fail(self, text: Text) -> None:
        """With a text in which no place is empty: a brace in it is somebody's name."""
        self._end("Failed", text.code, text.words, self._rolls_back_failures)

    def _look_at_alarms(self) -> None:
        if not self.ended and (active := self.cloud.alarms.active(self.group.alarm_names)):
            self._stop_on_alarm(active)

    def _stop_on_alarm(self, active: Sequence[str]) -> None:
        text = say.ALARM_ACTIVE.say(alarms=f"<{', '.join(active)}>")
        self._end("Stopped", say.ALARM_ACTIVE.code, text, "DEPLOYMENT_STOP_ON_ALARM" in self.rollback_events)

    def _end(self, status: Status, code: str, message: str, rolls_back: bool) -> None:
        self.error = (code, message)
        self._say(f"{code}: {message}")
        now = self.cloud.clock.now
        for event in self.events[max(self._at, 0) :]:
            if event.status == "InProgress":
                event.status, event.ended_at = "Failed", now
            elif event.status == "Pending":
                event.status = "Skipped"
        self._finish(status)
        if rolls_back and self.green:
            self._roll_back()

    def _roll_back(self) -> None:
        """A deployment of its own moves the traffic back to the task set that still runs, all at once."""
        assert self.blue
        assert self.green
        back = Deployment(
            id=self.cloud.ids.deployment(),
            group=self.group,
            revision=self.blue.revision,
            creator="codeDeployRollback",
            created_at=self.cloud.clock.now,
            started_at=self.cloud.clock.now,
            blue=self.green,
            green=self.blue,
            undoes=self,
        )
        self.rollback = back
        self.cloud.deployments[back.id] = back
        self.service.release = back
        back._become("InProgress")
        back._say(say.ROLLED_BACK.say(deployment=self.id, rollback=back.id))
        self.service.make_primary(self.blue)
        self._weigh(self.group.production, 0)
        self._weigh(self.group.test, 0)
        self.service.drain(self.green)
        back._timers.after(self.cloud.pace.rollback, back._finish, "Succeeded")

    def _finish(self, status: Status) -> None:
        self._timers.cancel()
        if self._limit:
            self._limit.cancel()
        self.cloud.alarms.ignore(self)
        if self._call:
            self.cloud.functions.forget(self._call)
            self._call = None
        self.ended_at = self.cloud.clock.now
        self._waits_for = ""
        if self.service.release is self:
            self.service.release = None
        self._become(status)

    def _become(self, status: Status) -> None:
        self.status = status
        self._say(status)

    def _say(self, text: str) -> None:
        self.changed_at = self.cloud.clock.now
        self.cloud.say(f"deployment {self.id}", text, self)
