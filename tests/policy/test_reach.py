"""A program in which nothing is released by ECS: the pack fails none of it, and has no question about it."""

from typing import Any

import pytest

from tests.policy.analyzer import Declared, Program, analyze, stopped
from tests.policy.programs import allow, arn, before_create, role, trust

GROUP = arn("elasticloadbalancing", "targetgroup/hosts")
BALANCER = arn("elasticloadbalancing", "loadbalancer/app/site/1")


def declared(kind: str, name: str, props: dict[str, Any], **edges: str) -> Declared:
    module, _, short = kind.partition(":")
    token = f"aws:{module}/{short[0].lower()}{short[1:]}:{short}"
    return Declared(token, name, {"name": name, **props}, {prop: [to] for prop, to in edges.items()})


ELSEWHERE: Program = (
    # A function, its role and its releases.
    declared(
        "iam:Role",
        "function-role",
        {
            "arn": role("function-role"),
            "assumeRolePolicy": trust("lambda"),
            "inlinePolicies": [{"name": "first", "policy": allow("*", on="*")}],
        },
    ),
    declared("iam:RolePolicy", "second", {"role": "function-role", "policy": allow("*", on="*")}, role="function-role"),
    declared("iam:Policy", "third", {"arn": arn("iam", "policy/third"), "policy": allow("iam:PassRole", on="*")}),
    declared(
        "iam:RolePolicyAttachment",
        "attachment",
        {"role": "function-role", "policyArn": arn("iam", "policy/third")},
        role="function-role",
        policyArn="third",
    ),
    declared("lambda:Function", "function", {"role": role("function-role")}, role="function-role"),
    declared("codedeploy:Application", "application", {"computePlatform": "Lambda"}),
    declared(
        "codedeploy:DeploymentGroup",
        "release",
        {
            "appName": "application",
            "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
            "serviceRoleArn": role("function-role"),
        },
        appName="application",
        serviceRoleArn="function-role",
    ),
    # A host behind a load balancer.
    declared("ec2:Vpc", "network", {"id": "vpc-1", "cidrBlock": "10.0.0.0/16"}),
    declared("ec2:Subnet", "subnet-a", {"id": "subnet-1", "vpcId": "vpc-1", "availabilityZone": "eu-west-1a"}),
    declared("ec2:Subnet", "subnet-b", {"id": "subnet-2", "vpcId": "vpc-1", "availabilityZone": "eu-west-1b"}),
    declared(
        "ec2:SecurityGroup",
        "open",
        {"id": "sg-1", "vpcId": "vpc-1", "ingress": [{"protocol": "-1", "cidrBlocks": ["0.0.0.0/0"]}]},
    ),
    declared("ec2:Instance", "host", {"id": "i-1", "subnetId": "subnet-1", "vpcSecurityGroupIds": ["sg-1"]}),
    declared(
        "lb:LoadBalancer",
        "balancer",
        {"arn": BALANCER, "subnets": ["subnet-1", "subnet-2"], "securityGroups": ["sg-1"]},
        subnets="subnet-a",
        securityGroups="open",
    ),
    declared(
        "lb:TargetGroup",
        "hosts",
        {"arn": GROUP, "port": 80, "protocol": "HTTP", "vpcId": "vpc-1", "deregistrationDelay": 0},
    ),
    declared(
        "lb:TargetGroupAttachment", "target", {"targetGroupArn": GROUP, "targetId": "i-1"}, targetGroupArn="hosts"
    ),
    *(
        declared(
            "lb:Listener",
            f"listener-{port}",
            {
                "arn": arn("elasticloadbalancing", f"listener/{port}"),
                "loadBalancerArn": BALANCER,
                "port": port,
                "protocol": protocol,
                "certificateArn": certificate,
                "defaultActions": [{"type": "forward", "targetGroupArn": GROUP}],
            },
            loadBalancerArn="balancer",
            defaultActions="hosts",
        )
        for port, protocol, certificate in ((443, "HTTPS", arn("acm", "certificate/1")), (80, "HTTP", None))
    ),
    # What is built and kept.
    declared("ecr:Repository", "images", {}),
    declared("cloudwatch:LogGroup", "logs", {}),
    declared(
        "codebuild:Project",
        "build",
        {"environment": {"environmentVariables": [{"name": "API_KEY", "value": "0aA1bB2c"}]}},
    ),
    declared(
        "codepipeline:Pipeline",
        "delivery",
        {
            "stages": [
                {"name": "Source", "actions": [{"category": "Source", "provider": "S3"}]},
                {"name": "Deploy", "actions": [{"category": "Deploy", "provider": "S3"}]},
            ]
        },
    ),
)


@pytest.mark.parametrize("program", [ELSEWHERE, before_create(ELSEWHERE)], ids=["created", "first preview"])
def test_what_no_task_or_release_uses_is_advised_at_most(program: Program) -> None:
    said = analyze(program)
    assert [one.text for one in stopped(said)] == []
    assert [one.text for one in said if "can't run policy" in one.text] == []
    assert {one.rule for one in said} >= {"no-star-action", "pass-role-limited", "listener-tls-current"}


@pytest.mark.parametrize("rule", ["no-star-action", "pass-role-limited", "listener-tls-current", "listener-https"])
def test_it_is_advised_even_where_the_rule_is_mandatory(rule: str) -> None:
    said = analyze(ELSEWHERE, config={rule: {"enforcementLevel": "mandatory"}})
    assert {one.level for one in said if one.rule == rule} == {"ADVISORY"}
