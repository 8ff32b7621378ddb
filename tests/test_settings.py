"""What a stack may ask for, and what it is told otherwise."""

from typing import Any

import pulumi
import pytest

from keys import Keys
from model.shift import PREDEFINED, Shift
from settings import Settings, parse
from tests.stacks import STACKS
from verdict.stacks import configuration, declared, stack_file


def settings(stack: str = "dev", **changes: Any) -> Settings:
    return parse(configuration(stack, **changes), stack)


def refusal(*encrypted: str, **changes: Any) -> str:
    with pytest.raises(pulumi.RunError) as caught:
        parse(configuration("dev", **changes), "dev", encrypted)
    return str(caught.value)


def test_every_declared_key_is_read_and_every_read_key_is_declared() -> None:
    assert {field.alias for field in Keys.model_fields.values()} == set(declared())


@pytest.mark.parametrize("stack", STACKS)
def test_every_key_of_a_stack_file_is_declared(stack: str) -> None:
    ours = {key.removeprefix("bluegreen:") for key in stack_file(stack) if key.startswith("bluegreen:")}
    assert ours <= set(declared())


def test_every_key_says_what_it_is_and_all_but_the_image_have_a_default() -> None:
    for key, entry in declared().items():
        assert len(entry["description"]) > 20, key
        assert ("default" in entry) == (key != "image"), key
        assert ("type" in entry) == (key != "deploymentConfig"), key


@pytest.mark.parametrize("stack", STACKS)
def test_our_stacks_are_right(stack: str) -> None:
    assert settings(stack).name == f"web-{stack}"


def test_settings_never_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        settings().zones = 3


