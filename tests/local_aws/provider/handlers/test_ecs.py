"""Clusters, capacity, task definitions and services, as the stand-in provider makes them on the local AWS."""

import itertools
import json
from typing import Any

import boto3
import pytest
from grpc import RpcError

from local_aws.provider.handlers.ecs import service_request
from local_aws.provider.handlers.handler import Change
from tests.local_aws.provider.plugin import Made, Plugin, contract

CLUSTER = "aws:ecs/cluster:Cluster"
PROVIDER = "aws:ecs/capacityProvider:CapacityProvider"
CLUSTER_PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE = "aws:ecs/service:Service"
WEB = [{"name": "web", "image": "web:1", "memory": 128, "portMappings": [{"containerPort": 80, "hostPort": 0}]}]
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def network(aws: Any) -> dict[str, Any]:
    """A VPC with two subnets, and a security group."""
    ec2 = aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.91.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.91.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")
        for i, zone in enumerate("ab")
    ]
    group = ec2.create_security_group(GroupName="ecs", Description="ecs", VpcId=vpc)["GroupId"]
    return {"vpc": vpc, "subnets": [subnet["Subnet"]["SubnetId"] for subnet in subnets], "group": group}


@pytest.fixture
def scaling_group(aws: Any, network: dict[str, Any]) -> str:
    """ARN of an empty Auto Scaling group of its own: a group has one capacity provider at most."""
    name = f"ecs-handlers-{next(_numbers)}"
    image = aws("ec2").describe_images(Owners=["amazon"], Filters=[{"Name": "architecture", "Values": ["x86_64"]}])
    aws("ec2").create_launch_template(
        LaunchTemplateName=name,
        LaunchTemplateData={"ImageId": image["Images"][0]["ImageId"], "InstanceType": "t3.small"},
    )
    scaling = aws("autoscaling")
    scaling.create_auto_scaling_group(
        AutoScalingGroupName=name,
        LaunchTemplate={"LaunchTemplateName": name},
        MinSize=0,
        MaxSize=2,
        VPCZoneIdentifier=",".join(network["subnets"]),
    )
    groups = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])
    return groups["AutoScalingGroups"][0]["AutoScalingGroupARN"]


@pytest.fixture
def cluster(plugin: Plugin) -> Made:
    return plugin.create(CLUSTER, {}, f"ecs{next(_numbers)}")


def task(plugin: Plugin, containers: Any = WEB, **more: Any) -> Made:
    inputs = {"family": f"family{next(_numbers)}", "containerDefinitions": json.dumps(containers), **more}
    return plugin.create(TASK, inputs)


def fargate_task(plugin: Plugin, **more: Any) -> Made:
    containers = [{"name": "web", "image": "web:1", "portMappings": [{"containerPort": 80}]}]
    fargate = {"networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512"}
    return task(plugin, containers, **fargate, **more)


def fargate_service(plugin: Plugin, cluster: Made, network: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "cluster": cluster.id,
        "taskDefinition": fargate_task(plugin).state["arn"],
        "launchType": "FARGATE",
        "desiredCount": 1,
        "networkConfiguration": {"subnets": network["subnets"], "securityGroups": [network["group"]]},
        **more,
    }


def test_a_cluster_lives_as_its_contract_says(plugin: Plugin) -> None:
    inputs = {
        "name": "contract",
        "settings": [{"name": "containerInsights", "value": "enabled"}],
        "configuration": {"executeCommandConfiguration": {"logging": "DEFAULT"}},
        "tags": {"team": "web"},
    }
    change = {"settings": [{"name": "containerInsights", "value": "disabled"}], "tags": {"team": "shop"}}
    contract(plugin, CLUSTER, inputs, change, import_id="contract")


def test_another_name_replaces_a_cluster(plugin: Plugin, cluster: Made) -> None:
    assert plugin.diff(cluster, {"name": "other"}) == {"name": "update-replace"}


