"""One local AWS for the tests of the command; its clock stands still until a test steps it."""

import uuid
from collections.abc import Iterator

import pytest

from local_aws import starter
from local_aws.home import SPEED
from tests.local_aws.scene import Scene
from tests.workspace import Workspace


@pytest.fixture(scope="session")
def stepped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The workspace of that local AWS."""
    workspace = Workspace.new(tmp_path_factory.mktemp("ops"))
    workspace.home.make()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SPEED, "0")
        starter.start(workspace.home)
    yield workspace
    workspace.stop()


@pytest.fixture
def scene(stepped: Workspace) -> Iterator[Scene]:
    """Gone afterwards, so that the steps of the next test move nothing but its own."""
    yield from _made(stepped)


@pytest.fixture
def network_scene(stepped: Workspace) -> Iterator[Scene]:
    """The same behind a Network Load Balancer."""
    yield from _made(stepped, network=True)


def _made(stepped: Workspace, *, network: bool = False) -> Iterator[Scene]:
    scene = SteppedScene.make(stepped, f"t{uuid.uuid4().hex[:8]}", network=network)
    yield scene
    if scene.described()["status"] != "INACTIVE":
        scene.aws("ecs").delete_service(cluster=scene.name, service="web", force=True)


class SteppedScene(Scene):
    """A scene whose service is up after some steps."""

    def steady(self) -> None:
        for _ in range(20):
            self.step(30)
            if any("has reached a steady state" in event["message"] for event in self.described()["events"]):
                return
        raise AssertionError("the service is not steady")
