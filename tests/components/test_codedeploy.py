"""What CodeDeploy gets, and what stops it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.alarms import Alarms, AlarmsArgs, Thresholds
from components.codedeploy import CodeDeploy, CodeDeployArgs
from components.dashboard import Dashboard, DashboardArgs
from model.shift import PREDEFINED, Shift
from verdict.recording import Recording, record

ARGS = CodeDeployArgs(
    cluster_name="web",
    service_name="web",
    production_listener_arn="arn:production",
    test_listener_arn="arn:test",
    target_group_names=["blue", "green"],
    shift=PREDEFINED["CodeDeployDefault.ECSAllAtOnce"],
    termination_wait_minutes=5,
    ready_wait_minutes=0,
    alarm_names=["5xx"],
    topic_arn="arn:topic",
    region="us-east-1",
    account="123456789012",
    tags={"Stack": "test"},
)
CONFIG = "aws:codedeploy/deploymentConfig:DeploymentConfig"
GROUPS = {"blue": "targetgroup/blue/1", "green": "targetgroup/green/2"}


def deployment(**changes: Any) -> Recording:
    return record(lambda: CodeDeploy("web", replace(ARGS, **changes)))


def group(**changes: Any) -> dict[str, Any]:
    return deployment(**changes).one("aws:codedeploy/deploymentGroup:DeploymentGroup").inputs


def test_it_is_blue_green_on_ecs() -> None:
    assert deployment().one("aws:codedeploy/application:Application").inputs["computePlatform"] == "ECS"
    assert group()["deploymentStyle"] == {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}


def test_it_moves_the_production_listener_between_the_two_groups() -> None:
    assert group()["loadBalancerInfo"]["targetGroupPairInfo"] == {
        "targetGroups": [{"name": "blue"}, {"name": "green"}],
        "prodTrafficRoute": {"listenerArns": ["arn:production"]},
        "testTrafficRoute": {"listenerArns": ["arn:test"]},
    }


def test_a_predefined_shift_is_named_and_nothing_is_made() -> None:
    assert group()["deploymentConfigName"] == "CodeDeployDefault.ECSAllAtOnce"
    assert deployment().all(CONFIG) == []


@pytest.mark.parametrize(
    ("shift", "routing"),
    [
        (
            Shift("TimeBasedCanary", 10, 7),
            {"type": "TimeBasedCanary", "timeBasedCanary": {"percentage": 10, "interval": 7}},
        ),
        (
            Shift("TimeBasedLinear", 25, 2),
            {"type": "TimeBasedLinear", "timeBasedLinear": {"percentage": 25, "interval": 2}},
        ),
        (Shift("AllAtOnce"), {"type": "AllAtOnce"}),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_a_custom_shift_is_made_and_used(shift: Shift, routing: dict[str, Any]) -> None:
    recording = deployment(shift=shift)
    made = recording.one(CONFIG).inputs
    assert (made["computePlatform"], made["trafficRoutingConfig"]) == ("ECS", routing)
    assert recording.one("aws:codedeploy/deploymentGroup:DeploymentGroup").inputs["deploymentConfigName"] == "web"


def test_traffic_moves_at_once_or_waits_for_approval() -> None:
    def ready(minutes: int) -> dict[str, Any]:
        return group(ready_wait_minutes=minutes)["blueGreenDeploymentConfig"]["deploymentReadyOption"]

    assert ready(0) == {"actionOnTimeout": "CONTINUE_DEPLOYMENT"}
    assert ready(30) == {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 30}


def test_blue_is_terminated_after_its_wait() -> None:
    ending = group(termination_wait_minutes=12)["blueGreenDeploymentConfig"]
    assert ending["terminateBlueInstancesOnDeploymentSuccess"] == {
        "action": "TERMINATE",
        "terminationWaitTimeInMinutes": 12,
    }


def test_failures_alarms_and_people_roll_back() -> None:
    assert group()["autoRollbackConfiguration"] == {
        "enabled": True,
        "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
    }
    assert group()["alarmConfiguration"] == {"enabled": True, "alarms": ["5xx"]}


def test_its_events_are_published_and_it_may_publish_them() -> None:
    [trigger] = group()["triggerConfigurations"]
    assert trigger["triggerTargetArn"] == "arn:topic"
    assert {"DeploymentStart", "DeploymentFailure", "DeploymentRollback"} <= set(trigger["triggerEvents"])
    [statement] = json.loads(deployment().one("aws:iam/rolePolicy:RolePolicy").inputs["policy"])["Statement"]
    assert (statement["Action"], statement["Resource"]) == (["sns:Publish"], "arn:topic")


def test_the_group_comes_after_the_permissions_of_its_role() -> None:
    before = deployment().one("aws:codedeploy/deploymentGroup:DeploymentGroup").depends_on
    assert "aws:iam/rolePolicyAttachment:RolePolicyAttachment::web-codedeploy" in before


def test_only_deployment_groups_of_this_account_take_the_role() -> None:
    [statement] = json.loads(deployment().one("aws:iam/role:Role").inputs["assumeRolePolicy"])["Statement"]
    assert statement["Principal"] == {"Service": "codedeploy.amazonaws.com"}
    assert statement["Condition"]["ArnLike"]["aws:SourceArn"].endswith(":123456789012:deploymentgroup:*")


@pytest.mark.parametrize("key", ["termination_wait_minutes", "ready_wait_minutes"])
@pytest.mark.parametrize("minutes", [-1, 2881])
def test_waits_are_bounded(key: str, minutes: int) -> None:
    with pytest.raises(ValueError, match="2880"):
        replace(ARGS, **{key: minutes})


def alarms(**thresholds: Any) -> Recording:
    args = AlarmsArgs(
        load_balancer_arn_suffix="app/web/1",
        target_group_arn_suffixes=GROUPS,
        thresholds=Thresholds(**thresholds),
        region="us-east-1",
        account="123456789012",
        tags={"Stack": "test"},
    )
    return record(lambda: Alarms("web", args))


def test_both_colours_are_watched_alike() -> None:
    recording = alarms()
    for suffix in ("unhealthy-hosts", "response-time"):
        for colour, target_group in GROUPS.items():
            alarm = recording.one("aws:cloudwatch/metricAlarm:MetricAlarm", f"web-{colour}-{suffix}").inputs
            assert alarm["dimensions"] == {"LoadBalancer": "app/web/1", "TargetGroup": target_group}
    assert len(recording.all("aws:cloudwatch/metricAlarm:MetricAlarm")) == 6


def test_the_error_rate_is_a_share_of_the_requests_of_one_group() -> None:
    alarm = alarms().one("aws:cloudwatch/metricAlarm:MetricAlarm", "web-green-target-5xx").inputs
    queries = {query["id"]: query for query in alarm["metricQueries"]}
    metrics = {key: query["metric"] for key, query in queries.items() if "metric" in query}
    assert {key: metric["metricName"] for key, metric in metrics.items()} == {
        "errors": "HTTPCode_Target_5XX_Count",
        "requests": "RequestCount",
    }
    assert all(metric["dimensions"]["TargetGroup"] == GROUPS["green"] for metric in metrics.values())
    assert [key for key, query in queries.items() if query.get("returnData")] == ["percent"]


def test_an_idle_group_alarms_nobody_and_one_bad_minute_neither() -> None:
    for alarm in alarms().all("aws:cloudwatch/metricAlarm:MetricAlarm"):
        assert alarm.inputs["treatMissingData"] == "notBreaching"
        assert alarm.inputs["evaluationPeriods"] >= 2


def test_thresholds_are_used() -> None:
    recording = alarms(unhealthy_hosts=3, target_5xx_percent=1.5, response_seconds=0.4)
    found = {alarm.name: alarm.inputs["threshold"] for alarm in recording.all("aws:cloudwatch/metricAlarm:MetricAlarm")}
    for colour in GROUPS:
        assert found[f"web-{colour}-unhealthy-hosts"] == 3
        assert found[f"web-{colour}-target-5xx"] == 1.5
        assert found[f"web-{colour}-response-time"] == 0.4


def test_alarms_and_deployments_of_this_account_may_publish() -> None:
    [statement] = json.loads(alarms().one("aws:sns/topicPolicy:TopicPolicy").inputs["policy"])["Statement"]
    assert set(statement["Principal"]["Service"]) == {"codedeploy.amazonaws.com", "cloudwatch.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def test_every_chart_shows_blue_against_green() -> None:
    args = DashboardArgs(load_balancer_arn_suffix="app/web/1", target_group_arn_suffixes=GROUPS, region="us-east-1")
    made = record(lambda: Dashboard("web", args)).one("aws:cloudwatch/dashboard:Dashboard").inputs
    widgets = json.loads(made["dashboardBody"])["widgets"]
    assert (made["dashboardName"], len(widgets)) == ("web", 5)
    for widget in widgets:
        lines = widget["properties"]["metrics"]
        assert [(line[-1]["label"], line[5]) for line in lines] == list(GROUPS.items())
    places = [(widget["x"], widget["y"]) for widget in widgets]
    assert len(places) == len(set(places))
