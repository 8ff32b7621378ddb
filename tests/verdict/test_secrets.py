"""What a program keeps secret is judged without an engine, and not shown."""

import json
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from policy.pack import Pack
from policy.reading import UNKNOWN
from policy.rules import RULES
from tests.verdict.cloudformation import templates
from tests.verdict.command import verdict
from tests.verdict.terraform import plans
from verdict.judging import judge
from verdict.recording import record


def listener() -> None:
    aws.lb.Listener(
        "web",
        load_balancer_arn="arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1",
        port=443,
        protocol="HTTPS",
        certificate_arn="arn:aws:acm:eu-west-1:123456789012:certificate/1",
        ssl_policy=pulumi.Output.secret("hunter2"),
        default_actions=[],
    )


def test_a_secret_is_judged_and_not_shown() -> None:
    verdict = judge(record(listener, lookups={}, preview=True).program("dev", Path()), Pack(RULES))
    said = "\n".join(finding.judgement.text for finding in verdict.findings)
    assert "sslPolicy: [secret] is not one of the allowed policies" in said
    assert "hunter2" not in said


FORMATS = ("text", "json", "sarif")
TASK = "aws_ecs_task_definition.web"


@pytest.mark.parametrize("form", FORMATS)
def test_a_plans_sensitive_values_are_in_no_report(form: str, tmp_path: Path) -> None:
    """Whole ones, ones inside of blocks and ones inside of JSON."""
    containers = [{"name": "web", "image": "shop.example/hunter2:latest", "memory": 64, "portMappings": []}]
    balancers = [{"container_name": "hunter3", "container_port": 8080}]
    changes = [
        plans.change("aws_lb_listener.web", {"port": 443, "protocol": "HTTPS", "ssl_policy": "hunter1"}),
        plans.change(TASK, {"family": "web", "container_definitions": json.dumps(containers)}),
        plans.change("aws_ecs_service.web", {"load_balancer": balancers}, {"task_definition": True}),
    ]
    for change, sensitive in zip(
        changes,
        (
            {"ssl_policy": True},
            {"container_definitions": True, "tags": {}},
            {"load_balancer": [{"container_name": True}], "tags_all": {}},
        ),
        strict=True,
    ):
        change["change"]["after_sensitive"] = sensitive
    made_of = plans.configured("aws_ecs_service.web", task_definition=plans.to(f"{TASK}.arn", TASK))
    plans.program(tmp_path, changes, {"resources": [made_of]})
    said = verdict("--terraform", str(tmp_path / "plan.json"), "--format", form).output
    assert "ssl_policy: [secret] is not one of the allowed policies" in said
    assert "container web: [secret] has the tag" in said
    assert "has no container [secret]" in said
    assert "hunter" not in said


def test_what_the_files_say_with_a_sensitive_variable_is_not_known(tmp_path: Path) -> None:
    tf = """resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{ name = "web", image = var.image, user = "x${var.image}" }])
}
"""
    change = plans.change(TASK, {}, {"container_definitions": True})
    root = {
        "resources": [plans.configured(TASK)],
        "variables": {"image": {"default": "hunter2", "sensitive": True}},
    }
    [task] = plans.program(tmp_path, [change], root, main=tf).resources
    assert "hunter2" not in str(task.checked)


def test_a_plan_that_is_none_is_told_without_its_values(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"format_version": "1.2", "resource_changes": "hunter2"}')
    result = verdict("--terraform", str(tmp_path / "plan.json"))
    assert "$.resource_changes: what is there is no array" in result.output
    assert "hunter2" not in result.output


PARAMETERS: dict[str, Any] = {"Parameters": {"Secret": {"Type": "String", "Default": "hunter2", "NoEcho": "true"}}}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "policy",
    [
        {"Ref": "Secret"},
        {"Fn::Sub": "x${Secret}y"},
        {"Fn::Join": ["", ["x", {"Ref": "Secret"}]]},
        {"Fn::If": ["Given", {"Fn::Sub": "${Secret}z"}, "other"]},
    ],
    ids=str,
)
def test_a_parameter_without_echo_is_in_no_report(policy: object, form: str, tmp_path: Path) -> None:
    listener = templates.resource("ElasticLoadBalancingV2::Listener", Port=443, Protocol="HTTPS", SslPolicy=policy)
    given = {"Given": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Secret"}, ""]}]}}
    templates.program(tmp_path, {"It": listener}, Conditions=given, **PARAMETERS)
    said = verdict("--cloudformation", str(tmp_path / "shop.template.json"), "--format", form).output
    assert "SslPolicy: [secret] is not one of the allowed policies" in said
    assert "hunter2" not in said


def test_what_a_secret_decides_is_none(tmp_path: Path) -> None:
    given = {"Given": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Secret"}, ""]}]}}
    service = templates.resource(
        "ECS::Service", PlatformVersion={"Fn::Join": ["", [{"Fn::If": ["Given", "LATEST", "1.4.0"]}]]}
    )
    [found] = templates.program(tmp_path, {"It": service}, Conditions=given, **PARAMETERS).resources
    assert found.checked["platformVersion"] == "LATEST"
    assert "LATEST" not in found.secrets


@pytest.mark.parametrize(
    "written",
    [
        "{{resolve:secretsmanager:shop:SecretString:password}}",
        {"Fn::Sub": "{{resolve:ssm-secure:/shop/${AWS::Region}}}"},
        {"Fn::Join": ["", ["{{resolve:secretsmanager:", "shop", ":SecretString:password}}"]]},
    ],
    ids=str,
)
def test_a_dynamic_reference_is_not_known(written: object, tmp_path: Path) -> None:
    """Also one that the CDK joins."""
    made = templates.checked(tmp_path, templates.resource("ECS::Service", PlatformVersion=written))
    assert made["platformVersion"] is UNKNOWN
