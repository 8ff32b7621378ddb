"""The whole program, for each of our stacks, as it would be at a first preview and after."""

import json
from dataclasses import fields
from functools import cache
from typing import Any

import pytest

from ops.plugin.kept import CONNECT, NEEDED, WHY
from outputs import Outputs, ServiceOutputs
from policy.intent import SHARED
from policy.pack import Pack
from policy.reading import UNKNOWN
from policy.rules import RULES
from tests.stacks import STACKS, program
from verdict.brought import Account
from verdict.judging import judge
from verdict.recording import Recording
from verdict.stacks import ROOT

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

PORT = {"dev": 32768, "staging": 80, "prod": 32768}
"""The first that the load balancer sends requests to."""

BY_CODEDEPLOY = ("dev", "prod")

CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/a-b"

MAY_BE_EMPTY = {
    "dev": {"subnet_ids", "security_group_ids", "pipeline"},
    "staging": {"application", "deployment_group", "pipeline"},
    "prod": {"subnet_ids", "security_group_ids", "pipeline"},
}
"""Outputs of our stacks' services: those of CodeDeploy run on bridge networks, and none has a pipeline."""


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


@pytest.mark.parametrize("stack", STACKS)
def test_the_service_s_container_has_what_those_beside_it_leave(stack: str) -> None:
    sidecars = [
        {"name": "migrate", "essential": False},
        {"name": "proxy", "cpu": 64, "memory": 100, "image": "proxy:1"},
    ]
    made = program(stack, preview=True, sidecars=sidecars).one("aws:ecs/taskDefinition:TaskDefinition").inputs
    main, migrate, proxy = json.loads(made["containerDefinitions"])
    assert main["cpu"] + proxy["cpu"] == int(made["cpu"])
    assert main["memory"] + proxy["memory"] == int(made["memory"])
    assert (migrate["image"], proxy["image"]) == (main["image"], "proxy:1")


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
        f"aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-test-from-balancer-{PORT[stack]}",
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


FORMERLY = {
    "aws:ecs/service:Service::web-test": "bluegreen:index:Service::web-test",
    "aws:lb/targetGroup:TargetGroup::web-test-blue": "bluegreen:index:LoadBalancer::web-test",
    "aws:lb/listenerRule:ListenerRule::web-test-production": "bluegreen:index:LoadBalancer::web-test",
    "bluegreen:index:TaskDefinition::web-test": "",
    "bluegreen:index:CodeDeploy::web-test": "",
    "bluegreen:index:Alarms::web-test": "",
}


@pytest.mark.parametrize("key", FORMERLY)
def test_a_stack_of_the_time_when_an_environment_was_one_service_keeps_it(key: str) -> None:
    found = {one.key: one.formerly_below for one in ran("dev").resources}
    assert any(urn.endswith(FORMERLY[key]) and bool(urn) == bool(FORMERLY[key]) for urn in found[key])


def test_the_redirect_can_go_without_the_service() -> None:
    before = ran("prod").one("aws:ecs/service:Service").depends_on
    assert "aws:lb/listener:Listener::web-test-redirect" not in before


@pytest.mark.parametrize("stack", STACKS)
def test_the_stack_exports_every_output(stack: str) -> None:
    exported = dict(ran(stack).exported)
    assert set(exported) == {field.name for field in fields(Outputs)}
    [(name, service)] = exported.pop("services").items()
    assert (name, set(service)) == ("web", {field.name for field in fields(ServiceOutputs)})
    assert all(isinstance(value, str) for value in [*exported.values(), *service.values()]), exported
    assert {name for name, value in service.items() if not value} == MAY_BE_EMPTY[stack]
    # prod alone writes access logs, and no services call each other.
    assert {name for name, value in exported.items() if not value} == {"access_logs_bucket", "namespace_arn"} - (
        {"access_logs_bucket"} if stack == "prod" else set()
    )


def test_dev_is_plain_and_on_hosts() -> None:
    exported = ran("dev").exported
    service = exported["services"]["web"]
    assert exported["url"] == "http://web-test.elb.example"
    assert exported["test_url"] == "http://web-test.elb.example:8080"
    assert service["capacity_provider"] == "web-test-host"


