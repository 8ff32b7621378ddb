"""What a release costs on the model: no engine, no local AWS, only the virtual clock."""

import time
from collections.abc import Callable
from functools import partial

from bench.figure import Figure, ratios
from model.hosts import Host, Requirements
from model.moving.cloud import Cloud
from model.moving.codedeploy import DeploymentGroup
from model.moving.configuration import Configuration
from model.moving.revision import Revision
from model.moving.traffic import Listener
from model.placement import Instance
from model.shift import PREDEFINED
from model.strategy import Strategy

HOST = Host(instance_type="m5.large", architecture="x86_64", cpu_units=2048, memory_mib=7680, task_interfaces=2)
LINEAR = PREDEFINED["CodeDeployDefault.ECSLinear10PercentEvery1Minutes"]
TASKS_A_HOST = 4
HOUR = 3600


def figures(runs: int) -> list[Figure]:
    """One task on Fargate, and thousands on hosts; linear in ten steps, with a termination wait of five minutes."""
    small = [_seconds(partial(release, 1, 0)) for _ in range(100)]
    thousand, ten_thousand = [], []
    for _ in range(runs):
        thousand.append(_seconds(partial(release, 1_000, 1_000 // TASKS_A_HOST)))
        ten_thousand.append(_seconds(partial(release, 10_000, 10_000 // TASKS_A_HOST)))
    times = ratios(ten_thousand, thousand)
    hosts = "with the start of the first revision; ten steps"
    return [
        Figure(label="1 task on Fargate", samples=tuple(small), unit="s", aim=0.002, includes=hosts),
        Figure(label="1,000 tasks on 250 hosts", samples=tuple(thousand), unit="s", aim=0.3, includes=hosts),
        Figure(label="10,000 tasks on 2,500 hosts", samples=tuple(ten_thousand), unit="s", includes=hosts),
        Figure(label="10,000 / 1,000 tasks", samples=times, unit="x", aim=12, includes="ten times the tasks and hosts"),
    ]


def release(tasks: int, hosts: int) -> None:
    """The first revision comes up, and CodeDeploy releases the second; raises unless that succeeds."""
    cloud = Cloud()
    instances = (Instance(id=f"i-{number}", zone="abc"[number % 3], left=HOST) for number in range(hosts))
    blue, green = cloud.target_group("blue"), cloud.target_group("green")
    service = cloud.create_service(
        "web",
        Configuration(strategy=Strategy.CODEDEPLOY),
        desired=tasks,
        revision=_revision(1),
        groups=[blue],
        fleet=cloud.fleet(instances) if hosts else None,
    )
    group = DeploymentGroup(
        name="web",
        service=service,
        target_groups=(blue, green),
        production=Listener("production", [cloud.route("production", {blue: 100, green: 0})]),
        test=Listener("test", [cloud.route("test", {blue: 100})]),
        shift=LINEAR,
        termination_minutes=5,
    )
    cloud.clock.run_until(HOUR)
    deployment = cloud.deploy(group, _revision(2))
    cloud.clock.run_until(2 * HOUR)
    if deployment.status != "Succeeded":
        raise RuntimeError(f"the release ended as {deployment.status}: {deployment.error}")


def _revision(number: int) -> Revision:
    requirements = Requirements(cpu_units=256, memory_mib=512)
    return Revision(name=f"web:{number}", requirements=requirements, dynamic_ports=1)


def _seconds(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
