"""What keys may be together."""

from typing import Any

import pytest

from tests.settings.configured import refusal, settings

FARGATE = {"launchType": "FARGATE", "instanceType": ""}
SMALLEST = {"vpcCidr": "10.0.0.0/24"}
NATIVE, ROLLING = {"strategy": "native"}, {"strategy": "rolling"}
EFS = {"name": "data", "fileSystemId": "fs-12345678"}
DATA = {"sourceVolume": "data", "containerPath": "/data"}
ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.4.2"
KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
SCALED = {"minTasks": 1, "maxTasks": 4, "cpuPercent": 60}
DAY = {"when": "cron(0 7 ? * MON-FRI *)", "timezone": "Europe/Berlin", "minTasks": 1, "maxTasks": 4}
NIGHT = {"when": "cron(0 20 * * ? *)", "minTasks": 0, "maxTasks": 0}
DOMAIN = {"domain": "api.example.com", "hostedZone": "Z0123456789ABC"}
OUT_OF_SIGHT = {
    "natGateways": 0,
    "vpcEndpoints": True,
    "image": ECR,
    "hooks": [{"at": "POST_TEST_TRAFFIC_SHIFT", "probe": {}}],
}


def waits(on: str, condition: str = "START") -> dict[str, Any]:
    return {"dependsOn": [{"containerName": on, "condition": condition}]}


