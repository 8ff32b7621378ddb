"""What each strategy makes of the service, and what it needs besides."""

import json
from typing import Any

import pytest

from model.strategy import NATIVE, Strategy
from tests.components.fronts import FRONT
from tests.components.rollout.rollouts import ACCOUNT, rollout, service

ROLE = "aws:iam/role:Role"
GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup"
TARGET_GROUP = "aws:lb/targetGroup:TargetGroup"

natively = pytest.mark.parametrize("strategy", sorted(NATIVE))


# CodeDeploy


def test_what_codedeploy_moves_is_set_once_and_left_alone() -> None:
    moved = {"taskDefinition", "loadBalancers", "capacityProviderStrategies"}
    assert set(service(Strategy.CODEDEPLOY).ignore_changes) == moved


def test_a_service_of_codedeploy_has_no_guard_and_no_configuration_of_ecs() -> None:
    inputs = service(Strategy.CODEDEPLOY).inputs
    assert not {"alarms", "deploymentCircuitBreaker", "deploymentConfiguration"} & inputs.keys()
    assert "advancedConfiguration" not in inputs["loadBalancers"][0]


def test_codedeploy_goes_with_the_service() -> None:
    group = rollout(Strategy.CODEDEPLOY).one(GROUP)
    around = "bluegreen:index:Rollout$bluegreen:index:CodeDeploy"
    assert group.urn == f"urn:pulumi:test::bluegreen::{around}${GROUP}::web"


def test_codedeploy_moves_both_listeners_between_the_two_groups() -> None:
    pair = rollout(Strategy.CODEDEPLOY).one(GROUP).inputs["loadBalancerInfo"]["targetGroupPairInfo"]
    assert [one["name"] for one in pair["targetGroups"]] == ["web-blue", "web-green"]
    assert pair["prodTrafficRoute"]["listenerArns"] == [FRONT.production_listener_arn]
    assert pair["testTrafficRoute"]["listenerArns"] == [FRONT.test_listener_arn]


# ECS itself


def deployment(strategy: Strategy, **changes: Any) -> dict[str, Any]:
    return service(strategy, **changes).inputs["deploymentConfiguration"]


@natively
def test_ecs_keeps_blue_for_the_bake_time(strategy: Strategy) -> None:
    found = deployment(strategy, termination_wait_minutes=12)
    assert (found["strategy"], found["bakeTimeInMinutes"]) == (strategy, "12")


def test_all_at_once_has_no_steps() -> None:
    assert deployment(Strategy.BLUE_GREEN) == {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": "5"}


def test_a_canary_and_a_linear_shift_have_theirs() -> None:
    canary, linear = deployment(Strategy.CANARY), deployment(Strategy.LINEAR)
    assert canary["canaryConfiguration"] == {"canaryPercent": 10.0, "canaryBakeTimeInMinutes": "7"}
    assert linear["linearConfiguration"] == {"stepPercent": 25.0, "stepBakeTimeInMinutes": "2"}
    assert "linearConfiguration" not in canary
    assert "canaryConfiguration" not in linear


@natively
def test_an_approval_is_a_pause_while_green_has_the_test_traffic_alone(strategy: Strategy) -> None:
    assert "lifecycleHooks" not in deployment(strategy)
    assert deployment(strategy, ready_wait_minutes=30)["lifecycleHooks"] == [
        {
            "targetType": "PAUSE",
            "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"],
            "timeoutConfiguration": {"timeoutInMinutes": "30", "action": "ROLLBACK"},
        }
    ]


@natively
def test_ecs_moves_the_two_rules_between_the_two_groups(strategy: Strategy) -> None:
    made = service(strategy)
    [balanced] = made.inputs["loadBalancers"]
    advanced = balanced["advancedConfiguration"]
    assert advanced["alternateTargetGroupArn"] == f"arn:aws:{TARGET_GROUP}::web-green"
    assert advanced["productionListenerRule"].endswith(":listener-rule/app/web-production")
    assert advanced["testListenerRule"].endswith(":listener-rule/app/web-test")
    assert advanced["roleArn"] == f"arn:aws:{ROLE}::web-infrastructure"
    assert set(made.ignore_changes) == {"taskDefinition", "capacityProviderStrategies"}


@natively
def test_the_service_goes_before_the_permissions_by_which_ecs_deregisters_its_tasks(strategy: Strategy) -> None:
    recording = rollout(strategy)
    attachment = recording.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    assert attachment.inputs["policyArn"].endswith("/AmazonECSInfrastructureRolePolicyForLoadBalancers")
    assert attachment.key in recording.one("aws:ecs/service:Service").depends_on


@natively
def test_only_ecs_for_this_account_takes_the_role(strategy: Strategy) -> None:
    [statement] = json.loads(rollout(strategy).one(ROLE).inputs["assumeRolePolicy"])["Statement"]
    assert statement["Principal"] == {"Service": "ecs.amazonaws.com"}
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
        "ArnLike": {"aws:SourceArn": f"arn:aws:ecs:us-east-1:{ACCOUNT}:*"},
    }


# Rolling


def test_a_rolling_update_keeps_within_its_percents_and_behind_blue() -> None:
    made = service(Strategy.ROLLING, minimum_healthy_percent=50, maximum_percent=150)
    assert made.inputs["deploymentConfiguration"] == {"strategy": "ROLLING"}
    assert made.inputs["deploymentMinimumHealthyPercent"] == 50
    assert made.inputs["deploymentMaximumPercent"] == 150
    assert "advancedConfiguration" not in made.inputs["loadBalancers"][0]
    assert set(made.ignore_changes) == {"taskDefinition", "capacityProviderStrategies"}
    assert rollout(Strategy.ROLLING).all(ROLE) == []


def test_percents_that_let_no_task_move_are_refused() -> None:
    with pytest.raises(ValueError, match="100 to 100 percent of 2"):
        service(Strategy.ROLLING, maximum_percent=100)
