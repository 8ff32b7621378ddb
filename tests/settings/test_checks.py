"""What keys may be together."""

from typing import Any

import pytest

from tests.settings.configured import refusal, settings

FARGATE = {"launchType": "FARGATE", "instanceType": ""}
SMALLEST = {"vpcCidr": "10.0.0.0/24"}
NATIVE, ROLLING = {"strategy": "native"}, {"strategy": "rolling"}
ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.4.2"
KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"

TOGETHER: dict[str, tuple[dict[str, Any], list[str]]] = {
    "hosts where there are none": ({"launchType": "FARGATE"}, ["instanceType = t3.small", "there are no hosts"]),
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
    "a /tmp as large as the memory": ({"tmpMib": 512}, ["tmpMib = 512", "512 MiB", "bluegreen:memory"]),
    "a shell that must write where nothing may": (
        {"exec": True, "readOnlyRoot": True},
        ["exec = true", "bluegreen:readOnlyRoot", "one of the two"],
    ),
    "a key for no secret": ({"secretsKeyArns": [KEY]}, ["secretsKeyArns = arn:aws:kms", "nothing to decrypt"]),
    "a key of another region than the secrets": (
        {"secretsKeyArns": [KEY], "secrets": {"KEY": "arn:aws:ssm:eu-west-1:123456789012:parameter/key"}},
        ["secretsKeyArns", "none in its region"],
    ),
    "a name too long for a role": ({"serviceName": "a-service-" + "o" * 30}, ["serviceName", "at most 40"]),
    "a name that ECS keeps": ({"serviceName": "ecs-web"}, ["serviceName", "ecs"]),
    "a bake time that ECS has not": (NATIVE | {"terminationWaitMinutes": 1441}, ["terminationWaitMinutes", "1440"]),
    "a linear step that ECS has not": (
        NATIVE | {"deploymentConfig": {"type": "linear", "percentage": 2, "intervalMinutes": 5}},
        ["percentage = 2", "at least 3 percent"],
    ),
    "steps that stay longer than ECS lets them": (
        NATIVE | {"deploymentConfig": {"type": "canary", "percentage": 2, "intervalMinutes": 1441}},
        ["intervalMinutes = 1441", "1440"],
    ),
    "percents that let no task move": (
        ROLLING | {"maximumPercent": 100},
        ["minimumHealthyPercent = 100, bluegreen:maximumPercent = 100", "of 2 tasks"],
    ),
    "percents that let none of so few tasks move": (
        ROLLING | {"desiredCount": 1, "minimumHealthyPercent": 50, "maximumPercent": 150},
        ["minimumHealthyPercent = 50", "of 1 tasks", "neither start"],
    ),
    "an approval that nobody can give": (ROLLING | {"readyWaitMinutes": 5}, ["readyWaitMinutes = 5", "rolling"]),
    "no addresses for green beside blue": (
        FARGATE | SMALLEST | {"desiredCount": 28},
        [
            "desiredCount = 28",
            "2 x 28",
            "2 private subnets of /27",
            "have 54",
            "AWS keeps 5",
            "/23 or larger",
            "fewer tasks",
        ],
    ),
    "endpoints that take the last addresses": (
        FARGATE | SMALLEST | {"desiredCount": 23, "natGateways": 0, "vpcEndpoints": True, "image": ECR},
        ["desiredCount = 23", "have 44", "endpoints and hooks take 10", "/23"],
    ),
    "a hook that takes the last address": (
        FARGATE | SMALLEST | {"desiredCount": 27, "hooks": [{"at": "AfterAllowTestTraffic", "probe": {}}]},
        ["have 52", "take 2"],
    ),
    "no addresses for a rolling update": (
        FARGATE | SMALLEST | ROLLING | {"desiredCount": 40, "maximumPercent": 150},
        ["maximumPercent 150", "up to 60 tasks", "have 54", "lower maximumPercent"],
    ),
    "no addresses for the hosts": (SMALLEST | {"maxHosts": 55}, ["maxHosts = 55", "have 54", "lower it"]),
    "no room for one more task": (ROLLING | {"desiredCount": 12}, ["maxHosts = 4", "13 tasks", "set it to 5"]),
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
    "just enough addresses for green beside blue": FARGATE | SMALLEST | {"desiredCount": 27},
    "just enough beside endpoints": FARGATE
    | SMALLEST
    | {"desiredCount": 22, "natGateways": 0, "vpcEndpoints": True, "image": ECR},
    "just enough for a rolling update": FARGATE | SMALLEST | ROLLING | {"desiredCount": 36, "maximumPercent": 150},
    "tasks on hosts, which have no address of their own": SMALLEST | {"desiredCount": 30, "maxHosts": 54},
    "the most tasks in a larger network": FARGATE | {"desiredCount": 1000},
    "a secret's JSON key": {
        "secrets": {"KEY": "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf:password::"}
    },
    "the largest task of Fargate": FARGATE | {"cpu": 32768, "memory": 249856},
    "two days of waiting": {"terminationWaitMinutes": 2880, "readyWaitMinutes": 2880},
    "a linear shift that just ends in two days": {
        "deploymentConfig": {"type": "linear", "percentage": 10, "intervalMinutes": 288}
    },
    "two weeks of waiting, with native": NATIVE | {"terminationWaitMinutes": 1440, "readyWaitMinutes": 20160},
    "a small canary, with native": NATIVE
    | {"deploymentConfig": {"type": "canary", "percentage": 1, "intervalMinutes": 1440}},
    "the smallest linear step, with native": NATIVE
    | {"deploymentConfig": {"type": "linear", "percentage": 3, "intervalMinutes": 5}},
    "room for one more task": ROLLING | {"desiredCount": 11},
    "room for the tasks themselves, where some may stop first": ROLLING
    | {"desiredCount": 12, "minimumHealthyPercent": 50},
    "percents of other strategies, which nobody reads": {"maximumPercent": 100},
    "more than any of our hosts has, on Fargate": FARGATE | {"cpu": 4096, "memory": 8192},
}


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_allowed_passes(case: str) -> None:
    assert settings(**RIGHT[case])
