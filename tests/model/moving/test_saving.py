"""The model can be saved at any moment of a release, and goes on as if it hadn't been."""

import pickle
from dataclasses import replace

import pytest

from model.moving.configuration import Configuration, StageHook
from model.moving.hooks import Function
from model.shift import PREDEFINED
from model.strategy import Strategy
from tests.model.moving.stage import BY_CODEDEPLOY, HOUR, Stage, revision, stage

CANARY = Configuration(strategy=Strategy.CANARY, step_percent=10, step_minutes=5, bake_minutes=5)
HOOKED = replace(CANARY, hooks=(StageHook(stages=("POST_SCALE_UP",), function="check"),))
ROLLING = Configuration(strategy=Strategy.ROLLING)


@pytest.mark.parametrize("configuration", [BY_CODEDEPLOY, HOOKED, ROLLING], ids=lambda one: one.strategy.value)
@pytest.mark.parametrize("seconds", [0, 3, 40, 75, 130, 200, 500])
def test_a_saved_release_goes_on(configuration: Configuration, seconds: int) -> None:
    scene = stage(configuration, desired=3, hosts=3)
    scene.cloud.functions.known["check"] = Function(seconds=20)
    if configuration is BY_CODEDEPLOY:
        linear = PREDEFINED["CodeDeployDefault.ECSLinear10PercentEvery1Minutes"]
        scene.deploy(hooks={"AfterInstall": "check"}, shift=linear)
    else:
        scene.cloud.update_service(scene.service, revision(2))
    scene.wait(seconds)
    saved: Stage = pickle.loads(pickle.dumps(scene))
    for one in (scene, saved):
        one.wait(HOUR)
        assert [task_set.revision.name for task_set in one.service.task_sets] == ["web:2"]
    assert saved.cloud.events == scene.cloud.events