def test_staging_is_on_fargate_with_a_canary() -> None:
    recording = ran("staging")
    assert recording.all("aws:autoscaling/group:Group") == []
    service = recording.exported["services"]["web"]
    assert service["capacity_provider"] == "FARGATE"
    assert service["subnet_ids"] == "web-test-private-0-id,web-test-private-1-id"
    assert service["security_group_ids"] == "web-test-targets-id"


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
    ("slowStartSeconds", 60): {"TargetGroup::web-test-blue", "TargetGroup::web-test-green"},
}


@pytest.mark.parametrize(("key", "value"), CHANGES)
def test_a_changed_key_changes_its_resources_and_no_others(key: str, value: Any) -> None:
    before = {one.key: one.inputs for one in ran("dev").resources}
    after = {one.key: one.inputs for one in program("dev", **{key: value}).resources}
    changed = {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}
    assert {one.rpartition("/")[2].partition(":")[2] for one in changed if one.startswith("aws:")} == CHANGES[
        key, value
    ]


def test_an_internal_load_balancer_is_in_the_private_subnets() -> None:
    made = program("dev", internal=True).one("aws:lb/loadBalancer:LoadBalancer").inputs
    assert made["subnets"] == ["web-test-private-0-id", "web-test-private-1-id"]
    assert ran("dev").one("aws:lb/loadBalancer:LoadBalancer").inputs["subnets"][0] == "web-test-public-0-id"


SERVICES: dict[str, dict[str, Any]] = {
    "orders": {"paths": ["/orders/*"], "priority": 10, "strategy": "native", "containerPort": 8080, "desiredCount": 1},
    "web": {"desiredCount": 1},
}


def test_several_services_share_the_balancer_and_the_cluster_and_nothing_else() -> None:
    made = program("staging", services=SERVICES, serviceName="shop")
    assert len(made.all("aws:lb/loadBalancer:LoadBalancer")) == len(made.all("aws:ecs/cluster:Cluster")) == 1
    services = {one.name: one.inputs for one in made.all("aws:ecs/service:Service")}
    assert {name: one["loadBalancers"][0]["containerPort"] for name, one in services.items()} == {
        "orders-test": 8080,
        "web-test": 80,
    }
    rules = made.all("aws:lb/listenerRule:ListenerRule")
    assert {(one.name, one.inputs["priority"]) for one in rules} == {
        ("orders-test-production", 10),
        ("orders-test-test", 10),
        ("web-test-production", 50000),
        ("web-test-test", 50000),
    }
    keys = [resource.key for resource in made.resources]
    assert sorted(keys) == sorted(set(keys))


def test_services_are_released_one_after_the_other() -> None:
    made = program("staging", services=SERVICES, releaseOrder=["web"])
    before = {one.name: one.depends_on for one in made.all("releases:index:Release")}
    assert "releases:index:Release::web-test" in before["orders-test"]
    assert "releases:index:Release::orders-test" not in before["web-test"]
    assert made.exported["services"]["orders"]["runbook"].startswith("bluegreen release --stack test --service orders")


def test_one_service_of_several_is_scaled_and_on_spot_and_its_releases_come_after() -> None:
    scaling: dict[str, Any] = {"minTasks": 2, "maxTasks": 6, "requestsPerTask": 900}
    orders = SERVICES["orders"] | {"desiredCount": 2, "scaling": scaling, "spot": {"percent": 50}}
    made = program("staging", services=SERVICES | {"orders": orders}, serviceName="shop")
    target = made.one("aws:appautoscaling/target:Target")
    service = made.one("aws:ecs/service:Service", target.name)
    others = [one for one in made.all("aws:ecs/service:Service") if one.name != target.name]
    assert "orders" in target.name
    assert "desiredCount" in service.ignore_changes
    assert [one["capacityProvider"] for one in service.inputs["capacityProviderStrategies"]] == [
        "FARGATE",
        "FARGATE_SPOT",
    ]
    assert all("desiredCount" not in one.ignore_changes for one in others)
    said = json.loads(made.exported["services"]["orders"]["capacity_provider_strategy"])
    assert [one["weight"] for one in said] == [50, 50]


