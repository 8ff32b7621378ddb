"""Services of ECS: what they should run, what they run, and the events that they show."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from model.moving.configuration import Advanced, Configuration
from model.moving.fleet import Fleet
from model.moving.launch import ON_FARGATE, Launch
from model.moving.refusal import Refusal
from model.moving.release import Release
from model.moving.revision import Revision
from model.moving.scheduler import Scheduler
from model.moving.tasks import Task, TaskSet
from model.moving.traffic import TargetGroup
from model.placement import Unplaced
from model.strategy import Strategy
from model.texts import ecs
from model.texts.text import Text

if TYPE_CHECKING:
    from model.moving.cloud import Cloud
    from model.moving.service_deployments import ServiceDeployment

EVENTS_KEPT = 100
"""The last ones (ECS developer guide, service event messages)."""
AT_ONCE = 10
"""How many tasks one event names (StartTask takes ten)."""


class Service:
    """A service of ECS: its desired count, its task sets, and the events that tell what happened."""

    def __init__(
        self,
        cloud: "Cloud",
        name: str,
        configuration: Configuration,
        *,
        desired: int,
        fleet: Fleet | None,
        grace_seconds: float,
        advanced: Advanced | None,
        launch: Launch | None,
        scheduled: bool = True,
    ) -> None:
        self.cloud = cloud
        self.name = name
        self.configuration = configuration
        self.desired = desired
        self.fleet = fleet
        """The cluster's container instances; None: there are none, and all is on Fargate."""
        self.launch = launch or (Launch() if fleet else ON_FARGATE)
        """Of new task sets."""
        self.scheduled = scheduled
        """False: its tasks were run by hand, so none is replaced, and nothing is said."""
        self.grace_seconds = grace_seconds
        self.advanced = advanced
        """What ECS's own strategies move."""
        self.task_sets: list[TaskSet] = []
        self.events: deque[tuple[float, str]] = deque(maxlen=EVENTS_KEPT)
        """When, and what: the newest last."""
        self.release: Release | None = None
        """The one that goes on."""
        self.deployments: list[ServiceDeployment] = []
        """ECS's own, the oldest first."""
        self.stuck = ""
        """Why no task can be started or stopped; empty when nothing is known."""
        self._scheduler = Scheduler(self)

    @property
    def strategy(self) -> Strategy:
        """Who moves it."""
        return self.configuration.strategy

    @property
    def has_task_sets(self) -> bool:
        """Whether its API shows task sets, and not deployments of ECS's own."""
        return self.strategy in (Strategy.CODEDEPLOY, Strategy.EXTERNAL)

    @property
    def rolls(self) -> bool:
        """Whether ECS replaces its tasks within the percents, and nothing moves traffic between two groups."""
        return self.strategy.controller == "ECS" and self.advanced is None

    @property
    def primary(self) -> TaskSet | None:
        """The set that serves production."""
        return next((one for one in self.task_sets if one.status == "PRIMARY"), None)

    @property
    def steady(self) -> bool:
        """All that should run does, and nothing else."""
        return all(one.steady_at is not None and one.status != "DRAINING" for one in self.task_sets)

    def check_controller(self, controller: str) -> None:
        """Raises what AWS refuses of another controller. ECS may take over what CodeDeploy moved, at rest; its task set
        goes on as a deployment. Nothing goes to CODE_DEPLOY (ECS developer guide, update service parameters)."""
        if controller == self.strategy.controller:
            return
        if (self.strategy.controller, controller) != (Strategy.CODEDEPLOY.controller, Strategy.ROLLING.controller):
            raise Refusal.of(ecs.CONTROLLER_TRANSITION, before=self.strategy.controller, after=controller)
        if self.release:
            raise Refusal.of(ecs.CONTROLLER_DURING_DEPLOYMENT)

    # Commands

    def scale(self, desired: int) -> None:
        """Another desired count."""
        if desired != self.desired:
            self.desired = desired
            self.plan()
            if self.release:
                self.release.scaled()

    def new_task_set(
        self,
        revision: Revision,
        groups: Sequence[TargetGroup],
        external_id: str = "",
        scale_percent: float = 100,
        launch: Launch | None = None,
    ) -> TaskSet:
        """One more set; its tasks start as soon as the scheduler acts."""
        now, id_ = self.cloud.clock.now, f"ecs-svc/{self.cloud.ids.digits()}"
        task_set = TaskSet(id_, self, revision, tuple(groups), now, external_id, launch)
        task_set.scale_percent = scale_percent
        self.task_sets.append(task_set)
        self.plan()
        return task_set

    def make_primary(self, task_set: TaskSet) -> None:
        """This set serves production from now on."""
        for one in self.task_sets:
            if one.status == "PRIMARY":
                one.become("ACTIVE")
        task_set.become("PRIMARY")

    def drain(self, task_set: TaskSet) -> None:
        """Its tasks stop, and then it is gone."""
        task_set.become("DRAINING")
        task_set.scale_percent = 0
        self.plan()

    def rescale(self, task_set: TaskSet, percent: float) -> None:
        """Another share of the desired count for one set."""
        task_set.scale_percent, task_set.updated_at = percent, self.cloud.clock.now
        self.plan()

    def plan(self) -> None:
        """The scheduler looks at the service soon."""
        self._scheduler.plan()

    def retire(self) -> None:
        """It is deleted: its release ends where it is, and all its tasks stop."""
        if self.release:
            self.release.abandoned()
        self.release = None
        self.desired = 0
        for task_set in self.task_sets:
            self.drain(task_set)

    def close(self) -> None:
        """Nothing of it is left."""
        self._scheduler.close()

    def run(self, task_set: TaskSet) -> Task | Unplaced:
        """One task of the set at once, which is not replaced."""
        return self._scheduler.run(task_set)

    def lose(self, tasks: Iterable[Task], reason: str) -> None:
        """These tasks are gone at once, such as those of a host that ended."""
        self._scheduler.lose(tasks, reason)

    def fail(self, tasks: Iterable[Task], reason: str) -> None:
        """These tasks stopped by themselves."""
        self._scheduler.fail(tasks, reason)

    def stop(self, tasks: Sequence[Task], reason: str) -> None:
        """Somebody stops these tasks."""
        self._scheduler.stop(tasks, reason)

    def judge(self, tasks: Sequence[Task], group: TargetGroup) -> None:
        """A group found that the health of these tasks has changed."""
        self._scheduler.judge(tasks, group)

    # Events

    def say(self, text: str) -> None:
        """An event of the service, unless the last one says the same."""
        if self.scheduled and (not self.events or self.events[-1][1] != text):
            self.events.append((self.cloud.clock.now, text))
            self.cloud.say(f"service {self.name}", text, self)

    def say_of_tasks(self, text: Text, task_set: TaskSet, tasks: Sequence[Task]) -> None:
        for first in range(0, len(tasks), AT_ONCE):
            some = tasks[first : first + AT_ONCE]
            ids = " ".join(f"(task {task.id})" for task in some)
            self.say(text.say(service=task_set.label, count=len(some), tasks=ids))
