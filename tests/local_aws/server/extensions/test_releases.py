"""How green starts, and what a deployment configuration says, as CodeDeploy has it."""

from dataclasses import replace

import pytest

from local_aws.server.extensions.codedeploy.appspec import AppSpec
from local_aws.server.extensions.codedeploy.deployment_configs import PREDEFINED as CONFIGS
from local_aws.server.extensions.codedeploy.releases import green_launch
from model.moving.launch import Launch, Place
from model.shift import PREDEFINED, Shift, configured
from tests.model.moving.stage import stage

PLAIN = AppSpec(task_definition="web:2", container="web", port=80)
NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "DISABLED"}}
STRATEGY = [{"capacityProvider": "hosts", "base": 0, "weight": 1}]
BALANCER = [{"targetGroupArn": "green", "containerName": "web", "containerPort": 80}]


def launched(appspec: AppSpec, *, on_fargate: bool = False, strategy: bool = True) -> Launch:
    """Of green, where blue's tasks are on a capacity provider."""
    scene = stage()
    assert scene.service.primary
    settings = {"networkConfiguration": NETWORK, "platformVersion": "1.4.0"}
    settings |= {"capacityProviderStrategy": STRATEGY} if strategy else {"launchType": "EC2"}
    scene.service.primary.launch = Launch(places=(Place(provider="hosts", on_fargate=on_fargate),), settings=settings)
    return green_launch(appspec, scene.group())


@pytest.mark.parametrize("on_fargate", [False, True])
def test_a_strategy_that_the_appspec_does_not_repeat_is_dropped(on_fargate: bool) -> None:
    found = launched(PLAIN, on_fargate=on_fargate)
    assert found.places == (Place(on_fargate=on_fargate),)
    assert found.settings == {
        "launchType": "FARGATE" if on_fargate else "EC2",
        "networkConfiguration": NETWORK,
        "platformVersion": "1.4.0",
        "loadBalancers": BALANCER,
    }


def test_the_strategy_of_the_appspec_takes_the_place_of_a_launch_type() -> None:
    found = launched(replace(PLAIN, capacity_providers=tuple(STRATEGY)), strategy=False)
    assert found.places == (Place(provider="hosts", base=0, weight=1),)
    assert (found.settings["capacityProviderStrategy"], "launchType" in found.settings) == (STRATEGY, False)


def test_the_network_and_the_platform_version_of_the_appspec_go_before_those_of_blue() -> None:
    network = {"awsvpcConfiguration": NETWORK["awsvpcConfiguration"] | {"subnets": ["subnet-2"]}}
    found = launched(replace(PLAIN, network=network, platform_version="LATEST"))
    assert found.settings["networkConfiguration"] == network
    assert found.settings["platformVersion"] == "LATEST"


@pytest.mark.parametrize("name", PREDEFINED)
def test_a_predefined_configuration_keeps_its_name(name: str) -> None:
    assert configured(name, CONFIGS[name]) == PREDEFINED[name]


def test_a_custom_configuration_is_read() -> None:
    numbers = {"linearPercentage": 25, "linearInterval": 3}
    config = {"trafficRoutingConfig": {"type": "TimeBasedLinear", "timeBasedLinear": numbers}}
    assert configured("ours", config) == Shift("TimeBasedLinear", 25, 3)
    assert configured("ours", {"trafficRoutingConfig": {"type": "AllAtOnce"}}) == Shift("AllAtOnce")
