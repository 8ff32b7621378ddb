"""DescribeServices shows a service that moves as AWS does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator

from local_aws.server.extensions.ecs import service_shape
from local_aws.server.extensions.ecs.arns import Arns
from model.moving.configuration import Configuration
from model.moving.launch import Launch
from model.moving.revision import Behaviour
from model.strategy import Strategy
from tests.model.moving.stage import BY_CODEDEPLOY, HOUR, MINUTE, Stage, revision, stage

ARNS = Arns("arn:aws:ecs:eu-west-1:123456789012:service/shop/web")
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
ROLLING = Configuration(strategy=Strategy.ROLLING)
BREAKER = replace(ROLLING, breaker=True, breaker_rolls_back=True)
BLUE_GREEN = Configuration(strategy=Strategy.BLUE_GREEN, bake_minutes=10)
CRASHES = Behaviour(exits_after_seconds=1)
ON_FARGATE = {
    "launchType": "FARGATE",
    "platformVersion": "LATEST",
    "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
    "loadBalancers": [{"targetGroupArn": "blue", "containerName": "web", "containerPort": 80}],
}
SHAPES = botocore.session.get_session().get_service_model("ecs")


def at(seconds: float) -> datetime:
    return BEGINNING + timedelta(seconds=seconds)


def shown(scene: Stage) -> dict[str, Any]:
    """The service, whose members are all botocore's."""
    shape = service_shape.moving(scene.service, at, ARNS)
    known = SHAPES.shape_for("Service")
    assert ParamValidator().validate(shape, known).generate_report() == ""
    for member in ("deployments", "taskSets"):
        names = set(known.members[member].member.members)  # type: ignore[attr-defined]
        assert all(set(one) <= names for one in shape[member])
    return shape


def columns(scene: Stage, *members: str) -> list[tuple[Any, ...]]:
    """These members of each deployment."""
    return [tuple(one[member] for member in members) for one in shown(scene)["deployments"]]


def test_a_service_at_rest_has_one_deployment_that_is_completed() -> None:
    scene = stage(ROLLING, desired=2)
    (deployment,) = shown(scene)["deployments"]
    id_ = deployment["id"]
    assert deployment | {"updatedAt": None} == {
        "id": id_,
        "status": "PRIMARY",
        "taskDefinition": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1",
        "desiredCount": 2,
        "pendingCount": 0,
        "runningCount": 2,
        "failedTasks": 0,
        "createdAt": BEGINNING,
        "updatedAt": None,
        "rolloutState": "COMPLETED",
        "rolloutStateReason": f"ECS deployment {id_} completed.",
    }
    assert shown(scene)["runningCount"] == 2
    assert "currentServiceDeployment" not in shown(scene)


def test_while_it_rolls_the_new_one_is_primary_and_in_progress_and_the_old_one_goes() -> None:
    scene = stage(ROLLING, desired=4)
    scene.cloud.update_service(scene.service, revision(2))
    assert columns(scene, "status", "desiredCount", "rolloutState") == [
        ("PRIMARY", 4, "IN_PROGRESS"),
        ("ACTIVE", 4, "COMPLETED"),
    ]
    new, old = (one["id"] for one in shown(scene)["deployments"])
    assert shown(scene)["deployments"][0]["rolloutStateReason"] == f"ECS deployment {new} in progress."
    scene.wait(90)
    assert columns(scene, "id", "desiredCount", "runningCount") == [(new, 4, 4), (old, 0, 0)]
    scene.wait(HOUR)
    assert columns(scene, "id", "rolloutState") == [(new, "COMPLETED")]


def test_a_tripped_breaker_shows_the_failed_deployment_and_the_one_that_it_rolls_back_to() -> None:
    scene = stage(BREAKER, desired=2)
    known_good = shown(scene)["deployments"][0]["id"]
    release = scene.cloud.update_service(scene.service, revision(2, CRASHES))
    while not release.rolling_back:
        scene.wait(1)
    assert columns(scene, "id", "status", "rolloutState", "rolloutStateReason", "failedTasks") == [
        (
            known_good,
            "PRIMARY",
            "IN_PROGRESS",
            f"ECS deployment circuit breaker: rolling back to deploymentId {known_good}.",
            0,
        ),
        (release.target.id, "ACTIVE", "FAILED", "ECS deployment circuit breaker: tasks failed to start.", 4),
    ]
    scene.wait(HOUR)
    assert columns(scene, "id", "rolloutState") == [(known_good, "COMPLETED")]


def test_a_breaker_that_rolls_nothing_back_leaves_the_failed_deployment_primary() -> None:
    scene = stage(replace(BREAKER, breaker_rolls_back=False), desired=2)
    scene.cloud.update_service(scene.service, revision(2, CRASHES))
    scene.wait(HOUR)
    assert columns(scene, "status", "rolloutState")[0] == ("PRIMARY", "FAILED")


