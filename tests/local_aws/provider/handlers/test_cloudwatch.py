"""Log groups, alarms and dashboards as the provider makes, changes, reads and removes them."""

import json
from typing import Any

import pytest

from tests.local_aws.provider.plugin import Plugin, contract

LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
DASHBOARD = "aws:cloudwatch/dashboard:Dashboard"
TAGS = {"Name": "web", "team": "shop"}


@pytest.mark.parametrize(
    "change",
    [{"retentionInDays": 7}, {"retentionInDays": None}, {"tags": {"Name": "other"}}, {"tags": None}],
    ids=str,
)
def test_a_log_group_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    contract(plugin, LOG_GROUP, {"name": "/ecs/web", "retentionInDays": 30, "tags": TAGS}, change)


def test_a_log_group_is_distinguished_from_one_whose_name_begins_alike(plugin: Plugin) -> None:
    longer = plugin.create(LOG_GROUP, {"name": "/ecs/alike-longer", "retentionInDays": 30})
    made = plugin.create(LOG_GROUP, {"name": "/ecs/alike"})
    assert made.state.get("retentionInDays") == 0
    assert made.state["arn"] == "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/alike"
    plugin.delete(made)
    assert plugin.refresh(made) is None
    plugin.delete(longer)


def test_a_log_group_can_outlive_its_program(plugin: Plugin) -> None:
    made = plugin.create(LOG_GROUP, {"name": "/ecs/kept", "skipDestroy": True})
    plugin.delete(made)
    assert plugin.refresh(made)
    plugin.delete(plugin.update(made, {"name": "/ecs/kept", "skipDestroy": False}))


ON_ONE_METRIC = {
    "comparisonOperator": "GreaterThanThreshold",
    "evaluationPeriods": 2,
    "namespace": "AWS/ApplicationELB",
    "metricName": "UnHealthyHostCount",
    "dimensions": {"TargetGroup": "targetgroup/web-blue/1", "LoadBalancer": "app/web/1"},
    "period": 60,
    "statistic": "Maximum",
    "threshold": 0,
    "treatMissingData": "notBreaching",
    "alarmDescription": "Hosts fail their health check.",
    "alarmActions": ["arn:aws:sns:us-east-1:123456789012:alarms"],
    "tags": TAGS,
}


@pytest.mark.parametrize(
    "change",
    [
        {"threshold": 1.5},
        {"dimensions": {"TargetGroup": "targetgroup/web-green/1", "LoadBalancer": "app/web/1"}},
        {"alarmActions": None},
        {"okActions": ["arn:aws:sns:us-east-1:123456789012:alarms"]},
        {"alarmDescription": None},
        {"datapointsToAlarm": 2},
        {"treatMissingData": None},
        {"statistic": None, "extendedStatistic": "p95"},
        {"actionsEnabled": False},
        {"tags": {"Name": "other"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_alarm_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    contract(plugin, ALARM, ON_ONE_METRIC, change, "-".join(change))


def queries(percent: str) -> list[dict[str, Any]]:
    named = {"namespace": "AWS/ApplicationELB", "dimensions": {"TargetGroup": "t"}, "period": 60, "stat": "Sum"}
    return [
        {"id": "rate", "expression": percent, "label": "5xx %", "returnData": True},
        {"id": "bad", "metric": {"metricName": "HTTPCode_Target_5XX_Count", **named}},
        {"id": "all", "metric": {"metricName": "RequestCount", **named}},
    ]


def test_an_alarm_on_an_expression_over_metrics(plugin: Plugin) -> None:
    inputs = {
        "comparisonOperator": "GreaterThanThreshold",
        "evaluationPeriods": 2,
        "threshold": 5,
        "metricQueries": queries("100 * bad / all"),
    }
    contract(plugin, ALARM, inputs, {"metricQueries": queries("100 * bad / (all + 1)")}, "rate")


def test_aws_gets_the_whole_expression(plugin: Plugin, aws: Any) -> None:
    inputs = {"comparisonOperator": "GreaterThanThreshold", "evaluationPeriods": 2, "threshold": 5}
    made = plugin.create(ALARM, inputs | {"metricQueries": queries("100 * bad / all")}, "whole")
    alarm = aws("cloudwatch").describe_alarms(AlarmNames=[made.id])["MetricAlarms"][0]
    bad = next(one for one in alarm["Metrics"] if one["Id"] == "bad")
    assert bad["ReturnData"] is False
    assert bad["MetricStat"] == {
        "Metric": {
            "Namespace": "AWS/ApplicationELB",
            "MetricName": "HTTPCode_Target_5XX_Count",
            "Dimensions": [{"Name": "TargetGroup", "Value": "t"}],
        },
        "Period": 60,
        "Stat": "Sum",
    }
    plugin.delete(made)


def test_a_threshold_changed_by_hand_is_repaired(plugin: Plugin, aws: Any) -> None:
    made = plugin.create(ALARM, ON_ONE_METRIC, "tuned")
    aws("cloudwatch").put_metric_alarm(
        AlarmName=made.id,
        ComparisonOperator="GreaterThanThreshold",
        EvaluationPeriods=2,
        MetricName="UnHealthyHostCount",
        Namespace="AWS/ApplicationELB",
        Period=60,
        Statistic="Maximum",
        Threshold=9,
        TreatMissingData="notBreaching",
    )
    seen = plugin.refresh(made)
    assert seen
    found = plugin.diff(seen, ON_ONE_METRIC)
    assert {"threshold", "alarmDescription"} <= found.keys()
    assert plugin.diff(plugin.update(seen, ON_ONE_METRIC), ON_ONE_METRIC) == {}
    plugin.delete(made)


def test_a_dashboard_changes_in_place_but_not_its_name(plugin: Plugin) -> None:
    inputs = {"dashboardName": "web", "dashboardBody": json.dumps({"widgets": []})}
    contract(plugin, DASHBOARD, inputs, {"dashboardBody": json.dumps({"widgets": [], "start": "-PT6H"})})
    contract(plugin, DASHBOARD, inputs, {"dashboardName": "other"}, replaces=True)