def beside(*names: str, **given: Any) -> dict[str, Any]:
    """Sidecars of these names, each with this."""
    return {"sidecars": [{"name": name} | given for name in names]}


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
    "a domain without its zone": ({"domain": "api.example.com"}, ["domain = api.example.com", "hostedZone"]),
    "a zone for nothing": ({"hostedZone": "example.com"}, ["hostedZone = example.com", "bluegreen:domain"]),
    "a host that the requested certificate is not for": (
        DOMAIN | {"hosts": ["api.example.com", "shop.example.com"]},
        ["hosts: has shop.example.com", "for bluegreen:domain api.example.com alone", "certificateArn"],
    ),
    "a web ACL of another region": (
        {"webAclArn": "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/web/1"},
        ["webAclArn", "us-east-1"],
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
    "a sidecar of the service's name": (beside("web"), ["sidecars.0.name = web", "service's own"]),
    "two sidecars of one name": (beside("proxy", "proxy"), ["sidecars.1.name = proxy", "another one"]),
    "more containers than a task has": (beside(*map(str, range(10))), ["are 10", "takes 10 containers"]),
    "two volumes of one name": ({"volumes": [{"name": "data"}, EFS], "mountPoints": [DATA]}, ["data is there 2 times"]),
    "sidecars with all of the CPU": (beside("a", "b", cpu=128), ["take 256 CPU units of the 256", "raise cpu"]),
    "sidecars with all of the memory": (beside("a", "b", memory=254), ["take 508 MiB of the 512", "needs 6"]),
    "a sidecar larger than the task": (beside("a", memory=1024), ["take 1024 MiB of the 512"]),
    "one variable twice in a sidecar": (
        beside("a", environment={"K": "x"}, secrets={"K": "arn:aws:ssm:us-east-1:123456789012:parameter/k"}),
        ["sidecars.0.secrets: K is in bluegreen:sidecars.0.environment too"],
    ),
    "a /tmp as large as the sidecar": (
        beside("a", memory=64, tmpMib=64),
        ["sidecars.0.tmpMib = 64", "the container, which has 64 MiB (bluegreen:sidecars.0.memory)"],
    ),
    "a /tmp as large as what sidecars leave": (
        beside("a", memory=448) | {"tmpMib": 64},
        ["bluegreen:tmpMib = 64", "has 64 MiB"],
    ),
    "a longer end than Fargate waits": (FARGATE | {"stopTimeout": 121}, ["stopTimeout = 121", "120 seconds"]),
    "a longer end of a sidecar": (FARGATE | beside("a", stopTimeout=300), ["sidecars.0.stopTimeout = 300"]),
    "one limit twice": (
        {"ulimits": [{"name": "nofile", "softLimit": 1, "hardLimit": 1}] * 2},
        ["ulimits: nofile is there 2 times"],
    ),
    "a dependency on nobody": (
        beside("migrate") | waits("migrat"),
        ["dependsOn.0.containerName = migrat", "mean migrate?"],
    ),
    "a dependency on itself": (waits("web"), ["dependsOn.0.containerName = web", "no such other"]),
    "health that nobody checks": (beside("a") | waits("a", "HEALTHY"), ["condition = HEALTHY", "healthCheckCommand"]),
    "the end of what is essential": (
        beside("a") | waits("a", "SUCCESS"),
        ["condition = SUCCESS", "essential to false"],
    ),
    "the end of the service itself": (
        beside("a", **waits("web", "COMPLETE")),
        ["sidecars.0.dependsOn.0.condition = COMPLETE", "web is essential"],
    ),
    "a circle": (
        {"sidecars": [{"name": "a"} | waits("b"), {"name": "b"} | waits("web")]} | waits("a"),
        ["a waits for b", "b waits for web", "web waits for a", "none ever starts"],
    ),
    "a mount of no volume": (
        {"volumes": [{"name": "data"}], "mountPoints": [DATA, DATA | {"sourceVolume": "date"}]},
        ["mountPoints.1.sourceVolume = date", "mean data?", "mountPoints.1.containerPath = /data"],
    ),
    "a mount over /tmp": (
        {"volumes": [{"name": "data"}], "mountPoints": [DATA | {"containerPath": "/tmp/"}], "tmpMib": 64},
        ["containerPath = /tmp/", "something else is there"],
    ),
    "a volume that nobody mounts": ({"volumes": [EFS]}, ["volumes.0.name = data", "no container"]),
    "two log routers": (beside("a", "b", logRouter="fluentbit"), ["2 have a logRouter"]),
    "a log for no router": ({"logOptions": {"Name": "null"}}, ["logOptions", "give one a logRouter"]),
    "a router of no log": (beside("a", logRouter="fluentbit"), ["a has a logRouter", "give one logOptions"]),
    "a log router that is not root": (
        beside("a", logRouter="fluentbit", user="1000:1000"),
        ["sidecars.0.user = 1000:1000", "as 0 (root) only"],
    ),
    "a log router's own log": (
        beside("a", logRouter="fluentbit", logOptions={"Name": "null"}),
        ["sidecars.0.logOptions", "to itself"],
    ),
    "sidecars that are told too much": (
        beside("a", "b", environment={"K": "x" * 40000}),
        ["sidecars: takes 80", "65536"],
    ),
    "a sidecar's image out of reach": (
        {"natGateways": 0, "vpcEndpoints": True, "image": ECR} | beside("a", image="public.ecr.aws/proxy/proxy:1"),
        ["sidecars.0.image = public.ecr.aws", "Amazon ECR in us-east-1"],
    ),
    "a policy of another partition": (
        {"taskPolicyArns": ["arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess"]},
        [
            "bluegreen:taskPolicyArns.0 = arn:aws-us-gov:iam::",
            "is in the partition aws-us-gov",
            "us-east-1 (aws:region) is in aws",
        ],
    ),
    "a secret of another partition": (
        {"secrets": {"A": "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/a"}},
        ["bluegreen:secrets.A = arn:aws-cn:", "is in the partition aws-cn"],
    ),
    "a sidecar's image of another partition": (
        beside("a", image="123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1"),
        ["bluegreen:sidecars.0.image = 123456789012.dkr.ecr.cn-north-1", "is in the partition aws-cn"],
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
    "a cookie that keeps clients on blue": (
        {"stickinessSeconds": 60},
        ["stickinessSeconds = 60", "strategy codedeploy", "503"],
    ),
    "a cookie that keeps clients on blue, by ECS": (NATIVE | {"stickinessSeconds": 60}, ["strategy native", "rolling"]),
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
    "an internal load balancer that takes the last addresses": (
        FARGATE | SMALLEST | {"desiredCount": 20, "internal": True},
        ["have 38", "an internal load balancer, endpoints and hooks take 16"],
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
    "fewer tasks at first than the scaler keeps": (
        {"scaling": SCALED | {"minTasks": 3}},
        ["desiredCount = 2", "minTasks 3", "set it to 3"],
    ),
    "more tasks at first than the scaler keeps": (
        {"desiredCount": 5, "scaling": SCALED},
        ["desiredCount = 5", "maxTasks 4", "set it to 4"],
    ),
    "no room for green beside blue where the scaler has raised both": (
        {"scaling": SCALED | {"maxTasks": 7}},
        ["maxHosts = 4", "2 x 7", "bluegreen:scaling.maxTasks", "set it to 5"],
    ),
    "no room for what a schedule raises": (
        {"scaling": SCALED | {"schedule": [DAY | {"maxTasks": 7}]}},
        ["maxHosts = 4", "2 x 7", "set it to 5"],
    ),
    "no addresses for green beside blue where the scaler has raised both": (
        FARGATE | SMALLEST | {"scaling": SCALED | {"maxTasks": 28}},
        ["bluegreen:scaling.maxTasks = 28", "2 x 28", "have 54"],
    ),
    "percents that let none of so few tasks move as the scaler may leave": (
        ROLLING | {"maximumPercent": 150, "scaling": SCALED},
        ["maximumPercent = 150", "of 1 tasks"],
    ),
    "a collector that takes what the service needs": (
        {"telemetry": {"sends": "traces", "memory": 510}},
        ["bluegreen:telemetry: take 510 MiB of the 512", "raise memory, or lower theirs"],
    ),
    "a sidecar that is called as the collector": (
        {"telemetry": {"sends": "traces"}} | beside("telemetry"),
        ["bluegreen:sidecars.0.name = telemetry: another one is called so"],
    ),
    "a service that is called as its collector": (
        {"telemetry": {"sends": "traces"}, "serviceName": "telemetry"},
        ["bluegreen:telemetry: its container is called as the service is"],
    ),
    "a collector that nobody could pull": (
        FARGATE | {"natGateways": 0, "vpcEndpoints": True, "image": ECR, "telemetry": {"sends": "traces"}},
        ["bluegreen:telemetry.image = public.ecr.aws/", "push it there"],
    ),
    "an IPv6 address that nobody gets an answer from": (
        {"ipAddressType": "dualstack"},
        ["bluegreen:ingressCidrs = 0.0.0.0/0: has no IPv6 network", "add ::/0"],
    ),
    "a network of IPv6 before a load balancer without": (
        {"ingressCidrs": ["0.0.0.0/0", "::/0"], "testCidrs": ["2001:db8::/32"]},
        ["bluegreen:ingressCidrs = ::/0: is an IPv6", "bluegreen:testCidrs = 2001:db8::/32", "set that to dualstack"],
    ),
    "Spot on hosts": ({"spot": {"percent": 50}}, ["bluegreen:spot", "launchType is EC2"]),
    "an architecture that the hosts have not": (
        {"architecture": "ARM64"},
        ["architecture = ARM64", "t3.small", "is x86_64"],
    ),
    "no room for one more task": (ROLLING | {"desiredCount": 12}, ["maxHosts = 4", "13 tasks", "set it to 5"]),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_values_that_do_not_fit_together_are_refused(case: str) -> None:
    changes, said = TOGETHER[case]
    message = refusal(**changes)
    assert [part for part in said if part not in message] == [], message


MIGRATED = {
    "sidecars": [
        {"name": "migrate", "essential": False, "command": ["migrate"], "mountPoints": [DATA]},
        {"name": "proxy", "healthCheckCommand": "true", "cpu": 64, "memory": 64} | waits("migrate", "COMPLETE"),
    ],
    "dependsOn": [
        {"containerName": "migrate", "condition": "SUCCESS"},
        {"containerName": "proxy", "condition": "HEALTHY"},
    ],
    "volumes": [EFS | {"accessPointId": "fsap-0123456789abcdef0"}],
    "mountPoints": [DATA | {"readOnly": True}],
    "stopTimeout": 120,
}

RIGHT: dict[str, dict[str, Any]] = {
    "a collector, for which the service waits longer": {
        "telemetry": {"sends": "tracesAndMetrics"},
        "dependsOn": [{"containerName": "telemetry", "condition": "HEALTHY"}],
    },
    "a sidecar that is called as a collector that is not there": beside("telemetry", dependsOn=[]),
    "IPv6, with networks that may come by it": {"ipAddressType": "dualstack", "ingressCidrs": ["2001:db8::/32"]},
    "what runs before, beside and in EFS, on hosts": MIGRATED,
    "the same on Fargate": FARGATE | MIGRATED,
    "ten containers": beside(*map(str, range(9))),
    "a long end on hosts": {"stopTimeout": 3600},
    "secrets of a sidecar alone, with their key": {"secretsKeyArns": [KEY]}
    | beside("a", secrets={"K": "arn:aws:ssm:us-east-1:123456789012:parameter/k"}),
    "a log by a router": beside("a", logRouter="fluentbit") | {"logOptions": {"Name": "cloudwatch"}},
    "a probe inside of the VPC, without a way out of it": FARGATE | NATIVE | OUT_OF_SIGHT | {"internal": True},
    "the host that the requested certificate is for": DOMAIN | {"hosts": ["API.example.com"]},
    "other hosts, with a certificate that was brought": DOMAIN
    | {"hosts": ["*.example.com"], "certificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/a-b"},
    "a cookie where no traffic is moved": ROLLING | {"stickinessSeconds": 604_800},
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
    "tasks on Spot alone": FARGATE | {"spot": {"percent": 100}},
    "Graviton on Spot": FARGATE | {"spot": {"percent": 50, "onDemandTasks": 1}, "architecture": "ARM64"},
    "an architecture that the hosts have": {"architecture": "ARM64", "instanceType": "t4g.small"},
    "exactly room for what the scaler raises": {"scaling": SCALED | {"maxTasks": 6}},
    "no tasks at night": {"scaling": SCALED | {"schedule": [DAY, NIGHT]}},
    "a schedule alone": {"scaling": {"minTasks": 1, "maxTasks": 4, "schedule": [DAY, NIGHT]}},
    "an empty object, which is none": {"scaling": {}, "spot": {}},
}


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_allowed_passes(case: str) -> None:
    assert settings(**RIGHT[case])