def test_a_cluster_is_deleted_once_its_last_service_is_gone(
    plugin: Plugin, cluster: Made, network: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = plugin.create(SERVICE, fargate_service(plugin, cluster, network))
    monkeypatch.setattr("local_aws.provider.handlers.retries.time.sleep", lambda _: plugin.delete(service))
    plugin.delete(cluster)
    assert plugin.refresh(cluster) is None


def test_a_capacity_provider_lives_as_its_contract_says(plugin: Plugin, scaling_group: str) -> None:
    scaling = {"status": "ENABLED", "targetCapacity": 100, "instanceWarmupPeriod": 60}
    group = {"autoScalingGroupArn": scaling_group, "managedScaling": scaling, "managedDraining": "ENABLED"}
    change = {"autoScalingGroupProvider": group | {"managedScaling": scaling | {"targetCapacity": 80}}}
    contract(plugin, PROVIDER, {"autoScalingGroupProvider": group, "tags": {"a": "b"}}, change, "contract")


def test_a_scaling_block_without_a_warm_up_sends_none(plugin: Plugin, scaling_group: str) -> None:
    group = {"autoScalingGroupArn": scaling_group, "managedScaling": {"status": "ENABLED"}}
    made = plugin.create(PROVIDER, {"autoScalingGroupProvider": group}, "cold")
    assert made.state["autoScalingGroupProvider"]["managedScaling"]["instanceWarmupPeriod"] == 0


def test_another_scaling_group_replaces_a_capacity_provider(plugin: Plugin, scaling_group: str) -> None:
    made = plugin.create(PROVIDER, {"autoScalingGroupProvider": {"autoScalingGroupArn": scaling_group}}, "moved")
    other = {"autoScalingGroupProvider": {"autoScalingGroupArn": scaling_group + "-2"}}
    assert plugin.diff(made, other) == {"autoScalingGroupProvider.autoScalingGroupArn": "update-replace"}


def test_the_providers_of_a_cluster_live_as_their_contract_says(plugin: Plugin, cluster: Made) -> None:
    name = cluster.state["name"]
    spot = {"capacityProvider": "FARGATE_SPOT", "weight": 1}
    base = {"capacityProvider": "FARGATE", "weight": 1, "base": 1}
    inputs = {
        "clusterName": name,
        "capacityProviders": ["FARGATE", "FARGATE_SPOT"],
        "defaultCapacityProviderStrategies": [base],
    }
    made = plugin.create(CLUSTER_PROVIDERS, inputs)
    assert made.id == name
    assert plugin.diff(made, inputs) == {}
    made = plugin.update(made, inputs | {"defaultCapacityProviderStrategies": [base, spot]})
    assert len(made.state["defaultCapacityProviderStrategies"]) == 2
    assert plugin.diff(plugin.import_(CLUSTER_PROVIDERS, name), made.inputs) == {}
    plugin.delete(made)
    emptied = plugin.refresh(made)
    assert emptied
    assert emptied.state["capacityProviders"] == []
    plugin.delete(cluster)
    assert plugin.refresh(made) is None
    plugin.delete(made)


def test_a_task_definition_lives_as_its_contract_says(plugin: Plugin) -> None:
    inputs = {
        "family": "contract",
        "containerDefinitions": json.dumps(WEB),
        "networkMode": "bridge",
        "requiresCompatibilities": ["EC2"],
        "volumes": [{"name": "data", "hostPath": "/data"}, {"name": "scratch"}],
        "placementConstraints": [{"type": "memberOf", "expression": "attribute:ecs.os-type == linux"}],
        "tags": {"team": "web"},
    }
    made = plugin.create(TASK, inputs)
    assert made.id == "contract"
    assert plugin.diff(made, inputs) == {}
    refreshed = plugin.refresh(made)
    assert refreshed
    assert refreshed.inputs == made.inputs
    imported = plugin.import_(TASK, made.state["arn"])
    assert imported.id == "contract"
    assert plugin.diff(imported, inputs) == {}
    tagged = plugin.update(made, inputs | {"tags": {"team": "shop"}})
    assert tagged.state["tagsAll"] == {"team": "shop"}
    assert tagged.state["arn"] == made.state["arn"]
    plugin.delete(tagged)
    assert plugin.refresh(made) is None
    plugin.delete(tagged)


def test_a_changed_task_definition_is_a_new_revision_with_the_same_id(plugin: Plugin) -> None:
    first = task(plugin)
    inputs = {"family": first.id, "containerDefinitions": json.dumps([WEB[0] | {"image": "web:2"}])}
    assert plugin.diff(first, inputs) == {"containerDefinitions": "update-replace"}
    second = plugin.create(TASK, inputs)
    assert (second.id, second.state["revision"]) == (first.id, first.state["revision"] + 1)
    assert second.state["arnWithoutRevision"] == first.state["arnWithoutRevision"]
    plugin.delete(first)
    assert plugin.refresh(second)
    assert plugin.refresh(first) is None


def test_a_kept_revision_stays_active(plugin: Plugin, aws: Any) -> None:
    kept = task(plugin, skipDestroy=True)
    plugin.delete(kept)
    found = aws("ecs").describe_task_definition(taskDefinition=kept.state["arn"])["taskDefinition"]
    assert found["status"] == "ACTIVE"


def test_a_revision_registered_elsewhere_shows_only_with_track_latest(plugin: Plugin, aws: Any) -> None:
    still, tracking = task(plugin), task(plugin, trackLatest=True)
    for made in (still, tracking):
        newer = [WEB[0] | {"image": "web:9"}]
        aws("ecs").register_task_definition(family=made.id, containerDefinitions=newer)
    still_now, tracking_now = plugin.refresh(still), plugin.refresh(tracking)
    assert still_now
    assert tracking_now
    assert still_now.state["revision"] == 1
    assert tracking_now.state["revision"] == 2
    assert "web:9" in tracking_now.inputs["containerDefinitions"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"essential": True}, id="essential is the default"),
        pytest.param({"cpu": 0}, id="no CPU units"),
        pytest.param({"portMappings": [{"containerPort": 80}]}, id="host port 0 is none"),
        pytest.param({"portMappings": [{"containerPort": 80, "protocol": "tcp"}]}, id="tcp is the default"),
        pytest.param({"environment": [], "mountPoints": []}, id="empty lists are none"),
        pytest.param({"volumesFrom": [{}]}, id="empty entries are none"),
        pytest.param({"Image": "web:1", "IMAGE": "web:1"}, id="keys in any case"),
        pytest.param({"madeUp": 1}, id="unknown keys are dropped"),
    ],
)
def test_containers_that_mean_the_same_are_no_difference(plugin: Plugin, other: dict[str, Any]) -> None:
    made = task(plugin)
    inputs = made.inputs | {"containerDefinitions": json.dumps([WEB[0] | other], indent=2)}
    assert plugin.diff(made, inputs) == {}


