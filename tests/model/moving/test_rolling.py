"""A rolling update replaces tasks within the percents, and says why it can't."""

from dataclasses import replace
from itertools import pairwise

import pytest

from model.moving.cloud import Cloud
from model.moving.configuration import Configuration
from model.moving.refusal import Refusal
from model.moving.revision import Behaviour
from model.moving.traffic import Health
from model.strategy import Strategy
from tests.model.moving.stage import BY_CODEDEPLOY, HOUR, MINUTE, Stage, revision, stage

ROLLING = Configuration(strategy=Strategy.ROLLING)
BREAKER = replace(ROLLING, breaker=True, breaker_rolls_back=True)


def running(scene: Stage, seconds: int) -> set[tuple[int, int]]:
    """How many tasks run or start, and how many are ready, at each moment of the time that passes."""
    seen = set()
    for _ in range(seconds):
        sets = scene.service.task_sets
        seen.add((sum(one.live for one in sets), sum(one.ready for one in sets)))
        scene.wait(1)
    return seen


@pytest.mark.parametrize(
    ("desired", "low", "high", "fewest_ready", "most_live"),
    [(4, 100, 200, 4, 8), (4, 100, 150, 4, 6), (4, 50, 100, 2, 4), (3, 100, 134, 3, 4), (1, 0, 100, 0, 1)],
)
def test_as_many_run_as_the_percents_let(desired, low, high, fewest_ready, most_live) -> None:
    scene = stage(replace(ROLLING, minimum_percent=low, maximum_percent=high), desired=desired)
    release = scene.cloud.update_service(scene.service, revision(2))
    seen = running(scene, 1500)
    assert release.status == "SUCCESSFUL"
    assert min(ready for _, ready in seen) == fewest_ready
    assert max(live for live, _ in seen) == most_live
    assert [(one.revision.name, one.ready) for one in scene.service.task_sets] == [("web:2", desired)]


def test_the_circuit_breaker_returns_to_what_worked() -> None:
    scene = stage(BREAKER, desired=2)
    release = scene.cloud.update_service(scene.service, revision(2, Behaviour(exits_after_seconds=5)))
    scene.wait(HOUR)
    assert (release.status, release.breaker_tripped) == ("ROLLBACK_SUCCESSFUL", True)
    assert [(one.revision.name, one.ready) for one in scene.service.task_sets] == [("web:1", 2)]
    new, old = release.target.id, scene.service.task_sets[0].id
    assert [text for text in scene.said() if "deployment" in text] == [
        f"(service web) (deployment {new}) deployment failed: tasks failed to start.",
        f"(service web) rolling back to deployment {old}.",
        f"(service web) (deployment {old}) deployment completed.",
    ]


def test_the_circuit_breaker_without_rollback_starts_no_more_tasks() -> None:
    scene = stage(replace(BREAKER, breaker_rolls_back=False))
    release = scene.cloud.update_service(scene.service, revision(2, Behaviour(answers=False)))
    scene.wait(3 * HOUR)
    assert release.status == "STOPPED"
    before = len(scene.cloud.events)
    scene.wait(3 * HOUR)
    assert len(scene.cloud.events) == before
    assert sum(one.ready for one in scene.service.task_sets) == 1


def test_an_alarm_returns_to_what_worked() -> None:
    scene = stage(replace(ROLLING, alarm_names=("errors",), alarms_roll_back=True), desired=4)
    release = scene.cloud.update_service(scene.service, revision(2))
    scene.wait(MINUTE)
    scene.alarm()
    scene.wait(HOUR)
    assert release.status == "ROLLBACK_SUCCESSFUL"
    assert [one.revision.name for one in scene.service.task_sets] == ["web:1"]


def test_alarms_watch_an_update_a_while_after_its_last_task() -> None:
    watched = stage(replace(ROLLING, alarm_names=("errors",), alarms_roll_back=True))
    release = watched.cloud.update_service(watched.service, revision(2))
    while not all(one.revision.name == "web:2" and one.complete for one in watched.service.task_sets):
        watched.wait(1)
    watched.wait(2 * MINUTE)
    assert release.status == "IN_PROGRESS"
    watched.alarm()
    watched.wait(HOUR)
    assert release.status == "ROLLBACK_SUCCESSFUL"

    quiet = stage(replace(ROLLING, alarm_names=("errors",), alarms_roll_back=True))
    release = quiet.cloud.update_service(quiet.service, revision(2))
    quiet.wait(HOUR)
    assert release.status == "SUCCESSFUL"


