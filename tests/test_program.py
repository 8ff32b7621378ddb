"""The whole program, for each of our stacks, as it would be at a first preview and after."""

import json
from dataclasses import fields
from functools import cache
from typing import Any

import pytest

from outputs import Outputs
from policy.intent import SHARED
from policy.reading import UNKNOWN
from tests.stacks import STACKS, program
from verdict.recording import Recording

UNTAGGABLE = {
    "aws:cloudwatch/dashboard:Dashboard",
    "aws:codedeploy/deploymentConfig:DeploymentConfig",
    "aws:ec2/route:Route",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:sns/topicPolicy:TopicPolicy",
}

BY_CODEDEPLOY = ("dev", "prod")

MAY_BE_EMPTY = {
    "dev": {"subnet_ids", "security_group_ids", "access_logs_bucket"},
    "staging": {"application", "deployment_group", "access_logs_bucket"},
    "prod": {"subnet_ids", "security_group_ids"},
}
"""Outputs of our stacks: those of CodeDeploy run on bridge networks, and prod alone writes access logs."""


@cache
def ran(stack: str, preview: bool = False) -> Recording:
    return program(stack, preview=preview)


@pytest.mark.parametrize("stack", STACKS)
def test_every_resource_belongs_to_a_component(stack: str) -> None:
    for resource in ran(stack).resources:
        if resource.type.startswith("aws:"):
            assert resource.parent.startswith("bluegreen:index:"), resource.key


@pytest.mark.parametrize("stack", STACKS)
def test_every_component_registers_its_outputs(stack: str) -> None:
    recording = ran(stack)
    for resource in recording.resources:
        if resource.type.startswith("bluegreen:"):
            assert resource.key in recording.registered, resource.key


@pytest.mark.parametrize("stack", STACKS)
def test_a_first_preview_knows_what_rules_would_ask_a_component_for(stack: str) -> None:
    """So that no component has to say it a second time, as an input of its own."""
    for resource in ran(stack, preview=True).resources:
        hidden = [name for name in SHARED.get(resource.type, ()) if resource.inputs.get(name) is UNKNOWN]
        assert hidden == [], resource.key


@pytest.mark.parametrize("stack", STACKS)
def test_every_resource_that_takes_tags_has_them(stack: str) -> None:
    for resource in ran(stack).resources:
        if not resource.type.startswith("aws:") or resource.type in UNTAGGABLE:
            continue
        tags = resource.inputs.get("tags", {})
        if isinstance(tags, list):
            tags = {tag["key"]: tag["value"] for tag in tags}
        assert tags.get("Project") == "bluegreen", resource.key
        assert tags.get("Stack") == "test", resource.key


@pytest.mark.parametrize("stack", STACKS)
def test_names_are_unique_by_type(stack: str) -> None:
    keys = [resource.key for resource in ran(stack).resources]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("stack", STACKS)
def test_containers_are_known_at_a_first_preview(stack: str) -> None:
    definition = ran(stack, preview=True).one("aws:ecs/taskDefinition:TaskDefinition")
    [container] = json.loads(definition.inputs["containerDefinitions"])
    assert container["portMappings"][0]["containerPort"] == (8080 if stack == "prod" else 80)


@pytest.mark.parametrize("stack", BY_CODEDEPLOY)
def test_the_deployment_group_is_wired_to_this_service(stack: str) -> None:
    group = ran(stack).one("aws:codedeploy/deploymentGroup:DeploymentGroup").inputs
    pair = group["loadBalancerInfo"]["targetGroupPairInfo"]
    assert group["ecsService"] == {"clusterName": "web-test", "serviceName": "web-test"}
    assert [entry["name"] for entry in pair["targetGroups"]] == ["web-test-blue", "web-test-green"]
    assert pair["prodTrafficRoute"]["listenerArns"][0].endswith("web-test-production")
    assert pair["testTrafficRoute"]["listenerArns"][0].endswith("web-test-test")
    assert len(group["alarmConfiguration"]["alarms"]) == 6


@pytest.mark.parametrize("stack", STACKS)
def test_service_and_target_groups_agree_on_the_port(stack: str) -> None:
    recording = ran(stack)
    port = recording.one("aws:ecs/service:Service").inputs["loadBalancers"][0]["containerPort"]
    assert [group.inputs["port"] for group in recording.all("aws:lb/targetGroup:TargetGroup")] == [port, port]