ALONE: list[tuple[str, Any, str]] = [
    ("serviceName", "Web", "small letters"),
    ("serviceName", "web-", "small letters"),
    ("image", "nginx", "tag other than latest"),
    ("image", "nginx:latest", "tag other than latest"),
    ("image", "registry.example:5000/nginx", "tag other than latest"),
    ("image", "nginx:1.27 ", "tag of letters"),
    ("image", "Nginx:1.27", "name of an image"),
    ("image", "nginx@sha256:abc", "64 hex digits"),
    ("containerPort", 0, "1 to 65535"),
    ("containerPort", 65536, "1 to 65535"),
    ("containerPort", "http", "whole number"),
    ("healthCheckPath", "health", "starts with /"),
    ("healthCheckPath", "/a b", "no spaces"),
    ("healthCheckPath", "/" + "a" * 1024, "1024 characters"),
    ("desiredCount", 0, "1 to 1000"),
    ("desiredCount", 1.5, "whole number"),
    ("desiredCount", True, "whole number"),
    ("cpu", 127, "128 to 196608"),
    ("memory", 5, "6 to 6291456"),
    ("environment", {"MODE": 3}, "quotes"),
    ("environment", {"MY-MODE": "x"}, "'MY-MODE'"),
    ("environment", "MODE=x", "object"),
    ("secrets", {"PASSWORD": "arn:aws:s3:::bucket"}, "Secrets Manager"),
    ("logRetentionDays", 31, "30, 60, 90"),
    ("tags", {"aws:owner": "me"}, "aws:"),
    ("tags", {f"key{number}": "" for number in range(41)}, "at most 40"),
    ("launchType", "fargate", "EC2 or FARGATE"),
    ("instanceType", "t3.smal", "t3.small"),
    ("instanceType", "banana", "instance_types.csv"),
    ("minHosts", 0, "1 to 500"),
    ("maxHosts", 501, "1 to 500"),
    ("vpcCidr", "10.0.0.0/25", "/16 to /24"),
    ("vpcCidr", "10.0.0.0/15", "/16 to /24"),
    ("vpcCidr", "10.0.0.1/16", "host bits"),
    ("vpcCidr", "ten", "like 10.0.0.0/16"),
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
    ("terminationWaitMinutes", 2881, "2880"),
    ("terminationWaitMinutes", -1, "0 to 2880"),
    ("readyWaitMinutes", 2881, "2880"),
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
    free = {"healthCheckCommand", "natGateways"}
    assert {key for key, _, _ in ALONE} == set(declared()) - free


FARGATE = {"launchType": "FARGATE"}
ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.4.2"

TOGETHER: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a task larger than its host": ({"memory": 2048}, ["bluegreen:memory = 2048", "t3.small", "1901 MiB"]),
    "more CPU than the host": ({"cpu": 4096}, ["bluegreen:cpu = 4096", "2048 CPU units"]),
    "no room for green beside blue": ({"desiredCount": 7}, ["maxHosts = 4", "2 x 7", "hold 12", "set it to 5"]),
    "fewer hosts at most than at least": ({"minHosts": 5}, ["minHosts = 5", "maxHosts"]),
    "CPU that Fargate has not": (FARGATE | {"cpu": 300}, ["cpu = 300", "256, 512, 1024"]),
    "memory that Fargate has not": (FARGATE | {"memory": 700}, ["memory = 700", "512, 1024, 2048"]),
    "memory between the sizes of 32 vCPU": (
        FARGATE | {"cpu": 32768, "memory": 131072},
        ["memory = 131072", "61440, 122880, 249856"],
    ),
    "more NAT gateways than zones": ({"natGateways": 3}, ["natGateways = 3", "0, 1, or 2"]),
    "no way out": ({"natGateways": 0, "image": ECR}, ["natGateways = 0", "vpcEndpoints"]),
    "an image out of reach": (
        {"natGateways": 0, "vpcEndpoints": True},
        ["image = public.ecr.aws", "Amazon ECR in us-east-1"],
    ),
    "a certificate of another region": (
        {"certificateArn": "arn:aws:acm:eu-west-1:123456789012:certificate/a-b"},
        ["certificateArn", "us-east-1"],
    ),
    "one variable twice": (
        {"environment": {"KEY": "x"}, "secrets": {"KEY": "arn:aws:ssm:us-east-1:123456789012:parameter/key"}},
        ["KEY", "environment"],
    ),
    "a name too long for a target group": ({"serviceName": "a-service-too-long"}, ["serviceName", "18"]),
    "a name that ECS keeps": ({"serviceName": "ecs-web"}, ["serviceName", "ecs"]),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_values_that_do_not_fit_together_are_refused(case: str) -> None:
    changes, said = TOGETHER[case]
    message = refusal(**changes)
    assert [part for part in said if part not in message] == [], message


RIGHT: dict[str, dict[str, Any]] = {
    "exactly room for both colours": {"desiredCount": 6},
    "endpoints and ECR instead of NAT": {"natGateways": 0, "vpcEndpoints": True, "image": ECR},
    "one NAT gateway a zone": {"natGateways": 2},
    "a digest instead of a tag": {"image": "registry.example:5000/team/app@sha256:" + "0" * 64},
    "a tag named latest, but pinned by a digest": {"image": "nginx:latest@sha256:" + "0" * 64},
    "the smallest VPC with the most zones": {"vpcCidr": "10.0.0.0/24", "zones": 4},
    "a secret's JSON key": {
        "secrets": {"KEY": "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf:password::"}
    },
    "the largest task of Fargate": FARGATE | {"cpu": 32768, "memory": 249856},
    "two days of waiting": {"terminationWaitMinutes": 2880, "readyWaitMinutes": 2880},
    "a linear shift that just ends in two days": {
        "deploymentConfig": {"type": "linear", "percentage": 10, "intervalMinutes": 288}
    },
    "hosts too small, but unused on Fargate": FARGATE | {"instanceType": "t3.nano", "cpu": 4096, "memory": 8192},
}


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_allowed_passes(case: str) -> None:
    assert settings(**RIGHT[case])


def test_a_misspelt_key_is_named_with_the_right_one() -> None:
    message = refusal(desiredCuont=3)
    assert "bluegreen:desiredCuont" in message
    assert "desiredCount?" in message


def test_an_absent_image_is_named() -> None:
    assert "bluegreen:image: is not set" in refusal(image=None)


def test_every_problem_is_said_at_once() -> None:
    message = refusal(desiredCount=0, zones=9, instanceType="banana", typo=1)
    assert message.count("\n  - ") == 4


def test_an_absent_region_is_named() -> None:
    config = configuration("dev")
    del config["aws:region"]
    with pytest.raises(pulumi.RunError, match="aws:region"):
        parse(config, "dev")


def test_keys_of_other_namespaces_are_left_alone() -> None:
    assert parse(configuration("dev") | {"aws:profile": "team", "other:desiredCount": "x"}, "dev")


def test_an_encrypted_value_is_refused_and_never_shown() -> None:
    message = refusal("bluegreen:environment", environment={"PASSWORD": "hunter2"})
    assert "bluegreen:environment: is encrypted" in message
    assert "hunter2" not in message


def test_a_wrong_encrypted_value_is_not_shown_either() -> None:
    assert "hunter2" not in refusal("bluegreen:containerPort", containerPort="hunter2")


def test_what_an_environment_holds_is_not_repeated() -> None:
    assert "hunter2" not in refusal(environment={"A-B": "hunter2"})


def test_a_region_with_too_few_zones_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        settings("prod").pick_zones(["a", "b"])
    assert "zones = 3: us-east-1 has 2 (a, b)" in capsys.readouterr().err


def test_the_first_zones_are_taken() -> None:
    assert settings(zones=2).pick_zones(["a", "b", "c"]) == ("a", "b")


def test_hosts_or_fargate_decide_the_network() -> None:
    ec2, fargate = settings(), settings(**FARGATE)
    assert (ec2.network_mode, ec2.target_type, ec2.fleet is None) == ("bridge", "instance", False)
    assert (fargate.network_mode, fargate.target_type, fargate.fleet) == ("awsvpc", "ip", None)


def test_graviton_hosts_are_known_as_such() -> None:
    fleet = settings(instanceType="t4g.small").fleet
    assert fleet is not None
    assert fleet.architecture == "arm64"


def test_hosts_need_the_endpoints_of_the_ecs_agent() -> None:
    assert "ecs-agent" in settings(vpcEndpoints=True).endpoints
    assert "ecs-agent" not in settings(vpcEndpoints=True, **FARGATE).endpoints
    assert settings().endpoints == ()


def test_a_threshold_that_is_left_out_has_its_default() -> None:
    thresholds = settings(rollbackAlarms={"responseSeconds": 0.5}).thresholds
    assert (thresholds.unhealthy_hosts, thresholds.target_5xx_percent, thresholds.response_seconds) == (1, 5, 0.5)


@pytest.mark.parametrize("name", PREDEFINED)
def test_a_shift_is_a_predefined_one_by_its_name(name: str) -> None:
    assert settings(deploymentConfig=name).shift == PREDEFINED[name]


@pytest.mark.parametrize(
    ("written", "shift"),
    [
        ({"type": "canary", "percentage": 20, "intervalMinutes": 7}, Shift("TimeBasedCanary", 20, 7)),
        ({"type": "linear", "percentage": 10, "intervalMinutes": 3}, Shift("TimeBasedLinear", 10, 3)),
        ({"type": "allAtOnce"}, Shift("AllAtOnce")),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_or_a_custom_one_even_where_a_predefined_one_says_the_same(written: dict[str, Any], shift: Shift) -> None:
    assert settings(deploymentConfig=written).shift == shift