def test_tasks_that_fail_again_and_again_are_started_less_and_less_often() -> None:
    scene = stage(ROLLING)
    scene.cloud.update_service(scene.service, revision(2, Behaviour(exits_after_seconds=5)))
    scene.wait(6 * HOUR)
    starts = [at for at, text in scene.happened("service web") if "has started" in text]
    gaps = [after - before for before, after in pairwise(starts)]
    assert gaps == sorted(gaps)
    assert 15 * MINUTE <= gaps[-1] <= 17 * MINUTE
    assert any("unable to consistently start tasks" in text for text in scene.said())


def test_unhealthy_tasks_are_replaced_once_their_grace_is_over() -> None:
    scene = stage(ROLLING, grace_seconds=120)
    scene.cloud.update_service(scene.service, revision(2, Behaviour(answers=False)))
    scene.wait(10 * MINUTE)
    unhealthy = [at for at, text in scene.happened("service web") if "is unhealthy in (target-group" in text]
    started = [at for at, text in scene.happened("service web") if "has started" in text]
    assert unhealthy[0] - started[0] == 60 + 120


def test_a_slow_start_within_the_grace_is_no_failure() -> None:
    scene = stage(replace(BREAKER), grace_seconds=120)
    release = scene.cloud.update_service(scene.service, revision(2, Behaviour(answers_after_seconds=60)))
    scene.wait(HOUR)
    assert release.status == "SUCCESSFUL"
    assert not any("unhealthy" in text for text in scene.said())


def test_a_larger_count_starts_tasks_and_a_smaller_one_stops_them() -> None:
    scene = stage(ROLLING, desired=2)
    for desired in (5, 1):
        scene.service.scale(desired)
        scene.wait(HOUR)
        assert [one.ready for one in scene.service.task_sets] == [desired]


def test_another_update_takes_the_place_of_one_that_goes_on() -> None:
    scene = stage(ROLLING, desired=3)
    first = scene.cloud.update_service(scene.service, revision(2))
    scene.wait(30)
    second = scene.cloud.update_service(scene.service, revision(3))
    scene.wait(HOUR)
    assert (first.status, second.status) == ("STOPPED", "SUCCESSFUL")
    assert [one.revision.name for one in scene.service.task_sets] == ["web:3"]


def test_a_lost_host_takes_its_tasks_and_they_start_elsewhere() -> None:
    scene = stage(ROLLING, desired=3, hosts=3)
    assert scene.fleet
    scene.cloud.end_host(scene.fleet, scene.fleet.instances["i-0"])
    assert sum(one.live for one in scene.service.task_sets) == 2
    scene.wait(HOUR)
    assert [one.ready for one in scene.service.task_sets] == [3]


def test_a_service_of_codedeploy_takes_no_other_task_definition() -> None:
    scene = stage(BY_CODEDEPLOY)
    with pytest.raises(Refusal, match="Unable to update task definition on services with a CODE_DEPLOY"):
        scene.cloud.update_service(scene.service, revision(2))


def test_where_a_real_load_balancer_looks_its_findings_count_and_nothing_is_planned() -> None:
    cloud = Cloud(observed=True)
    group = cloud.target_group("blue")
    cloud.route("production", {group: 1})
    service = cloud.create_service("web", ROLLING, desired=1, revision=revision(1), groups=[group])
    cloud.clock.run_until(HOUR)
    (task,) = group.targets
    assert (group.targets[task], service.steady) == (Health.INITIAL, False)
    group.observe(task, Health.HEALTHY)
    cloud.clock.run_until(2 * HOUR)
    assert service.steady
    group.observe(task, Health.UNHEALTHY)
    cloud.clock.run_until(3 * HOUR)
    assert task.status == "STOPPED"