@pytest.mark.parametrize("stack", STACKS)
def test_the_service_comes_after_listeners_permissions_and_routes(stack: str) -> None:
    before = ran(stack).one("aws:ecs/service:Service").depends_on
    assert {
        "aws:lb/listener:Listener::web-test-production",
        "aws:lb/listener:Listener::web-test-test",
        "aws:lb/listenerRule:ListenerRule::web-test-production",
        "aws:lb/listenerRule:ListenerRule::web-test-test",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-test-from-balancer",
        "aws:iam/rolePolicy:RolePolicy::web-test-execution",
        "aws:ec2/route:Route::web-test-private-0",
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders::web-test",
    } <= before


@pytest.mark.parametrize("stack", STACKS)
def test_every_role_that_is_made_has_the_boundary(stack: str) -> None:
    boundary = "arn:aws:iam::123456789012:policy/boundary"
    before = "BeforeInstall" if stack in BY_CODEDEPLOY else "PRE_SCALE_UP"
    hooks = [{"at": before, "task": {"command": ["migrate"]}}]
    roles = program(stack, hooks=hooks, permissionsBoundaryArn=boundary).all("aws:iam/role:Role")
    assert len(roles) >= 4
    assert {role.inputs.get("permissionsBoundary") for role in roles} == {boundary}
    assert {role.inputs.get("permissionsBoundary") for role in ran(stack).all("aws:iam/role:Role")} == {None}


def test_the_redirect_can_go_without_the_service() -> None:
    before = ran("prod").one("aws:ecs/service:Service").depends_on
    assert "aws:lb/listener:Listener::web-test-redirect" not in before


@pytest.mark.parametrize("stack", STACKS)
def test_the_stack_exports_every_output(stack: str) -> None:
    exported = ran(stack).exported
    assert set(exported) == {field.name for field in fields(Outputs)}
    assert all(isinstance(value, str) for value in exported.values())
    assert {name for name, value in exported.items() if not value} == MAY_BE_EMPTY[stack]


def test_dev_is_plain_and_on_hosts() -> None:
    exported = ran("dev").exported
    assert exported["url"] == "http://web-test.elb.example"
    assert exported["test_url"] == "http://web-test.elb.example:8080"
    assert exported["capacity_provider"] == "web-test-host"


def test_staging_is_on_fargate_with_a_canary() -> None:
    recording = ran("staging")
    assert recording.all("aws:autoscaling/group:Group") == []
    assert recording.exported["capacity_provider"] == "FARGATE"
    assert recording.exported["subnet_ids"] == "web-test-private-0-id,web-test-private-1-id"
    assert recording.exported["security_group_ids"] == "web-test-targets-id"


def test_staging_is_released_by_ecs_itself() -> None:
    recording = ran("staging")
    assert [one for one in recording.resources if "codedeploy" in one.type.lower()] == []
    inputs = recording.one("aws:ecs/service:Service").inputs
    assert len(inputs["alarms"]["alarmNames"]) == 6
    deployment = inputs["deploymentConfiguration"]
    assert (deployment["strategy"], deployment["bakeTimeInMinutes"]) == ("CANARY", "15")
    assert deployment["canaryConfiguration"] == {"canaryPercent": 10.0, "canaryBakeTimeInMinutes": "5"}


def test_prod_is_https_in_three_zones_with_its_own_linear_shift() -> None:
    recording = ran("prod")
    assert recording.exported["url"] == "https://web-test.elb.example"
    assert len(recording.all("aws:ec2/natGateway:NatGateway")) == 3
    routing = recording.one("aws:codedeploy/deploymentConfig:DeploymentConfig").inputs["trafficRoutingConfig"]
    assert routing == {"type": "TimeBasedLinear", "timeBasedLinear": {"percentage": 20, "interval": 3}}


CHANGES = {
    ("terminationWaitMinutes", 10): {"DeploymentGroup::web-test"},
    ("logRetentionDays", 14): {"LogGroup::web-test"},
    ("desiredCount", 3): {"Service::web-test"},
    ("maxHosts", 6): {"Group::web-test-host"},
    ("image", "public.ecr.aws/nginx/nginx:1.28.0"): {"TaskDefinition::web-test"},
    ("healthCheckPath", "/health"): {"TargetGroup::web-test-blue", "TargetGroup::web-test-green"},
}


@pytest.mark.parametrize(("key", "value"), CHANGES)
def test_a_changed_key_changes_its_resources_and_no_others(key: str, value: Any) -> None:
    before = {one.key: one.inputs for one in ran("dev").resources}
    after = {one.key: one.inputs for one in program("dev", **{key: value}).resources}
    changed = {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}
    assert {one.rpartition("/")[2].partition(":")[2] for one in changed if one.startswith("aws:")} == CHANGES[
        key, value
    ]