def test_a_deployment_that_another_took_the_place_of_is_still_in_progress_while_it_has_tasks() -> None:
    scene = stage(ROLLING, desired=2)
    for number in (2, 3):
        scene.cloud.update_service(scene.service, revision(number))
        scene.wait(5)
    assert [(definition[-5:], state) for definition, state in columns(scene, "taskDefinition", "rolloutState")] == [
        ("web:3", "IN_PROGRESS"),
        ("web:2", "IN_PROGRESS"),
        ("web:1", "COMPLETED"),
    ]


def test_the_newest_is_primary_while_ecs_shifts_the_traffic_and_the_source_again_after_a_rollback() -> None:
    scene = stage(BLUE_GREEN)
    (old,) = (one["id"] for one in shown(scene)["deployments"])
    release = scene.cloud.update_service(scene.service, revision(2))
    new = release.target.id
    assert columns(scene, "id", "status", "desiredCount") == [(new, "PRIMARY", 0), (old, "ACTIVE", 1)]
    scene.wait(5 * MINUTE)
    assert columns(scene, "id", "status", "desiredCount") == [(new, "PRIMARY", 1), (old, "ACTIVE", 1)]
    assert shown(scene)["currentServiceDeployment"] == (
        f"arn:aws:ecs:eu-west-1:123456789012:service-deployment/shop/web/{release.id}"
    )
    release.stop()
    scene.wait(2)
    assert columns(scene, "id", "status", "rolloutState") == [
        (old, "PRIMARY", "IN_PROGRESS"),
        (new, "ACTIVE", "FAILED"),
    ]
    scene.wait(HOUR)
    assert columns(scene, "id", "status", "rolloutState") == [(old, "PRIMARY", "COMPLETED")]


def test_the_revisions_that_have_tasks_are_the_current_ones() -> None:
    scene = stage(BLUE_GREEN, desired=2)
    release = scene.cloud.update_service(scene.service, revision(2))
    scene.wait(5 * MINUTE)
    number = release.target.id.removeprefix("ecs-svc/")
    assert shown(scene)["currentServiceRevisions"][-1] == {
        "arn": f"arn:aws:ecs:eu-west-1:123456789012:service-revision/shop/web/{number}",
        "requestedTaskCount": 2,
        "runningTaskCount": 2,
        "pendingTaskCount": 0,
    }


def test_launch_settings_are_shown_as_they_were_asked_for() -> None:
    scene = stage(ROLLING)
    scene.service.task_sets[0].launch = Launch(settings=ON_FARGATE)
    asked = {key: ON_FARGATE[key] for key in ("launchType", "platformVersion", "networkConfiguration")}
    assert shown(scene)["deployments"][0].items() >= asked.items()


def test_codedeploy_moves_task_sets_each_with_its_own_group() -> None:
    scene = stage(BY_CODEDEPLOY, desired=2)
    scene.service.launch = scene.service.task_sets[0].launch = Launch(settings=ON_FARGATE)
    deployment = scene.deploy()
    scene.wait(30)
    service = shown(scene)
    blue, green = service["taskSets"]
    assert (service["deployments"], service.get("currentServiceRevisions")) == ([], None)
    assert [(one["status"], one.get("externalId"), one["startedBy"]) for one in (blue, green)] == [
        ("PRIMARY", None, "CODE_DEPLOY"),
        ("ACTIVE", deployment.id, "CODE_DEPLOY"),
    ]
    assert [one["loadBalancers"][0]["targetGroupArn"] for one in (blue, green)] == ["blue", "green"]
    assert [one["stabilityStatus"] for one in (blue, green)] == ["STEADY_STATE", "STABILIZING"]
    assert green["taskSetArn"] == f"arn:aws:ecs:eu-west-1:123456789012:task-set/shop/web/{green['id']}"
    assert green["clusterArn"] == "arn:aws:ecs:eu-west-1:123456789012:cluster/shop"
    assert (green["computedDesiredCount"], green["scale"]) == (2, {"value": 100.0, "unit": "PERCENT"})
    assert (green["pendingCount"], service["pendingCount"], service["runningCount"]) == (2, 2, 2)


def test_a_set_shows_since_when_it_is_stable() -> None:
    scene = stage(BY_CODEDEPLOY)
    (task_set,) = shown(scene)["taskSets"]
    assert task_set["stabilityStatusAt"] == at(scene.service.task_sets[0].steady_at or 0)
    scene.service.scale(2)
    scene.wait(10)
    (task_set,) = shown(scene)["taskSets"]
    assert (task_set["stabilityStatus"], at(HOUR) <= task_set["stabilityStatusAt"] <= at(HOUR + 10)) == (
        "STABILIZING",
        True,
    )


@pytest.mark.parametrize("strategy", [ROLLING, BY_CODEDEPLOY])
def test_events_are_the_newest_first_and_keep_their_ids(strategy: Configuration) -> None:
    scene = stage(strategy)
    before = shown(scene)["events"]
    assert "has reached a steady state" in before[0]["message"]
    scene.service.scale(2)
    scene.wait(2)
    after = shown(scene)["events"]
    assert "has started 1 tasks" in after[0]["message"]
    assert after[1:] == before
    assert len({one["id"] for one in after}) == len(after)
