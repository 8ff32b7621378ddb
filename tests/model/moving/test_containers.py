"""The containers of a task begin in their order, and what can't come true any more ends the task."""

from dataclasses import replace
from math import inf
from typing import Any

import pytest

from model.moving.configuration import Configuration
from model.moving.containers import RUN_SECONDS, Start, start
from model.strategy import Strategy
from tests.model.moving.stage import HOUR, revision, stage

CHECK = {"command": ["CMD", "true"], "interval": 15, "retries": 2, "startPeriod": 5}


def container(name: str, /, essential: bool = True, **waits_for: str) -> dict[str, Any]:
    dependencies = [{"containerName": on, "condition": condition} for on, condition in waits_for.items()]
    return {"name": name, "image": f"{name}:1", "essential": essential, "dependsOn": dependencies}


MIGRATE = container("migrate", essential=False)
WEB = container("web", migrate="SUCCESS")


def begins(found: Start) -> dict[str, float]:
    return {name: span.begins for name, span in found.spans.items()}


def test_containers_that_wait_for_nobody_begin_at_once() -> None:
    assert start([container("web"), container("proxy")]) == Start()


def test_each_begins_when_all_that_it_waits_for_has_come_true() -> None:
    proxy = container("proxy", migrate="COMPLETE") | {"healthCheck": CHECK}
    found = start(
        [container("web", migrate="SUCCESS", proxy="HEALTHY"), container("agent", web="START"), proxy, MIGRATE]
    )
    assert begins(found) == {"migrate": 0, "proxy": 10, "web": 25, "agent": 25}
    assert (found.seconds, found.fault) == (25, "")
    assert (found.spans["migrate"].ends, found.spans["migrate"].exit_code) == (RUN_SECONDS, 0)
    assert found.spans["web"].ends == inf


def test_a_health_check_that_says_no_interval_is_made_each_half_minute() -> None:
    found = start([container("web", proxy="HEALTHY"), container("proxy") | {"healthCheck": {"command": ["true"]}}])
    assert found.seconds == 30


def test_a_failed_migration_ends_the_task_before_its_container_has_begun() -> None:
    found = start([WEB, MIGRATE], exit_codes={"migrate": 1})
    assert (found.seconds, found.fault) == (RUN_SECONDS, "Essential container in task exited")
    web = found.spans["web"]
    assert (web.begins, web.exit_code) == (inf, 143)
    assert "[migrate(migrate:1) (STOPPED->RUNNING) - Exit: 1] for target [web(web:1)" in web.reason


def test_what_waits_for_one_that_never_begins_never_begins_either() -> None:
    found = start([WEB, container("agent", web="START"), MIGRATE], exit_codes={"migrate": 1})
    assert found.spans["agent"].reason
    assert found.fault


def test_one_that_waits_for_an_end_does_not_ask_how_it_ended() -> None:
    found = start([container("web", migrate="COMPLETE"), MIGRATE], exit_codes={"migrate": 1})
    assert (found.seconds, found.fault) == (RUN_SECONDS, "")


def test_a_task_goes_on_without_a_container_that_is_not_essential() -> None:
    warm = container("warm", essential=False, migrate="SUCCESS")
    found = start([container("web"), warm, MIGRATE], exit_codes={"migrate": 1})
    assert (found.seconds, found.fault, found.spans["web"].begins) == (RUN_SECONDS, "", 0)


def test_an_exit_code_of_one_that_nobody_waits_for_ends_nothing() -> None:
    assert start([WEB, MIGRATE, container("agent")], exit_codes={"agent": 1}).spans["agent"].ends == inf


@pytest.mark.parametrize(
    ("essential", "seconds", "fault"), [(True, 35, "Task failed container health checks"), (False, inf, "")]
)
def test_who_waits_for_the_health_of_a_sick_one_waits_until_ecs_gives_it_up(essential, seconds, fault) -> None:
    proxy = container("proxy", essential=essential) | {"healthCheck": CHECK}
    found = start([container("web", proxy="HEALTHY"), proxy], unhealthy={"proxy"})
    assert (found.seconds, found.fault, found.spans["web"].begins) == (seconds, fault, inf)


GOOD, BAD = start([WEB, MIGRATE]), start([WEB, MIGRATE], exit_codes={"migrate": 1})


def test_a_task_is_pending_until_its_last_container_has_begun() -> None:
    scene = stage(Configuration(strategy=Strategy.ROLLING))
    release = scene.cloud.update_service(scene.service, replace(revision(2), start=GOOD))
    pulled = scene.cloud.pace.scheduler + scene.cloud.pace.fargate_start
    scene.wait(pulled + RUN_SECONDS - 1)
    assert (release.target.pending, release.target.running) == (1, 0)
    scene.wait(2)
    assert (release.target.pending, release.target.running) == (0, 1)


def test_one_that_never_begins_keeps_its_task_pending() -> None:
    scene = stage(Configuration(strategy=Strategy.ROLLING))
    release = scene.cloud.update_service(scene.service, replace(revision(2), start=Start(seconds=inf)))
    scene.wait(HOUR)
    assert (release.status, release.target.pending, release.target.failed) == ("IN_PROGRESS", 1, 0)


@pytest.mark.parametrize("strategy", [Strategy.ROLLING, Strategy.CANARY])
def test_a_failed_migration_fails_the_release_and_the_old_tasks_serve(strategy: Strategy) -> None:
    scene = stage(Configuration(strategy=strategy, breaker=True, breaker_rolls_back=True), desired=2)
    release = scene.cloud.update_service(scene.service, replace(revision(2), start=BAD))
    scene.wait(HOUR)
    assert release.status == "ROLLBACK_SUCCESSFUL"
    assert [(one.revision.name, one.ready) for one in scene.service.task_sets] == [("web:1", 2)]


def test_codedeploy_shifts_no_traffic_to_tasks_whose_migration_fails() -> None:
    scene = stage(desired=2)
    deployment = scene.cloud.deploy(scene.group(), replace(revision(2), start=BAD), container="web", port=80)
    scene.wait(2 * HOUR)
    assert deployment.status == "Failed"
    assert scene.weights() == {"blue": 100, "green": 0}
    assert [(one.revision.name, one.ready) for one in scene.service.task_sets] == [("web:1", 2)]
