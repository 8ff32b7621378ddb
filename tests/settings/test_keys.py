"""What each key may be by itself, and that `Pulumi.yaml` has the same keys."""

from typing import Any

import pytest

from settings.keys import Keys
from tests.settings.configured import refusal
from tests.stacks import STACKS
from verdict.stacks import declared, stack_file


def test_every_declared_key_is_read_and_every_read_key_is_declared() -> None:
    assert {field.alias for field in Keys.model_fields.values()} == set(declared())


@pytest.mark.parametrize("stack", STACKS)
def test_every_key_of_a_stack_file_is_declared(stack: str) -> None:
    ours = {key.removeprefix("bluegreen:") for key in stack_file(stack) if key.startswith("bluegreen:")}
    assert ours <= set(declared())


def test_every_key_says_what_it_is_and_has_a_default() -> None:
    for key, entry in declared().items():
        assert len(entry["description"]) > 20, key
        assert "default" in entry, key
        assert "type" not in entry, f"the engine would refuse another value of {key} in words of its own"


KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
POLICY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
BUCKET = "arn:aws:s3:::bucket-of-uploads-1/*"

ROUTER = {"name": "router", "logRouter": "fluentbit"}

ALONE: list[tuple[str, Any, str]] = [
    ("serviceName", "Web", "small letters"),
    ("serviceName", "web-", "small letters"),
    ("image", "nginx", "tag other than latest"),
    ("image", "nginx:latest", "tag other than latest"),
    ("image", "registry.example:5000/nginx", "tag other than latest"),
    ("image", "nginx:1.27 ", "tag of letters"),
    ("image", "Nginx:1.27", "name of an image"),
    ("image", "nginx@sha256:abc", "64 hex digits"),
    ("image", "team..web/app:1", "name of an image"),
    ("image", "team/web..app:1", "name of an image"),
    ("image", "web-:1", "name of an image"),
    ("image", "-web.example/app:1", "name of an image"),
    ("image", "r.example:\u0665000/app:1", "name of an image"),
    ("image", "r.example:5000:1/app:1", "name of an image"),
    ("image", "a/" * 127 + "ab:1", "at most 255 characters"),
    ("containerPort", 0, "1 to 65535"),
    ("containerPort", 65536, "1 to 65535"),
    ("containerPort", "http", "whole number"),
    ("healthCheckPath", "health", "starts with /"),
    ("healthCheckPath", "/a b", "no spaces"),
    ("healthCheckPath", "/" + "a" * 1024, "1024 characters"),
    ("healthCheck", {"matcher": "200-500"}, "status codes of 200 to 499"),
    ("healthCheck", {"matcher": "204-200"}, "status codes"),
    ("healthCheck", {"matcher": "200,"}, "status codes"),
    ("healthCheck", {"matcher": "2xx"}, "such as 200-299 or 200,302"),
    ("healthCheck", {"intervalSeconds": 4}, "5 to 300 seconds"),
    ("healthCheck", {"intervalSeconds": 5}, "timeoutSeconds of 5 and an intervalSeconds of 5"),
    ("healthCheck", {"timeoutSeconds": 1}, "2 to 120 seconds"),
    ("healthCheck", {"healthyThreshold": 1}, "2 to 10 answers"),
    ("healthCheck", {"unhealthyThreshold": 11}, "2 to 10 answers"),
    ("healthCheck", {"interval": 5}, "mean intervalSeconds"),
    ("healthCheck", "/health", "object"),
    ("deregistrationDelaySeconds", 3601, "0 to 3600"),
    ("slowStartSeconds", 29, "0 (off) or 30 to 900"),
    ("slowStartSeconds", 901, "0 to 900"),
    ("stickinessSeconds", 604801, "0 to 604800"),
    ("desiredCount", 0, "1 to 1000"),
    ("desiredCount", 1.5, "whole number"),
    ("desiredCount", True, "whole number"),
    ("cpu", 127, "128 to 196608"),
    ("memory", 5, "6 to 6291456"),
    ("environment", {"MODE": 3}, "quotes"),
    ("environment", {"MY-MODE": "x"}, "'MY-MODE'"),
    ("environment", "MODE=x", "object"),
    ("secrets", {"PASSWORD": "arn:aws:s3:::bucket"}, "Secrets Manager"),
    ("secretsKeyArns", ["arn:aws:kms:us-east-1:123456789012:alias/web"], "an alias is no key to IAM"),
    ("secretsKeyArns", [KEY, KEY], "twice"),
    ("taskPolicyArns", ["AmazonS3ReadOnlyAccess"], "arn:aws:iam::aws:policy/NAME"),
    ("taskPolicyArns", [POLICY, POLICY], "twice"),
    ("taskPolicyArns", [f"{POLICY}{number}" for number in range(11)], "at most 10, has 11"),
    ("taskPolicyArns", POLICY, "list"),
    ("taskPermissions", [{"actions": ["s3:GetObject"]}], "taskPermissions.0.resources: is not set"),
    ("taskPermissions", [{"action": ["s3:GetObject"], "resources": ["*"]}], "mean actions"),
    ("taskPermissions", [{"actions": [], "resources": ["*"]}], "list of an action"),
    ("taskPermissions", [{"actions": ["*"], "resources": ["*"]}], "an action that is named"),
    ("taskPermissions", [{"actions": ["s3:*"], "resources": ["*"]}], "an action that is named"),
    ("taskPermissions", [{"actions": ["GetObject"], "resources": ["*"]}], "'GetObject'"),
    ("taskPermissions", [{"actions": ["s3:GetObject"], "resources": ["bucket"]}], "arn:aws:s3:::BUCKET"),
    ("taskPermissions", [{"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a b"]}], "'arn:aws:s3:::a b'"),
    ("taskPermissions", [{"actions": ["s3:Get"], "resources": [BUCKET * 400]}], "at most 10240 characters"),
    ("permissionsBoundaryArn", "arn:aws:iam::123456789012:role/boundary", "or empty for none"),
    ("services", ["web"], "must be an object"),
    ("services", {"Web": {}}, "small letters"),
    ("services", {"web": "nginx:1"}, "must be an object"),
    ("releaseOrder", ["web", "web"], "twice"),
    ("paths", ["orders/*"], "a path such as /orders/*"),
    ("paths", ["/orders/*", "/orders/*"], "twice"),
    ("paths", ["/" + "o" * 128], "at most 128 characters"),
    ("hosts", ["https://api.example.com"], "a host such as api.example.com"),
    ("hosts", ["a b"], "a host such as"),
    ("priority", 0, "1 to 50000"),
    ("environmentFiles", ["arn:aws:s3:::bucket-1/web.txt"], "arn:aws:s3:::BUCKET/NAME.env"),
    ("environmentFiles", ["s3://bucket-1/web.env"], "arn:aws:s3:::BUCKET/NAME.env"),
    ("environmentFiles", ["arn:aws:s3:::bucket-1/web.env"] * 11, "at most 10 of a container, has 11"),
    ("dependsOn", [{"containerName": "migrate"}], "dependsOn.0.condition: is not set"),
    ("dependsOn", [{"containerName": "migrate", "condition": "success"}], "START, HEALTHY, COMPLETE or SUCCESS"),
    ("dependsOn", [{"container": "migrate", "condition": "START"}], "mean containerName"),
    ("mountPoints", [{"sourceVolume": "data", "containerPath": "data"}], "path of a folder"),
    ("mountPoints", [{"sourceVolume": "data", "containerPath": "/"}], "not / itself"),
    ("mountPoints", [{"sourceVolume": "a b", "containerPath": "/data"}], "letters, digits, hyphens"),
    ("mountPoints", [{"volume": "data", "containerPath": "/data"}], "mean sourceVolume"),
    ("volumes", [{"name": "data", "fileSystemId": "data"}], "fs-…"),
    ("volumes", [{"name": "data", "accessPointId": "fsap-12345678"}], "must have the fileSystemId"),
    ("volumes", [{"name": "data", "rootDirectory": "/web"}], "must have the fileSystemId"),
    (
        "volumes",
        [{"name": "a", "fileSystemId": "fs-12345678", "accessPointId": "fsap-12345678", "rootDirectory": "/web"}],
        "take rootDirectory out",
    ),
    ("volumes", {"data": {}}, "list"),
    ("volumes", [{"name": "data", "fileSystem": "fs-12345678"}], "mean fileSystemId"),
    ("ulimits", [{"name": "files", "softLimit": 1, "hardLimit": 1}], "nofile"),
    ("ulimits", [{"name": "nofile", "softLimit": 2, "hardLimit": 1}], "softLimit 2 above hardLimit 1"),
    ("stopTimeout", 0, "1 to 3600"),
    ("logOptions", {"Name": 3}, "quotes"),
    ("sidecars", [{"image": "web:1"}], "sidecars.0.name: is not set"),
    ("sidecars", [{"name": "proxy", "image": "proxy"}], "tag other than latest"),
    ("sidecars", [{"name": "pro xy"}], "letters, digits, hyphens"),
    ("sidecars", [{"name": "proxy", "memory": 5}], "6 to 6291456"),
    ("sidecars", [{"name": "proxy", "cpu": -1}], "0 to 196608"),
    ("sidecars", [{"name": "proxy", "essentials": False}], "mean essential"),
    ("sidecars", [ROUTER | {"logRouter": "vector"}], "fluentbit or fluentd"),
    ("sidecars", [{"name": "proxy", "dependsOn": [{"containerName": "a", "conditions": "START"}]}], "mean condition"),
    ("sidecars", [{"name": "proxy", "environment": {"A-B": "hunter"}}], "'A-B'"),
    ("sidecars", ["proxy"], "object"),
    ("user", "-web", "user of the image"),
    ("user", "a b", "user of the image"),
    ("readOnlyRoot", "maybe", "true or false"),
    ("tmpMib", 65537, "0 to 65536"),
    ("exec", "maybe", "true or false"),
    ("containerInsights", "on", "enabled, disabled or enhanced"),
    ("domain", "https://api.example.com", "a name such as api.example.com"),
    ("domain", "*.example.com", "a name such as api.example.com"),
    ("domain", "localhost", "a name such as api.example.com"),
    ("domain", "a" * 63 + ".example" * 30 + ".com", "at most 253 characters"),
    ("hostedZone", "zone", "Z0123456789ABC"),
    ("webAclArn", "arn:aws:wafv2:us-east-1:123456789012:global/webacl/web/1", "regional web ACL"),
    ("internal", "perhaps", "true or false"),
    ("ingressCidrs", [], "0.0.0.0/0 is anybody"),
    ("ingressCidrs", ["10.0.0.0/8", "10.0.0.0/8"], "twice"),
    ("ingressCidrs", ["10.0.0.1/8"], "host bits"),
    ("idleTimeoutSeconds", 0, "1 to 4000"),
    ("idleTimeoutSeconds", 4001, "1 to 4000"),
    ("http2", 2, "true or false"),
    ("accessLogDays", 3654, "0 to 3653"),
    ("deletionProtection", 2, "true or false"),
    ("logRetentionDays", 31, "30, 60, 90"),
    ("tags", {"aws:owner": "me"}, "aws:"),
    ("tags", {"owner": "AWS:me"}, "aws:"),
    ("tags", {f"key{number}": "" for number in range(41)}, "at most 40"),
    ("tags", {"k" * 129: ""}, "1 to 128 characters, has 129"),
    ("tags", {"": "x"}, "1 to 128 characters, has 0"),
    ("tags", {"owner": "x" * 257}, "at most 256 characters, has 257"),
    ("tags", {"cost%": "x"}, "letters, digits, spaces and +-=._:/@, has '%'"),
    ("tags", {"owner": "me & you"}, "has '&'"),
    ("tags", {"owner": "\U0001f642"}, "has '\\U0001f642'"),
    ("tags", {"owner": "a\nb"}, "has '\\n'"),
    ("tags", {"own\0er": "me"}, "control character '\\x00'"),
    ("healthCheckCommand", "curl \x1b[31m", "control character '\\x1b'"),
    ("healthCheckPath", "/\x07", "control character '\\x07'"),
    ("environment", {"KEY": "a\x9bb"}, "control character '\\x9b'"),
    ("environment", {"KEY": "\ud800"}, "control character '\\ud800'"),
    ("environment", {"KEY": "x" * 65536}, "65536"),
    ("healthCheckCommand", "x" * 65536, "takes 65538 bytes"),
    ("secrets", {"K": f"arn:aws:ssm:us-east-1:123456789012:parameter/{'a' * 2048}"}, "at most 2048"),
    ("certificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/" + "a" * 2048, "at most 2048 characters"),
    ("desiredCount", "1_000", "number in digits"),
    ("desiredCount", " 3", "number in digits"),
    ("desiredCount", "+3", "number in digits"),
    ("desiredCount", "\u0663", "whole number"),
    ("logRetentionDays", "3_0", "number in digits"),
    ("rollbackAlarms", {"responseSeconds": True}, "number in digits"),
    ("rollbackAlarms", {"unhealthyHosts": True}, "number in digits"),
    ("rollbackAlarms", {"responseSeconds": "nan"}, "number in digits"),
    ("rollbackAlarms", {"target5xxPercent": "inf"}, "number in digits"),
    ("rollbackAlarms", {"target5xxPercent": float("nan")}, "1 to 100"),
    ("rollbackAlarms", {"target5xxPercent": float("inf")}, "1 to 100"),
    ("rollbackAlarms", {"target5xxPercent": "\u0665"}, "must be a number"),
    ("deploymentConfig", {"type": "canary", "percentage": True, "intervalMinutes": 5}, "number in digits"),
    ("hooks", [{"at": "AfterInstall", "probe": {"p95Seconds": True}}], "number in digits"),
    ("launchType", "fargate", "EC2 or FARGATE"),
    ("instanceType", "t3.smal", "t3.small"),
    ("instanceType", "banana", "instance_types.csv"),
    ("minHosts", 0, "1 to 500"),
    ("maxHosts", 501, "1 to 500"),
    ("vpcCidr", "10.0.0.0/25", "/16 to /24"),
    ("vpcCidr", "10.0.0.0/15", "/16 to /24"),
    ("vpcCidr", "10.0.0.1/16", "host bits"),
    ("vpcCidr", "ten", "like 10.0.0.0/16"),
    ("vpcCidr", "127.0.0.0/16", "of a host itself"),
    ("vpcCidr", "169.254.0.0/16", "of a link"),
    ("vpcCidr", "224.0.0.0/16", "of groups"),
    ("vpcCidr", "239.255.0.0/24", "of groups"),
    ("vpcCidr", "0.0.0.0/16", "of this network"),
    ("vpcCidr", "10.0.0.0/255.255.0.0", "as AWS takes it, which is 10.0.0.0/16"),
    ("vpcCidr", "10.0.0.0/016", "as AWS takes it, which is 10.0.0.0/16"),
    ("vpcCidr", "010.0.0.0/16", "like 10.0.0.0/16"),
    ("vpcCidr", "10.0.0.\u0660/16", "like 10.0.0.0/16"),
    ("testCidrs", ["10.0.0.1/8"], "host bits"),
    ("testCidrs", ["203.0.113.7"], "which is 203.0.113.7/32"),
    ("testCidrs", ["10.0.0.0/0.255.255.255"], "which is 10.0.0.0/8"),
    ("certificateArn", "arn:aws:acm:us-east-1:12345678901\u0662:certificate/a", "ACM"),
    ("secrets", {"KEY": "arn:aws:ssm:us-east-1:\u0661\u0662345678901\u0662:parameter/a"}, "SSM parameter"),
    ("zones", 1, "2 to 4"),
    ("zones", 5, "2 to 4"),
    ("vpcEndpoints", "perhaps", "true or false"),
    ("certificateArn", "arn:aws:iam::123456789012:server-certificate/a", "ACM"),
    ("testCidrs", ["10.0.0.0/33"], "IPv4 network"),
    ("testCidrs", "10.0.0.0/8", "list"),
    (
        "deploymentConfig",
        "CodeDeployDefault.ECSCanary10Percent5Minute",
        "mean CodeDeployDefault.ECSCanary10Percent5Minutes",
    ),
    ("deploymentConfig", "CodeDeployDefault.OneAtATime", "CodeDeployDefault.ECSAllAtOnce"),
    ("deploymentConfig", {"type": "canary", "percentage": 10}, "intervalMinutes"),
    ("deploymentConfig", {"type": "canary", "percentage": 100, "intervalMinutes": 5}, "1 to 99"),
    ("deploymentConfig", {"type": "canary", "percentage": 10, "intervalMinutes": 2881}, "1 to 2880"),
    ("deploymentConfig", {"type": "linear", "percentage": 1, "intervalMinutes": 60}, "6000 minutes"),
    ("deploymentConfig", {"type": "allAtOnce", "percentage": 10}, "no percentage"),
    ("deploymentConfig", {"type": "slow"}, "canary"),
    ("deploymentConfig", {"type": "canary", "percent": 10}, "mean percentage"),
    ("strategy", "blue_green", "codedeploy, native or rolling"),
    ("rollout", "onupdate", "onUpdate or external"),
    ("until", "shift", "shifted, baked or done"),
    ("imageGate", "MEDIUM", "none, CRITICAL or HIGH"),
    ("minimumHealthyPercent", 101, "0 to 100"),
    ("maximumPercent", 99, "100 to 200"),
    ("terminationWaitMinutes", 2881, "2880"),
    ("terminationWaitMinutes", -1, "0 to 2880"),
    ("readyWaitMinutes", 2881, "2880"),
    ("readyWaitMinutes", 20161, "20160"),
    ("hooks", {"at": "BeforeInstall"}, "list"),
    ("hooks", [{"probe": {}}], "hooks.0.at: is not set"),
    ("hooks", [{"at": "AfterInstall"}], "one of probe, task, code"),
    ("hooks", [{"at": "AfterInstall", "probe": {}, "task": {"command": ["a"]}}], "has probe and task"),
    ("hooks", [{"at": "AfterInstall", "prob": {}}], "mean probe"),
    ("hooks", [{"at": "AfterInstall", "probe": {"p95Second": 1}}], "mean p95Seconds"),
    ("hooks", [{"at": "AfterInstall", "probe": {"times": 0}}], "1 to 80"),
    ("hooks", [{"at": "AfterInstall", "probe": {"status": 99}}], "100 to 599"),
    ("hooks", [{"at": "AfterInstall", "probe": {"p95Seconds": 11}}], "0.01 to 10"),
    ("hooks", [{"at": "AfterInstall", "probe": {"path": "health"}}], "starts with /"),
    ("hooks", [{"at": "AfterInstall", "task": {"command": []}}], "list of words"),
    ("hooks", [{"at": "AfterInstall", "task": {"command": "migrate"}}], "list"),
    ("hooks", [{"at": "AfterInstall", "code": "../check.py"}], "path of a Python file"),
    ("hooks", [{"at": "AfterInstall", "code": "hooks/absent.py"}], "no such file"),
    ("hooks", [{"at": "AfterInstall", "code": "settings/values.py"}], "no function check(event)"),
    ("rollbackAlarms", {"unhealthyHosts": 0}, "1 to 1000"),
    ("rollbackAlarms", {"target5xxPercent": 101}, "1 to 100"),
    ("rollbackAlarms", {"responseSecond": 1}, "mean responseSeconds"),
]


