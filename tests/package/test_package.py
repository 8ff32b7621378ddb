"""What the Pulumi package offers, and that its components are ours; the engine runs it in tests/examples."""

import json
from typing import Any, cast

import pytest
from pulumi.provider.experimental.component import ComponentProvider

from package.network import Network
from package.web_platform import Platform, PlatformArgs
from package.web_service import WebService, WebServiceArgs
from verdict.recording import Recording, record

PROVIDER = ComponentProvider([Network, Platform, WebService], "bluegreen")
SCHEMA = json.loads(PROVIDER.schema or "")["resources"]
PLATFORM: PlatformArgs = {
    "vpc_id": "vpc-1",
    "public_subnet_ids": ["subnet-1", "subnet-2"],
    "private_subnet_ids": ["subnet-3", "subnet-4"],
    "region": "us-east-1",
    "account": "123456789012",
}
SERVICE: WebServiceArgs = {
    "platform": {},
    "image": "public.ecr.aws/nginx/nginx:1.27.5",
    "region": "us-east-1",
    "account": "123456789012",
}


def declared(platform: dict[str, Any], service: dict[str, Any]) -> Recording:
    """A service on a platform, each with arguments beside those that it must have."""

    def program() -> None:
        made = Platform("shop", cast(PlatformArgs, {**PLATFORM, **platform}))
        WebService("web", cast(WebServiceArgs, {**SERVICE, "platform": made.shared, **service}))

    return record(program)


@pytest.mark.parametrize("component", ["Network", "Platform", "WebService"])
def test_each_argument_without_a_plain_meaning_is_explained(component: str) -> None:
    offered = SCHEMA[f"bluegreen:index:{component}"]
    assert offered["description"]
    assert {"region"} <= {*offered["requiredInputs"]} <= {*offered["inputProperties"]}
    for name in offered["inputProperties"].keys() - {*offered["requiredInputs"]} - {"tags", "environment", "hosts"}:
        assert name == "minHosts" or offered["inputProperties"][name]["description"], name


def test_on_hosts_as_on_fargate_the_platform_and_its_service_agree() -> None:
    fargate = declared({}, {}).one("aws:ecs/service:Service").inputs
    assert fargate["networkConfiguration"]["subnets"] == ["subnet-3", "subnet-4"]
    hosts = declared({"instance_type": "t3.small", "max_hosts": 6}, {"launch_type": "EC2", "desired_count": 3})
    assert hosts.one("aws:autoscaling/group:Group").inputs["maxSize"] == 6
    service = hosts.one("aws:ecs/service:Service").inputs
    assert (service["desiredCount"], service.get("networkConfiguration")) == (3, None)
    assert hosts.one("aws:ecs/taskDefinition:TaskDefinition").inputs["networkMode"] == "bridge"


def test_a_number_that_the_engine_hands_over_as_a_float_is_whole() -> None:
    task = declared({}, {"container_port": 8080.0, "memory_mib": 1024.0}).one("aws:ecs/taskDefinition:TaskDefinition")
    assert task.inputs["memory"] == "1024"
    assert '"containerPort": 8080,' in task.inputs["containerDefinitions"]


@pytest.mark.parametrize(
    ("platform", "service", "says"),
    [
        ({"instance_type": "t3.tiny"}, {}, r"instanceType 't3\.tiny'"),
        ({}, {"launch_type": "fargate"}, r"launchType must be one of FARGATE, EC2, got 'fargate'"),
        ({}, {"strategy": "canary"}, r"strategy must be one of codedeploy, native, rolling, got 'canary'"),
    ],
)
def test_what_cannot_be_is_refused(platform: dict[str, Any], service: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        declared(platform, service)