LISTENER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/50dc6c495c0c9188/"
BROUGHT: dict[str, Any] = {
    "vpc": {"tags": {"Name": "team"}, "privateSubnetTags": {"Tier": "private"}},
    "loadBalancer": {"productionListenerArn": f"{LISTENER}a1", "testListenerArn": f"{LISTENER}b2"},
    "cluster": {"name": "team", "capacityProvider": "hosts"},
    "instanceType": "",
}


def test_a_probe_comes_from_the_addresses_by_which_tasks_go_out() -> None:
    made = program("dev", hooks=[{"at": "AfterAllowTestTraffic", "probe": {}}])
    assert "203.0.113.1/32" in [
        one.inputs.get("cidrIpv4") for one in made.all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
    ]


def test_what_is_brought_is_neither_made_nor_changed() -> None:
    made = program("dev", **BROUGHT, hooks=[{"at": "AfterAllowTestTraffic", "probe": {}}])
    components = {one.type.rpartition(":")[2] for one in made.resources if one.type.startswith("bluegreen:")}
    assert not components & {"Network", "LoadBalancer", "Cluster", "Hosts", "Firewall"}
    assert {one.type for one in made.resources} & {"aws:lb/listener:Listener", "aws:ec2/subnet:Subnet"} == set()
    rules = [one for one in made.resources if "securityGroupIngressRule" in one.type]
    assert {one.inputs["securityGroupId"] for one in rules} == {"web-test-targets-id"}


def test_a_service_is_where_it_was_brought() -> None:
    made = program("dev", **BROUGHT)
    service = made.one("aws:ecs/service:Service").inputs
    assert service["cluster"] == "team"
    assert service["capacityProviderStrategies"][0]["capacityProvider"] == "hosts"
    network = service["networkConfiguration"]
    assert network["subnets"] == list(Account("us-east-1", {}).private)
    assert network["securityGroups"] == ["web-test-targets-id"]
    assert {one.inputs["listenerArn"] for one in made.all("aws:lb/listenerRule:ListenerRule")} == {
        f"{LISTENER}a1",
        f"{LISTENER}b2",
    }
    assert made.one("aws:ecs/taskDefinition:TaskDefinition").inputs["requiresCompatibilities"] == ["EC2"]
    assert made.exported["cluster"] == "team"
    assert made.exported["public_subnet_ids"] == ""


ROLE = "arn:aws:iam::123456789012:role/team/web"
OWN = {
    "repository": "team/web",
    "executionRoleArn": f"{ROLE}-execution",
    "taskRoleArn": f"{ROLE}-task",
    "releaseRoleArn": f"{ROLE}-release",
    "topicArn": "arn:aws:sns:us-east-1:123456789012:team",
    "logGroup": "/team/web",
    "logRetentionDays": 30,
    "taskPermissions": [],
}

ATTACHMENT = "rolePolicyAttachment:RolePolicyAttachment"


@pytest.mark.parametrize("stack", STACKS)
def test_of_what_a_service_brings_nothing_is_made_and_nothing_is_changed(stack: str) -> None:
    before, made = ({one.key for one in recording.resources} for recording in (ran(stack), program(stack, **OWN)))
    assert made < before
    codedeploy = stack in BY_CODEDEPLOY
    moves, policy = ("codedeploy", "rolePolicy:RolePolicy") if codedeploy else ("infrastructure", ATTACHMENT)
    gone = {one.partition("/")[2] if one.startswith("aws:") else one for one in before - made}
    assert gone >= {
        "bluegreen:index:Registry::web-test",
        "repository:Repository::web-test",
        "lifecyclePolicy:LifecyclePolicy::web-test",
        "topic:Topic::web-test-events",
        "topicPolicy:TopicPolicy::web-test-events",
        "logGroup:LogGroup::web-test",
        "role:Role::web-test-execution",
        "rolePolicy:RolePolicy::web-test-execution",
        "role:Role::web-test-task",
        f"role:Role::web-test-{moves}",
        f"{policy}::web-test-{moves}",
    }


