"""How CodeDeploy shows a deployment for ECS and its target, at each stage, from the model."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.session import get_session

from local_aws.server.extensions.codedeploy.deployment_info import info, last
from local_aws.server.extensions.codedeploy.ecs_target import target
from local_aws.server.extensions.codedeploy.request import Request
from model.moving.codedeploy import Deployment
from model.moving.hooks import Function
from model.shift import Shift
from model.texts import codedeploy as say
from model.texts.text import Text
from tests.model.moving.stage import HOUR, MINUTE, Stage, stage

EPOCH = datetime(2026, 11, 1, tzinfo=UTC)
CANARY = Shift("TimeBasedCanary", 10, 5)
LINEAR = Shift("TimeBasedLinear", 10, 1)
SERVICE_ARN = "arn:aws:ecs:us-east-1:123456789012:service/main/web"
REQUEST = Request(
    application="shop",
    group="web",
    group_id="1",
    cluster="main",
    service="web",
    service_arn=SERVICE_ARN,
    config="CodeDeployDefault.ECSAllAtOnce",
    revision={"revisionType": "AppSpecContent", "appSpecContent": {"content": "{}", "sha256": "abc"}},
    style={"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
    timing={"deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT"}},
    balancing={"targetGroupPairInfoList": []},
    rollback={"enabled": True, "events": ["DEPLOYMENT_FAILURE"]},
)


def at(seconds: float) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


def release(hooks: dict[str, str] | None = None, fault: Text | None = None, **changes: Any) -> tuple[Stage, Deployment]:
    scene = stage()
    for group in (scene.blue, scene.green):
        group.name = f"arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/{group.name}/1"
    deployment = scene.deploy(hooks=hooks, **changes)
    deployment.fault = fault
    return scene, deployment


def shown(deployment: Deployment) -> dict[str, Any]:
    return info(deployment, REQUEST, at)


def ecs_target(deployment: Deployment) -> dict[str, Any]:
    return target(deployment, REQUEST, at)["ecsTarget"]


def weights(deployment: Deployment) -> list[tuple[str, str, float, str]]:
    return [
        (one["taskSetLabel"], one["status"], one["trafficWeight"], one["targetGroup"]["name"])
        for one in ecs_target(deployment)["taskSetsInfo"]
    ]


def events(deployment: Deployment) -> dict[str, str]:
    return {one["lifecycleEventName"]: one["status"] for one in ecs_target(deployment)["lifecycleEvents"]}


def test_a_new_deployment_has_what_was_asked_for_and_nothing_of_its_course() -> None:
    _, deployment = release()
    assert shown(deployment) == {
        "applicationName": "shop",
        "deploymentGroupName": "web",
        "deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce",
        "deploymentId": deployment.id,
        "revision": {"revisionType": "AppSpecContent", "appSpecContent": {"sha256": "abc"}},
        "status": "Created",
        "createTime": at(HOUR),
        "creator": "user",
        "ignoreApplicationStopFailures": False,
        "autoRollbackConfiguration": {"enabled": True, "events": ["DEPLOYMENT_FAILURE"]},
        "updateOutdatedInstancesOnly": False,
        "deploymentStyle": REQUEST.style,
        "instanceTerminationWaitTimeStarted": False,
        "blueGreenDeploymentConfiguration": REQUEST.timing,
        "loadBalancerInfo": REQUEST.balancing,
        "fileExistsBehavior": "DISALLOW",
        "deploymentStatusMessages": [],
        "computePlatform": "ECS",
    }
    assert ecs_target(deployment)["status"] == "Pending"


def test_while_it_waits_for_the_end_of_blue_it_is_in_progress_without_an_overview() -> None:
    scene, deployment = release()
    scene.wait(4 * MINUTE)
    found = shown(deployment)
    assert (found["status"], found["instanceTerminationWaitTimeStarted"]) == ("InProgress", True)
    assert "deploymentOverview" not in found
    assert weights(deployment) == [("Blue", "ACTIVE", 0.0, "blue"), ("Green", "PRIMARY", 100.0, "green")]
    assert set(events(deployment).values()) == {"Succeeded"}


def test_once_it_has_ended_the_overview_counts_its_one_target() -> None:
    scene, deployment = release()
    scene.wait(HOUR)
    found = shown(deployment)
    assert found["deploymentOverview"] == {
        "Pending": 0,
        "InProgress": 0,
        "Succeeded": 1,
        "Failed": 0,
        "Skipped": 0,
        "Ready": 0,
    }
    assert found["completeTime"] - found["startTime"] > timedelta(minutes=5)
    assert last(deployment, at) == {
        "deploymentId": deployment.id,
        "status": "Succeeded",
        "createTime": found["createTime"],
        "endTime": found["completeTime"],
    }
    assert weights(deployment) == [("Blue", "DRAINING", 0.0, "blue"), ("Green", "PRIMARY", 100.0, "green")]


def test_the_target_has_awss_members() -> None:
    scene, deployment = release(shift=CANARY)
    scene.wait(3 * MINUTE)
    found = target(deployment, REQUEST, at)
    assert found["deploymentTargetType"] == "ECSTarget"
    one = found["ecsTarget"]
    assert (one["targetId"], one["targetArn"], one["status"]) == ("main:web", SERVICE_ARN, "InProgress")
    assert [(name, status) for name, status in events(deployment).items()][5:] == [
        ("BeforeAllowTraffic", "Succeeded"),
        ("AllowTraffic", "InProgress"),
        ("AfterAllowTraffic", "Pending"),
    ]
    first, *_, pending = one["lifecycleEvents"]
    assert first.keys() == {"lifecycleEventName", "status", "startTime", "endTime"}
    assert pending.keys() == {"lifecycleEventName", "status"}
    green = one["taskSetsInfo"][1]
    assert deployment.green
    assert green == {
        "identifer": deployment.green.id,
        "desiredCount": 1,
        "pendingCount": 0,
        "runningCount": 1,
        "status": "ACTIVE",
        "trafficWeight": 10.0,
        "targetGroup": {"name": "green"},
        "taskSetLabel": "Green",
    }


def test_the_target_changes_with_each_share_of_the_traffic() -> None:
    scene, deployment = release(shift=LINEAR)
    changed: dict[float, set[datetime]] = {}
    for _ in range(12 * MINUTE // 15):
        scene.wait(15)
        found = ecs_target(deployment)
        changed.setdefault(found["taskSetsInfo"][-1]["trafficWeight"], set()).add(found["lastUpdatedAt"])
    shares = [changed[share] for share in range(10, 100, 10)]
    assert [len(moments) for moments in shares] == [1] * 9
    assert len(set.union(*shares)) == 9


def test_a_task_set_that_is_gone_has_no_traffic_though_its_group_is_in_use_again() -> None:
    scene, first = release()
    scene.wait(HOUR)
    scene.deploy(3)
    scene.wait(HOUR)
    assert [(label, weight) for label, _, weight, _ in weights(first)] == [("Blue", 0.0), ("Green", 0.0)]


def test_a_failed_hook_is_named_where_it_failed() -> None:
    scene, deployment = release(hooks={"AfterInstall": "check"})
    scene.cloud.functions.known["check"] = Function(answer="Failed")
    scene.wait(HOUR)
    found = shown(deployment)
    message = "The deployment failed because one or more of the lifecycle event validation functions failed."
    assert found["errorInformation"] == {"code": "HOOK_EXECUTION_FAILURE", "message": message}
    assert found["deploymentOverview"]["Failed"] == 1
    failed = ecs_target(deployment)["lifecycleEvents"][2]
    assert failed["diagnostics"] == {
        "errorCode": "UnknownError",
        "scriptName": "check",
        "message": message,
        "logTail": "",
    }
    assert events(deployment)["AllowTraffic"] == "Skipped"


def test_a_stopped_deployment_and_its_rollback_name_each_other() -> None:
    scene, deployment = release(shift=CANARY)
    scene.wait(3 * MINUTE)
    deployment.stop(rolls_back=True)
    scene.wait(MINUTE)
    back = deployment.rollback
    assert back
    assert shown(deployment)["rollbackInfo"] == {
        "rollbackDeploymentId": back.id,
        "rollbackMessage": f"Deployment {deployment.id} terminated. Automatic rollback is triggered with a"
        f" DeploymentId {back.id}.",
    }
    assert shown(back)["rollbackInfo"] == {
        "rollbackTriggeringDeploymentId": deployment.id,
        "rollbackMessage": f"Deployment {back.id} is triggered to roll back deployment {deployment.id}.",
    }
    assert (shown(back)["creator"], shown(back)["status"]) == ("codeDeployRollback", "Succeeded")
    assert shown(deployment)["deploymentOverview"]["Failed"] == 1


def test_one_that_waits_for_somebody_is_ready_and_its_target_too() -> None:
    scene, deployment = release(ready_minutes=30)
    scene.wait(10 * MINUTE)
    assert (shown(deployment)["status"], ecs_target(deployment)["status"]) == ("Ready", "Ready")


def test_an_appspec_that_cannot_be_read_fails_it_before_anything_happens() -> None:
    scene, deployment = release(fault=say.BAD_APPSPEC.with_values(cause=say.APPSPEC_NOT_PARSED.words))
    scene.wait(MINUTE)
    assert shown(deployment)["errorInformation"]["code"] == "INVALID_REVISION"
    assert set(events(deployment).values()) == {"Skipped"}
    assert len(scene.service.task_sets) == 1


def test_what_ecs_refuses_fails_it_in_install() -> None:
    refused = say.SERVICE_NOT_UPDATED.with_values(
        cause="TaskDefinition is inactive", error="ClientException", request="1"
    )
    scene, deployment = release(fault=refused)
    scene.wait(MINUTE)
    assert shown(deployment)["errorInformation"]["code"] == "ECS_UPDATE_ERROR"
    assert list(events(deployment).values())[:3] == ["Succeeded", "Failed", "Skipped"]


@pytest.mark.parametrize(
    ("answer", "shape"), [(shown, "DeploymentInfo"), (lambda one: target(one, REQUEST, at), "DeploymentTarget")]
)
@pytest.mark.parametrize("ended", [False, True])
def test_no_member_is_one_that_the_api_does_not_have(
    answer: Callable[[Deployment], dict[str, Any]], shape: str, ended: bool
) -> None:
    scene, deployment = release(hooks={"AfterAllowTraffic": "check"}, shift=CANARY)
    scene.wait(3 * MINUTE)
    if ended:
        deployment.stop(rolls_back=True)
    model = get_session().get_service_model("codedeploy")
    assert strange(answer(deployment), model.shape_for(shape)) == []


def strange(value: Any, shape: Any) -> list[str]:
    if shape.type_name == "list":
        return [name for one in value for name in strange(one, shape.member)]
    if shape.type_name != "structure":
        return []
    unknown = sorted(value.keys() - shape.members.keys())
    known = [name for name in value if name in shape.members]
    return unknown + [name for key in known for name in strange(value[key], shape.members[key])]