def test_the_order_of_containers_and_of_their_environment_is_no_difference(plugin: Plugin) -> None:
    pairs = [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]
    web = WEB[0] | {"environment": pairs, "healthCheck": {"command": ["CMD", "true"]}}
    log = {"name": "log", "image": "log:1", "memory": 64}
    made = task(plugin, [web, log])
    turned = WEB[0] | {
        "environment": pairs[::-1],
        "healthCheck": {"command": ["CMD", "true"], "interval": 30, "retries": 3, "timeout": 5},
    }
    assert plugin.diff(made, made.inputs | {"containerDefinitions": json.dumps([log, turned])}) == {}


def test_in_awsvpc_the_host_port_is_the_container_port(plugin: Plugin) -> None:
    made = fargate_task(plugin)
    spelled = [{"name": "web", "image": "web:1", "portMappings": [{"containerPort": 80, "hostPort": 80}]}]
    assert plugin.diff(made, made.inputs | {"containerDefinitions": json.dumps(spelled)}) == {}


@pytest.mark.parametrize("text", ["no json", '{"name": "web"}', "[{}]"])
def test_a_text_that_is_no_list_of_containers_is_refused(plugin: Plugin, text: str) -> None:
    with pytest.raises(RpcError, match="container"):
        plugin.create(TASK, {"family": "broken", "containerDefinitions": text})


def test_a_service_lives_as_its_contract_says(plugin: Plugin, cluster: Made, network: dict[str, Any]) -> None:
    revision = fargate_task(plugin).state["arn"].rpartition("/")[2]
    with_role = fargate_task(plugin, taskRoleArn="arn:aws:iam::123456789012:role/task")
    inputs = fargate_service(plugin, cluster, network, taskDefinition=revision) | {
        "name": "contract",
        "enableEcsManagedTags": True,
        "propagateTags": "SERVICE",
        "deploymentCircuitBreaker": {"enable": True, "rollback": True},
        "tags": {"team": "web"},
    }
    change = {
        "desiredCount": 2,
        "taskDefinition": with_role.state["arn"].rpartition("/")[2],
        "enableExecuteCommand": True,
        "deploymentMinimumHealthyPercent": 50,
        "tags": {"team": "shop"},
    }
    contract(plugin, SERVICE, inputs, change, import_id=f"{cluster.state['name']}/contract")


