"""What would be otherwise: each question changes what it is about, and what cannot be is refused in plain words."""

from dataclasses import replace

import pytest

from model.instance_types import instance_types
from model.moving.configuration import StageHook
from model.shift import Shift
from model.strategy import Strategy
from ops.progress import End
from ops.refusal import Refused
from ops.rehearsal.play import play
from ops.rehearsal.rehearsal import Rehearsal
from ops.rehearsal.scene import ByCodeDeploy, Failure, Scene
from ops.rehearsal.what_ifs import WhatIfs, changed, failure
from tests.ops.rehearsal.scenes import CANARY, LINEAR, by_codedeploy, by_ecs, on_hosts

WATCHED = {"alarm_names": ("errors",), "alarms_roll_back": True}
ALARMED = by_codedeploy(shift=CANARY, alarm_names=("errors",))


def what_if(scene: Scene, **asked: object) -> Scene:
    return changed(scene, WhatIfs(**asked), instance_types().get)  # type: ignore[arg-type]


def texts(rehearsal: Rehearsal) -> list[str]:
    return [step.text for step in rehearsal.steps]


def test_another_image_is_a_revision_of_the_same_shape() -> None:
    scene = what_if(by_codedeploy(), image="web:9")
    assert (scene.image, replace(scene, image="")) == ("web:9", by_codedeploy())


def test_more_tasks_take_more_room() -> None:
    scene = on_hosts(by_codedeploy(), 2)
    assert play(scene).good
    assert "insufficient memory" in play(what_if(scene, desired=6)).blocked


def test_larger_hosts_give_room() -> None:
    scene = on_hosts(by_codedeploy(), 2, desired=6)
    assert play(scene).blocked
    assert play(what_if(scene, instance_type="t3.large")).good
    assert "insufficient memory" in play(what_if(scene, instance_type="t3.micro")).blocked


def test_what_else_runs_on_a_host_runs_on_the_larger_one_too() -> None:
    scene = on_hosts(by_codedeploy(), 1)
    assert scene.hosts
    (host,) = scene.hosts
    busy = replace(host, left=replace(host.left, cpu_units=host.left.cpu_units - 1000))
    after = what_if(replace(scene, hosts=(busy,)), instance_type="m6i.large").hosts
    assert after
    assert after[0].left.cpu_units == instance_types()["m6i.large"].cpu_units - 1000


def test_codedeploy_said_as_native_keeps_steps_waits_hooks_and_alarms() -> None:
    hooks = {"AfterAllowTestTraffic": "check"}
    said = what_if(
        by_codedeploy(shift=LINEAR, ready_minutes=30, termination_minutes=7, alarm_names=("errors",), hooks=hooks),
        strategy="native",
    ).configuration
    assert (said.strategy, said.step_percent, said.step_minutes, said.bake_minutes) == (Strategy.LINEAR, 10, 1, 7)
    assert (said.alarm_names, said.alarms_roll_back) == (("errors",), True)
    assert said.hooks == (
        StageHook(stages=("POST_TEST_TRAFFIC_SHIFT",), function="check"),
        StageHook(stages=("POST_TEST_TRAFFIC_SHIFT",), timeout_minutes=30),
    )


def test_native_said_as_codedeploy_does_so_too() -> None:
    hook = StageHook(stages=("POST_SCALE_UP",), function="check")
    pause = StageHook(stages=("POST_TEST_TRAFFIC_SHIFT",), timeout_minutes=30)
    scene = by_ecs(
        Strategy.CANARY, step_percent=10, step_minutes=5, bake_minutes=7, hooks=(hook, pause), alarm_names=("errors",)
    )
    assert what_if(scene, strategy="codedeploy").codedeploy == ByCodeDeploy(
        shift=Shift("TimeBasedCanary", 10, 5),
        ready_minutes=30,
        termination_minutes=7,
        alarm_names=("errors",),
        hooks={"AfterInstall": "check"},
    )


@pytest.mark.parametrize("strategy", ["codedeploy", "native", "rolling"])
@pytest.mark.parametrize("scene", [by_codedeploy(), by_ecs(Strategy.BLUE_GREEN), by_ecs()])
def test_every_strategy_can_be_tried_on_every_service(scene: Scene, strategy: str) -> None:
    assert play(what_if(scene, strategy=strategy)).good


def test_the_strategy_that_it_has_changes_nothing() -> None:
    scene = by_ecs(Strategy.CANARY, step_percent=0.5, step_minutes=1)
    assert what_if(scene, strategy="native") == scene


