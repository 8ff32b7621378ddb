"""Resources of the provider `awscc` are what a template's are."""

import json
from pathlib import Path
from typing import Any

import pytest

from policy import reading
from policy.reading import UNKNOWN
from tests.verdict.cloudformation import templates
from tests.verdict.command import verdict
from tests.verdict.terraform.plans import change, configured, program, to
from verdict.cloudformation.types import known, mapped
from verdict.terraform import cloud_control

SERVICE, TASK, GROUP = (
    "awscc_ecs_service.web",
    "awscc_ecs_task_definition.web",
    "awscc_elasticloadbalancingv2_target_group.web",
)


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("awscc_ecs_service", "AWS::ECS::Service"),
        ("awscc_elasticloadbalancingv2_listener_rule", "AWS::ElasticLoadBalancingV2::ListenerRule"),
        ("awscc_ecs_cluster_capacity_provider_associations", "AWS::ECS::ClusterCapacityProviderAssociations"),
        ("awscc_codedeploy_application", "AWS::CodeDeploy::Application"),
        ("awscc_logs_log_group", "AWS::Logs::LogGroup"),
        ("awscc_ec2_vpc", "AWS::EC2::VPC"),
    ],
)
def test_a_type_is_cloudformations(name: str, type: str) -> None:
    assert cloud_control.type_of(name) == type


def test_a_type_beside_the_table_is_found_as_well() -> None:
    assert "AWS::ECS::TaskSet" not in known()
    found = mapped(cloud_control.type_of("awscc_ecs_task_set"))
    assert found is not None
    assert found.type == "aws:ecs/taskSet:TaskSet"


TF = """
resource "awscc_ecs_service" "web" {
  service_name             = "web"
  task_definition          = awscc_ecs_task_definition.web.task_definition_arn
  deployment_configuration = { maximum_percent = 200, deployment_circuit_breaker = { enable = true, rollback = true } }
  load_balancers = [{
    container_name = "web", container_port = 8080
    target_group_arn = awscc_elasticloadbalancingv2_target_group.web.target_group_arn
  }]
  lifecycle {
    ignore_changes = [task_definition, load_balancers[0].target_group_arn]
  }
}
"""
SERVICE_AFTER: dict[str, Any] = {
    "service_name": "web",
    "deployment_configuration": {
        "maximum_percent": 200,
        "deployment_circuit_breaker": {"enable": True, "rollback": True},
    },
    "load_balancers": [{"container_name": "web", "container_port": 8080}],
}
SERVICE_UNKNOWN = {
    "id": True,
    "task_definition": True,
    "scheduling_strategy": True,
    "deployment_configuration": {"alarms": True},
    "load_balancers": [{"target_group_arn": True, "advanced_configuration": True}],
}
CONTAINERS = [
    {
        "name": "web",
        "image": "shop.example/web:1",
        "memory": 64,
        "port_mappings": [{"container_port": 8000}],
        "docker_labels": {"com.example_team": "shop"},
        "log_configuration": {"log_driver": "awslogs", "options": {"awslogs-group": "/web"}},
    }
]
ROOT = {
    "resources": [
        configured(
            SERVICE,
            task_definition=to(f"{TASK}.task_definition_arn", TASK),
            load_balancers=to(f"{GROUP}.target_group_arn", GROUP),
        ),
        configured(TASK, family={"constant_value": "web"}, container_definitions={"constant_value": []}),
        configured(GROUP, port={"constant_value": 80}, target_type={"constant_value": "ip"}),
    ]
}
CHANGES = [
    change(SERVICE, SERVICE_AFTER, SERVICE_UNKNOWN),
    change(TASK, {"family": "web", "container_definitions": CONTAINERS}, {"task_definition_arn": True}),
    change(GROUP, {"port": 80, "target_type": "ip"}, {"target_group_arn": True, "health_check_path": True}),
]


def test_a_resource_is_what_a_template_makes_of_it(tmp_path: Path) -> None:
    here = {one.name.partition(".")[0]: one for one in program(tmp_path, CHANGES, ROOT, main=TF).resources}
    service = templates.resource(
        "ECS::Service",
        ServiceName="web",
        TaskDefinition={"Ref": "Task"},
        DeploymentConfiguration={
            "MaximumPercent": 200,
            "DeploymentCircuitBreaker": {"Enable": True, "Rollback": True},
        },
        LoadBalancers=[{"ContainerName": "web", "ContainerPort": 8080, "TargetGroupArn": {"Ref": "Group"}}],
    )
    group = templates.resource("ElasticLoadBalancingV2::TargetGroup", Port=80, TargetType="ip")
    there = {
        one.name: one
        for one in templates.program(
            tmp_path, {"Service": service, "Group": group, "Task": templates.resource("ECS::TaskDefinition")}
        ).resources
    }
    made = here["awscc_ecs_service"]
    assert made.checked == there["Service"].checked
    assert made.edges == {"taskDefinition": {TASK}, "loadBalancers": {GROUP}}
    assert made.place is not None
    assert made.place.line == 2
    assert made.ignore_changes == ("taskDefinition", "loadBalancers[0].targetGroupArn")
    assert here["awscc_elasticloadbalancingv2_target_group"].type == reading.TARGET_GROUP


def test_names_that_the_program_chooses_stay(tmp_path: Path) -> None:
    [task] = program(tmp_path, CHANGES[1:2], ROOT).resources
    [container] = task.checked["containerDefinitions"]
    assert container["PortMappings"] == [{"ContainerPort": 8000}]
    assert container["DockerLabels"] == {"com.example_team": "shop"}
    assert container["LogConfiguration"]["Options"] == {"awslogs-group": "/web"}


def test_without_the_files_what_is_unknown_inside_stays_unknown(tmp_path: Path) -> None:
    [service] = program(tmp_path, CHANGES[:1], ROOT).resources
    [balancer] = service.checked["loadBalancers"]
    assert balancer["targetGroupArn"] is UNKNOWN


def test_a_type_that_pulumi_lacks_is_named(tmp_path: Path) -> None:
    found = program(tmp_path, [change("awscc_simpledb_domain.web", {}), CHANGES[2]], {})
    assert [one.name for one in found.resources] == [GROUP]
    assert "awscc_simpledb_domain" in found.notes[0]


def test_findings_speak_of_its_properties(tmp_path: Path) -> None:
    program(tmp_path, CHANGES, ROOT, main=TF)
    found = json.loads(verdict("--terraform", str(tmp_path / "plan.json"), "--format", "json").stdout)["findings"]
    [ports] = [one for one in found if one["rule"] == "matching-target-ports"]
    assert ports["path"] == "load_balancers[0].container_port"
    assert "in its port_mappings and in" in ports["text"]


@pytest.mark.parametrize(
    ("token", "steps", "spelt"),
    [
        (reading.SERVICE, ["deploymentMinimumHealthyPercent"], "deployment_configuration.minimum_healthy_percent"),
        (reading.TARGET_GROUP, ["healthCheck", "path"], "health_check_path"),
        (
            reading.LOAD_BALANCER,
            ["enableDeletionProtection"],
            "load_balancer_attributes[deletion_protection.enabled]",
        ),
    ],
)
def test_a_property_has_cloudformations_place_in_snake_case(token: str, steps: list[str], spelt: str) -> None:
    assert cloud_control.path(token, steps) == spelt
