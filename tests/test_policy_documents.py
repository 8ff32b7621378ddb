"""Every policy document that the program makes: nothing is allowed on more than it takes, and nobody else gets in.

Which actions take a resource is in AWS's service authorization reference (read 2026-11), from which the exceptions are.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
import yaml

from tests.stacks import program
from tests.workspace import ROOT
from verdict import stacks
from verdict.recording import Recorded

HOOKS = {
    "codedeploy": [
        {"at": "BeforeInstall", "task": {"command": ["python", "-m", "migrate"]}},
        {"at": "AfterAllowTestTraffic", "probe": {"path": "/"}},
        {"at": "AfterAllowTraffic", "code": "tests/programs/hook.py"},
    ],
    "native": [
        {"at": "PRE_SCALE_UP", "task": {"command": ["python", "-m", "migrate"]}},
        {"at": "POST_TEST_TRAFFIC_SHIFT", "probe": {"path": "/"}},
        {"at": "POST_PRODUCTION_TRAFFIC_SHIFT", "code": "tests/programs/hook.py"},
    ],
}
STACKS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "codedeploy": ("dev", {"hooks": HOOKS["codedeploy"]}),
    "native": ("staging", {"hooks": HOOKS["native"], "exec": True}),
    "rolling": ("dev", {"strategy": "rolling"}),
    "prod": ("prod", {"hooks": HOOKS["codedeploy"], "telemetry": {"sends": "tracesAndMetrics"}}),
    "secrets": ("staging", {"secrets": {"KEY": "arn:aws:secretsmanager:us-east-1:123456789012:secret:web-AbCdEf"}}),
}
"""Stacks of ours, and what is other in them."""
FILES = {file.stem: file for file in sorted((ROOT / "examples" / "stacks").glob("*.yaml"))}
ALL = [*STACKS, *FILES]

ON_EVERYTHING: Mapping[str, str] = {
    **dict.fromkeys(
        ("ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel"), "AWS has no resource for channels"
    ),
    **dict.fromkeys(
        ("ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"), "AWS has no resource for channels"
    ),
    "ecr:GetAuthorizationToken": "a token is of the whole registry",
    **dict.fromkeys(
        (
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeRules",
            "elasticloadbalancing:DescribeTargetGroupAttributes",
            "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetHealth",
        ),
        "Elastic Load Balancing describes everything or nothing",
    ),
    "cloudwatch:DescribeAlarms": "composite alarms are told only to who may see all (API reference, DescribeAlarms)",
    **dict.fromkeys(
        (
            "ec2:CreateNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeSubnets",
            "ec2:AssignPrivateIpAddresses",
            "ec2:UnassignPrivateIpAddresses",
        ),
        "Lambda makes interfaces with ids that nobody knows before (Lambda developer guide, permissions in a VPC)",
    ),
    **dict.fromkeys(
        (
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
            "xray:GetSamplingStatisticSummaries",
        ),
        "AWS has no resource for traces",
    ),
    "ecs:DescribeTaskDefinition": "AWS has no resource for it",
    "ecs:ListTasks": "by the cluster in a condition: its resource are container instances, which Fargate has none of",
    "autoscaling:DescribeAutoScalingGroups": "EC2 Auto Scaling describes everything or nothing",
    "ec2:DescribeInstanceTypes": "EC2 describes everything or nothing",
    "ec2:DescribeLaunchTemplateVersions": "EC2 describes everything or nothing",
}
"""Action to why it is allowed on `*`."""

MANAGED = {
    "service-role/AmazonEC2ContainerServiceforEC2Role": "the ECS agent's, of a host that is in no cluster yet",
    "AmazonSSMManagedInstanceCore": "the SSM agent's, of a host without an open port",
    "AmazonECSInfrastructureRolePolicyForLoadBalancers": "ECS's own: it takes rules, listeners, groups of the account",
    "service-role/AWSLambdaVPCAccessExecutionRole": "Lambda's interfaces in the VPC",
}
"""AWS's own policies that are attached, and whose they are."""

INSIDE = ("ec2.amazonaws.com", "lambda.amazonaws.com")
"""Services that name no source when they take a role (components/roles.py)."""
SOURCES = {"aws:sourceaccount", "aws:sourcearn"}


@dataclass(frozen=True)
class Found:
    """A statement, and where it stands."""

    where: str
    says: Mapping[str, Any]
    endpoint: bool = False
    """Whether it is of a VPC endpoint, which gives nobody anything: whoever comes by it needs to be allowed besides."""

    def all(self, member: str) -> list[str]:
        value = self.says.get(member, [])
        return value if isinstance(value, list) else [value]

    @property
    def conditions(self) -> set[str]:
        """Keys in lower case, of whatever operator."""
        return {key.lower() for given in self.says.get("Condition", {}).values() for key in given}

    @property
    def principals(self) -> list[str]:
        who = self.says.get("Principal", {})
        named = who.values() if isinstance(who, dict) else [who]
        return [one for names in named for one in (names if isinstance(names, list) else [names])]