@pytest.mark.parametrize(("key", "value", "said"), ALONE, ids=[f"{key}={value!s:.40}" for key, value, _ in ALONE])
def test_a_wrong_value_is_refused_with_its_key_and_what_is_allowed(key: str, value: Any, said: str) -> None:
    message = refusal(**{key: value})
    assert f"bluegreen:{key}" in message
    assert said in message
    assert "Traceback" not in message
    assert "pydantic" not in message


def test_every_key_with_a_limit_has_a_wrong_value_in_the_table() -> None:
    free = {"natGateways"}
    assert {key for key, _, _ in ALONE} == set(declared()) - free


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("image", "A" * 5000),
        ("vpcCidr", "1" * 5000),
        ("testCidrs", ["1" * 5000]),
        ("environment", {"-" * 5000: "x"}),
        ("environment", {"A" * 5000: 3}),
        ("serviceName", "x" * 5000),
        ("certificateArn", "arn:aws:acm:us-east-2:123456789012:certificate/" + "a" * 2000),
        ("strategy", "x" * 5000),
        ("tags", {"k" * 5000: "x"}),
        ("healthCheckPath", "x" * 5000),
        ("y" * 5000, "x"),
    ],
)
def test_a_refusal_shows_the_beginning_of_a_long_value(key: str, value: Any) -> None:
    said = refusal(**{key: value})
    assert len(said) < 1000
    assert "…" in said
