"""What moves beside a call never makes the call fail."""

from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.cloudwatch.models import cloudwatch_backends

from local_aws.server.account import Account, account
from local_aws.server.extensions.cloudwatch.minutes import Minutes
from tests.conftest import Clients, clients_of

REGION = "sa-east-1"
"""Nobody else is there, so what is broken on purpose is broken only here."""


@pytest.fixture(scope="module")
def aws(endpoint: str) -> Clients:
    return clients_of(endpoint, REGION)


@pytest.fixture
def here(endpoint: str) -> Account:
    return account("123456789012", REGION)


def network(aws: Clients, cidr: str, prefix: int) -> tuple[str, list[str]]:
    """A VPC with a subnet in each of two zones."""
    ec2, base = aws("ec2"), cidr.removesuffix(".0.0/16")
    vpc = ec2.create_vpc(CidrBlock=cidr)["Vpc"]["VpcId"]
    blocks = [(f"{base}.{number}.0/{prefix}", f"{REGION}{zone}") for number, zone in enumerate("ab")]
    made = [ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=zone) for block, zone in blocks]
    return vpc, [one["Subnet"]["SubnetId"] for one in made]


def service(aws: Clients, name: str, subnets: list[str], desired: int) -> None:
    """On Fargate, in its own cluster."""
    ecs = aws("ecs")
    ecs.create_cluster(clusterName=name)
    container = {"name": "web", "image": "web:1", "portMappings": [{"containerPort": 80}]}
    ecs.register_task_definition(
        family=name,
        cpu="256",
        memory="512",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        containerDefinitions=[container],
    )
    ecs.create_service(
        cluster=name,
        serviceName=name,
        taskDefinition=name,
        desiredCount=desired,
        launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": {"subnets": subnets}},
    )


def described(aws: Clients, name: str) -> dict[str, Any]:
    return aws("ecs").describe_services(cluster=name, services=[name])["services"][0]


def test_tasks_without_an_address_wait_with_an_event_and_nobody_else_notices(aws: Clients, name: str) -> None:
    _, small = network(aws, "10.7.0.0/16", 27)
    service(aws, name, small, 60)
    found = described(aws, name)
    assert (found["desiredCount"], found["runningCount"]) == (60, 2 * (32 - 5))
    assert any("There are not enough free addresses in subnet" in event["message"] for event in found["events"])
    other = f"o{name}"
    service(aws, other, small[:1], 0)
    aws("ecs").update_service(cluster=name, service=name, desiredCount=50)
    assert described(aws, name)["runningCount"] == 50
    aws("ecs").delete_service(cluster=name, service=name, force=True)
    aws("ecs").update_service(cluster=other, service=other, desiredCount=2)
    assert described(aws, other)["runningCount"] == 2


@pytest.mark.parametrize("where", ["listener", "change", "rule", "changed rule"])
def test_a_load_balancer_leads_to_target_groups_of_its_own_vpc_only(aws: Clients, name: str, where: str) -> None:
    elb = aws("elbv2")
    (vpc, subnets), (other, _) = network(aws, "10.8.0.0/16", 24), network(aws, "10.9.0.0/16", 24)
    balancer = elb.create_load_balancer(Name=name, Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]

    def forward(vpc: str) -> list[dict[str, str]]:
        made = elb.create_target_group(Name=f"{name}{vpc[-9:]}", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")
        return [{"Type": "forward", "TargetGroupArn": made["TargetGroups"][0]["TargetGroupArn"]}]

    right, wrong = forward(vpc), forward(other)
    listener = elb.create_listener(LoadBalancerArn=balancer, Port=80, Protocol="HTTP", DefaultActions=right)
    at: Any = {"ListenerArn": listener["Listeners"][0]["ListenerArn"]}
    path = [{"Field": "path-pattern", "Values": ["/a"]}]
    rule = elb.create_rule(**at, Priority=1, Conditions=path, Actions=right)["Rules"][0]["RuleArn"]
    calls = {
        "listener": lambda: elb.create_listener(
            LoadBalancerArn=balancer, Port=81, Protocol="HTTP", DefaultActions=wrong
        ),
        "change": lambda: elb.modify_listener(**at, DefaultActions=wrong),
        "rule": lambda: elb.create_rule(**at, Priority=2, Conditions=path, Actions=wrong),
        "changed rule": lambda: elb.modify_rule(RuleArn=rule, Actions=wrong),
    }
    with pytest.raises(ClientError, match="are in a different VPC than load balancer") as refused:
        calls[where]()
    assert refused.value.response["Error"]["Code"] == "InvalidConfigurationRequest"


def test_what_fails_as_time_passes_fails_no_call_and_what_comes_after_it_happens(
    aws: Clients, here: Account, capfd: pytest.CaptureFixture[str]
) -> None:
    happened = []

    def broken() -> None:
        raise RuntimeError("broken on purpose")

    for action in (broken, broken, lambda: happened.append(here.cloud.clock.now)):
        here.cloud.clock.after(5, action)
    aws("ecs").create_cluster(clusterName="calm")
    assert happened
    assert "broken on purpose" in capfd.readouterr().err


def test_an_alarm_that_cannot_be_evaluated_holds_up_no_other(aws: Clients, here: Account, name: str) -> None:
    minutes = Minutes(lambda: None)
    minutes.look(here)
    for one in (f"a{name}", name):
        aws("cloudwatch").put_metric_alarm(
            AlarmName=one,
            Namespace="test",
            MetricName=one,
            Statistic="Sum",
            Period=60,
            EvaluationPeriods=1,
            Threshold=2,
            ComparisonOperator="GreaterThanThreshold",
            TreatMissingData="breaching",
        )
    alarms: Any = cloudwatch_backends["123456789012"][REGION].alarms
    alarms[f"a{name}"].threshold = "no number"
    here.run_until(here.cloud.clock.now + 60)
    assert minutes.look(here)
    assert alarms[name].state_value == "ALARM"
    aws("cloudwatch").delete_alarms(AlarmNames=[f"a{name}"])


def test_an_account_that_cannot_be_followed_holds_up_no_other(
    aws: Clients, here: Account, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here, "fleets", None)
    _, subnets = network(aws, "10.10.0.0/16", 24)
    with pytest.raises(ClientError):
        service(aws, name, subnets, 1)  # its own account is the broken one
    other = clients_of(aws("ecs").meta.endpoint_url, "ca-central-1")
    assert other("ecs").create_cluster(clusterName=name)["cluster"]["status"] == "ACTIVE"