@pytest.mark.parametrize("stack", STACKS)
def test_a_service_has_what_it_brings(stack: str) -> None:
    made = program(stack, **OWN)
    task = made.one("aws:ecs/taskDefinition:TaskDefinition").inputs
    assert (task["executionRoleArn"], task["taskRoleArn"]) == (f"{ROLE}-execution", f"{ROLE}-task")
    assert '"awslogs-group": "/team/web"' in task["containerDefinitions"]
    assert {tuple(one.inputs["alarmActions"]) for one in made.all("aws:cloudwatch/metricAlarm:MetricAlarm")} == {
        (OWN["topicArn"],)
    }
    [service] = made.exported["services"].values()
    assert service["repository_url"] == "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/web"
    assert (service["topic_arn"], service["log_group"]) == (OWN["topicArn"], "/team/web")
    assert service["task_role_arn"] == f"{ROLE}-task"
    if stack in BY_CODEDEPLOY:
        group = made.one("aws:codedeploy/deploymentGroup:DeploymentGroup").inputs
        assert group["serviceRoleArn"] == f"{ROLE}-release"
        assert group["triggerConfigurations"][0]["triggerTargetArn"] == OWN["topicArn"]
    else:
        [behind] = made.one("aws:ecs/service:Service").inputs["loadBalancers"]
        assert behind["advancedConfiguration"]["roleArn"] == f"{ROLE}-release"


def test_every_log_group_that_is_made_has_the_key() -> None:
    key = "arn:aws:kms:us-east-1:123456789012:key/1"
    hooks = [{"at": "BeforeInstall", "task": {"command": ["migrate"]}}]
    groups = program("dev", hooks=hooks, logKeyArn=key).all("aws:cloudwatch/logGroup:LogGroup")
    assert len(groups) == 2
    assert {one.inputs.get("kmsKeyId") for one in groups} == {key}
    assert ran("dev").one("aws:cloudwatch/logGroup:LogGroup").inputs.get("kmsKeyId") is None


def test_a_hook_that_runs_a_task_may_pass_the_roles_that_are_brought() -> None:
    hooks = [{"at": "BeforeInstall", "task": {"command": ["migrate"]}}]
    policies = [one.inputs["policy"] for one in program("dev", **OWN, hooks=hooks).all("aws:iam/rolePolicy:RolePolicy")]
    [passing] = [one for one in policies if "iam:PassRole" in one]
    assert f'["{ROLE}-execution", "{ROLE}-task"]' in passing


@pytest.mark.parametrize("stack", STACKS)
def test_the_pack_has_nothing_against_what_a_service_brings(stack: str) -> None:
    found = judge(program(stack, preview=True, **OWN).program(stack, ROOT), Pack(RULES)).findings
    own = judge(ran(stack, preview=True).program(stack, ROOT), Pack(RULES)).findings
    ours = {one.judgement.rule.name for one in own if one.judgement.level == "mandatory"}
    assert {one.judgement.rule.name for one in found if one.judgement.level == "mandatory"} <= ours


@pytest.mark.parametrize("keys", [("vpc",), ("vpc", "cluster", "instanceType"), ("vpc", "loadBalancer")])
def test_the_pack_has_nothing_against_what_is_brought(keys: tuple[str, ...]) -> None:
    bring = {key: BROUGHT[key] for key in keys}
    if "loadBalancer" not in keys and "vpc" in keys:
        bring["vpc"] = BROUGHT["vpc"] | {"publicSubnetTags": {"Tier": "public"}}
    found = judge(program("dev", preview=True, **bring).program("dev", ROOT), Pack(RULES)).findings
    own = judge(ran("dev", preview=True).program("dev", ROOT), Pack(RULES)).findings
    ours = {one.judgement.rule.name for one in own}
    assert {one.judgement.rule.name for one in found if one.judgement.kind == "violation"} <= ours
    assert [one.judgement.text for one in found if one.judgement.level == "mandatory"] == []