def test_a_service_on_hosts_lives_as_its_contract_says(plugin: Plugin, cluster: Made) -> None:
    inputs = {
        "name": "on-hosts",
        "cluster": cluster.id,
        "taskDefinition": task(plugin).state["arn"].rpartition("/")[2],
        "launchType": "EC2",
        "desiredCount": 1,
        "orderedPlacementStrategies": [
            {"type": "spread", "field": "attribute:ecs.availability-zone"},
            {"type": "spread", "field": "host"},
            {"type": "binpack", "field": "MEMORY"},
        ],
        "placementConstraints": [{"type": "memberOf", "expression": "attribute:ecs.instance-type == t3.small"}],
        "deploymentMaximumPercent": 150,
        "deploymentMinimumHealthyPercent": 50,
    }
    change = {"placementConstraints": None, "deploymentMaximumPercent": None, "desiredCount": 0}
    contract(plugin, SERVICE, inputs, change, import_id=f"{cluster.state['name']}/on-hosts")


def test_a_daemon_has_no_count_of_its_own(plugin: Plugin, cluster: Made) -> None:
    inputs = {"cluster": cluster.id, "taskDefinition": task(plugin).state["arn"], "schedulingStrategy": "DAEMON"}
    made = plugin.create(SERVICE, inputs, "daemon")
    assert plugin.diff(made, inputs | {"desiredCount": 3}) == {}
    plugin.delete(made)
    assert plugin.refresh(made) is None


def test_an_update_sends_what_changed_and_both_percents_together() -> None:
    old = {"cluster": "shop", "desiredCount": 2, "deploymentMaximumPercent": 200, "deploymentMinimumHealthyPercent": 50}
    new = old | {"deploymentMaximumPercent": 150}
    change = Change(old=old, new=new, keys=frozenset({"deploymentMaximumPercent"}))
    assert service_request.alteration(boto3.client("ecs", region_name="us-east-1"), "web", change) == {
        "cluster": "shop",
        "service": "web",
        "forceNewDeployment": False,
        "deploymentConfiguration": {"maximumPercent": 150, "minimumHealthyPercent": 50},
    }


@pytest.mark.parametrize(
    ("change", "verb"),
    [
        ({"desiredCount": 3}, "update"),
        ({"healthCheckGracePeriodSeconds": 60}, "add"),
        ({"taskDefinition": "web:7"}, "update"),
        ({"launchType": "EC2"}, "update-replace"),
        ({"cluster": "other"}, "update-replace"),
        ({"schedulingStrategy": "DAEMON"}, "update-replace"),
    ],
)
def test_what_changes_a_service_in_place_and_what_replaces_it(
    plugin: Plugin, cluster: Made, network: dict[str, Any], change: dict[str, Any], verb: str
) -> None:
    made = plugin.create(SERVICE, fargate_service(plugin, cluster, network), f"s{next(_numbers)}")
    assert plugin.diff(made, made.inputs | change)[next(iter(change))] == verb


def test_a_replaced_service_is_deleted_first_only_if_its_name_was_chosen(
    plugin: Plugin, cluster: Made, network: dict[str, Any]
) -> None:
    inputs = fargate_service(plugin, cluster, network)
    auto = plugin.create(SERVICE, inputs, "auto")
    chosen = plugin.create(SERVICE, inputs | {"name": "chosen"})
    assert not plugin.deletes_first(auto, inputs | {"launchType": "EC2"})
    assert plugin.deletes_first(chosen, inputs | {"name": "chosen", "launchType": "EC2"})


def test_a_service_keeps_the_spelling_of_the_program(plugin: Plugin, cluster: Made, network: dict[str, Any]) -> None:
    inputs = fargate_service(plugin, cluster, network)
    revision = inputs["taskDefinition"].rpartition("/")[2]
    by_arn = plugin.create(SERVICE, inputs, "by-arn")
    by_name = plugin.create(SERVICE, inputs | {"cluster": cluster.state["name"], "taskDefinition": revision}, "by-name")
    assert (by_arn.state["cluster"], by_arn.state["taskDefinition"]) == (cluster.id, inputs["taskDefinition"])
    assert (by_name.state["cluster"], by_name.state["taskDefinition"]) == (cluster.state["name"], revision)


def test_a_count_changed_elsewhere_shows(plugin: Plugin, aws: Any, cluster: Made, network: dict[str, Any]) -> None:
    made = plugin.create(SERVICE, fargate_service(plugin, cluster, network))
    aws("ecs").update_service(cluster=cluster.id, service=made.id, desiredCount=0)
    refreshed = plugin.refresh(made)
    assert refreshed
    assert "desiredCount" not in refreshed.inputs
    assert plugin.diff(refreshed, made.inputs) == {"desiredCount": "update"}


