"""The hosts' Auto Scaling group as the provider makes, changes, reads and removes it."""

from typing import Any

import boto3
import pytest

from tests.local_aws.provider.plugin import Plugin, contract

GROUP = "aws:autoscaling/group:Group"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
IMAGE = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
NAMED = {"key": "Name", "value": "host", "propagateAtLaunch": True}
MANAGED = {"key": "AmazonECSManaged", "value": "true", "propagateAtLaunch": True}


@pytest.fixture(scope="module")
def autoscaling(endpoint: str) -> Any:
    keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
    return boto3.client("autoscaling", endpoint_url=endpoint, region_name="us-east-1", **keys)


@pytest.fixture(scope="module")
def template(plugin: Plugin) -> str:
    return plugin.create(TEMPLATE, {"imageId": IMAGE, "instanceType": "t3.small"}, "asg").id


@pytest.fixture(scope="module")
def subnets(plugin: Plugin) -> list[str]:
    vpc = plugin.create("aws:ec2/vpc:Vpc", {"cidrBlock": "10.44.0.0/16"}).id
    zones = {"us-east-1a": "10.44.0.0/24", "us-east-1b": "10.44.1.0/24"}
    return [
        plugin.create("aws:ec2/subnet:Subnet", {"vpcId": vpc, "cidrBlock": cidr, "availabilityZone": zone}).id
        for zone, cidr in zones.items()
    ]


@pytest.fixture
def inputs(template: str, subnets: list[str]) -> dict[str, Any]:
    return {
        "minSize": 1,
        "maxSize": 3,
        "launchTemplate": {"id": template, "version": "$Latest"},
        "vpcZoneIdentifiers": subnets,
        "tags": [NAMED],
    }