CONNECTED: dict[str, Any] = {
    "orders": SERVICES["orders"] | {"serviceConnect": {"port": 80}, "serviceDiscovery": {"name": "orders"}},
    "web": SERVICES["web"] | {"serviceConnect": {"clientOnly": True}, "strategy": "rolling"},
}
NAMESPACE = {"name": "shop.internal", "type": "DNS_PRIVATE"}
NAMESPACE_TYPE = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace"


def connected(stack: str = "staging", **changes: Any) -> Recording:
    return program(
        stack,
        **{"services": CONNECTED, "namespace": NAMESPACE, "cpu": 512, "memory": 1024, "serviceName": "shop"} | changes,
    )


def test_services_of_a_namespace_call_each_other() -> None:
    made = connected()
    arn = made.exported["namespace_arn"]
    orders, web = (made.one("aws:ecs/service:Service", f"{name}-test").inputs for name in CONNECTED)
    assert arn
    assert {one["serviceConnectConfiguration"]["namespace"] for one in (orders, web)} == {arn}
    [offered] = orders["serviceConnectConfiguration"]["services"]
    definition = made.one("aws:ecs/taskDefinition:TaskDefinition", "orders-test").inputs
    [container] = json.loads(definition["containerDefinitions"])
    assert container["portMappings"][0]["name"] == offered["portName"] == "orders"
    assert container["portMappings"][0]["appProtocol"] == "http"
    assert int(definition["cpu"]) - container["cpu"] == 256
    assert int(definition["memory"]) - container["memory"] == 64
    assert "services" not in web["serviceConnectConfiguration"]
    assert orders["serviceRegistries"] == {"registryArn": "arn:aws:aws:servicediscovery/service:Service::orders-test"}


def test_a_caller_comes_after_what_it_calls_and_after_the_way_there() -> None:
    before = connected().one("aws:ecs/service:Service", "web-test").depends_on
    assert "aws:ecs/service:Service::orders-test" in before
    assert NAMESPACE_TYPE + "::shop-test" in before
    rules = {key for key in before if key.endswith("SecurityGroupIngressRule::shop-test-from-targets-80")}
    assert len(rules) == 1


def test_in_the_order_of_releases() -> None:
    made = connected(releaseOrder=["web"])
    assert "aws:ecs/service:Service::orders-test" not in made.one("aws:ecs/service:Service", "web-test").depends_on


def test_on_hosts_names_lead_to_ports_of_theirs() -> None:
    made = connected("dev", maxHosts=9)
    orders = made.one("aws:ecs/service:Service", "orders-test").inputs
    assert orders["serviceRegistries"]["containerPort"] == 8080
    assert made.one("aws:servicediscovery/service:Service").inputs["dnsConfig"]["dnsRecords"][0]["type"] == "SRV"


def test_what_is_not_to_begin_yet_is_made_ready() -> None:
    services = CONNECTED | {"orders": SERVICES["orders"] | {"serviceConnect": {"port": 80, "enabled": False}}}
    made = connected(services=services)
    assert "serviceConnectConfiguration" not in made.one("aws:ecs/service:Service", "orders-test").inputs
    definition = made.one("aws:ecs/taskDefinition:TaskDefinition", "orders-test").inputs
    assert json.loads(definition["containerDefinitions"])[0]["portMappings"][0]["name"] == "orders"


def test_a_namespace_that_is_brought_is_taken() -> None:
    made = connected(namespace=NAMESPACE | {"existing": True})
    assert made.all(NAMESPACE_TYPE) == []
    assert made.exported["namespace_arn"].endswith(":namespace/ns-0000000000000000")


@pytest.mark.parametrize("stack", ["dev", "staging"])
def test_the_pack_finds_nothing_in_services_that_call_each_other(stack: str) -> None:
    more = {"maxHosts": 9} if stack == "dev" else {}
    made = connected(stack, preview=True, **more)
    found = judge(made.program(stack, ROOT), Pack(RULES)).findings
    own = judge(program(stack, preview=True, services=SERVICES, **more).program(stack, ROOT), Pack(RULES)).findings
    assert {one.judgement.rule.name for one in found} <= {one.judgement.rule.name for one in own}


