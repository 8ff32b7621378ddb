"""A load balancer of the local AWS answers, by what its records say, and the records say what it finds."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from local_aws import starter
from local_aws.home import SPEED, TRAFFIC
from tests.conftest import Clients, clients_of
from tests.workspace import Workspace, free_port


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv(TRAFFIC, "on")
    monkeypatch.setenv(SPEED, "60")
    workspace = Workspace.new(tmp_path, traffic=True)
    workspace.home.make()
    yield workspace
    workspace.stop()


class Environment:
    """A load balancer with two target groups, and a cluster for services on Fargate."""

    def __init__(self, aws: Clients) -> None:
        self.ecs, self.elb = aws("ecs"), aws("elbv2")
        vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            aws("ec2").create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"us-east-1{zone}")[
                "Subnet"
            ]["SubnetId"]
            for n, zone in enumerate("ab")
        ]
        balancer = self.elb.create_load_balancer(Name="web", Subnets=self.subnets)["LoadBalancers"][0]
        self.dns_name = balancer["DNSName"]
        self.blue, self.green = (
            self.elb.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")[
                "TargetGroups"
            ][0]["TargetGroupArn"]
            for name in ("blue", "green")
        )
        self.port = free_port()
        self.listener = self.elb.create_listener(
            LoadBalancerArn=balancer["LoadBalancerArn"],
            Protocol="HTTP",
            Port=self.port,
            DefaultActions=self.forward(100, 0),
        )["Listeners"][0]["ListenerArn"]
        self.ecs.create_cluster(clusterName="web")

    def forward(self, blue: int, green: int) -> list[dict[str, Any]]:
        """The action of a listener."""
        groups = [{"TargetGroupArn": self.blue, "Weight": blue}, {"TargetGroupArn": self.green, "Weight": green}]
        return [{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}]

    def service(self, family: str, group: str, **variables: str) -> None:
        """One task of a new task definition."""
        container = {
            "name": "web",
            "image": "nginx",
            "portMappings": [{"containerPort": 80}],
            "environment": [{"name": name, "value": value} for name, value in variables.items()],
        }
        self.ecs.register_task_definition(
            family=family,
            cpu="256",
            memory="512",
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            containerDefinitions=[container],
        )
        self.ecs.create_service(
            cluster="web",
            serviceName=family,
            taskDefinition=family,
            desiredCount=1,
            launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": {"subnets": self.subnets}},
            loadBalancers=[{"targetGroupArn": group, "containerName": "web", "containerPort": 80}],
        )

    def events(self, service: str) -> list[str]:
        """What the service says, the newest first."""
        (described,) = self.ecs.describe_services(cluster="web", services=[service])["services"]
        return [event["message"] for event in described["events"]]

    def health(self, group: str) -> list[str]:
        """The states of the group's targets."""
        described = self.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        return [one["TargetHealth"]["State"] for one in described]


def url_of(workspace: Workspace, environment: Environment) -> str:
    def port() -> int | None:
        return starter.identity(workspace.home)["addresses"].get(environment.dns_name, {}).get(str(environment.port))

    until(port)
    return f"http://127.0.0.1:{port()}/"


def answers(url: str) -> str:
    """The family of the task that answers, or the status of an error."""
    try:
        with urlopen(url, timeout=5) as answer:
            return json.load(answer)["family"]
    except HTTPError as error:
        return str(error.code)


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_it_answers_by_the_listeners_weights_and_shows_the_health_that_it_finds(workspace: Workspace) -> None:
    environment = Environment(clients_of(starter.start(workspace.home)))
    url = url_of(workspace, environment)
    assert answers(url) == "503"
    environment.service("old", environment.blue)
    environment.service("new", environment.green, FAULT_HEALTH_STATUS="500", HEALTH_PATH="/")
    until(lambda: answers(url) == "old")
    until(lambda: environment.health(environment.blue) == ["healthy"])
    until(lambda: any("is unhealthy in (target-group" in text for text in environment.events("new")))
    assert answers(url) == "old"

    environment.elb.modify_listener(ListenerArn=environment.listener, DefaultActions=environment.forward(0, 100))
    until(lambda: answers(url) == "503")
    environment.service("repaired", environment.green)
    until(lambda: answers(url) == "repaired")

    environment.ecs.delete_service(cluster="web", service="repaired", force=True)
    until(lambda: answers(url) == "503")


def test_production_answers_while_the_server_is_dead_and_follows_again_after_its_restart(workspace: Workspace) -> None:
    environment = Environment(clients_of(starter.start(workspace.home)))
    environment.service("old", environment.blue)
    environment.service("new", environment.green)
    url = url_of(workspace, environment)
    until(lambda: answers(url) == "old")

    os.kill(starter.identity(workspace.home)["pid"], signal.SIGKILL)
    until(lambda: not starter.identity(workspace.home))
    assert [answers(url) for _ in range(20)] == ["old"] * 20
    starter.start(workspace.home)
    assert url_of(workspace, environment) == url
    assert answers(url) == "old"
    environment.elb.modify_listener(ListenerArn=environment.listener, DefaultActions=environment.forward(0, 100))
    until(lambda: answers(url) == "new")

    starter.stop(workspace.home)
    with pytest.raises(OSError, match="refused"):
        urlopen(url, timeout=5)
