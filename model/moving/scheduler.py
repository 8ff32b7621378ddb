"""ECS's scheduler: it starts, registers, replaces and stops tasks until a service has those that it should have."""

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

from model.moving import rolling
from model.moving.fleet import Spread
from model.moving.launch import Place
from model.moving.tasks import Task, TaskSet
from model.moving.traffic import Health, TargetGroup
from model.placement import Unplaced
from model.texts import service_events as say
from model.texts.ecs import STEADY, TROUBLESHOOTING, unplaced
from model.texts.elbv2 import CHECKS_FAILED

if TYPE_CHECKING:
    from model.moving.services import Service


class Scheduler:
    """That of one service. It acts a moment after something has changed, once for all changes."""

    def __init__(self, service: "Service") -> None:
        self._service = service
        self._cloud = service.cloud
        self._spread = Spread(service.fleet) if service.fleet else None
        self._due = False

    def plan(self) -> None:
        """The scheduler looks at the service soon."""
        if not self._due and self._service.scheduled:
            self._due = True
            self._cloud.clock.after(self._cloud.pace.scheduler, self._reconcile)

    def close(self) -> None:
        """Nothing of the service is left."""
        if self._service.fleet and self._spread:
            self._service.fleet.spreads.remove(self._spread)

    def lose(self, tasks: Iterable[Task], reason: str) -> None:
        """These tasks are gone at once, such as those of a host that ended."""
        for task in tasks:
            self._gone(task, reason)
        self.plan()

    def fail(self, tasks: Iterable[Task], reason: str) -> None:
        """These tasks stopped by themselves."""
        for task in tasks:
            counts = task.status in ("PENDING", "RUNNING")
            self._gone(task, reason)
            if counts:
                self._failed(task.task_set)

    def stop(self, tasks: Sequence[Task], reason: str) -> None:
        """Somebody stops these tasks."""
        by_set: dict[TaskSet, list[Task]] = {}
        for task in tasks:
            if task.status in ("PENDING", "RUNNING"):
                by_set.setdefault(task.task_set, []).append(task)
        for task_set, some in by_set.items():
            self._begin_stop(task_set, some, reason)
        self.plan()

    def _reconcile(self) -> None:
        self._due = False
        self._service.stuck = ""
        rolls = self._service.rolls and self._service.primary is not None
        changes = rolling.changes(self._service) if rolls else self._by_scale()
        for task_set, change in changes:
            if change > 0:
                self._start(task_set, change)
            elif change < 0:
                self._stop(task_set, -change)
        for task_set in self._service.task_sets:
            if task_set.waiting and task_set.live >= task_set.wanted:
                self._wait_for_hosts(task_set, task_set.next_place(), 0)
            self._look(task_set)
        self._service.task_sets = [one for one in self._service.task_sets if one.tasks or self._stays(one)]
        if self._service.release:
            self._service.release.looked()

    def _by_scale(self) -> Iterator[tuple[TaskSet, int]]:
        for task_set in sorted(self._service.task_sets, key=lambda one: one.wanted - one.live):
            yield task_set, task_set.wanted - task_set.live

    def _stays(self, task_set: TaskSet) -> bool:
        """Without any task, too."""
        return task_set.status == "PRIMARY" or (task_set.status == "ACTIVE" and not self._service.rolls)

    def _start(self, task_set: TaskSet, count: int) -> None:
        clock = self._cloud.clock
        task_set.waiting = 0
        if task_set.retry_at > clock.now:
            clock.after(task_set.retry_at - clock.now, self.plan)
            return
        started: list[Task] = []
        for number in range(count):
            place = task_set.next_place()
            task = self._placed(task_set, place)
            if isinstance(task, Unplaced):
                self._pending(task)
            self._wait_for_hosts(task_set, place, count - number if isinstance(task, Unplaced) else 0)
            if isinstance(task, Unplaced):
                break
            started.append(task)
        if started:
            self._service.say_of_tasks(say.STARTED, task_set, started)
            self._begin(task_set, started)

    def run(self, task_set: TaskSet) -> Task | Unplaced:
        """One task at once, which is not replaced."""
        task = self._placed(task_set, task_set.next_place())
        if isinstance(task, Task):
            self._begin(task_set, [task])
        return task

    def _placed(self, task_set: TaskSet, place: Place) -> Task | Unplaced:
        """A new task, which has its share of a host."""
        instance, ports, fleet = None, frozenset(), self._service.fleet
        if fleet and self._spread and not place.on_fargate:
            instance = self._spread.place(task_set.revision.requirements, place.provider)
            if isinstance(instance, Unplaced):
                return instance
            revision = task_set.revision
            ports = fleet.take(instance, revision.requirements, revision.dynamic_ports, self._spread)
        task = Task(self._cloud.ids.hexadecimal(), task_set, instance, ports, self._cloud.clock.now, place.provider)
        task_set.tasks[task.id] = task
        task_set.pending += 1
        return task

    def _begin(self, task_set: TaskSet, started: list[Task]) -> None:
        self._cloud.clock.after(started[0].pull_seconds, self._start_containers, task_set, started)

    def _wait_for_hosts(self, task_set: TaskSet, place: Place, count: int) -> None:
        """So many tasks wait for hosts of the place's capacity provider."""
        provider = self._service.fleet.providers.get(place.provider) if self._service.fleet else None
        if provider:
            task_set.waiting = count
            provider.wait(task_set.revision.requirements, count)

    def _pending(self, why: Unplaced) -> None:
        text = unplaced(why.lacking, self._service.name, why.closest)
        self._service.stuck = text
        self._cloud.waiting[self._service] = None
        self._service.say(f"{text} {TROUBLESHOOTING.say()}")

    def _start_containers(self, task_set: TaskSet, started: list[Task]) -> None:
        """One after the other, as they wait for each other."""
        start, clock = task_set.revision.start, self._cloud.clock
        if not task_set.revision.behaviour.pulls:
            self._give_up(started, say.CANNOT_PULL.say())
        elif start.fault:
            clock.after(start.seconds, self._give_up, started, start.fault)
        elif 0 < start.seconds < inf:
            clock.after(start.seconds, self._run, task_set, started)
        elif not start.seconds:
            self._run(task_set, started)

    def _give_up(self, started: list[Task], reason: str) -> None:
        """They never run."""
        self.fail([task for task in started if task.status == "PENDING"], reason)

    def _run(self, task_set: TaskSet, started: list[Task]) -> None:
        clock, behaviour = self._cloud.clock, task_set.revision.behaviour
        started = [task for task in started if task.status == "PENDING"]
        if not started:
            return
        for task in started:
            task.status, task.running_at = "RUNNING", clock.now
        task_set.pending -= len(started)
        task_set.running += len(started)
        for group in task_set.groups:
            group.register(started)
            self._service.say(say.REGISTERED.say(service=task_set.label, count=len(started), target_group=group.name))
        self._judge(started)
        if behaviour.exits_after_seconds is not None:
            clock.after(behaviour.exits_after_seconds, self._exit, started)

    def _exit(self, tasks: list[Task]) -> None:
        self.fail((task for task in tasks if task.status in ("RUNNING", "DEACTIVATING")), say.ESSENTIAL_EXITED.say())

    def _stop(self, task_set: TaskSet, count: int) -> None:
        live = [task for task in task_set.tasks.values() if task.status in ("PENDING", "RUNNING")]
        # Those that serve nobody first, then the newest.
        live.reverse()
        victims = sorted(live, key=lambda task: task.ready)[:count]
        self._begin_stop(task_set, victims, say.SCALED.say(deployment=task_set.id))

    def _begin_stop(self, task_set: TaskSet, victims: list[Task], reason: str) -> None:
        registered = [task for task in victims if task.status == "RUNNING"]
        for task in victims:
            self._leave(task)
            task.status, task.stop_reason = "DEACTIVATING", reason
        waits = [0.0]
        if task_set.groups and registered:
            self._service.say(say.DRAINING.say(service=task_set.label, count=len(registered)))
            for group in task_set.groups:
                group.deregister(registered)
                self._service.say(
                    say.DEREGISTERED.say(service=task_set.label, count=len(registered), target_group=group.name)
                )
                waits.append(group.deregistration_seconds if group.uses else 0)
        self._cloud.clock.after(max(waits), self._signal, task_set, victims)

    def _signal(self, task_set: TaskSet, tasks: list[Task]) -> None:
        tasks = [task for task in tasks if task.status == "DEACTIVATING"]
        for task in tasks:
            task.status, task.stopping_at = "STOPPING", self._cloud.clock.now
        if tasks:
            self._service.say_of_tasks(say.STOPPED, task_set, tasks)
            self._cloud.clock.after(self._cloud.pace.stop, self._stopped, tasks)

    def _stopped(self, tasks: list[Task]) -> None:
        for task in tasks:
            if task.status == "STOPPING":
                self._gone(task, task.stop_reason)
        self.plan()

    def _leave(self, task: Task) -> None:
        """It counts no more among the live ones."""
        task_set = task.task_set
        if task.status == "PENDING":
            task_set.pending -= 1
        elif task.status == "RUNNING":
            task_set.running -= 1
            task_set.ready -= task.ready
        task.ready = False

    def _gone(self, task: Task, reason: str) -> None:
        """STOPPED: what it took of its host is free again."""
        if task.status == "STOPPED":
            return
        self._leave(task)
        task.status, task.stopped_at, task.stop_reason = "STOPPED", self._cloud.clock.now, reason
        del task.task_set.tasks[task.id]
        for group in task.task_set.groups:
            group.drop(task)
        if task.instance and self._service.fleet and self._spread:
            self._service.fleet.release(task.instance, task.task_set.revision.requirements, task.ports, self._spread)
        self.plan()

    def judge(self, tasks: Sequence[Task], group: TargetGroup) -> None:
        """A group found that the health of these tasks has changed."""
        self._judge(tasks)
        for task in tasks:
            if task.status == "RUNNING" and group.targets.get(task) is Health.UNHEALTHY:
                self._unhealthy(task, group)

    def _judge(self, tasks: Sequence[Task]) -> None:
        sets: dict[TaskSet, None] = {}
        for task in tasks:
            if task.status != "RUNNING":
                continue
            task_set = task.task_set
            sets[task_set] = None
            ready = all(group.targets.get(task) in (Health.HEALTHY, Health.UNUSED, None) for group in task_set.groups)
            if ready != task.ready:
                task.ready = ready
                task_set.ready += 1 if ready else -1
                if ready:
                    task_set.failed = 0
        for task_set in sets:
            self._look(task_set)
        self.plan()

    def _unhealthy(self, task: Task, group: TargetGroup) -> None:
        if task.status != "RUNNING" or group.targets.get(task) is not Health.UNHEALTHY:
            return
        grace_left = (task.running_at or 0) + self._service.grace_seconds - self._cloud.clock.now
        if grace_left > 0:
            self._cloud.clock.after(grace_left, self._unhealthy, task, group)
            return
        where = f"instance {task.instance.id}" if task.instance else f"task {task.id}"
        self._service.say(
            say.UNHEALTHY.say(
                service=self._service.name, where=where, target_group=group.name, reason=CHECKS_FAILED.say()
            )
        )
        self._begin_stop(task.task_set, [task], say.FAILED_CHECKS.say(target_group=group.name))
        self._failed(task.task_set)
        self.plan()

    def _failed(self, task_set: TaskSet) -> None:
        pace = self._cloud.pace
        if not self._service.scheduled:
            return
        task_set.failed += 1
        if task_set.failed >= 3:
            gap = min(pace.longest_restart_gap, pace.restart_gap * 2 ** min(task_set.failed - 3, 10))
            task_set.retry_at = self._cloud.clock.now + gap
            self._service.say(say.THROTTLED.say(service=self._service.name))
        if self._service.release:
            self._service.release.task_failed(task_set)

    def _look(self, task_set: TaskSet) -> None:
        """Whether the set settles, is steady or moves again."""
        if not task_set.complete or task_set.status == "DRAINING":
            task_set.settle(False)
            if task_set.settling:
                task_set.settling.cancel()
                task_set.settling = None
        elif task_set.steady_at is None and task_set.settling is None:
            task_set.settling = self._cloud.clock.after(self._cloud.pace.settle, self._settled, task_set)

    def _settled(self, task_set: TaskSet) -> None:
        task_set.settling = None
        if not task_set.complete:
            return
        task_set.settle(True)
        if self._service.release:
            self._service.release.steady(task_set)
        if self._service.steady:
            self._service.say(STEADY.say(service=self._service.name))