def kept(stack: str, preview: bool = False, **keys: Any) -> dict[str, Any]:
    (release,) = program(stack, preview=preview, **keys).all("releases:index:Release")
    return release.inputs["kept"]


def test_what_a_stack_keeps_is_known_in_its_first_preview() -> None:
    fargate = kept("staging", preview=True)
    assert fargate == {
        "containerPort": "80",
        "stickinessSeconds": "0",
        "vpc": "its own",
        "vpcCidr": fargate["vpcCidr"],
        "zones": "2",
        "vpc.privateSubnetIds": "",
        "loadBalancer.productionListenerArn": "its own",
        "loadBalancer.testListenerArn": "",
        "loadBalancer.targetSecurityGroupId": "",
        "ipAddressType": "ipv4",
        "loadBalancerType": "application",
        "certificateArn": "",
        "internal": "false",
        "cluster.name": "its own",
        "repository": "its own",
        "executionRoleArn": "its own",
        "taskRoleArn": "its own",
        "logGroup": "its own",
        "namespace": "",
        "serviceConnect.appProtocol": "",
        "serviceConnect": "none",
        "priority": '{"50000": "web"}',
    }
    assert kept("staging", strategy="rolling", stickinessSeconds=60)["stickinessSeconds"] == "more than 0"
    assert kept("dev")["zones"] == "", "hosts come and go; tasks have no addresses in subnets"
    assert fargate.keys() == WHY.keys() | {*NEEDED, CONNECT, "priority"}
    assert kept("staging", repository="team/web")["repository"] == ""


@pytest.mark.parametrize(
    ("certificate", "said", "ports"), [("", "none", (80, 8080)), (CERTIFICATE, "one", (443, 8443))]
)
def test_behind_a_network_load_balancer_a_stack_keeps_whether_it_speaks_tls(
    certificate: str, said: str, ports: tuple[int, int]
) -> None:
    behind = kept("staging", loadBalancerType="network", certificateArn=certificate)
    assert behind["certificateArn"] == said
    assert json.loads(behind["listenerPort"]) == {str(port): "web" for port in ports}
    assert "priority" not in behind


def test_each_release_knows_who_has_which_priority() -> None:
    services = {"orders": {"paths": ["/orders"], "priority": 10}, "web": {}}
    made = program("staging", services=services).all("releases:index:Release")
    assert [json.loads(one.inputs["kept"]["priority"]) for one in made] == 2 * [{"10": "orders", "50000": "web"}]


@pytest.mark.parametrize("zone", ["example.com", "Z0123456789ABC"])
def test_a_verdict_is_told_of_a_hosted_zone(zone: str) -> None:
    record = program("staging", domain="api.example.com", hostedZone=zone).one("aws:route53/record:Record", "web-test")
    assert record.inputs["zoneId"].startswith("Z0")


@pytest.mark.parametrize(
    ("said", "part"),
    [({"port": 80}, "endpoint"), ({"clientOnly": True}, "client"), ({"port": 80, "enabled": False}, "ready")],
    ids=["endpoint", "client", "ready"],
)
def test_the_namespace_and_the_part_in_it_are_kept(said: dict[str, Any], part: str) -> None:
    keys = {"namespace": {"name": "shop"}, "cpu": 512, "memory": 1024, "strategy": "native"}
    live = kept("staging", preview=True, **keys, serviceConnect=said)
    assert (live["namespace"], live["serviceConnect"]) == ("shop (HTTP)", part)
    assert live["serviceConnect.appProtocol"] == ("" if part == "client" else "http")
    assert kept("staging", **keys)["namespace"] == "", "nobody is in it"


