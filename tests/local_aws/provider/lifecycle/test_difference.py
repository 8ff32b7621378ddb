"""Diff: what is a difference, where it is, and whether it replaces."""

from typing import Any

import pytest

from local_aws.provider.lifecycle.difference import differences
from local_aws.provider.schema import type_of
from local_aws.provider.values import UNKNOWN

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
DASHBOARD = "aws:cloudwatch/dashboard:Dashboard"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
PROVIDER = "aws:ecs/capacityProvider:CapacityProvider"
REPOSITORY = "aws:ecr/repository:Repository"
ROLE = "aws:iam/role:Role"
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"

OPEN = {"protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrBlocks": ["0.0.0.0/0"]}
SSH = {"protocol": "tcp", "fromPort": 22, "toPort": 22, "self": True}
TRUST = '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":["a","b"]}}]}'
LOOSE = '{"Statement":{"Principal":{"Service":["b","a"]},"Action":["sts:AssumeRole"],"Effect":"Allow"}}'


def found(token: str, old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    known = type_of(token)
    assert known
    return {one.text: one.verb + ("-replace" if one.replaces else "") for one in differences(known.inputs, old, new)}


@pytest.mark.parametrize(
    ("token", "old", "new"),
    [
        (ALARM, {"threshold": 80}, {"threshold": 80.0}),
        (ALARM, {"alarmDescription": ""}, {}),
        (ALARM, {}, {"okActions": []}),
        (ALARM, {"okActions": ["a", "b"]}, {"okActions": ["b", "a", "b"]}),
        (LOG_GROUP, {}, {"retentionInDays": 0}),
        (LOG_GROUP, {"logGroupClass": "STANDARD"}, {}),
        (LOG_GROUP, {"tags": {"port": "80"}}, {"tags": {"port": 80}}),
        (GROUP, {"ingress": [OPEN, SSH]}, {"ingress": [SSH | {"description": ""}, OPEN]}),
        (GROUP, {"ingress": [OPEN]}, {"ingress": [OPEN | {"protocol": "6", "self": False}]}),
        (ROLE, {"assumeRolePolicy": TRUST}, {"assumeRolePolicy": LOOSE}),
        (DASHBOARD, {"dashboardBody": '{"a": [1, 2]}'}, {"dashboardBody": '{"a":[1,2]}'}),
        (
            LIFECYCLE,
            {"policy": '{"rules":[{"rulePriority":2},{"rulePriority":1,"selection":{"tagPrefixList":["a","b"]}}]}'},
            {"policy": '{"rules":[{"rulePriority":1,"selection":{"tagPrefixList":["b","a"]}},{"rulePriority":2}]}'},
        ),
    ],
)
def test_another_spelling_of_the_same_is_no_difference(token: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    assert found(token, old, new) == {}
    assert found(token, old, old) == {}


@pytest.mark.parametrize(
    ("token", "old", "new", "path", "verb"),
    [
        (LOG_GROUP, {"retentionInDays": 7}, {"retentionInDays": 14}, "retentionInDays", "update"),
        (LOG_GROUP, {"retentionInDays": 7}, {}, "retentionInDays", "delete"),
        (LOG_GROUP, {}, {"kmsKeyId": "k"}, "kmsKeyId", "add"),
        (LOG_GROUP, {"name": "a"}, {"name": "b"}, "name", "update-replace"),
        (LOG_GROUP, {"name": "a"}, {"name": UNKNOWN}, "name", "update-replace"),
        (LOG_GROUP, {"retentionInDays": 7}, {"retentionInDays": UNKNOWN}, "retentionInDays", "update"),
        (LOG_GROUP, {"tags": {"a.b": "1"}}, {"tags": {}}, 'tags["a.b"]', "delete"),
        (LOG_GROUP, {"tags": {"a": "1"}}, {"tags": {"a": "1", "b": "2"}}, "tags.b", "add"),
        (GROUP, {"ingress": [OPEN]}, {"ingress": [OPEN, SSH]}, "ingress[1]", "add"),
        (GROUP, {"ingress": [OPEN, SSH]}, {"ingress": [SSH]}, "ingress[0]", "delete"),
        (GROUP, {"ingress": [OPEN]}, {"ingress": [OPEN | {"toPort": 81}]}, "ingress[0]", "update"),
        (GROUP, {"ingress": [OPEN]}, {"ingress": []}, "ingress[0]", "delete"),
        (REPOSITORY, {}, {"encryptionConfigurations": [{}]}, "encryptionConfigurations", "add-replace"),
        (
            PROVIDER,
            {"autoScalingGroupProvider": {"autoScalingGroupArn": "a", "managedScaling": {"targetCapacity": 90}}},
            {"autoScalingGroupProvider": {"autoScalingGroupArn": "a", "managedScaling": {"targetCapacity": 80}}},
            "autoScalingGroupProvider.managedScaling.targetCapacity",
            "update",
        ),
        (
            PROVIDER,
            {"autoScalingGroupProvider": {"autoScalingGroupArn": "a"}},
            {"autoScalingGroupProvider": {"autoScalingGroupArn": "b"}},
            "autoScalingGroupProvider.autoScalingGroupArn",
            "update-replace",
        ),
        (ROLE, {"assumeRolePolicy": TRUST}, {"assumeRolePolicy": TRUST.replace('"b"', '"c"')}, "", "update"),
    ],
)
def test_a_difference_is_reported_with_its_place(
    token: str, old: dict[str, Any], new: dict[str, Any], path: str, verb: str
) -> None:
    assert found(token, old, new) == {path or "assumeRolePolicy": verb}


@pytest.mark.parametrize(
    ("path", "under"),
    [("tags", True), ('tags["a.b"]', True), ("tags[*]", True), ("*", True), ("tag", False), ("tags.a", False)],
)
def test_an_ignored_path_covers_what_is_below_it(path: str, under: bool) -> None:
    known = type_of(LOG_GROUP)
    assert known
    (one,) = differences(known.inputs, {"tags": {"a.b": "1"}}, {"tags": {}})
    assert one.is_under(path) == under
