"""The account in which everything moves: the door for commands, and where events come out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from model.moving.alarms import Alarms
from model.moving.clock import Clock
from model.moving.codedeploy import Deployment, DeploymentGroup, RollbackEvent
from model.moving.configuration import Advanced, Configuration
from model.moving.fleet import Fleet
from model.moving.hooks import Functions
from model.moving.ids import Ids
from model.moving.launch import Launch
from model.moving.native import NativeDeployment
from model.moving.pace import Pace
from model.moving.refusal import Refusal
from model.moving.revision import Revision
from model.moving.service_deployments import RollingUpdate, ServiceDeployment
from model.moving.services import Service
from model.moving.tasks import Task
from model.moving.traffic import HealthCheck, Route, TargetGroup
from model.placement import Instance, Unplaced
from model.shift import Shift
from model.strategy import Strategy
from model.texts import codedeploy, ecs
from model.texts.text import Text


@dataclass(frozen=True)
class Event:
    """Something that happened."""

    at: float
    """Seconds since the beginning."""
    subject: str
    """What it happened to: `service web`, `deployment d-…`, `route production`."""
    text: str
    about: object = field(default=None, compare=False, repr=False)
    """A deployment, a service deployment or a service, as it is by now."""


class Cloud:
    """Services, target groups, deployments and alarms, on one clock."""

    def __init__(self, *, seed: int = 0, pace: Pace | None = None, observed: bool = False) -> None:
        self.clock = Clock()
        self.pace = pace or Pace()
        self.ids = Ids(seed)
        self.alarms = Alarms()
        self.functions = Functions(self)
        self.events: list[Event] = []
        self.services: list[Service] = []
        self.deployments: dict[str, Deployment] = {}
        self.waiting: dict[Service, None] = {}
        """Services with tasks that no host has room for."""
        self.observed = observed
        """Whether real load balancers find the health of targets, and tell it."""

    # What there is

    def fleet(self, instances: Iterable[Instance] = ()) -> Fleet:
        """The container instances of a cluster."""
        fleet = Fleet(self.clock, self.pace, self._room)
        for instance in instances:
            fleet.join(instance)
        return fleet

    def target_group(
        self, name: str, check: HealthCheck | None = None, deregistration_seconds: float = 300
    ) -> TargetGroup:
        """A target group, behind no listener yet."""
        return TargetGroup(
            name, self.clock, check or HealthCheck(), deregistration_seconds, self.observed, self._health_changed
        )

    def route(self, name: str, weights: Mapping[TargetGroup, int]) -> Route:
        """The default action of a listener, or one of its rules."""
        return Route(name, weights, self._route_changed)

    # Commands

    def create_service(
        self,
        name: str,
        configuration: Configuration,
        *,
        desired: int,
        revision: Revision | None,
        groups: Sequence[TargetGroup] = (),
        fleet: Fleet | None = None,
        grace_seconds: float = 0,
        advanced: Advanced | None = None,
        launch: Launch | None = None,
        daemon: bool = False,
    ) -> Service:
        """A service; its first tasks start as soon as the scheduler acts. Without a revision it has no tasks.

        A daemon has a task on each container instance, whatever its desired count.
        """
        service = Service(
            self,
            name,
            configuration,
            desired=desired,
            fleet=fleet,
            grace_seconds=grace_seconds,
            advanced=advanced,
            launch=launch,
        )
        self.services.append(service)
        if daemon and fleet:
            service.desired = len(fleet.instances)
            fleet.daemons.append(service.scale)
        if revision is not None:
            task_set = service.new_task_set(revision, groups)
            service.make_primary(task_set)
            if configuration.strategy.controller == "ECS":
                RollingUpdate(service, None, task_set)
        return service

    def delete_service(self, service: Service) -> None:
        """Nothing of it is left."""
        self.services.remove(service)
        self.waiting.pop(service, None)
        if service.fleet and service.scale in service.fleet.daemons:
            service.fleet.daemons.remove(service.scale)
        service.close()

    def run_tasks(
        self, name: str, revision: Revision, count: int, *, fleet: Fleet | None, launch: Launch
    ) -> list[Task | Unplaced]:
        """Tasks of no service, at once; each that finds no room with the reason."""
        for done in [one for one in self.services if not one.scheduled and not one.task_sets[0].tasks]:
            self.delete_service(done)
        by_hand = Service(
            self,
            name,
            Configuration(strategy=Strategy.EXTERNAL),
            desired=0,
            fleet=fleet,
            grace_seconds=0,
            advanced=None,
            launch=launch,
            scheduled=False,
        )
        self.services.append(by_hand)
        task_set = by_hand.new_task_set(revision, ())
        return [by_hand.run(task_set) for _ in range(count)]

    def update_service(
        self,
        service: Service,
        revision: Revision,
        *,
        groups: Sequence[TargetGroup] | None = None,
        launch: Launch | None = None,
    ) -> ServiceDeployment:
        """Another task definition for a service whose controller is ECS: it is released. One that is under way ends."""
        if service.strategy.controller != "ECS":
            raise Refusal.of(ecs.NOT_MOVED_BY_CODEDEPLOY, what="task definition")
        source, running = service.primary, service.release
        if groups is None:
            groups = source.groups if source else ()
        service.launch = launch or service.launch
        if isinstance(running, ServiceDeployment):
            source = running.source
            running.supersede()
        if source is None or service.advanced is None:
            return RollingUpdate(service, source, service.new_task_set(revision, groups))
        idle = next(group for group in service.advanced.groups if group not in source.groups)
        target = service.new_task_set(revision, [idle], scale_percent=0)
        release = NativeDeployment(service, source, target, service.advanced)
        release.begin()
        return release

    def deploy(
        self,
        group: DeploymentGroup,
        revision: Revision | None,
        *,
        fault: Text | None = None,
        container: str = "",
        port: int = 0,
        hooks: Mapping[str, str] | None = None,
        launch: Launch | None = None,
        shift: Shift | None = None,
        rollback_events: frozenset[RollbackEvent] | None = None,
    ) -> Deployment:
        """CreateDeployment; `shift` and `rollback_events` go before the group's own. Without a revision, `fault` says
        why there is none."""
        running = group.service.release
        if isinstance(running, Deployment):
            raise Refusal.of(codedeploy.ALREADY_DEPLOYING, group=group.name, deployment=running.id)
        deployment = Deployment(
            id=self.ids.deployment(),
            group=group,
            revision=revision,
            fault=fault,
            container=container,
            port=port,
            hooks=hooks or {},
            launch=launch,
            shift=shift or group.shift,
            rollback_events=group.rollback_events if rollback_events is None else rollback_events,
        )
        self.deployments[deployment.id] = deployment
        deployment.begin()
        return deployment

    def end_host(self, fleet: Fleet, instance: Instance) -> None:
        """A container instance is gone, and all its tasks with it."""
        fleet.leave(instance)
        for service in self.services:
            if service.fleet is fleet:
                tasks = [task for one in service.task_sets for task in one.tasks.values()]
                service.lose([task for task in tasks if task.instance is instance], ecs.HOST_ENDED.say())

    # What the parts report

    def say(self, subject: str, text: str, about: object = None) -> None:
        """Something happened."""
        self.events.append(Event(self.clock.now, subject, text, about))

    def _room(self) -> None:
        waiting, self.waiting = self.waiting, {}
        for service in waiting:
            service.plan()

    def _route_changed(self, route: Route) -> None:
        self.say(f"route {route.name}", str(route))

    def _health_changed(self, group: TargetGroup, tasks: list[Task]) -> None:
        by_service: dict[Service, list[Task]] = {}
        for task in tasks:
            by_service.setdefault(task.task_set.service, []).append(task)
        for service, some in by_service.items():
            service.judge(some, group)
