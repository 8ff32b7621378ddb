"""What many services and tasks take: memory of the server, here and in another build, and of real traffic."""

import os
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.checkout import Checkout
from bench.figure import Figure, ratios
from bench.scene import played
from bench.services import NotMeasured
from local_aws import starter
from tests.conftest import Clients, clients_of
from tests.local_aws.traffic.ground import started
from tests.workspace import free_port

SERVICES, TASKS = 200, 1_000
TIMES = 1.5
"""As much as the other build's server may ours take."""
TRAFFIC_MIB = 2048
START_SECONDS = 60
SPEED = 60
CHECK_SECONDS = 300
"""Between two health checks: else 1,000 of them in half a second at this speed."""
SHARED = 10
"""Services of real traffic: each group and listener is watched by Envoy, which Linux lets it 128 times."""


def compared(here: Checkout, there: Checkout) -> list[Figure]:
    """The server of this build beside another one's."""
    others, ours = _server_mib(there), _server_mib(here)
    return [
        _figure("server, here", ours),
        _figure("server, there", others),
        Figure(label="server, here / there", samples=ratios([ours], [others]), unit="x", aim=TIMES, includes="memory"),
    ]


def real_traffic() -> list[Figure]:
    """Of processes that answer for tasks, load balancers, and the server."""
    with played(SPEED) as scene:
        home = scene.workspace.home
        _declare(scene.aws, SHARED)
        _wait_for_tasks(scene.aws)
        _wait_until_healthy(scene.aws)
        tasks, balancers = (_mib(started(home.traffic / folder)) for folder in ("tasks", "balancers"))
        own = _mib([starter.identity(home)["pid"]])
    parts = f"{tasks:.0f} MiB answer for tasks, {balancers:.0f} MiB are load balancers, {own:.0f} MiB the server"
    label = f"{TASKS:,} tasks of {SHARED} services, real traffic"
    return [Figure(label=label, samples=(tasks + balancers + own,), unit="MiB", aim=TRAFFIC_MIB, includes=parts)]


def _figure(whose: str, mib: float) -> Figure:
    how = "resident, once all tasks run; no real traffic"
    return Figure(label=f"{SERVICES} services, {TASKS:,} tasks, {whose}", samples=(mib,), unit="MiB", includes=how)


def _server_mib(checkout: Checkout) -> float:
    with _serving(checkout) as (aws, pid):
        _declare(aws, SERVICES)
        _wait_for_tasks(aws)
        return _mib([pid])


@contextmanager
def _serving(checkout: Checkout) -> Iterator[tuple[Clients, int]]:
    """A server of the build, as its starter starts it, but without traffic."""
    port = free_port()
    python = str(checkout.folder / ".venv" / "bin" / "python")
    with TemporaryDirectory(prefix="bench-") as folder, Path(folder, "log").open("wb") as log:
        process = subprocess.Popen(
            [python, "-m", "local_aws.server", "--port", str(port), "--state", str(Path(folder, "state"))],
            cwd=checkout.folder,
            env=starter.neutral(os.environ),
            stdout=subprocess.PIPE,
            stderr=log,
        )
        try:
            assert process.stdout
            with process.stdout as output:
                if not output.readline():
                    raise NotMeasured(f"the server of {checkout.folder} did not start: {Path(log.name).read_text()}")
                yield clients_of(f"http://127.0.0.1:{port}"), process.pid
        finally:
            process.terminate()
            process.wait()


def _declare(aws: Clients, services: int) -> None:
    """Services of cluster `many` behind one load balancer, with all tasks between them."""
    ec2, ecs, elb = aws("ec2"), aws("ecs"), aws("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    blocks = {"a": "10.0.0.0/20", "b": "10.0.16.0/20"}
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=f"us-east-1{zone}")["Subnet"]["SubnetId"]
        for zone, block in blocks.items()
    ]
    balancer = elb.create_load_balancer(Name="many", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    ecs.create_cluster(clusterName="many")
    definition = ecs.register_task_definition(
        family="many",
        cpu="256",
        memory="512",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        containerDefinitions=[{"name": "web", "image": "web:1", "portMappings": [{"containerPort": 80}]}],
    )["taskDefinition"]["taskDefinitionArn"]
    for number in range(services):
        name = f"many-{number}"
        group = elb.create_target_group(
            Name=name,
            Protocol="HTTP",
            Port=80,
            VpcId=vpc,
            TargetType="ip",
            HealthCheckPath="/health",
            HealthCheckIntervalSeconds=CHECK_SECONDS,
            HealthyThresholdCount=2,
        )["TargetGroups"][0]["TargetGroupArn"]
        elb.create_listener(
            LoadBalancerArn=balancer,
            Protocol="HTTP",
            Port=1000 + number,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
        )
        ecs.create_service(
            cluster="many",
            serviceName=name,
            taskDefinition=definition,
            desiredCount=TASKS // services,
            launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": {"subnets": subnets}},
            loadBalancers=[{"targetGroupArn": group, "containerName": "web", "containerPort": 80}],
        )


def _wait_for_tasks(aws: Clients) -> None:
    deadline = time.monotonic() + START_SECONDS
    while (running := _running(aws)) < TASKS:
        if time.monotonic() > deadline:
            raise NotMeasured(f"{running} of {TASKS} tasks run after {START_SECONDS} seconds")
        time.sleep(0.5)


def _running(aws: Clients) -> int:
    return aws("ecs").describe_clusters(clusters=["many"])["clusters"][0]["runningTasksCount"]


def _wait_until_healthy(aws: Clients) -> None:
    elb = aws("elbv2")
    groups = [
        group["TargetGroupArn"]
        for group in elb.describe_target_groups()["TargetGroups"]
        if group["TargetGroupName"].startswith("many-")
    ]
    deadline = time.monotonic() + START_SECONDS
    for group in groups:
        while not _healthy(elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]):
            if time.monotonic() > deadline:
                raise NotMeasured(f"not all of {TASKS} tasks are healthy after {START_SECONDS} seconds")
            time.sleep(0.5)


def _healthy(targets: list[dict]) -> bool:
    return bool(targets) and all(target["TargetHealth"]["State"] == "healthy" for target in targets)


def _mib(pids: Iterable[int]) -> float:
    """Resident memory, also on macOS."""
    shown = subprocess.run(
        ["ps", "-o", "rss=", "-p", ",".join(map(str, pids))], capture_output=True, text=True, check=True
    )
    return sum(map(int, shown.stdout.split())) / 1024