@pytest.mark.parametrize(
    "change",
    [
        {"minSize": 2},
        {"maxSize": 4},
        {"desiredCapacity": 2},
        {"tags": [NAMED, MANAGED]},
        {"tags": [NAMED | {"value": "other"}]},
        {"tags": None},
        {"healthCheckType": "ELB", "healthCheckGracePeriod": 60},
        {"defaultCooldown": 10},
        {"terminationPolicies": ["OldestInstance"]},
        {"enabledMetrics": ["GroupInServiceInstances"]},
        {"suspendedProcesses": ["AZRebalance"]},
        {"capacityRebalance": True},
        {"maxInstanceLifetime": 86400},
        {"protectFromScaleIn": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_group_changes_in_place(plugin: Plugin, inputs: dict[str, Any], change: dict[str, Any]) -> None:
    contract(plugin, GROUP, inputs, change, "-".join(change))


def test_what_was_switched_on_can_be_switched_off(plugin: Plugin, inputs: dict[str, Any]) -> None:
    switched = inputs | {"enabledMetrics": ["GroupInServiceInstances"], "suspendedProcesses": ["AZRebalance"]}
    contract(plugin, GROUP, switched, {"enabledMetrics": None, "suspendedProcesses": None}, "switched")


def test_another_name_is_another_group(plugin: Plugin, inputs: dict[str, Any]) -> None:
    contract(plugin, GROUP, inputs | {"name": "hosts-one"}, {"name": "hosts-two"}, replaces=True)


def test_several_instance_types(plugin: Plugin, subnets: list[str], template: str) -> None:
    specification = {"launchTemplateId": template, "version": "$Latest"}
    inputs = {
        "minSize": 0,
        "maxSize": 2,
        "vpcZoneIdentifiers": subnets,
        "mixedInstancesPolicy": {
            "instancesDistribution": {"onDemandBaseCapacity": 1},
            "launchTemplate": {
                "launchTemplateSpecification": specification,
                "overrides": [{"instanceType": "t3.small"}, {"instanceType": "t3.medium", "weightedCapacity": "2"}],
            },
        },
    }
    contract(plugin, GROUP, inputs, {"maxSize": 3}, "mixed")


def test_a_new_version_of_the_template_is_no_difference(plugin: Plugin, inputs: dict[str, Any]) -> None:
    own = plugin.create(TEMPLATE, {"imageId": IMAGE, "instanceType": "t3.small"}, "versioned")
    inputs |= {"launchTemplate": {"id": own.id, "version": "$Latest"}}
    made = plugin.create(GROUP, inputs, "versioned")
    plugin.update(own, {"imageId": IMAGE, "instanceType": "t3.medium"})
    seen = plugin.refresh(made)
    assert seen
    assert plugin.diff(seen, inputs) == {}
    plugin.delete(made)
    plugin.delete(own)


def test_a_capacity_set_by_scaling_is_kept(plugin: Plugin, autoscaling: Any, inputs: dict[str, Any]) -> None:
    made = plugin.create(GROUP, inputs, "scaled")
    assert made.state["desiredCapacity"] == 1
    autoscaling.set_desired_capacity(AutoScalingGroupName=made.id, DesiredCapacity=3)
    seen = plugin.refresh(made)
    assert seen
    assert seen.state["desiredCapacity"] == 3
    assert plugin.diff(seen, inputs) == {}
    plugin.update(seen, inputs | {"maxSize": 4})
    group = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[made.id])["AutoScalingGroups"][0]
    assert group["DesiredCapacity"] == 3
    plugin.delete(made)


def test_a_size_changed_behind_the_programs_back_is_repaired(
    plugin: Plugin, autoscaling: Any, inputs: dict[str, Any]
) -> None:
    made = plugin.create(GROUP, inputs, "resized")
    autoscaling.update_auto_scaling_group(AutoScalingGroupName=made.id, MaxSize=9)
    seen = plugin.refresh(made)
    assert seen
    assert plugin.diff(seen, inputs) == {"maxSize": "update"}
    assert plugin.update(seen, inputs).state["maxSize"] == 3
    plugin.delete(made)


def test_a_group_joins_and_leaves_target_groups(plugin: Plugin, inputs: dict[str, Any], endpoint: str) -> None:
    keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
    ec2 = boto3.client("ec2", endpoint_url=endpoint, region_name="us-east-1", **keys)
    vpc = ec2.describe_subnets(SubnetIds=inputs["vpcZoneIdentifiers"][:1])["Subnets"][0]["VpcId"]
    elbv2 = boto3.client("elbv2", endpoint_url=endpoint, region_name="us-east-1", **keys)
    groups = [
        elbv2.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]["TargetGroupArn"]
        for name in ("asg-one", "asg-two")
    ]
    contract(plugin, GROUP, inputs | {"targetGroupArns": groups[:1]}, {"targetGroupArns": groups[1:]}, "targets")


def test_hooks_are_there_before_the_first_instance(plugin: Plugin, autoscaling: Any, inputs: dict[str, Any]) -> None:
    hook = {"name": "wait", "lifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING", "heartbeatTimeout": 60}
    made = plugin.create(GROUP, inputs | {"desiredCapacity": 2, "initialLifecycleHooks": [hook]}, "hooked")
    hooks = autoscaling.describe_lifecycle_hooks(AutoScalingGroupName=made.id)["LifecycleHooks"]
    assert [(one["LifecycleHookName"], one["HeartbeatTimeout"]) for one in hooks] == [("wait", 60)]
    assert made.state["desiredCapacity"] == 2
    other = inputs | {"desiredCapacity": 2, "initialLifecycleHooks": [hook | {"heartbeatTimeout": 90}]}
    assert set(plugin.diff(made, other).values()) == {"update-replace"}
    plugin.delete(made)


@pytest.mark.parametrize("force", [True, False])
def test_a_group_with_instances_goes(plugin: Plugin, autoscaling: Any, inputs: dict[str, Any], force: bool) -> None:
    made = plugin.create(GROUP, inputs | {"forceDelete": force}, f"forced-{force}".lower())
    plugin.delete(made)
    assert plugin.refresh(made) is None
    instances = autoscaling.describe_auto_scaling_instances()["AutoScalingInstances"]
    assert made.id not in {one["AutoScalingGroupName"] for one in instances}
