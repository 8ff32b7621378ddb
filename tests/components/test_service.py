"""The service, and what of it is CodeDeploy's."""

from typing import Any

import pulumi_aws as aws
import pytest

from components.service import Service, ServiceArgs
from verdict.recording import Recorded, record


def service(**changes: Any) -> Recorded:
    def build() -> None:
        blue = aws.lb.TargetGroup("blue")
        listener = aws.lb.Listener("production", load_balancer_arn="arn", default_actions=[])
        given: dict[str, Any] = {
            "cluster_name": "web",
            "capacity_provider_name": "web-host",
            "task_definition_arn": "arn:task:1",
            "container_name": "web",
            "container_port": 4000,
            "desired_count": 2,
            "network_mode": "bridge",
            "subnet_ids": ["subnet-1"],
            "security_group_id": "sg-1",
            "blue": blue,
            "after": [listener],
            "tags": {"Stack": "test"},
        }
        Service("web", ServiceArgs(**given | changes))

    return record(build).one("aws:ecs/service:Service")


def test_codedeploy_makes_the_releases() -> None:
    assert service().inputs["deploymentController"] == {"type": "CODE_DEPLOY"}


def test_what_codedeploy_moves_is_set_once_and_left_alone() -> None:
    assert set(service().ignore_changes) == {"taskDefinition", "loadBalancers"}


def test_a_new_target_group_takes_a_new_service() -> None:
    assert service().replace_with == {"aws:lb/targetGroup:TargetGroup::blue"}


def test_the_first_tasks_are_behind_blue_and_after_the_listeners() -> None:
    made = service()
    [balanced] = made.inputs["loadBalancers"]
    assert (balanced["containerName"], balanced["containerPort"]) == ("web", 4000)
    assert balanced["targetGroupArn"].endswith("::blue")
    assert "aws:lb/listener:Listener::production" in made.depends_on


def test_the_number_of_tasks_is_the_programs() -> None:
    made = service(desired_count=7)
    assert made.inputs["desiredCount"] == 7
    assert "desiredCount" not in made.ignore_changes


def test_tasks_run_on_the_capacity_provider() -> None:
    inputs = service().inputs
    assert [entry["capacityProvider"] for entry in inputs["capacityProviderStrategies"]] == ["web-host"]
    assert "launchType" not in inputs


def test_bridge_tasks_spread_over_zones_first() -> None:
    inputs = service().inputs
    assert inputs["orderedPlacementStrategies"][0] == {"type": "spread", "field": "attribute:ecs.availability-zone"}
    assert "networkConfiguration" not in inputs


def test_awsvpc_tasks_stand_in_private_subnets_behind_the_firewall() -> None:
    inputs = service(network_mode="awsvpc").inputs
    assert inputs["networkConfiguration"] == {
        "subnets": ["subnet-1"],
        "securityGroups": ["sg-1"],
        "assignPublicIp": False,
    }
    assert "orderedPlacementStrategies" not in inputs


def test_tasks_have_time_to_start_and_pulumi_does_not_wait_for_ever() -> None:
    inputs = service().inputs
    assert inputs["healthCheckGracePeriodSeconds"] == 60
    assert inputs["waitForSteadyState"] is False


def test_a_service_whose_listener_is_gone_can_be_deleted() -> None:
    assert service().inputs["forceDelete"] is True


def test_no_tasks_are_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        service(desired_count=0)
