"""What intrinsic functions give before a template is deployed."""

from pathlib import Path
from typing import Any

import pytest

from policy.reading import UNKNOWN
from tests.verdict.cloudformation.templates import checked, program, resource

SECTIONS: dict[str, Any] = {
    "Parameters": {
        "Env": {"Type": "String", "Default": "live"},
        "Secret": {"Type": "String"},
        "Zones": {"Type": "CommaDelimitedList", "Default": "a, b"},
        "Vpc": {"Type": "AWS::EC2::VPC::Id"},
        "Image": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/image"},
    },
    "Mappings": {"Sizes": {"live": {"Cpu": "512"}}},
    "Conditions": {
        "Live": {"Fn::Equals": [{"Ref": "Env"}, "live"]},
        "Trial": {"Fn::Not": [{"Condition": "Live"}]},
        "Both": {"Fn::And": [{"Condition": "Live"}, {"Condition": "Trial"}]},
        "Either": {"Fn::Or": [{"Condition": "Live"}, {"Fn::Equals": [{"Ref": "Secret"}, "x"]}]},
        "Open": {"Fn::Equals": [{"Ref": "Secret"}, "x"]},
        "Circle": {"Condition": "Circle"},
    },
}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ({"Ref": "Env"}, "live"),
        ({"Ref": "Secret"}, UNKNOWN),
        ({"Ref": "Zones"}, ["a", "b"]),
        ({"Ref": "Vpc"}, "Vpc"),
        ({"Ref": "Image"}, UNKNOWN),
        ({"Ref": "AWS::Region"}, "us-east-1"),
        ({"Ref": "AWS::StackName"}, "shop"),
        ({"Ref": "Blue"}, UNKNOWN),
        ({"Fn::GetAtt": ["Blue", "TargetGroupName"]}, "Blue"),
        ({"Fn::GetAtt": "Blue.TargetGroupFullName"}, UNKNOWN),
        ({"Fn::GetAtt": ["Nobody", "Arn"]}, UNKNOWN),
        ({"Fn::Sub": "${Env}-${AWS::Partition}-${!Kept}"}, "live-aws-${Kept}"),
        ({"Fn::Sub": "${Blue.TargetGroupName}"}, "Blue"),
        ({"Fn::Sub": "${Blue}"}, UNKNOWN),
        ({"Fn::Sub": ["${a}/${Env}", {"a": {"Ref": "AWS::Region"}}]}, "us-east-1/live"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Env"}]]}, "a-live"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Secret"}]]}, UNKNOWN),
        ({"Fn::Join": [",", {"Ref": "Zones"}]}, "a,b"),
        ({"Fn::Select": ["1", {"Ref": "Zones"}]}, "b"),
        ({"Fn::Select": [9, {"Ref": "Zones"}]}, UNKNOWN),
        ({"Fn::Select": [0, {"Fn::GetAZs": ""}]}, "us-east-1a"),
        ({"Fn::Split": [":", "a:b"]}, ["a", "b"]),
        ({"Fn::FindInMap": ["Sizes", {"Ref": "Env"}, "Cpu"]}, "512"),
        ({"Fn::FindInMap": ["Sizes", {"Ref": "Secret"}, "Cpu"]}, UNKNOWN),
        ({"Fn::FindInMap": ["Sizes", "nobody", "Cpu"]}, UNKNOWN),
        ({"Fn::Select": [1, {"Fn::Cidr": ["10.0.0.0/16", 2, "8"]}]}, "10.0.1.0/24"),
        ({"Fn::If": ["Live", "a", "b"]}, "a"),
        ({"Fn::If": ["Trial", "a", "b"]}, "b"),
        ({"Fn::If": ["Both", "a", "b"]}, "b"),
        ({"Fn::If": ["Either", "a", "b"]}, "a"),
        ({"Fn::If": ["Open", "a", "b"]}, UNKNOWN),
        ({"Fn::If": ["Open", "a", "a"]}, "a"),
        ({"Fn::If": ["Circle", "a", "b"]}, UNKNOWN),
        ({"Fn::If": ["Nobody", "a", "b"]}, UNKNOWN),
        ({"Fn::Base64": "hello"}, "aGVsbG8="),
        ({"Fn::ImportValue": "x"}, UNKNOWN),
        ({"Fn::Transform": {"Name": "x"}}, UNKNOWN),
        ("{{resolve:ssm:/size:1}}", UNKNOWN),
        ({"Fn::Join": ["-", "no list"]}, UNKNOWN),
        ({"Fn::Sub": 5}, UNKNOWN),
    ],
    ids=str,
)
def test_a_value_is_known_as_far_as_the_template_says_it(written: Any, value: Any, tmp_path: Path) -> None:
    made = checked(tmp_path, resource("ECS::Service", PlatformVersion=written), "Blue", **SECTIONS)
    assert made["platformVersion"] == value


def test_no_value_is_as_if_it_was_not_written(tmp_path: Path) -> None:
    nothing = {"Fn::If": ["Trial", "a", {"Ref": "AWS::NoValue"}]}
    task = resource("ECS::TaskDefinition", Cpu=nothing, RequiresCompatibilities=["FARGATE", nothing])
    made = checked(tmp_path, task, **SECTIONS)
    assert "cpu" not in made
    assert made["requiresCompatibilities"] == ["FARGATE"]


def test_a_parameter_is_what_is_given(tmp_path: Path) -> None:
    service = resource("ECS::Service", PlatformVersion={"Fn::If": ["Live", "a", "b"]})
    assert checked(tmp_path, service, parameters={"Env": "trial"}, **SECTIONS)["platformVersion"] == "b"


def test_a_condition_decides_whether_a_resource_is_there(tmp_path: Path) -> None:
    resources = {name: resource("ECS::Cluster") | {"Condition": name} for name in ("Live", "Trial", "Open")}
    found = program(tmp_path, resources, **SECTIONS)
    assert [one.name for one in found.resources] == ["Live", "Open"]
    [note] = found.notes
    assert note.endswith(": Open")


def test_a_property_is_made_of_whatever_it_mentions(tmp_path: Path) -> None:
    groups = {name: resource("ElasticLoadBalancingV2::TargetGroup") for name in ("Blue", "Green")}
    entry = {"TargetGroupArn": {"Fn::If": ["Open", {"Ref": "Blue"}, {"Fn::Sub": "${Green}"}]}}
    service = resource("ECS::Service", LoadBalancers=[entry], LaunchType={"Ref": "Env"})
    found = {one.name: one for one in program(tmp_path, {"It": service, **groups}, **SECTIONS).resources}
    assert found["It"].edges == {"loadBalancers": {"Blue", "Green"}}
