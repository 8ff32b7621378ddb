"""A scene set up on the model: the service runs its live revision and is at rest."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.moving.cloud import Cloud
from model.moving.codedeploy import DeploymentGroup
from model.moving.configuration import Advanced
from model.moving.fleet import Booting, Fleet
from model.moving.hooks import Function
from model.moving.services import Service
from model.moving.traffic import Listener, Route, TargetGroup
from model.placement import Instance
from model.ports import AGENT_PORTS
from model.strategy import NATIVE
from ops.rehearsal.modelled import Modelled
from ops.rehearsal.scene import HostNow, Scene

REST_SECONDS = 2 * 60 * 60
"""A service that is not at rest by then never will be."""
BETWEEN_LOOKS_SECONDS = 30
"""A release begins anywhere between two looks of a capacity provider, which are a minute apart."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The cloud, and what the release moves in it."""

    scene: Scene
    cloud: Cloud
    service: Service
    groups: tuple[TargetGroup, TargetGroup]
    production: Route
    test: Route
    fleet: Fleet | None

    def begin(self) -> Modelled:
        """The release starts."""
        scene, cloud = self.scene, self.cloud
        said = scene.codedeploy
        if said is None:
            return cloud.update_service(self.service, scene.following, launch=scene.launch)
        group = DeploymentGroup(
            name=scene.service,
            service=self.service,
            target_groups=self.groups,
            production=Listener("production", [self.production]),
            test=Listener("test", [self.test]),
            shift=said.shift,
            ready_minutes=said.ready_minutes,
            termination_minutes=said.termination_minutes,
            alarm_names=said.alarm_names,
            rollback_events=said.rollback_events,
        )
        return cloud.deploy(
            group,
            scene.following,
            container=scene.container,
            port=scene.port,
            hooks=said.hooks,
            launch=scene.launch,
        )


def set_up(scene: Scene) -> Stage:
    """Its tasks are where the scene has them; those that it has nowhere go where the scheduler finds room."""
    cloud, hosts = Cloud(), scene.hosts
    fleet = None if hosts is None else cloud.fleet(_confined(scene, host) for host in hosts)
    live, idle = groups = _groups(cloud, scene)
    production = cloud.route(
        "production", _named((live, scene.groups[0].production), (idle, scene.groups[1].production))
    )
    test = cloud.route("test", _named((live, scene.groups[0].test), (idle, scene.groups[1].test)))
    moves = Advanced(groups=groups, production=production, test=test, network=scene.network_load_balancer)
    placed = sum(host.own for host in hosts or ())
    service = cloud.create_service(
        scene.service,
        scene.configuration,
        desired=placed or scene.desired,
        revision=scene.live,
        groups=[live],
        fleet=fleet,
        grace_seconds=scene.grace_seconds,
        launch=scene.launch,
        advanced=moves if scene.strategy in NATIVE else None,
    )
    if placed and fleet:
        _rest(cloud, service)
        for host in hosts or ():
            _open(fleet, fleet.instances[host.id], host)
    if scene.scaling and fleet:
        scaling = scene.scaling
        Booting(fleet, scaling.provider, scaling.host, scaling.zones, scaling.maximum, cloud.ids.instance)
    service.scale(scene.desired)
    _rest(cloud, service)
    clock = cloud.clock
    clock.run_until(60 * (clock.now // 60 + 1) + BETWEEN_LOOKS_SECONDS)
    for function in _functions(scene):
        cloud.functions.known[function] = Function()
    for name in scene.alarm_names:
        cloud.alarms.set(name, "ALARM" if name in scene.active_alarms else "OK")
    return Stage(
        scene=scene, cloud=cloud, service=service, groups=groups, production=production, test=test, fleet=fleet
    )


def _functions(scene: Scene) -> Iterator[str]:
    if scene.codedeploy:
        yield from scene.codedeploy.hooks.values()
    yield from (hook.function for hook in scene.configuration.hooks if hook.function)


def _groups(cloud: Cloud, scene: Scene) -> tuple[TargetGroup, TargetGroup]:
    live, idle = (cloud.target_group(one.name, one.check, one.deregistration_seconds) for one in scene.groups)
    return live, idle


def _named(*weights: tuple[TargetGroup, int | None]) -> dict[TargetGroup, int]:
    return {group: weight for group, weight in weights if weight is not None}


def _confined(scene: Scene, host: HostNow) -> Instance:
    """With room for the tasks that it runs and no other, so that each goes where it is; without any: as it is."""
    left, task = host.left, scene.live.requirements
    if any(one.own for one in scene.hosts or ()):
        left = replace(
            left,
            cpu_units=host.own * task.cpu_units,
            memory_mib=host.own * task.memory_mib,
            task_interfaces=host.own * task.own_interface,
            taken_ports=AGENT_PORTS,
            taken_apart=frozenset(),
        )
    return Instance(id=host.id, zone=host.zone, left=left, provider=host.provider)


def _open(fleet: Fleet, instance: Instance, host: HostNow) -> None:
    """It has left what it has left, too."""
    taken = instance.left
    instance.left = replace(
        host.left,
        taken_ports=host.left.taken_ports | taken.taken_ports,
        taken_apart=host.left.taken_apart | taken.taken_apart,
    )
    for spread in fleet.spreads:
        spread.joined(instance)


def _rest(cloud: Cloud, service: Service) -> None:
    """Until nothing of the service moves, or nothing more can."""
    clock = cloud.clock
    last = clock.now + REST_SECONDS
    while not service.steady or service.release:
        due = clock.due
        if due is None or due > last:
            return
        clock.run_until(due)
