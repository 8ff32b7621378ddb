"""Scenes without AWS: the service `web`, which runs revision 1 and releases revision 2."""

from dataclasses import replace

from model.hosts import Host, Requirements
from model.instance_types import instance_types
from model.moving.configuration import Configuration
from model.moving.launch import Launch, Place
from model.moving.revision import Revision
from model.moving.traffic import HealthCheck
from model.shift import PREDEFINED
from model.strategy import Strategy
from ops.rehearsal.scene import ByCodeDeploy, Group, HostNow, Scaling, Scene

SMALL = Requirements(cpu_units=256, memory_mib=512)
CHECK = HealthCheck(interval_seconds=10, healthy_threshold=3, unhealthy_threshold=2)
LINEAR = PREDEFINED["CodeDeployDefault.ECSLinear10PercentEvery1Minutes"]
CANARY = PREDEFINED["CodeDeployDefault.ECSCanary10Percent5Minutes"]
T3_SMALL = instance_types()["t3.small"]


def revision(number: int, task: Requirements = SMALL) -> Revision:
    """`web:number`."""
    return Revision(
        name=f"web:{number}",
        requirements=task,
        ports={"web": frozenset({80})},
        dynamic_ports=0 if task.host_ports else 1,
    )


def by_codedeploy(task: Requirements = SMALL, **said: object) -> Scene:
    """Two tasks on Fargate."""
    return _scene(task, Configuration(strategy=Strategy.CODEDEPLOY), ByCodeDeploy(**said))  # type: ignore[arg-type]


def by_ecs(strategy: Strategy = Strategy.ROLLING, task: Requirements = SMALL, **said: object) -> Scene:
    """The same, moved by ECS."""
    return _scene(task, Configuration(strategy=strategy, **said), None)  # type: ignore[arg-type]


def _scene(task: Requirements, configuration: Configuration, codedeploy: ByCodeDeploy | None) -> Scene:
    groups = (
        Group(name="blue", check=CHECK, deregistration_seconds=30, production=100, test=100),
        Group(name="green", check=CHECK, deregistration_seconds=30),
    )
    return Scene(
        service="web",
        live=revision(1, task),
        following=revision(2, task),
        container="web",
        port=80,
        desired=2,
        configuration=configuration,
        codedeploy=codedeploy,
        groups=groups,
    )


def on_hosts(
    scene: Scene, count: int, whole: Host = T3_SMALL, *, desired: int | None = None, most: int | None = None
) -> Scene:
    """On so many hosts of an Auto Scaling group, where nothing else runs; `most`: how many there may be at most."""
    hosts = tuple(
        HostNow(id=f"i-{number}", zone="ab"[number % 2], left=whole, whole=whole, provider="asg")
        for number in range(count)
    )
    return replace(
        scene,
        desired=desired or scene.desired,
        hosts=hosts,
        launch=Launch(places=(Place(provider="asg"),)),
        scaling=Scaling(provider="asg", host=whole, maximum=most, zones=("a", "b")) if most else None,
    )