def documents(value: Any) -> Iterator[Mapping[str, Any]]:
    """All policy documents in it, as JSON or as objects."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return
    if isinstance(value, dict):
        if "Statement" in value:
            yield value
        else:
            yield from (found for one in value.values() for found in documents(one))
    elif isinstance(value, list):
        yield from (found for one in value for found in documents(one))


def faults(found: Found) -> Iterator[str]:
    """What is wrong with it."""
    if found.says["Effect"] != "Allow":
        return
    yield from (
        f"may do all but some: {one}" for one in ("NotAction", "NotResource", "NotPrincipal") if one in found.says
    )
    yield from (f"wildcard action {action}" for action in found.all("Action") if "*" in action)
    trusts = any(action.startswith("sts:AssumeRole") for action in found.all("Action"))
    if "*" in found.all("Resource") and not found.principals:
        yield from (f"{one} on everything" for one in found.all("Action") if one not in ON_EVERYTHING)
    if "iam:PassRole" in found.all("Action"):
        if "iam:passedtoservice" not in found.conditions:
            yield "passes roles to whatever service"
        if any(one.endswith("*") for one in found.all("Resource")):
            yield "passes whatever role"
    narrowed = found.endpoint and "*" not in found.all("Resource")
    if "*" in found.principals and not (found.conditions or narrowed):
        yield "lets everybody in"
    services = [one for one in found.principals if one.endswith((".amazonaws.com", ".amazonaws.com.cn"))]
    inside = trusts and all(one in INSIDE for one in services)
    if services and not inside and not found.conditions & SOURCES:
        yield f"trusts {', '.join(services)} for whatever account"


def faults_of(resource: Recorded) -> list[str]:
    """Of a resource that the program declares."""
    said = [f"{resource.key}: {fault}" for one in statements(resource) for fault in faults(one)]
    if resource.type == "aws:iam/rolePolicyAttachment:RolePolicyAttachment":
        arn = resource.inputs["policyArn"]
        name = arn.partition(":iam::aws:policy/")[2]
        if name and name not in MANAGED:
            said.append(f"{resource.key}: attaches {name}")
    if resource.type == "aws:lambda/permission:Permission" and not resource.inputs.get("sourceArn"):
        said.append(f"{resource.key}: lets {resource.inputs['principal']} call it for whatever account")
    return said


def statements(resource: Recorded) -> Iterator[Found]:
    for document in documents(resource.inputs):
        listed = document["Statement"]
        endpoint = resource.type == "aws:ec2/vpcEndpoint:VpcEndpoint"
        yield from (Found(resource.key, one, endpoint) for one in (listed if isinstance(listed, list) else [listed]))


@cache
def made(stack: str) -> tuple[Recorded, ...]:
    if stack in STACKS:
        below, keys = STACKS[stack]
        return tuple(program(below, **keys).resources)
    defaults = {f"bluegreen:{key}": entry["default"] for key, entry in stacks.declared().items() if "default" in entry}
    values = defaults | yaml.safe_load(FILES[stack].read_text())["config"]
    return tuple(stacks.run(stack, {key: stacks.text(value) for key, value in values.items()}, preview=False).resources)


@pytest.mark.parametrize("stack", ALL)
def test_no_policy_allows_more_than_its_calls_take(stack: str) -> None:
    assert [fault for one in made(stack) for fault in faults_of(one)] == []


@pytest.mark.parametrize("stack", ALL)
def test_every_role_of_a_stack_is_looked_at(stack: str) -> None:
    roles = [one for one in made(stack) if one.type == "aws:iam/role:Role"]
    assert all(any(found.all("Action") == ["sts:AssumeRole"] for found in statements(role)) for role in roles)
    assert roles or stack in ("network", "brought")


def test_every_exception_is_needed() -> None:
    """So that the list of exceptions doesn't grow old."""
    used = {
        action
        for stack in ALL
        for one in made(stack)
        for found in statements(one)
        if "*" in found.all("Resource")
        for action in found.all("Action")
    }
    assert set(ON_EVERYTHING) <= used


HARMLESS: dict[str, Any] = {"Effect": "Allow", "Action": ["sns:Publish"], "Resource": "arn:aws:sns:eu-west-1:1:web"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"Action": ["sns:*"]}, ["wildcard action sns:*"]),
        ({"Action": "*"}, ["wildcard action *"]),
        ({"Resource": "*"}, ["sns:Publish on everything"]),
        ({"NotAction": ["iam:*"]}, ["may do all but some: NotAction"]),
        ({"Action": "iam:PassRole"}, ["passes roles to whatever service"]),
        (
            {
                "Action": "iam:PassRole",
                "Resource": "arn:aws:iam::1:role/*",
                "Condition": {"A": {"iam:PassedToService": "b"}},
            },
            ["passes whatever role"],
        ),
        ({"Principal": "*"}, ["lets everybody in"]),
        ({"Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}, []),
        ({"Principal": {"Service": "ecs.amazonaws.com"}}, ["trusts ecs.amazonaws.com for whatever account"]),
        ({"Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, []),
        ({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}, []),
    ],
    ids=str,
)
def test_what_is_too_wide_is_found(change: dict[str, Any], said: list[str]) -> None:
    assert list(faults(Found("", HARMLESS | change))) == said
