"""Releases behind a Network Load Balancer, whose listeners are moved themselves."""

import pytest

from ops.forwards import give_all, moved
from ops.progress import End
from ops.starting import begin
from tests.local_aws.scene import Scene, forward
from tests.ops.test_releases import by_codedeploy, native, rolling


def weights(scene: Scene, listener: str) -> dict[str, int]:
    """What the listener's default action forwards, where there is any."""
    [one] = scene.aws("elbv2").describe_listeners(ListenerArns=[listener])["Listeners"]
    groups = one["DefaultActions"][0]["ForwardConfig"]["TargetGroups"]
    return {group["TargetGroupArn"]: group["Weight"] for group in groups if group["Weight"]}


@pytest.mark.parametrize("strategy", ["codedeploy", "native"])
def test_a_release_moves_the_listeners_of_the_service(network_scene: Scene, strategy: str) -> None:
    scene = network_scene
    ground = by_codedeploy(scene, "ECSAllAtOnce") if strategy == "codedeploy" else native(scene)
    assert weights(scene, scene.production) == {scene.blue: 1}
    [forwarding] = moved(ground.releases)
    assert forwarding.rule == scene.production
    assert ground.released(scene.definition())[-1].progress.end is End.RELEASED
    assert weights(scene, scene.production) == {scene.green: 100}
    assert ground.releases.home() == scene.green
    assert ground.released(scene.definition())[-1].progress.end is End.RELEASED
    assert weights(scene, scene.production) == {scene.blue: 100}


def test_a_rolling_release_moves_nothing(network_scene: Scene) -> None:
    ground = rolling(network_scene)
    assert ground.released(network_scene.definition())[-1].progress.end is End.RELEASED
    assert weights(network_scene, network_scene.production) == {network_scene.blue: 1}


def test_traffic_that_is_split_can_be_taken_back(network_scene: Scene) -> None:
    scene, ground = network_scene, native(network_scene)
    stopped = begin(ground.releases, scene.definition()).id
    ground.until(stopped, lambda progress: progress.new and progress.new.percent == 10)
    ground.releases.stop(stopped)
    scene.step(60)
    assert len(weights(scene, scene.production)) == 2
    give_all(ground.releases, ground.releases.home())
    assert weights(scene, scene.production) == {scene.blue: 100}


def test_a_listener_that_holds_one_group_is_given_the_other(network_scene: Scene) -> None:
    scene, ground = network_scene, native(network_scene)
    scene.aws("elbv2").modify_listener(ListenerArn=scene.production, DefaultActions=forward(scene.green))
    give_all(ground.releases, scene.blue)
    assert weights(scene, scene.production) == {scene.blue: 100}
