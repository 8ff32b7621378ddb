"""What a guide to releases asks of security, of the stack prod."""

import json
from functools import cache
from typing import Any

from tests.stacks import program
from tests.test_policy_documents import faults_of
from verdict.recording import Recorded

SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:web-AbCdEf"
EVERYBODY = {"0.0.0.0/0", "::/0"}


@cache
def prod() -> tuple[Recorded, ...]:
    return tuple(program("prod", secrets={"KEY": SECRET}, imageGate="CRITICAL").resources)


def of(kind: str) -> list[dict[str, Any]]:
    return [dict(one.inputs) for one in prod() if one.type == kind]


def test_004g_least_privilege_closed_groups_scanned_images_secrets_by_reference_and_endpoints_with_a_policy() -> None:
    assert [fault for one in prod() for fault in faults_of(one)] == []

    targets = {
        one["securityGroupId"]
        for one in of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        if one.get("referencedSecurityGroupId")
    }
    open_to = [
        one
        for one in of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        if one["securityGroupId"] in targets and EVERYBODY & {one.get("cidrIpv4"), one.get("cidrIpv6")}
    ]
    assert (bool(targets), open_to) == (True, [])

    [repository] = of("aws:ecr/repository:Repository")
    assert repository["imageScanningConfiguration"]["scanOnPush"]
    [release] = of("releases:index:Release")
    assert release["outputs"]["image_gate"] == "CRITICAL"

    [definition] = of("aws:ecs/taskDefinition:TaskDefinition")
    [container] = json.loads(definition["containerDefinitions"])
    assert container["secrets"] == [{"name": "KEY", "valueFrom": SECRET}]

    endpoints = {
        one["serviceName"].rpartition(".")[2]: one.get("policy") for one in of("aws:ec2/vpcEndpoint:VpcEndpoint")
    }
    assert {"s3", "api", "dkr", "logs", "secretsmanager", "ssm", "ecs"} <= endpoints.keys()
    assert [name for name in ("s3", "api", "dkr", "logs", "secretsmanager", "ssm", "ecs") if not endpoints[name]] == []