@pytest.mark.parametrize(
    ("scene", "stage"),
    [
        (by_codedeploy(shift=CANARY), "AfterAllowTestTraffic failed (probe)"),
        (by_codedeploy(hooks={"AfterAllowTestTraffic": "check"}), "AfterAllowTestTraffic failed (check)"),
        (by_ecs(Strategy.BLUE_GREEN), "POST_TEST_TRAFFIC_SHIFT failed"),
    ],
)
def test_a_failing_probe_keeps_users_on_the_old_tasks(scene: Scene, stage: str) -> None:
    played = play(what_if(scene, fail="probe"))
    assert played.end is End.ROLLED_BACK
    assert texts(played)[-3:] == [stage, "rolling back", "rolled back"]
    assert {one.old for one in played.moments} == {100}


@pytest.mark.parametrize(
    "scene",
    [
        ALARMED,
        by_ecs(Strategy.CANARY, step_percent=10, step_minutes=5, **WATCHED),
    ],
)
def test_an_alarm_a_minute_after_the_first_share_takes_the_traffic_back(scene: Scene) -> None:
    played = play(what_if(scene, fail="alarm"))
    assert played.end is End.ROLLED_BACK
    assert played.first_shift_minutes
    failed = next(step.minute for step in played.steps if step.text == "rolling back")
    assert failed - played.first_shift_minutes == pytest.approx(1.25, abs=0.05)
    assert played.moments[-1].old == 100
    assert "errors" in played.reason


def test_an_alarm_goes_off_when_somebody_says() -> None:
    played = play(what_if(ALARMED, fail="alarm@90s"))
    assert next(step.minute for step in played.steps if step.text == "rolling back") == pytest.approx(1.75, abs=0.01)


def test_new_tasks_that_turn_unhealthy_reach_users_where_no_alarm_counts_them() -> None:
    played = play(what_if(by_codedeploy(shift=LINEAR), fail="unhealthy@4m"))
    assert (played.end, played.good) == (End.RELEASED, False)
    assert played.worst_percent == 100


def test_an_alarm_that_counts_unhealthy_tasks_ends_it() -> None:
    blue, green = ALARMED.groups
    counted = replace(green, unhealthy_alarm="errors", unhealthy_alarm_seconds=120)
    played = play(what_if(replace(ALARMED, groups=(blue, counted)), fail="unhealthy@4m"))
    assert played.end is End.ROLLED_BACK
    assert played.worst_percent == 10
    assert played.minutes < 8


@pytest.mark.parametrize("strategy", [Strategy.ROLLING, Strategy.BLUE_GREEN])
def test_tasks_that_are_never_healthy_trip_the_circuit_breaker(strategy: Strategy) -> None:
    scene = by_ecs(strategy, breaker=True, breaker_rolls_back=True)
    played = play(what_if(scene, fail="unhealthy@0m"))
    assert played.end is End.ROLLED_BACK
    assert "circuit breaker" in played.reason
    assert {one.old for one in played.moments} == {100}


def test_codedeploy_gives_tasks_that_are_never_healthy_an_hour() -> None:
    played = play(what_if(by_codedeploy(), fail="unhealthy@0m"))
    assert (played.end, round(played.minutes)) == (End.ROLLED_BACK, 60)


def test_a_failure_says_what_and_when() -> None:
    assert failure("unhealthy@3m") == Failure(kind="unhealthy", at_seconds=180)
    assert failure("alarm@2.5m").at_seconds == 150
    assert failure("alarm").at_seconds is None


@pytest.mark.parametrize(
    ("scene", "asked", "said"),
    [
        (by_codedeploy(), {"fail": "fire"}, "'fire' is nothing that can fail"),
        (by_codedeploy(), {"fail": "probe@3m"}, "is nothing that can fail"),
        (by_codedeploy(), {"fail": "alarm"}, "no alarm stops a release"),
        (by_ecs(), {"fail": "probe"}, "a rolling update calls no hook"),
        (by_codedeploy(), {"instance_type": "t3.large"}, "run on Fargate"),
        (on_hosts(by_codedeploy(), 1), {"instance_type": "t9.huge"}, "no instance type t9.huge"),
        (by_codedeploy(), {"desired": 0}, "at least one task"),
    ],
)
def test_what_cannot_be_is_refused(scene: Scene, asked: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        what_if(scene, **asked)
