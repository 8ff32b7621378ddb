"""The service, as far as all strategies have it alike."""

from typing import Any

import pytest

from components.rollout import ROLLOUTS
from model.spot import Spot
from model.strategy import NATIVE, Strategy
from tests.components.rollout.rollouts import SERVICE, rollout, service
from verdict.recording import Recorded

every_strategy = pytest.mark.parametrize("strategy", sorted(ROLLOUTS))
by_ecs = pytest.mark.parametrize("strategy", sorted(NATIVE | {Strategy.ROLLING}))


def test_every_strategy_but_the_users_own_has_a_rollout() -> None:
    assert set(ROLLOUTS) == set(Strategy) - {Strategy.EXTERNAL}


@every_strategy
def test_the_controller_is_the_strategys(strategy: Strategy) -> None:
    expected = "CODE_DEPLOY" if strategy is Strategy.CODEDEPLOY else "ECS"
    assert service(strategy).inputs["deploymentController"] == {"type": expected}


@every_strategy
def test_the_service_is_the_same_resource_under_every_strategy(strategy: Strategy) -> None:
    made = service(strategy)
    assert made.key == f"{SERVICE}::web"
    assert made.urn == "urn:pulumi:test::bluegreen::bluegreen:index:Rollout$aws:ecs/service:Service::web"


@every_strategy
def test_a_release_moves_the_task_definition_and_the_program_leaves_it_alone(strategy: Strategy) -> None:
    assert "taskDefinition" in service(strategy).ignore_changes


@every_strategy
def test_a_shell_is_for_whoever_asks_for_it(strategy: Strategy) -> None:
    assert service(strategy).inputs["enableExecuteCommand"] is False
    assert service(strategy, exec=True).inputs["enableExecuteCommand"] is True


@every_strategy
def test_a_new_target_group_takes_a_new_service(strategy: Strategy) -> None:
    assert service(strategy).replace_with == {"aws:lb/targetGroup:TargetGroup::web-blue"}


@every_strategy
def test_the_first_tasks_are_behind_blue_and_after_the_rules_that_lead_to_them(strategy: Strategy) -> None:
    made = service(strategy)
    [balanced] = made.inputs["loadBalancers"]
    assert (balanced["containerName"], balanced["containerPort"]) == ("web", 4000)
    assert balanced["targetGroupArn"].endswith("::web-blue")
    assert {
        "aws:lb/listenerRule:ListenerRule::web-production",
        "aws:lb/listenerRule:ListenerRule::web-test",
    } <= made.depends_on


@by_ecs
def test_alarms_and_failed_tasks_roll_back_what_ecs_releases(strategy: Strategy) -> None:
    inputs = service(strategy).inputs
    assert inputs["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    assert inputs["alarms"] == {"enable": True, "rollback": True, "alarmNames": ["5xx", "slow"]}


@by_ecs
def test_where_ecs_releases_codedeploy_has_no_part(strategy: Strategy) -> None:
    assert [one.key for one in rollout(strategy).resources if "codedeploy" in one.type.lower()] == []


def of_a_service(**changes: Any) -> Recorded:
    return service(Strategy.CODEDEPLOY, **changes)


def test_the_number_of_tasks_is_the_programs() -> None:
    made = of_a_service(desired_count=7)
    assert made.inputs["desiredCount"] == 7
    assert "desiredCount" not in made.ignore_changes


@every_strategy
def test_where_it_is_scaled_the_number_of_tasks_is_the_scalers(strategy: Strategy) -> None:
    made = service(strategy, scaled=True)
    assert made.inputs["desiredCount"] == 2
    assert {"desiredCount", "taskDefinition"} <= set(made.ignore_changes)


@every_strategy
def test_tasks_on_spot_come_after_those_that_stay(strategy: Strategy) -> None:
    inputs = service(strategy, network_mode="awsvpc", spot=Spot(percent=75, on_demand_tasks=2)).inputs
    assert inputs["capacityProviderStrategies"] == [
        {"capacityProvider": "FARGATE", "base": 2, "weight": 25},
        {"capacityProvider": "FARGATE_SPOT", "base": 0, "weight": 75},
    ]


def test_tasks_on_spot_alone_name_no_other_provider() -> None:
    inputs = of_a_service(network_mode="awsvpc", spot=Spot(percent=100)).inputs
    assert inputs["capacityProviderStrategies"] == [{"capacityProvider": "FARGATE_SPOT", "base": 0, "weight": 100}]


def test_tasks_run_on_the_capacity_provider() -> None:
    inputs = of_a_service().inputs
    assert [entry["capacityProvider"] for entry in inputs["capacityProviderStrategies"]] == ["web-host"]
    assert "launchType" not in inputs


def test_bridge_tasks_spread_over_zones_first() -> None:
    inputs = of_a_service().inputs
    assert inputs["orderedPlacementStrategies"][0] == {"type": "spread", "field": "attribute:ecs.availability-zone"}
    assert "networkConfiguration" not in inputs


def test_awsvpc_tasks_stand_in_private_subnets_behind_the_firewall() -> None:
    inputs = of_a_service(network_mode="awsvpc").inputs
    assert inputs["networkConfiguration"] == {
        "subnets": ["subnet-1"],
        "securityGroups": ["sg-targets"],
        "assignPublicIp": False,
    }
    assert "orderedPlacementStrategies" not in inputs


def test_tasks_have_time_to_start_and_pulumi_does_not_wait_for_ever() -> None:
    inputs = of_a_service().inputs
    assert inputs["healthCheckGracePeriodSeconds"] == 60
    assert inputs["waitForSteadyState"] is False


def test_a_service_whose_listener_is_gone_can_be_deleted() -> None:
    assert of_a_service().inputs["forceDelete"] is True


def test_no_tasks_are_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        of_a_service(desired_count=0)
