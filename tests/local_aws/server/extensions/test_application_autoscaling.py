"""Services whose number of tasks Application Auto Scaling sets, through boto3 and minute by minute."""

from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.server.account import Account, account
from local_aws.server.extensions.application_autoscaling import schedules
from local_aws.server.extensions.cloudwatch.minutes import Minutes
from tests.conftest import Clients, clients_of

REGION = "ca-central-1"
"""Nobody else is there, so time passes only here."""
NAMED = {"ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount"}


@pytest.fixture(scope="module")
def aws(endpoint: str) -> Clients:
    return clients_of(endpoint, REGION)


@pytest.fixture
def here(endpoint: str) -> Account:
    return account("123456789012", REGION)


class Scaled:
    """A service on Fargate, and what scales it."""

    def __init__(self, aws: Clients, here: Account, name: str) -> None:
        self.aws, self.here, self.name = aws, here, name
        self.scaling = aws("application-autoscaling")
        self.minutes = Minutes(lambda: None)
        self.minutes.look(here)
        ec2, ecs = aws("ec2"), aws("ecs")
        subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
        ecs.create_cluster(clusterName=name)
        definition = ecs.register_task_definition(
            family=name,
            cpu="256",
            memory="512",
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            containerDefinitions=[{"name": "web", "image": "web:1"}],
        )["taskDefinition"]["taskDefinitionArn"]
        ecs.create_service(
            cluster=name,
            serviceName="web",
            taskDefinition=definition,
            desiredCount=2,
            launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": {"subnets": [subnet]}},
        )

    @property
    def which(self) -> dict[str, Any]:
        return NAMED | {"ResourceId": f"service/{self.name}/web"}

    def bound(self, low: int, high: int, **more: Any) -> str:
        answer = self.scaling.register_scalable_target(**self.which, MinCapacity=low, MaxCapacity=high, **more)
        return answer["ScalableTargetARN"]

    @property
    def bounds(self) -> tuple[int, int]:
        [target] = self.scaling.describe_scalable_targets(
            ServiceNamespace="ecs", ResourceIds=[self.which["ResourceId"]]
        )["ScalableTargets"]
        return target["MinCapacity"], target["MaxCapacity"]

    @property
    def tasks(self) -> int:
        service = self.aws("ecs").describe_services(cluster=self.name, services=["web"])["services"][0]
        return service["desiredCount"]

    def schedule(self, name: str, when: str, low: int, high: int, **more: Any) -> None:
        bounds = {"MinCapacity": low, "MaxCapacity": high}
        self.scaling.put_scheduled_action(
            **self.which, ScheduledActionName=name, Schedule=when, ScalableTargetAction=bounds, **more
        )

    def track(self, policy: str = "load", target: float = 100, **more: Any) -> None:
        """A metric of this service's own."""
        spec = {"Namespace": "test", "MetricName": f"{self.name}-{policy}", "Statistic": "Sum"}
        said = {"TargetValue": target, "CustomizedMetricSpecification": spec} | more
        self.scaling.put_scaling_policy(
            **self.which,
            PolicyName=policy,
            PolicyType="TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration=said,
        )

    def pass_minutes(self, count: int, **measured: float) -> None:
        """In each of which this was measured."""
        for _ in range(count):
            for policy, value in measured.items():
                data = [{"MetricName": f"{self.name}-{policy}", "Value": value}]
                self.aws("cloudwatch").put_metric_data(Namespace="test", MetricData=data)
            self.here.run_until((self.here.cloud.clock.now // 60 + 1) * 60)
            self.minutes.look(self.here)

    def pass_seconds(self, seconds: float) -> None:
        self.here.run_until(self.here.cloud.clock.now + seconds)
        schedules.act(self.here)

    def at(self, **later: float) -> str:
        """A schedule of once, so much later."""
        moment = self.here.calendar(self.here.cloud.clock.now) + timedelta(**later)
        return f"at({moment:%Y-%m-%dT%H:%M:%S})"


@pytest.fixture
def scaled(aws: Clients, here: Account, name: str) -> Scaled:
    return Scaled(aws, here, name)


def test_a_service_outside_of_its_bounds_is_brought_inside(scaled: Scaled) -> None:
    scaled.bound(3, 5)
    assert scaled.tasks == 3
    scaled.bound(1, 5)
    assert scaled.tasks == 3
    scaled.bound(0, 1)
    assert scaled.tasks == 1


def test_what_is_not_sent_of_a_target_stays(scaled: Scaled) -> None:
    scaled.bound(1, 5)
    scaled.scaling.register_scalable_target(**scaled.which, MaxCapacity=4)
    assert scaled.bounds == (1, 4)
    scaled.scaling.register_scalable_target(**scaled.which, SuspendedState={"ScheduledScalingSuspended": True})
    [target] = scaled.scaling.describe_scalable_targets(
        ServiceNamespace="ecs", ResourceIds=[scaled.which["ResourceId"]]
    )["ScalableTargets"]
    assert target["SuspendedState"] == {
        "DynamicScalingInSuspended": False,
        "DynamicScalingOutSuspended": False,
        "ScheduledScalingSuspended": True,
    }
    assert target["RoleARN"].endswith("/AWSServiceRoleForApplicationAutoScaling_ECSService")


def test_a_target_has_tags(scaled: Scaled) -> None:
    arn, scaling = scaled.bound(1, 5, Tags={"a": "1"}), scaled.scaling
    scaling.tag_resource(ResourceARN=arn, Tags={"b": "2"})
    scaling.untag_resource(ResourceARN=arn, TagKeys=["a"])
    assert scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"b": "2"}
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        scaling.list_tags_for_resource(ResourceARN=f"{arn}0")


def test_a_service_that_is_not_there_is_no_target(scaled: Scaled) -> None:
    with pytest.raises(ClientError, match="ECS service doesn't exist: service/nowhere/web"):
        scaled.scaling.register_scalable_target(**NAMED, ResourceId="service/nowhere/web", MinCapacity=1, MaxCapacity=2)
    with pytest.raises(ClientError, match="Maximum capacity cannot be less than minimum capacity"):
        scaled.bound(3, 2)


def test_only_a_target_has_policies_and_a_schedule(scaled: Scaled) -> None:
    with pytest.raises(ClientError, match="No scalable target registered for service namespace: ecs"):
        scaled.track()
    with pytest.raises(ClientError, match="ObjectNotFoundException"):
        scaled.schedule("night", "cron(0 20 * * ? *)", 0, 0)


@pytest.mark.parametrize(
    ("when", "more", "said"),
    [
        ("cron(0 20 * * *)", {}, "Invalid schedule expression"),
        ("cron(0 20 * * ? *)", {"Timezone": "Mars/Olympus"}, "Mars/Olympus"),
    ],
)
def test_a_schedule_that_cannot_be_read_is_refused(scaled: Scaled, when: str, more: dict[str, Any], said: str) -> None:
    scaled.bound(1, 5)
    with pytest.raises(ClientError, match=said):
        scaled.schedule("night", when, 0, 0, **more)


def test_a_service_goes_with_its_target(scaled: Scaled) -> None:
    scaled.bound(1, 5)
    scaled.track()
    scaled.schedule("night", "cron(0 20 * * ? *)", 0, 0)
    scaled.aws("ecs").delete_service(cluster=scaled.name, service="web", force=True)
    resource = scaled.which["ResourceId"]
    for call in ("scalable_targets", "scaling_policies", "scheduled_actions"):
        answer = getattr(scaled.scaling, f"describe_{call}")(ServiceNamespace="ecs")
        assert resource not in str(answer)
    assert scaled.name not in str(scaled.aws("cloudwatch").describe_alarms()["MetricAlarms"])


def test_a_schedule_ends_all_tasks_at_night_and_brings_them_back(scaled: Scaled) -> None:
    scaled.bound(2, 5)
    scaled.schedule("night", scaled.at(hours=2), 0, 0)
    scaled.schedule("day", scaled.at(hours=10), 2, 5)
    scaled.pass_seconds(2 * 3600 - 60)
    assert scaled.tasks == 2
    scaled.pass_seconds(60)
    assert (scaled.tasks, scaled.bounds) == (0, (0, 0))
    scaled.pass_seconds(8 * 3600)
    assert (scaled.tasks, scaled.bounds) == (2, (2, 5))


def test_a_schedule_comes_again_every_day_until_it_is_deleted_or_suspended(scaled: Scaled) -> None:
    scaled.bound(1, 5)
    scaled.schedule("more", "rate(1 day)", 4, 5)
    for _ in range(2):
        scaled.bound(1, 1)
        scaled.pass_seconds(24 * 3600)
        assert scaled.tasks == 4
    suspended = {"ScheduledScalingSuspended": True}
    scaled.scaling.register_scalable_target(**scaled.which, MinCapacity=1, MaxCapacity=1, SuspendedState=suspended)
    scaled.pass_seconds(24 * 3600)
    assert scaled.tasks == 1
    scaled.scaling.register_scalable_target(**scaled.which, SuspendedState={"ScheduledScalingSuspended": False})
    scaled.scaling.delete_scheduled_action(**scaled.which, ScheduledActionName="more")
    scaled.pass_seconds(24 * 3600)
    assert scaled.tasks == 1


def test_target_tracking_keeps_a_metric_at_its_target(scaled: Scaled) -> None:
    scaled.bound(1, 5)
    scaled.track(target=100)
    scaled.pass_minutes(2, load=190)
    assert scaled.tasks == 2
    scaled.pass_minutes(1, load=190)
    assert scaled.tasks == 4
    scaled.pass_minutes(14, load=40)
    assert scaled.tasks == 4
    scaled.pass_minutes(1, load=40)
    assert scaled.tasks == 2


def test_during_its_cooldown_only_a_larger_step_goes_out_and_none_over_the_bounds(scaled: Scaled) -> None:
    scaled.bound(1, 5)
    scaled.track(target=100, ScaleOutCooldown=24 * 3600)
    scaled.pass_minutes(3, load=120)
    assert scaled.tasks == 3
    scaled.pass_minutes(9, load=130)
    assert scaled.tasks == 3
    scaled.pass_minutes(1, load=900)
    assert scaled.tasks == 5


def test_without_data_nothing_is_scaled_in_and_neither_while_one_policy_is_content(scaled: Scaled) -> None:
    scaled.bound(1, 5)
    scaled.track("load")
    scaled.pass_minutes(16)
    assert scaled.tasks == 2
    scaled.track("depth")
    scaled.pass_minutes(16, load=10, depth=95)
    assert scaled.tasks == 2
    scaled.pass_minutes(15, load=10, depth=10)
    assert scaled.tasks == 1


def test_a_policy_that_is_put_again_keeps_its_arn_and_has_its_own_two_alarms(scaled: Scaled) -> None:
    scaled.bound(1, 5)
    arns = set()
    for target in (100, 50):
        scaled.track(target=target)
        [policy] = scaled.scaling.describe_scaling_policies(ServiceNamespace="ecs", PolicyNames=["load"])[
            "ScalingPolicies"
        ][-1:]
        arns.add(policy["PolicyARN"])
    alarms = [
        one for one in scaled.aws("cloudwatch").describe_alarms()["MetricAlarms"] if scaled.name in one["AlarmName"]
    ]
    assert len(arns) == 1
    assert sorted(one["Threshold"] for one in alarms) == [45, 50]
    assert {one["AlarmArn"] for one in alarms} == {one["AlarmARN"] for one in policy["Alarms"]}