def test_what_is_brought_is_kept_by_its_name() -> None:
    said = kept("dev", **BROUGHT)
    assert said["vpc"].startswith("vpc-")
    assert said["vpc.privateSubnetIds"] == ",".join(Account("us-east-1", {}).private)
    assert said["loadBalancer.productionListenerArn"] == f"{LISTENER}a1"
    assert (said["loadBalancer.targetSecurityGroupId"], said["cluster.name"]) == ("its own", "team")
    assert (said["vpcCidr"], said["zones"], said["internal"]) == ("", "", "")
    assert said["loadBalancer.testListenerArn"] == "", "CodeDeploy is told of another one, and nothing starts"
    assert kept("dev", **BROUGHT, strategy="native")["loadBalancer.testListenerArn"] == f"{LISTENER}b2"


def containers(stack: str, **keys: Any) -> dict[str, Any]:
    made = program(stack, **keys).one("aws:ecs/taskDefinition:TaskDefinition").inputs
    return {one["name"]: one for one in json.loads(made["containerDefinitions"])}


def test_a_collector_is_beside_the_service_which_knows_where() -> None:
    made = containers("staging", telemetry={"sends": "traces"}, environment={"OTEL_SERVICE_NAME": "shop"})
    collector = made["telemetry"]
    assert collector["command"] == ["--config=/etc/ecs/ecs-xray.yaml"]
    assert collector["healthCheck"]["command"] == ["CMD", "/healthcheck"], "its image has no shell"
    assert {"name": "AWS_REGION", "value": "us-east-1"} in collector["environment"]
    told = {one["name"]: one["value"] for one in made["web"]["environment"]}
    assert told["OTEL_EXPORTER_OTLP_ENDPOINT"] == "http://localhost:4318"
    assert told["OTEL_SERVICE_NAME"] == "shop"
    assert made["web"]["dependsOn"] == [{"containerName": "telemetry", "condition": "START"}]
    assert (made["web"]["memory"] or 0) + collector["memory"] == 512


def test_on_a_bridge_network_the_service_reaches_its_collector_by_name() -> None:
    made = containers("dev", telemetry={"sends": "traces", "memory": 128})
    told = {one["name"]: one["value"] for one in made["web"]["environment"]}
    assert told["OTEL_EXPORTER_OTLP_ENDPOINT"] == "http://telemetry:4318"
    assert made["web"]["links"] == ["telemetry"]


def test_a_service_that_waits_for_its_collector_otherwise_waits_so() -> None:
    waits = [{"containerName": "telemetry", "condition": "HEALTHY"}]
    assert containers("staging", telemetry={"sends": "traces"}, dependsOn=waits)["web"]["dependsOn"] == waits


@pytest.mark.parametrize(("sends", "services"), [("traces", {"xray"}), ("tracesAndMetrics", {"xray", "logs"})])
def test_the_task_may_send_what_its_collector_sends(sends: str, services: set[str]) -> None:
    made = program("staging", telemetry={"sends": sends})
    (policy,) = [one for one in made.all("aws:iam/rolePolicy:RolePolicy") if one.name == "web-test-task"]
    statements = json.loads(policy.inputs["policy"])["Statement"]
    assert {action.partition(":")[0] for one in statements for action in one["Action"]} == services
    assert {one["Resource"] for one in statements if isinstance(one["Resource"], str)} == {"*"}
    group = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/ecs/application/metrics"
    assert all(arn.startswith(group) for one in statements[1:] for arn in one["Resource"])


@pytest.mark.parametrize("stack", STACKS)
def test_the_pack_lets_dual_stack_and_a_collector_through(stack: str) -> None:
    collector = {"sends": "traces", "user": "1000", "readOnlyRoot": True}
    keys = {"ipAddressType": "dualstack", "ingressCidrs": ["0.0.0.0/0", "::/0"], "telemetry": collector}
    found = judge(program(stack, preview=True, **keys).program(stack, ROOT), Pack(RULES)).findings
    own = judge(ran(stack, preview=True).program(stack, ROOT), Pack(RULES)).findings
    assert {one.judgement.rule.name for one in found} <= {one.judgement.rule.name for one in own}
    assert [one.judgement.text for one in found if one.judgement.level == "mandatory"] == []
