"""Tasks, and the sets in which services run them."""

from math import ceil
from typing import TYPE_CHECKING, Literal

from model.moving.clock import Timer
from model.moving.launch import Launch, Place
from model.moving.revision import Revision
from model.placement import Instance
from model.ports import HostPort

if TYPE_CHECKING:
    from model.moving.services import Service
    from model.moving.traffic import TargetGroup

TaskStatus = Literal["PENDING", "RUNNING", "DEACTIVATING", "STOPPING", "STOPPED"]
SetStatus = Literal["PRIMARY", "ACTIVE", "DRAINING"]


class Task:
    """One task: where it runs and how far it is."""

    __slots__ = (
        "created_at",
        "id",
        "instance",
        "ports",
        "provider",
        "ready",
        "running_at",
        "status",
        "stop_reason",
        "stopped_at",
        "stopping_at",
        "task_set",
    )

    def __init__(
        self,
        id: str,
        task_set: "TaskSet",
        instance: Instance | None,
        ports: frozenset[HostPort],
        now: float,
        provider: str = "",
    ) -> None:
        self.id = id
        self.task_set = task_set
        self.instance = instance
        """None on Fargate."""
        self.ports = ports
        """The dynamic host ports that it got."""
        self.provider = provider
        """The capacity provider that its set's strategy chose."""
        self.status: TaskStatus = "PENDING"
        self.ready = False
        """It runs, and every group that checks it finds it healthy."""
        self.created_at = now
        self.running_at: float | None = None
        self.stopping_at: float | None = None
        self.stopped_at: float | None = None
        self.stop_reason = ""

    @property
    def pull_seconds(self) -> float:
        """From its creation until its images are there, and its containers begin."""
        pace = self.task_set.service.cloud.pace
        return pace.host_start if self.instance else pace.fargate_start

    @property
    def answers_from(self) -> float | None:
        """When its health checks begin to pass; None: never."""
        behaviour = self.task_set.revision.behaviour
        if not behaviour.answers or self.running_at is None:
            return None
        return self.running_at + behaviour.answers_after_seconds

    @property
    def answers_until(self) -> float | None:
        """When they begin to fail; None: never."""
        after = self.task_set.revision.behaviour.fails_after_seconds
        return None if after is None or self.running_at is None else self.running_at + after


class TaskSet:
    """The tasks of one revision of a service: a task set of CodeDeploy, a deployment or a service revision of ECS."""

    def __init__(
        self,
        id: str,
        service: "Service",
        revision: Revision,
        groups: tuple["TargetGroup", ...],
        now: float,
        external_id: str = "",
        launch: Launch | None = None,
    ) -> None:
        self.id = id
        self.service = service
        self.revision = revision
        self.groups = groups
        self.created_at = now
        self.updated_at = now
        """When its status or stability changed last."""
        self.external_id = external_id
        """The CodeDeploy deployment that made it."""
        self.launch = launch or service.launch
        self.status: SetStatus = "ACTIVE"
        self.scale_percent: float = 100
        self.tasks: dict[str, Task] = {}
        """All that have not stopped."""
        self.waiting = 0
        """PROVISIONING: waiting for a host of their capacity provider. Without one, what finds no room isn't a task."""
        self.pending = 0
        self.running = 0
        self.ready = 0
        self.failed = 0
        """Tasks that stopped by themselves or were unhealthy, since the last one that became healthy."""
        self.retry_at = 0.0
        """Before then no task is started, as those before it failed."""
        self.settling: Timer | None = None
        self.steady_at: float | None = None
        """Since when it is in STEADY_STATE; None while it is STABILIZING."""

    def become(self, status: SetStatus) -> None:
        """Another status."""
        self.status, self.updated_at = status, self.service.cloud.clock.now

    def settle(self, steady: bool) -> None:
        """It is in STEADY_STATE now, or no more."""
        if steady != (self.steady_at is not None):
            self.updated_at = self.service.cloud.clock.now
            self.steady_at = self.updated_at if steady else None

    @property
    def wanted(self) -> int:
        """`computedDesiredCount`: the service's desired count by the set's scale, rounded up (ECS API reference)."""
        return ceil(self.service.desired * self.scale_percent / 100)

    @property
    def requested(self) -> int:
        """How many tasks it should have: in a rolling update an old set only those that it still has."""
        return self.live if self.service.rolls and self.status != "PRIMARY" else self.wanted

    def next_place(self) -> Place:
        """Of its next task."""
        places = self.launch.places
        if len(places) == 1:
            return places[0]
        return self.launch.next_place([task.provider for task in self.tasks.values()])

    @property
    def live(self) -> int:
        """Tasks that run or will: those that are not being stopped."""
        return self.pending + self.running

    @property
    def complete(self) -> bool:
        """All the tasks that it should have are ready, and no others are there."""
        return self.pending == 0 and self.running == self.ready == self.wanted

    @property
    def label(self) -> str:
        """How the service's events call it."""
        return f"{self.service.name}, taskSet {self.id}" if self.service.has_task_sets else self.service.name
