"""What CodeDeploy gets, and what stops it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.rollout.deployment_group import CodeDeploy, CodeDeployArgs
from model.shift import PREDEFINED, Shift
from verdict.recording import Recording, record

ARGS = CodeDeployArgs(
    cluster_name="web",
    service_name="web",
    production_listener_arn="arn:production",
    test_listener_arn="arn:test",
    target_group_names=["blue", "green"],
    shift=PREDEFINED["CodeDeployDefault.ECSAllAtOnce"],
    termination_wait_minutes=5,
    ready_wait_minutes=0,
    alarm_names=["5xx"],
    topic_arn="arn:topic",
    listener_arns=["arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/*"],
    called_arns=["arn:hook"],
    task_role_arns=["arn:execution", "arn:task"],
    region="us-east-1",
    account="123456789012",
    tags={"Stack": "test"},
)
CONFIG = "aws:codedeploy/deploymentConfig:DeploymentConfig"


def deployment(**changes: Any) -> Recording:
    return record(lambda: CodeDeploy("web", replace(ARGS, **changes)))


def group(**changes: Any) -> dict[str, Any]:
    return deployment(**changes).one("aws:codedeploy/deploymentGroup:DeploymentGroup").inputs


def test_it_is_blue_green_on_ecs() -> None:
    assert deployment().one("aws:codedeploy/application:Application").inputs["computePlatform"] == "ECS"
    assert group()["deploymentStyle"] == {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}


def test_it_moves_the_production_listener_between_the_two_groups() -> None:
    assert group()["loadBalancerInfo"]["targetGroupPairInfo"] == {
        "targetGroups": [{"name": "blue"}, {"name": "green"}],
        "prodTrafficRoute": {"listenerArns": ["arn:production"]},
        "testTrafficRoute": {"listenerArns": ["arn:test"]},
    }


def test_a_predefined_shift_is_named_and_nothing_is_made() -> None:
    assert group()["deploymentConfigName"] == "CodeDeployDefault.ECSAllAtOnce"
    assert deployment().all(CONFIG) == []


@pytest.mark.parametrize(
    ("shift", "routing"),
    [
        (
            Shift("TimeBasedCanary", 10, 7),
            {"type": "TimeBasedCanary", "timeBasedCanary": {"percentage": 10, "interval": 7}},
        ),
        (
            Shift("TimeBasedLinear", 25, 2),
            {"type": "TimeBasedLinear", "timeBasedLinear": {"percentage": 25, "interval": 2}},
        ),
        (Shift("AllAtOnce"), {"type": "AllAtOnce"}),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_a_custom_shift_is_made_and_used(shift: Shift, routing: dict[str, Any]) -> None:
    recording = deployment(shift=shift)
    made = recording.one(CONFIG).inputs
    assert (made["computePlatform"], made["trafficRoutingConfig"]) == ("ECS", routing)
    assert recording.one("aws:codedeploy/deploymentGroup:DeploymentGroup").inputs["deploymentConfigName"] == "web"


def test_traffic_moves_at_once_or_waits_for_approval() -> None:
    def ready(minutes: int) -> dict[str, Any]:
        return group(ready_wait_minutes=minutes)["blueGreenDeploymentConfig"]["deploymentReadyOption"]

    assert ready(0) == {"actionOnTimeout": "CONTINUE_DEPLOYMENT"}
    assert ready(30) == {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 30}


def test_blue_is_terminated_after_its_wait() -> None:
    ending = group(termination_wait_minutes=12)["blueGreenDeploymentConfig"]
    assert ending["terminateBlueInstancesOnDeploymentSuccess"] == {
        "action": "TERMINATE",
        "terminationWaitTimeInMinutes": 12,
    }


def test_failures_alarms_and_people_roll_back() -> None:
    assert group()["autoRollbackConfiguration"] == {
        "enabled": True,
        "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
    }
    assert group()["alarmConfiguration"] == {"enabled": True, "alarms": ["5xx"]}


def test_its_events_are_published_and_it_may_publish_them() -> None:
    [trigger] = group()["triggerConfigurations"]
    assert trigger["triggerTargetArn"] == "arn:topic"
    assert {"DeploymentStart", "DeploymentFailure", "DeploymentRollback"} <= set(trigger["triggerEvents"])
    assert allowed()["sns:Publish"]["Resource"] == "arn:topic"


def allowed(**changes: Any) -> dict[str, dict[str, Any]]:
    """The statement of each action that its role may do."""
    policy = json.loads(deployment(**changes).one("aws:iam/rolePolicy:RolePolicy").inputs["policy"])
    return {action: statement for statement in policy["Statement"] for action in statement["Action"]}


def test_its_role_begins_and_ends_tasks_of_its_service_alone() -> None:
    assert allowed()["ecs:CreateTaskSet"]["Resource"] == [
        "arn:aws:ecs:us-east-1:123456789012:service/web/web",
        "arn:aws:ecs:us-east-1:123456789012:task-set/web/web/*",
    ]


def test_its_role_moves_the_listeners_and_their_rules_alone() -> None:
    beginning = "arn:aws:elasticloadbalancing:us-east-1:123456789012"
    assert allowed()["elasticloadbalancing:ModifyRule"]["Resource"] == [
        f"{beginning}:listener/app/web/*",
        f"{beginning}:listener-rule/app/web/*",
    ]
    brought = allowed(listener_arns=[f"{beginning}:listener/app/shared/1/2"])
    assert brought["elasticloadbalancing:ModifyListener"]["Resource"] == [
        f"{beginning}:listener/app/shared/1/2",
        f"{beginning}:listener-rule/app/shared/1/2/*",
    ]


def test_its_role_calls_the_hooks_and_passes_the_tasks_their_roles_and_no_others() -> None:
    assert allowed()["lambda:InvokeFunction"]["Resource"] == ["arn:hook"]
    passing = allowed()["iam:PassRole"]
    assert passing["Resource"] == ["arn:execution", "arn:task"]
    assert passing["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
    assert allowed(called_arns=[], task_role_arns=[]).keys() & {"lambda:InvokeFunction", "iam:PassRole"} == set()


def test_aws_s_own_wide_policy_is_not_attached() -> None:
    assert deployment().all("aws:iam/rolePolicyAttachment:RolePolicyAttachment") == []


def test_a_role_that_the_team_brings_is_left_as_it_is() -> None:
    assert deployment(role_arn="arn:brought").all("aws:iam/rolePolicy:RolePolicy") == []


def test_the_group_comes_after_the_permissions_of_its_role() -> None:
    before = deployment().one("aws:codedeploy/deploymentGroup:DeploymentGroup").depends_on
    assert "aws:iam/rolePolicy:RolePolicy::web-codedeploy" in before


def test_only_deployment_groups_of_this_account_take_the_role() -> None:
    [statement] = json.loads(deployment().one("aws:iam/role:Role").inputs["assumeRolePolicy"])["Statement"]
    assert statement["Principal"] == {"Service": "codedeploy.amazonaws.com"}
    assert statement["Condition"]["ArnLike"]["aws:SourceArn"].endswith(":123456789012:deploymentgroup:*")


@pytest.mark.parametrize("key", ["termination_wait_minutes", "ready_wait_minutes"])
@pytest.mark.parametrize("minutes", [-1, 2881])
def test_waits_are_bounded(key: str, minutes: int) -> None:
    with pytest.raises(ValueError, match="2880"):
        replace(ARGS, **{key: minutes})
