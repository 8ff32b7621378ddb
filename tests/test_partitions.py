"""The whole program in GovCloud, in China and where nobody looks in: nothing of it is of another partition."""

import json
import re
from functools import cache
from typing import Any

import pytest

from model.partitions import partition
from policy.pack import Pack
from policy.rules import RULES
from tests.stacks import STACKS
from verdict.judging import judge
from verdict.recording import Recording
from verdict.stacks import ROOT, configuration, run

REGIONS = ("us-gov-west-1", "cn-north-1", "us-iso-east-1")
HOOK = {"task": {"command": ["migrate"]}}
ARN = re.compile(r"arn:(aws[a-z-]*):")
HOST = re.compile(r"[a-z0-9.-]+\\.amazonaws\\.com(?:\\.cn)?(?![a-z.])")
PRINCIPALS = r"(ecs|ecs-tasks|codedeploy|cloudwatch|lambda|ec2|logdelivery\\.elasticloadbalancing)\\.amazonaws\\.com"
"""The same everywhere, but for EC2's in China."""


@cache
def ran(stack: str, region: str, preview: bool = False) -> Recording:
    """With all that has an ARN or an address."""
    name, suffix = partition(region).name, partition(region).dns_suffix
    changes: dict[str, Any] = {
        "image": f"123456789012.dkr.ecr.{region}.{suffix}/team/web:1",
        "vpcEndpoints": True,
        "accessLogDays": 7,
        "deletionProtection": True,
        "taskPolicyArns": [f"arn:{name}:iam::aws:policy/ReadOnlyAccess"],
        "taskPermissions": [{"actions": ["s3:GetObject"], "resources": [f"arn:{name}:s3:::web/*"]}],
        "permissionsBoundaryArn": f"arn:{name}:iam::123456789012:policy/bound",
        "secrets": {"A": f"arn:{name}:secretsmanager:{region}:123456789012:secret:a-123456"},
        "secretsKeyArns": [f"arn:{name}:kms:{region}:123456789012:key/a"],
        "environmentFiles": [f"arn:{name}:s3:::web/a.env"],
        "volumes": [{"name": "files", "fileSystemId": "fs-12345678"}],
        "mountPoints": [{"sourceVolume": "files", "containerPath": "/files"}],
    }
    if stack == "prod":
        changes["certificateArn"] = f"arn:{name}:acm:{region}:123456789012:certificate/0"
    if not preview:
        changes["hooks"] = [HOOK | {"at": "PRE_SCALE_UP" if stack == "staging" else "BeforeInstall"}]
    config = configuration(stack, **changes) | {"aws:region": region}
    return run("test", config, preview=preview)


def texts(recording: Recording) -> str:
    return json.dumps([one.inputs for one in recording.resources], default=str) + json.dumps(recording.exported)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("stack", STACKS)
def test_no_arn_is_of_another_partition(stack: str, region: str) -> None:
    found = ARN.findall(texts(ran(stack, region)))
    assert len(found) > 50
    assert set(found) == {partition(region).name}


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("stack", STACKS)
def test_no_address_is_of_another_partition(stack: str, region: str) -> None:
    said = texts(ran(stack, region))
    others = {one for one in HOST.findall(said) if not re.fullmatch(PRINCIPALS, one)}
    assert {one for one in others if region not in one} == (
        {"ec2.amazonaws.com.cn"} if "cn-" in region else set()
    ) & others
    for one in others:
        assert one.endswith(partition(region).dns_suffix), one
    assert f"secretsmanager.{region}.{partition(region).dns_suffix}" in said
    assert "us-east-1" not in said.replace("elasticloadbalancing:us-east-1:123456789012:listener-rule", "")


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("stack", STACKS)
def test_the_pack_says_of_it_what_it_says_elsewhere(stack: str, region: str) -> None:
    def said(where: str) -> set[tuple[str, str, str]]:
        found = judge(ran(stack, where, preview=True).program(stack, ROOT), Pack(RULES)).findings
        return {(one.judgement.rule.name, one.judgement.kind, one.judgement.level) for one in found}

    assert said(region) == said("us-east-1")