def test_codedeploy_services_refuse_a_new_task_definition_in_aws_words(
    plugin: Plugin, cluster: Made, network: dict[str, Any]
) -> None:
    controller = {"deploymentController": {"type": "CODE_DEPLOY"}}
    inputs = fargate_service(plugin, cluster, network, **controller)
    made = plugin.create(SERVICE, inputs, "blue-green")
    assert plugin.diff(made, inputs) == {}
    with pytest.raises(RpcError, match="Unable to update task definition on services with a CODE_DEPLOY"):
        plugin.update(made, inputs | {"taskDefinition": fargate_task(plugin).state["arn"]})
    assert plugin.update(made, inputs | {"desiredCount": 2}).state["desiredCount"] == 2
    plugin.delete(made)
    assert plugin.refresh(made) is None


def test_a_capacity_provider_strategy_changes_with_a_new_deployment_only(
    plugin: Plugin, cluster: Made, network: dict[str, Any]
) -> None:
    plugin.create(
        CLUSTER_PROVIDERS,
        {"clusterName": cluster.state["name"], "capacityProviders": ["FARGATE", "FARGATE_SPOT"]},
    )
    inputs = fargate_service(plugin, cluster, network)
    del inputs["launchType"]
    strategy = {"capacityProviderStrategies": [{"capacityProvider": "FARGATE", "weight": 1}]}
    made = plugin.create(SERVICE, inputs | strategy, "spot")
    assert plugin.diff(made, inputs | strategy) == {}
    spot = {"capacityProviderStrategies": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]}
    with pytest.raises(RpcError, match="forceNewDeployment"):
        plugin.update(made, inputs | spot)
    forced = plugin.update(made, inputs | spot | {"forceNewDeployment": True})
    assert forced.state["capacityProviderStrategies"][0]["capacityProvider"] == "FARGATE_SPOT"


def test_a_service_waits_for_its_load_balancer(
    plugin: Plugin, aws: Any, cluster: Made, network: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    elb = aws("elbv2")
    group = elb.create_target_group(Name="waits", Port=80, Protocol="HTTP", VpcId=network["vpc"], TargetType="ip")[
        "TargetGroups"
    ][0]["TargetGroupArn"]

    def listen(_: float) -> None:
        gateway = aws("ec2").create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        aws("ec2").attach_internet_gateway(InternetGatewayId=gateway, VpcId=network["vpc"])
        made = elb.create_load_balancer(Name="waits", Subnets=network["subnets"])["LoadBalancers"][0]
        forward = {"Type": "forward", "TargetGroupArn": group}
        elb.create_listener(LoadBalancerArn=made["LoadBalancerArn"], Port=80, Protocol="HTTP", DefaultActions=[forward])

    monkeypatch.setattr("local_aws.provider.handlers.retries.time.sleep", listen)
    balanced = {"loadBalancers": [{"targetGroupArn": group, "containerName": "web", "containerPort": 80}]}
    inputs = fargate_service(plugin, cluster, network, **balanced)
    made = plugin.create(SERVICE, inputs, "balanced")
    assert made.state["loadBalancers"][0]["targetGroupArn"] == group
    assert plugin.diff(made, inputs) == {}


def test_a_service_without_a_load_balancer_says_so(
    plugin: Plugin, aws: Any, cluster: Made, network: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    group = aws("elbv2").create_target_group(
        Name="alone", Port=80, Protocol="HTTP", VpcId=network["vpc"], TargetType="ip"
    )["TargetGroups"][0]["TargetGroupArn"]
    monkeypatch.setattr("local_aws.provider.handlers.retries.timeout_seconds", lambda: -1)
    balanced = {"loadBalancers": [{"targetGroupArn": group, "containerName": "web", "containerPort": 80}]}
    with pytest.raises(RpcError, match="does not have an associated load balancer"):
        plugin.create(SERVICE, fargate_service(plugin, cluster, network, **balanced), "alone")


def test_waiting_for_a_codedeploy_service_to_be_steady_ends_in_a_time_out(
    plugin: Plugin, cluster: Made, network: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = fargate_service(
        plugin, cluster, network, deploymentController={"type": "CODE_DEPLOY"}, waitForSteadyState=True
    )
    monkeypatch.setattr("local_aws.provider.handlers.retries.timeout_seconds", lambda: -1)
    with pytest.raises(RpcError, match="timeout while waiting for ECS Service"):
        plugin.create(SERVICE, inputs, "steady")
