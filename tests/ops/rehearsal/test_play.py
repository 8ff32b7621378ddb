"""Each strategy's release from its beginning to its end, as it would be told while it happens."""

from dataclasses import replace

import pytest

from model.hosts import Requirements
from model.moving.configuration import StageHook
from model.strategy import Strategy
from ops.progress import End
from ops.rehearsal.play import play
from ops.rehearsal.rehearsal import Rehearsal
from ops.rehearsal.scene import Scene
from tests.ops.rehearsal.scenes import CANARY, SMALL, T3_SMALL, by_codedeploy, by_ecs, on_hosts


def happened(rehearsal: Rehearsal) -> list[str]:
    return [step.text for step in rehearsal.steps]


def test_codedeploy_moves_a_canary_waits_and_ends_the_old_tasks() -> None:
    played = play(by_codedeploy(shift=CANARY, termination_minutes=5))
    assert happened(played) == [
        "BeforeInstall",
        "Install",
        "AfterInstall",
        "AllowTestTraffic",
        "AfterAllowTestTraffic",
        "BeforeAllowTraffic",
        "AllowTraffic",
        "production 10 %",
        "production 100 %",
        "AfterAllowTraffic",
        "the old tasks end",
        "released",
    ]
    assert (played.end, played.peak_tasks, played.peak_hosts) == (End.RELEASED, 4, 0)
    assert played.first_shift_minutes
    assert played.shifted_minutes
    assert played.shifted_minutes - played.first_shift_minutes == pytest.approx(5, abs=0.05)
    assert played.minutes - played.shifted_minutes == pytest.approx(5, abs=0.1)


def test_ecs_moves_in_steps_and_bakes() -> None:
    played = play(by_ecs(Strategy.LINEAR, step_percent=50, step_minutes=6, bake_minutes=10))
    assert happened(played) == [
        "PRE_SCALE_UP",
        "SCALE_UP",
        "POST_SCALE_UP",
        "TEST_TRAFFIC_SHIFT",
        "POST_TEST_TRAFFIC_SHIFT",
        "PRODUCTION_TRAFFIC_SHIFT",
        "production 50 %",
        "production 100 %",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
        "BAKE_TIME",
        "CLEAN_UP",
        "the old tasks end",
        "released",
    ]
    assert played.first_shift_minutes
    assert played.minutes - played.first_shift_minutes == pytest.approx(16, abs=0.3)


def test_a_rolling_update_replaces_task_by_task() -> None:
    played = play(replace(by_ecs(maximum_percent=150), desired=2))
    assert happened(played) == ["new task 1 of 2", "new task 2 of 2", "the old tasks end", "released"]
    assert (played.peak_tasks, played.good) == (3, True)
    assert {one.sent for one in played.moments} >= {0, 50, 100}


@pytest.mark.parametrize("scene", [by_codedeploy(), by_ecs(Strategy.CANARY, step_percent=10, step_minutes=1), by_ecs()])
def test_every_request_finds_a_healthy_task_all_the_time(scene: Scene) -> None:
    played = play(scene)
    assert played.good
    assert all(one.new + one.old == 100 for one in played.moments)
    assert [one.sent for one in played.moments] == sorted(one.sent for one in played.moments)


def test_an_approval_is_given_at_once() -> None:
    pause = StageHook(stages=("POST_TEST_TRAFFIC_SHIFT",), timeout_minutes=60)
    for scene in (by_codedeploy(ready_minutes=60), by_ecs(Strategy.BLUE_GREEN, hooks=(pause,))):
        played = play(scene)
        assert (played.end, played.approvals) == (End.RELEASED, 1)
        assert played.minutes < 10


def test_an_alarm_that_is_active_before_stops_codedeploy_and_not_ecs() -> None:
    stopped = play(replace(by_codedeploy(alarm_names=("errors",)), active_alarms=("errors",)))
    assert (stopped.end, happened(stopped)[-1]) == (End.FAILED, "failed")
    assert "<errors>" in stopped.reason
    ecs = by_ecs(Strategy.BLUE_GREEN, alarm_names=("errors",), alarms_roll_back=True)
    assert play(replace(ecs, active_alarms=("errors",))).good


def test_the_live_group_may_be_green() -> None:
    scene = by_codedeploy()
    blue, green = scene.groups
    turned = (replace(green, production=100, test=100), replace(blue, production=0, test=0))
    assert happened(play(replace(scene, groups=turned))) == happened(play(scene))


def test_weights_that_are_not_at_rest_fail_it_with_awss_words() -> None:
    scene = by_codedeploy()
    blue, green = scene.groups
    split = replace(scene, groups=(replace(blue, production=50), replace(green, production=50)))
    assert "Green taskset target group cannot have non-zero weight" in play(split).reason


def test_a_port_that_the_revision_lacks_fails_it_with_awss_words() -> None:
    assert "did not have a container port 443 defined" in play(replace(by_codedeploy(), port=443)).reason


def test_a_capacity_provider_adds_the_hosts_that_are_missing() -> None:
    scene = on_hosts(by_codedeploy(), 2, desired=6, most=4)
    played = play(scene)
    assert (played.end, played.peak_tasks, played.peak_hosts) == (End.RELEASED, 12, 4)
    assert played.blocked == ""
    short = play(on_hosts(by_codedeploy(), 2, desired=6, most=3))
    assert short.end is End.ROLLED_BACK
    assert "insufficient memory available" in short.blocked
    assert short.blocked_minute is not None


def test_tasks_stay_on_the_hosts_where_they_are() -> None:
    """Three old tasks on one host leave it full, so the two new ones have to go to the other."""
    scene = on_hosts(by_codedeploy(), 2, desired=3)
    assert scene.hosts
    full, other = scene.hosts
    three = T3_SMALL.beside(SMALL).beside(SMALL).beside(SMALL)
    taken = replace(three, memory_mib=0)
    crowded = replace(scene, hosts=(replace(full, left=taken, own=3), replace(other, left=three)))
    assert "insufficient memory" in play(crowded).blocked
    assert play(replace(crowded, hosts=(replace(full, left=taken, own=3), other))).good


def test_the_room_that_an_old_task_leaves_is_on_its_host() -> None:
    large = Requirements(cpu_units=1500, memory_mib=64)
    scene = on_hosts(by_ecs(task=large, minimum_percent=0, maximum_percent=100), 2, desired=1)
    assert scene.hosts
    full, busy = scene.hosts
    hosts = (replace(full, left=T3_SMALL.beside(large), own=1), replace(busy, left=replace(T3_SMALL, cpu_units=100)))
    played = play(replace(scene, hosts=hosts))
    assert (played.end, played.moments[0].old_tasks) == (End.RELEASED, 1)


def test_tasks_that_are_nowhere_yet_are_there_before_the_release() -> None:
    scene = on_hosts(by_codedeploy(), 2, desired=3)
    assert scene.hosts
    hosts = tuple(replace(one, left=T3_SMALL.beside(SMALL), own=1) for one in scene.hosts)
    played = play(replace(scene, hosts=hosts))
    assert (played.moments[0].old_tasks, played.peak_tasks) == (3, 6)


def test_no_room_for_green_of_ecs_is_given_up_after_a_day() -> None:
    played = play(on_hosts(by_ecs(Strategy.BLUE_GREEN), 1, desired=3))
    assert (played.end, round(played.minutes / 60)) == (End.ROLLED_BACK, 24)
    assert "insufficient memory" in played.blocked
