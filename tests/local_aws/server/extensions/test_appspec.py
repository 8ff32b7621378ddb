"""An AppSpec for ECS is read as leniently as AWS reads it, and what is wrong with it is said in AWS's words."""

import json
from typing import Any

import pytest

from local_aws.server.extensions.codedeploy.appspec import AppSpec, BadAppSpec, read

DEFINITION = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:7"
PROPERTIES: dict[str, Any] = {
    "TaskDefinition": DEFINITION,
    "LoadBalancerInfo": {"ContainerName": "web", "ContainerPort": 80},
}
PLAIN = AppSpec(task_definition=DEFINITION, container="web", port=80)
IN_YAML = f"""
version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: "{DEFINITION}"
        LoadBalancerInfo:
          ContainerName: web
          ContainerPort: 80
        PlatformVersion: 1.4
        NetworkConfiguration:
          AwsvpcConfiguration:
            Subnets: [subnet-1, subnet-2]
            SecurityGroups: [sg-1]
            AssignPublicIp: DISABLED
        CapacityProviderStrategy:
          - CapacityProvider: hosts
            Weight: 1
Hooks:
  - BeforeInstall: check
  - AfterAllowTraffic: ""
"""


def appspec(properties: dict[str, Any] = PROPERTIES, **sections: Any) -> dict[str, Any]:
    resource = {"TargetService": {"Type": "AWS::ECS::Service", "Properties": properties}}
    return {"version": 0.0, "Resources": [resource]} | sections


def lower(value: Any) -> Any:
    if isinstance(value, dict):
        return {key.lower(): lower(item) for key, item in value.items()}
    return [lower(item) for item in value] if isinstance(value, list) else value


def test_everything_is_read_from_yaml() -> None:
    assert read(IN_YAML) == AppSpec(
        task_definition=DEFINITION,
        container="web",
        port=80,
        platform_version="1.4",
        network={
            "awsvpcConfiguration": {
                "subnets": ["subnet-1", "subnet-2"],
                "securityGroups": ["sg-1"],
                "assignPublicIp": "DISABLED",
            }
        },
        capacity_providers=({"capacityProvider": "hosts", "base": 0, "weight": 1},),
        hooks={"BeforeInstall": "check"},
    )


@pytest.mark.parametrize("version", [0, 0.0, "0.0"])
def test_each_way_in_which_clients_write_the_version_is_taken(version: object) -> None:
    assert read(json.dumps(appspec(version=version))) == PLAIN


def test_keys_may_be_in_lower_case() -> None:
    hooks = [{"AfterInstall": "check"}]
    found = read(json.dumps(lower(appspec(Hooks=hooks))))
    assert (found.task_definition, found.port, found.hooks) == (DEFINITION, 80, {"AfterInstall": "check"})


def test_json_may_have_tabs() -> None:
    assert read(json.dumps(appspec(), indent="\t")) == PLAIN


def test_a_port_may_be_a_string() -> None:
    balancing = {"ContainerName": "web", "ContainerPort": "80"}
    assert read(json.dumps(appspec(PROPERTIES | {"LoadBalancerInfo": balancing}))) == PLAIN


@pytest.mark.parametrize(
    "content", ["", "just words", "[1, 2]", "{", "a: b: c", "[" * 100_000, "!!python/object/apply:os.getcwd []"]
)
def test_what_is_no_mapping_is_refused_in_awss_words(content: str) -> None:
    with pytest.raises(BadAppSpec) as error:
        read(content)
    assert error.value.text.code == "INVALID_REVISION"
    assert error.value.text.say() == (
        "The deployment failed because the AppSpec file that specifies the deployment configuration is missing or has"
        " an invalid configuration. The input AppSpec file is a not well-formed yaml. The template cannot be parsed."
    )


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (appspec(version=1), "version"),
        ({"Resources": appspec()["Resources"]}, "version"),
        (appspec(Resources=[]), "exactly one"),
        (appspec(Resources=appspec()["Resources"] * 2), "exactly one"),
        (appspec(Resources=[{"web": {"Type": "AWS::Lambda::Function", "Properties": {}}}]), "AWS::ECS::Service"),
        (appspec({}), "LoadBalancerInfo"),
        (appspec(PROPERTIES | {"TaskDefinition": ""}), "TaskDefinition"),
        (appspec(PROPERTIES | {"TaskDefinition": None}), "TaskDefinition"),
        (appspec(PROPERTIES | {"LoadBalancerInfo": [PROPERTIES["LoadBalancerInfo"]]}), "LoadBalancerInfo"),
        (appspec(PROPERTIES | {"LoadBalancerInfo": {"ContainerName": "web"}}), "ContainerPort"),
        (appspec(PROPERTIES | {"LoadBalancerInfo": {"ContainerName": "web", "ContainerPort": "http"}}), "Port"),
        (appspec(PROPERTIES | {"NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": ["a"]}}}), "SecurityGroups"),
        (appspec(PROPERTIES | {"CapacityProviderStrategy": [{"Weight": 1}]}), "CapacityProvider"),
        (appspec(Hooks=[{"Install": "check"}]), "BeforeInstall, AfterInstall"),
        (appspec(Hooks=[{"AfterInstall": ["check"]}]), "Hooks"),
        (appspec(Hooks="check"), "Hooks"),
    ],
)
def test_what_is_missing_or_wrong_is_named(wrong: dict[str, Any], word: str) -> None:
    with pytest.raises(BadAppSpec, match=word):
        read(json.dumps(wrong))
