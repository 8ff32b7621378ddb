"""The alarms that stop a release, and the dashboard beside them."""

import json
from typing import Any

from components.alarms import Alarms, AlarmsArgs, Thresholds
from components.dashboard import Dashboard, DashboardArgs
from verdict.recording import Recording, record

GROUPS = {"blue": "targetgroup/blue/1", "green": "targetgroup/green/2"}


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
