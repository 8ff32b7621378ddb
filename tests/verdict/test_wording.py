"""What the pack says is in the words of the format that is judged."""

import re
from collections.abc import Iterator

import pytest

from model.container_definition import PARAMETERS
from policy import reading
from policy.example import example
from policy.rule import AnyRule
from policy.rules import RULES
from tests.policy.analyzer import analyze
from tests.policy.rules.rule_examples import program_of
from verdict import wording
from verdict.cloudformation.naming import Naming as CloudFormation
from verdict.terraform.naming import Naming as Terraform
from verdict.wording import Naming, Wording

TERRAFORM, CLOUDFORMATION = Terraform(), CloudFormation({reading.SERVICE: "AWS::ECS::Service"})
CASES = [
    (
        reading.SERVICE,
        "loadBalancers[0].containerPort: a port",
        "load_balancer[0].container_port: a port",
        "LoadBalancers[0].ContainerPort: a port",
    ),
    (
        reading.SERVICE,
        "deploymentMaximumPercent",
        "deployment_maximum_percent",
        "DeploymentConfiguration.MaximumPercent",
    ),
    (
        reading.SERVICE,
        "the canaryPercent, and not bakeTimeInMinutes.",
        "the canary_percent, and not bake_time_in_minutes.",
        "the CanaryPercent, and not BakeTimeInMinutes.",
    ),
    # JSON in Terraform, which names nothing of it otherwise.
    (
        reading.TASK_DEFINITION,
        'containerDefinitions["web"].portMappings[0].hostPort: its healthCheck',
        'container_definitions["web"].portMappings[0].hostPort: its healthCheck',
        'ContainerDefinitions["web"].PortMappings[0].HostPort: its HealthCheck',
    ),
    (
        reading.TASK_DEFINITION,
        'containerDefinitions["web"].logConfiguration.options.awslogs-group',
        'container_definitions["web"].logConfiguration.options.awslogs-group',
        'ContainerDefinitions["web"].LogConfiguration.Options.awslogs-group',
    ),
    (
        reading.TARGET_GROUP,
        "healthCheck.interval: set deregistrationDelay",
        "health_check.interval: set deregistration_delay",
        "HealthCheckIntervalSeconds: set TargetGroupAttributes[deregistration_delay.timeout_seconds]",
    ),
    (
        reading.LOAD_BALANCER,
        "accessLogs: see enableDeletionProtection",
        "access_logs: see enable_deletion_protection",
        "LoadBalancerAttributes[access_logs.s3]: see LoadBalancerAttributes[deletion_protection.enabled]",
    ),
    (
        reading.LAUNCH_TEMPLATE,
        "userData and iamInstanceProfile",
        "user_data and iam_instance_profile",
        "LaunchTemplateData.UserData and LaunchTemplateData.IamInstanceProfile",
    ),
    # English words are properties only where a property stands.
    (
        reading.LISTENER_RULE,
        "actions: actions is not in ignore_changes, and its actions",
        "action: action is not in ignore_changes, and its actions",
        "Actions: Actions is not in ignore_changes, and its actions",
    ),
    # The properties of other resources, after their name or without one.
    (
        reading.ROLE,
        "deploymentConfiguration.lifecycleHooks[0].roleArn, tasks.runtimePlatform",
        "deployment_configuration.lifecycle_hook[0].role_arn, tasks.runtime_platform",
        "DeploymentConfiguration.LifecycleHooks[0].RoleArn, tasks.RuntimePlatform",
    ),
    (
        reading.SERVICE,
        "can't run policy green-has-room on web (aws:ecs/service:Service), loadBalancers: the next `pulumi up`",
        "can't run policy green-has-room on web, load_balancer: the next `terraform apply`",
        "can't run policy green-has-room on web (AWS::ECS::Service), LoadBalancers: the next "
        "`aws cloudformation deploy`",
    ),
]
ALIKE = [
    "“The target group with targetGroupArn … does not have an associated load balancer.”",
    "https://docs.aws.amazon.com/desiredCount/loadBalancers",
    "service desiredCount, desiredCount[0].loadBalancers and module.web.aws_lb.sslPolicy",
    "repository@sha256:loadBalancers, ecr.api, ecs.amazonaws.com, gRPC, t4g.small, elasticloadbalancing:targetType",
]


@pytest.mark.parametrize(("token", "pulumis", "terraforms", "cloudformations"), CASES)
def test_a_text_has_the_names_of_the_format(token: str, pulumis: str, terraforms: str, cloudformations: str) -> None:
    assert Wording(TERRAFORM, ()).said(pulumis, token) == terraforms
    assert Wording(CLOUDFORMATION, ()).said(pulumis, token) == cloudformations


@pytest.mark.parametrize("naming", [TERRAFORM, CLOUDFORMATION], ids=["terraform", "cloudformation"])
@pytest.mark.parametrize("text", ALIKE)
def test_what_is_no_property_stays(text: str, naming: Naming) -> None:
    """AWS's words, addresses, and what the program calls its resources."""
    words = Wording(naming, {"desiredCount", "desiredCount[0]", "module.web.aws_lb.sslPolicy"})
    assert words.said(text, reading.SERVICE) == text


def test_a_plans_own_names_come_first() -> None:
    naming = Terraform()
    assert naming.path(reading.SERVICE, ["placementConstraints"]) == "placement_constraint"
    naming.learn(reading.SERVICE, {"placementConstraints": "placement_constraints"})
    assert naming.path(reading.SERVICE, ["placementConstraints"]) == "placement_constraints"


@pytest.mark.parametrize("naming", [TERRAFORM, CLOUDFORMATION], ids=["terraform", "cloudformation"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_rule_speaks_of_pulumis_names(rule: AnyRule, naming: Naming) -> None:
    program = program_of(example(rule).stopped)
    words = Wording(naming, {declared.name for declared in program})
    for said in analyze(program, rules=[rule]):
        type = next((one.type for one in program if one.urn == said.urn), "")
        text = wording.KEPT.sub("", words.said(said.text, type))
        assert [*pulumis(text)] == []


def pulumis(text: str) -> Iterator[str]:
    """What is written as Pulumi writes properties, and is none of a container."""
    for found in re.finditer(r"(?<![\w/.:-])[a-z]+(?:[A-Z][a-z]+)+\b", text):
        if found[0] not in PARAMETERS:
            yield found[0]
