"""A load balancer of the local AWS answers, by what its records say, and the records say what it finds."""

import json
import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from local_aws import starter
from local_aws.home import SPEED, TRAFFIC
from local_aws.server.carrier import Carrier
from tests.local_aws.scene import CONTAINER_PORT, Scene, forward, until
from tests.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv(TRAFFIC, "on")
    monkeypatch.setenv(SPEED, "60")
    workspace = Workspace.new(tmp_path, traffic=True)
    workspace.home.make()
    yield workspace
    workspace.stop()


class Services(Scene):
    """Services by several names, in blue and in green, both behind the production listener."""

    def forward(self, to: str, idle: str) -> None:
        """Production leads to one group, and names the other."""
        self.aws("elbv2").modify_listener(ListenerArn=self.production, DefaultActions=forward(to, idle))

    def one(self, name: str, group: str, **variables: str) -> None:
        """One task of a family of the service's own name."""
        balancer = {"targetGroupArn": group, "containerName": "web", "containerPort": CONTAINER_PORT}
        self.aws("ecs").create_service(
            cluster=self.name,
            serviceName=name,
            taskDefinition=self.definition(name, **variables),
            desiredCount=1,
            launchType="FARGATE",
            networkConfiguration=self.network,
            loadBalancers=[balancer],
        )

    def health(self, group: str) -> list[str]:
        """The states of the group's targets."""
        described = self.aws("elbv2").describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        return [one["TargetHealth"]["State"] for one in described]

    def events(self, service: str) -> list[str]:
        """What the service says, the newest first."""
        (described,) = self.aws("ecs").describe_services(cluster=self.name, services=[service])["services"]
        return [event["message"] for event in described["events"]]


class GivesUpTooEarly(threading.Event):
    """It is set in the moment in which its first wait has given up."""

    waited = False

    def wait(self, timeout: float | None = None) -> bool:
        if self.waited:
            return super().wait(timeout)
        self.waited = True
        self.set()
        return False


class Noting(Carrier):
    """Notes that it would follow; what it follows says each time whether it can."""

    def __init__(self, folder: Path, *problems: dict[str, str]) -> None:
        super().__init__(folder, threading.Lock(), 60, lambda: None)
        self._changed = GivesUpTooEarly()
        self._to_come = list(problems)
        self.followed = threading.Event()
        """As often as there were problems to come, and once more."""

    def begin(self) -> None:
        """Without the change that a start is."""
        self._thread.start()

    def starts(self, port: int, state: str) -> bool:
        """Whether this state of a target on the port is that of a process that has only just begun to listen."""
        return self._starts(("group", port), state)

    def _follow(self) -> None:
        self._problems = self._to_come.pop() if self._to_come else {}
        if not self._problems:
            self.followed.set()

    def _tell(self) -> None:
        pass


@pytest.fixture
def scene(workspace: Workspace) -> Services:
    made = Services.make(workspace)
    made.forward(made.blue, made.green)
    return made


def url_of(scene: Services) -> str:
    return f"http://127.0.0.1:{scene.port()}/"


def answers(url: str) -> str:
    """The family of the task that answers, or the status of an error."""
    try:
        with urlopen(url, timeout=60) as answer:
            return json.load(answer)["family"]
    except HTTPError as error:
        return str(error.code)


def test_it_answers_by_the_listeners_weights_and_shows_the_health_that_it_finds(scene: Services) -> None:
    url = url_of(scene)
    assert answers(url) == "503"
    scene.one("old", scene.blue)
    scene.one("new", scene.green, FAULT_HEALTH_STATUS="500")
    until(lambda: answers(url) == "old")
    until(lambda: scene.health(scene.blue) == ["healthy"])
    until(lambda: any("is unhealthy in (target-group" in text for text in scene.events("new")))
    assert answers(url) == "old"

    scene.forward(scene.green, scene.blue)
    until(lambda: answers(url) == "503")
    scene.one("repaired", scene.green)
    until(lambda: answers(url) == "repaired")

    scene.aws("ecs").delete_service(cluster="web", service="repaired", force=True)
    until(lambda: answers(url) == "503")


@pytest.fixture
def noting(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Noting]:
    monkeypatch.setattr("local_aws.server.carrier.AGAIN_SECONDS", 0)
    carrier = Noting(tmp_path, *getattr(request, "param", ()))
    carrier.begin()
    yield carrier
    carrier.leave()


def test_a_change_that_comes_when_it_has_just_waited_in_vain_is_followed(noting: Noting) -> None:
    assert noting.followed.wait(60)


@pytest.mark.parametrize("noting", [[{"arn": "its port is taken"}] * 2], indirect=True)
def test_a_load_balancer_that_could_not_follow_is_tried_again_though_nothing_changes(noting: Noting) -> None:
    assert noting.followed.wait(60)


def test_each_time_that_a_healthy_task_stands_still_it_has_time_to_come_back(
    noting: Noting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local_aws.server.carrier.STARTING_SECONDS", 0)
    with socket.create_server(("127.0.0.1", 0)) as task:
        port = task.getsockname()[1]
        for _ in range(2):
            assert [noting.starts(port, "unhealthy") for _ in range(2)] == [True, False]
            assert not noting.starts(port, "healthy")


def test_production_answers_while_the_server_is_dead_and_follows_again_after_its_restart(scene: Services) -> None:
    scene.one("old", scene.blue)
    scene.one("new", scene.green)
    url = url_of(scene)
    until(lambda: answers(url) == "old")

    os.kill(starter.identity(scene.workspace.home)["pid"], signal.SIGKILL)
    until(lambda: not starter.identity(scene.workspace.home))
    assert [answers(url) for _ in range(20)] == ["old"] * 20
    starter.start(scene.workspace.home)
    assert url_of(scene) == url
    assert answers(url) == "old"
    scene.forward(scene.green, scene.blue)
    until(lambda: answers(url) == "new")

    starter.stop(scene.workspace.home)
    with pytest.raises(OSError, match="refused"):
        urlopen(url, timeout=60)


def test_a_server_that_comes_back_without_traffic_finds_tasks_healthy_by_itself(
    scene: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.one("old", scene.blue)
    until(lambda: scene.health(scene.blue) == ["healthy"])
    starter.stop(scene.workspace.home)
    monkeypatch.setenv(TRAFFIC, "off")
    starter.start(scene.workspace.home)
    scene.aws("ecs").update_service(cluster="web", service="old", desiredCount=2)
    until(lambda: scene.health(scene.blue) == ["healthy", "healthy"])
