"""A service that CodeDeploy moved is moved by ECS itself from now on, whichever group is live."""

import pytest

from model.moving.configuration import Advanced, Configuration
from model.moving.native import NativeDeployment
from model.moving.refusal import Refusal
from model.strategy import Strategy
from tests.model.moving.stage import HOUR, MINUTE, Stage, revision, stage

BLUE_GREEN = Configuration(strategy=Strategy.BLUE_GREEN, bake_minutes=10)


def native(scene: Stage) -> None:
    """What UpdateService says of the service."""
    scene.service.check_controller("ECS")
    groups = (scene.blue, scene.green)
    scene.service.configuration = BLUE_GREEN
    scene.service.advanced = Advanced(groups=groups, production=scene.production, test=scene.test)


def released(scene: Stage, number: int) -> NativeDeployment:
    made = scene.cloud.update_service(scene.service, revision(number))
    assert isinstance(made, NativeDeployment)
    scene.wait(HOUR)
    return made


@pytest.mark.parametrize("live", ["blue", "green"])
def test_ecs_starts_the_running_revision_in_the_idle_group_and_moves_traffic_there(live: str) -> None:
    scene, idle = stage(), "green" if live == "blue" else "blue"
    if live == "green":
        scene.deploy(1)
        scene.wait(HOUR)
    assert scene.weights()[live] == 100
    native(scene)
    assert released(scene, 1).status == "SUCCESSFUL"
    assert scene.weights() == {live: 0, idle: 100}
    assert released(scene, 2).status == "SUCCESSFUL"
    assert scene.weights() == {live: 100, idle: 0}
    assert [(one.revision.name, one.status) for one in scene.service.task_sets] == [("web:2", "PRIMARY")]


def test_a_service_has_deployments_from_then_on_and_no_task_sets() -> None:
    scene = stage()
    assert scene.service.has_task_sets
    native(scene)
    assert not scene.service.has_task_sets


def test_not_while_codedeploy_releases_it() -> None:
    scene = stage()
    scene.deploy()
    scene.wait(MINUTE)
    with pytest.raises(Refusal, match="ongoing service deployment"):
        native(scene)


@pytest.mark.parametrize(
    ("before", "after"),
    [(Strategy.BLUE_GREEN, "CODE_DEPLOY"), (Strategy.ROLLING, "CODE_DEPLOY"), (Strategy.CODEDEPLOY, "EXTERNAL")],
)
def test_no_service_goes_to_another_controller_than_ecs(before: Strategy, after: str) -> None:
    with pytest.raises(Refusal, match=f"from {before.controller} to {after}"):
        stage(Configuration(strategy=before)).service.check_controller(after)
