"""The cluster, its hosts, and its registry of images."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest

from components.cluster import Cluster, ClusterArgs
from components.hosts import HostGroup
from components.registry import Registry, RegistryArgs
from verdict.recording import Recording, record

HOSTS = HostGroup(instance_type="t3.small", architecture="x86_64", min_hosts=2, max_hosts=4)
ARGS = ClusterArgs(
    subnet_ids=["subnet-1", "subnet-2"],
    security_group_id="sg-1",
    region="us-east-1",
    tags={"Stack": "test"},
    hosts=HOSTS,
)
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
GROUP = "aws:autoscaling/group:Group"
PROVIDER = "aws:ecs/capacityProvider:CapacityProvider"
ASSOCIATION = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"


def cluster(**changes: Any) -> Recording:
    return record(lambda: Cluster("web", replace(ARGS, **changes)))


def insights(**changes: Any) -> list[dict[str, str]]:
    return cluster(**changes).one("aws:ecs/cluster:Cluster").inputs["settings"]


def test_container_insights_are_on_unless_told_otherwise() -> None:
    assert insights() == [{"name": "containerInsights", "value": "enabled"}]
    assert insights(container_insights="enhanced") == [{"name": "containerInsights", "value": "enhanced"}]


def test_hosts_join_this_cluster() -> None:
    script = base64.b64decode(cluster().one(TEMPLATE).inputs["userData"]).decode()
    assert script.startswith("#!/bin/bash\n")
    assert "ECS_CLUSTER=web >> /etc/ecs/ecs.config" in script


@pytest.mark.parametrize(
    ("architecture", "folder"), [("x86_64", "2023/recommended"), ("arm64", "2023/arm64/recommended")]
)
def test_hosts_start_from_the_newest_ecs_image_of_their_architecture(architecture: str, folder: str) -> None:
    image = cluster(hosts=replace(HOSTS, architecture=architecture)).one(TEMPLATE).inputs["imageId"]
    assert image == f"resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-{folder}/image_id"


def test_containers_cannot_take_the_role_of_their_host() -> None:
    options = cluster().one(TEMPLATE).inputs["metadataOptions"]
    assert (options["httpTokens"], options["httpPutResponseHopLimit"]) == ("required", 1)


def test_hosts_have_the_security_group_that_only_the_load_balancer_reaches() -> None:
    assert cluster().one(TEMPLATE).inputs["vpcSecurityGroupIds"] == ["sg-1"]


def test_the_number_of_hosts_is_left_to_managed_scaling() -> None:
    group = cluster().one(GROUP).inputs
    scaling = cluster().one(PROVIDER).inputs["autoScalingGroupProvider"]["managedScaling"]
    assert (group["minSize"], group["maxSize"]) == (2, 4)
    assert "desiredCapacity" not in group
    assert (scaling["status"], scaling["targetCapacity"]) == ("ENABLED", 100)


def test_hosts_carry_the_tags_and_the_one_that_ecs_sets() -> None:
    tags = {tag["key"]: tag for tag in cluster().one(GROUP).inputs["tags"]}
    assert {"Stack", "Name", "AmazonECSManaged"} == set(tags)
    assert all(tag["propagateAtLaunch"] for tag in tags.values())


def test_an_environment_can_be_destroyed_while_hosts_run() -> None:
    assert cluster().one(GROUP).inputs["forceDelete"]
    provider = cluster().one(PROVIDER).inputs["autoScalingGroupProvider"]
    assert (provider["managedTerminationProtection"], provider["managedDraining"]) == ("DISABLED", "ENABLED")


def test_tasks_run_on_the_hosts() -> None:
    association = cluster().one(ASSOCIATION).inputs
    assert association["capacityProviders"] == ["web-host"]
    assert association["defaultCapacityProviderStrategies"][0]["capacityProvider"] == "web-host"


def test_without_hosts_tasks_run_on_fargate() -> None:
    recording = cluster(hosts=None)
    assert recording.one(ASSOCIATION).inputs["capacityProviders"] == ["FARGATE", "FARGATE_SPOT"]
    strategy = recording.one(ASSOCIATION).inputs["defaultCapacityProviderStrategies"]
    assert [entry["capacityProvider"] for entry in strategy] == ["FARGATE"]
    assert recording.all(GROUP) == recording.all(TEMPLATE) == []


def test_destroying_goes_from_association_to_provider_to_hosts_to_cluster() -> None:
    recording = cluster()
    assert f"{PROVIDER}::web-host" in recording.one(ASSOCIATION).depends_on
    assert f"{GROUP}::web-host" in recording.one(PROVIDER).depends_on
    assert f"{TEMPLATE}::web-host" in recording.one(GROUP).depends_on
    assert "aws:ecs/cluster:Cluster::web" in recording.one(TEMPLATE).depends_on


def test_an_architecture_without_an_image_is_refused() -> None:
    with pytest.raises(ValueError, match="x86_64 or arm64, got 'mips'"):
        replace(HOSTS, architecture="mips")


@pytest.mark.parametrize(("least", "most"), [(0, 1), (3, 2)])
def test_impossible_numbers_of_hosts_are_refused(least: int, most: int) -> None:
    with pytest.raises(ValueError, match="min <= max"):
        replace(HOSTS, min_hosts=least, max_hosts=most)


def test_a_tag_in_the_registry_never_moves_and_images_are_scanned() -> None:
    repository = (
        record(lambda: Registry("web", RegistryArgs(region="us-east-1", account="123456789012", tags={})))
        .one("aws:ecr/repository:Repository")
        .inputs
    )
    assert repository["imageTagMutability"] == "IMMUTABLE"
    assert repository["imageScanningConfiguration"] == {"scanOnPush": True}


def test_the_registry_keeps_the_last_images_and_drops_untagged_ones() -> None:
    recording = record(
        lambda: Registry("web", RegistryArgs(region="us-east-1", account="123456789012", tags={}, keep_images=12))
    )
    untagged, old = json.loads(recording.one("aws:ecr/lifecyclePolicy:LifecyclePolicy").inputs["policy"])["rules"]
    assert (untagged["selection"]["tagStatus"], untagged["selection"]["countNumber"]) == ("untagged", 7)
    assert (old["selection"]["countType"], old["selection"]["countNumber"]) == ("imageCountMoreThan", 12)


def test_a_registry_that_forgets_blue_is_refused() -> None:
    with pytest.raises(ValueError, match="2 or more"):
        RegistryArgs(region="us-east-1", account="123456789012", tags={}, keep_images=1)
