"""Lets the release of a scene happen, and notes what is seen of it."""

from dataclasses import replace

from model.moving.codedeploy import Deployment
from model.moving.hooks import Function
from model.moving.native import NativeDeployment
from model.moving.revision import Behaviour
from model.moving.tasks import TaskSet
from model.strategy import Strategy
from ops.progress import Progress
from ops.rehearsal.modelled import Modelled, progress, target
from ops.rehearsal.rehearsal import Rehearsal, Step
from ops.rehearsal.scene import Scene
from ops.rehearsal.stage import Stage, set_up
from ops.timeline import Moment, Span

DAY_SECONDS = 24 * 60 * 60
MOST_SECONDS = 40 * DAY_SECONDS
"""Longer than any release takes that AWS gives a limit: 33 steps of a day."""
MOST_ROLLING_SECONDS = DAY_SECONDS
"""ECS never gives a rolling update up."""
AFTER_USERS_SECONDS = 60
"""When something goes wrong of which nobody says when: users have the new tasks for so long."""


def play(scene: Scene) -> Rehearsal:
    """From the service at rest to the end of the release."""
    return _Play(set_up(scene)).run()


class _Play:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._scene = stage.scene
        self._clock = stage.cloud.clock
        self._began = self._clock.now
        self._steps: dict[str, Step] = {}
        self._moments: list[Moment] = []
        self._spans: dict[str, Span] = {}
        self._blocked = ""
        self._blocked_minute: float | None = None
        self._approvals = 0
        self._waits_for_users = False
        self._counting = False
        """An alarm has begun to count unhealthy tasks."""

    def run(self) -> Rehearsal:
        rolling = self._scene.strategy is Strategy.ROLLING
        last = self._began + (MOST_ROLLING_SECONDS if rolling else MOST_SECONDS)
        self._plan_failure()
        release = self._stage.begin()
        seen = self._look(release)
        while seen.end is None:
            if seen.approval:
                self._approve(release, seen.approval)
            else:
                due = self._clock.due
                if due is None or due > last:
                    break
                self._clock.run_until(due)
            seen = self._look(release)
        return self._told(seen)

    @property
    def _minute(self) -> float:
        return (self._clock.now - self._began) / 60

    def _approve(self, release: Modelled, what: str) -> None:
        self._approvals += 1
        if isinstance(release, Deployment):
            release.proceed("READY_WAIT")
        elif isinstance(release, NativeDeployment):
            release.answer(what, "CONTINUE")

    # What is seen

    def _look(self, release: Modelled) -> Progress:
        seen = progress(release)
        for text in seen.steps():
            self._steps.setdefault(text, Step(self._minute, text))
        for stage in seen.stages:
            if stage.status not in ("Pending", "Skipped"):
                before = self._spans.get(stage.name)
                if before is None or before.status == "InProgress":
                    began = before.began if before else self._minute
                    self._spans[stage.name] = Span(
                        name=stage.name, began=began, ended=self._minute, status=stage.status
                    )
        moment = self._moment(release)
        if not self._moments or replace(moment, minute=0) != replace(self._moments[-1], minute=0):
            self._moments.append(moment)
        if not seen.failing and self._stage.service.stuck != self._blocked:
            self._blocked = self._stage.service.stuck
            self._blocked_minute = self._minute if self._blocked else None
        if self._waits_for_users and moment.sent:
            self._waits_for_users = False
            self._clock.after(AFTER_USERS_SECONDS, self._fail)
        self._count(target(release))
        return seen

    def _moment(self, release: Modelled) -> Moment:
        new, service, fleet = target(release), self._stage.service, self._stage.fleet
        old = [one for one in service.task_sets if one is not new]
        new_ready, old_ready = (new.ready if new else 0), sum(one.ready for one in old)
        sent = self._sent(new, new_ready, old_ready)
        answered = sent if new_ready else 0.0, 100 - sent if old_ready else 0.0
        return Moment(
            minute=self._minute,
            sent=sent,
            new=answered[0],
            old=answered[1],
            failing=100 - sum(answered),
            old_tasks=sum(len(one.tasks) for one in old),
            new_tasks=len(new.tasks) if new and new in service.task_sets else 0,
            hosts=len(fleet.instances) if fleet else 0,
        )

    def _sent(self, new: TaskSet | None, new_ready: int, old_ready: int) -> float:
        """Percent of the requests; where all tasks are in one group, the healthy ones share them."""
        if self._scene.strategy is Strategy.ROLLING:
            return round(100 * new_ready / ((new_ready + old_ready) or 1), 1)
        weights = self._stage.production.weights
        return round(100 * weights.get(new.groups[0], 0) / (sum(weights.values()) or 1), 1) if new else 0.0

    def _told(self, seen: Progress) -> Rehearsal:
        ended = seen.end is not None
        released = ended and not seen.failing
        reason = seen.reason
        if not ended:
            reason = self._blocked or self._stage.service.events[-1][1]
        return Rehearsal(
            scene=self._scene,
            steps=tuple(self._steps.values()),
            moments=tuple(self._moments),
            stages=tuple(self._spans.values()),
            first_shift_minutes=next((one.minute for one in self._moments if one.sent), None),
            shifted_minutes=next((one.minute for one in self._moments if one.sent >= 100), None),
            minutes=self._minute,
            end=seen.end,
            reason="" if released else reason,
            blocked="" if released else self._blocked,
            blocked_minute=None if released else self._blocked_minute,
            approvals=self._approvals,
        )

    # What goes wrong

    def _plan_failure(self) -> None:
        failure = self._scene.failure
        if failure is None:
            return
        if failure.kind == "probe":
            self._stage.cloud.functions.known[failure.function] = Function(answer="Failed")
        elif failure.at_seconds is None:
            self._waits_for_users = True
        else:
            self._clock.after(failure.at_seconds, self._fail)

    def _fail(self) -> None:
        assert self._scene.failure
        if self._scene.failure.kind == "alarm":
            self._stage.cloud.alarms.set(self._scene.alarm_names[0], "ALARM")
        else:
            self._sicken()

    def _sicken(self) -> None:
        """From now on no task of the released revision passes a health check."""
        following, sick = self._scene.following, Behaviour(answers=False)
        sets = [one for one in self._stage.service.task_sets if one.revision == following]
        if not sets:
            self._clock.after(1, self._sicken)
        for task_set in sets:
            task_set.revision = replace(following, behaviour=sick)
            for group in task_set.groups:
                # A group looks at its targets anew when it takes its checks over from somebody.
                group.trust(True)
                group.trust(False)

    def _count(self, new: TaskSet | None) -> None:
        """The alarm of unhealthy tasks goes off when there have been some for long enough."""
        if self._counting or not new or not new.failed or not new.groups:
            return
        self._counting = True
        for group in self._scene.groups:
            if group.name == new.groups[0].name and group.unhealthy_alarm:
                alarms = self._stage.cloud.alarms
                self._clock.after(group.unhealthy_alarm_seconds, alarms.set, group.unhealthy_alarm, "ALARM")
