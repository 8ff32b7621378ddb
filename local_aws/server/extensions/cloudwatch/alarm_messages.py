"""What an alarm sends to its topics: subject and JSON as CloudWatch words them (seen in messages of 2025)."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from botocore.loaders import Loader
from moto.cloudwatch.models import Alarm, Dimension, MetricDataQuery

SUBJECT_LENGTH = 100
"""The longest that SNS takes."""


def subject(alarm: Alarm, region: str) -> str:
    """Of an e-mail."""
    text = f'{alarm.state_value}: "{alarm.name}" in {region_name(region)}'
    return text if len(text) < SUBJECT_LENGTH else f"{text[: SUBJECT_LENGTH - 4]}..."


def message(alarm: Alarm, account_id: str, old_state: str, at: datetime) -> dict[str, Any]:
    """The alarm in its new state."""
    return {
        "AlarmName": alarm.name,
        "AlarmDescription": alarm.description,
        "AWSAccountId": account_id,
        "AlarmConfigurationUpdatedTimestamp": moment(alarm.configuration_updated_timestamp),
        "NewStateValue": alarm.state_value,
        "NewStateReason": alarm.state_reason,
        "StateChangeTime": moment(at),
        "Region": region_name(alarm.region_name),
        "AlarmArn": alarm.alarm_arn,
        "OldStateValue": old_state,
        "OKActions": alarm.ok_actions,
        "AlarmActions": alarm.alarm_actions,
        "InsufficientDataActions": alarm.insufficient_data_actions,
        "Trigger": _trigger(alarm),
    }


def moment(at: datetime) -> str:
    """Such as 2025-08-13T08:08:23.374+0000."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}+0000"


@cache
def region_name(region: str) -> str:
    """Such as US East (N. Virginia)."""
    for partition in Loader().load_data("endpoints")["partitions"]:
        if region in partition["regions"]:
            return partition["regions"][region]["description"]
    return region


def _trigger(alarm: Alarm) -> dict[str, Any]:
    rule: dict[str, Any] = {"EvaluationPeriods": int(alarm.evaluation_periods)}
    if alarm.datapoints_to_alarm:
        rule["DatapointsToAlarm"] = int(alarm.datapoints_to_alarm)
    rule |= {
        "ComparisonOperator": alarm.comparison_operator,
        "Threshold": float(alarm.threshold),
        "TreatMissingData": alarm.treat_missing_data or "missing",
        "EvaluateLowSampleCountPercentile": alarm.evaluate_low_sample_count_percentile or "",
    }
    if alarm.metric_data_queries:
        return rule | {"Metrics": [_query(query) for query in alarm.metric_data_queries]}
    if alarm.extended_statistic:
        statistic = {"StatisticType": "ExtendedStatistic", "ExtendedStatistic": alarm.extended_statistic}
    else:
        statistic = {"StatisticType": "Statistic", "Statistic": alarm.statistic.upper()}
    return {
        "MetricName": alarm.metric_name,
        "Namespace": alarm.namespace,
        **statistic,
        "Unit": alarm.unit,
        "Dimensions": _dimensions(alarm.dimensions),
        "Period": int(alarm.period),
        **rule,
    }


def _query(query: MetricDataQuery) -> dict[str, Any]:
    about: dict[str, Any] = {"Id": query.id}
    if query.label:
        about["Label"] = query.label
    if query.expression:
        about["Expression"] = query.expression
    elif query.metric_stat:
        metric = query.metric_stat.metric
        about["MetricStat"] = {
            "Metric": {
                "Dimensions": _dimensions(metric.dimensions),
                "MetricName": metric.metric_name,
                "Namespace": metric.namespace,
            },
            "Period": int(query.metric_stat.period),
            "Stat": query.metric_stat.stat,
        }
    return about | {"ReturnData": str(query.return_data).lower() != "false"}


def _dimensions(values: Iterable[Dimension]) -> list[dict[str, str | None]]:
    return [{"value": one.value, "name": one.name} for one in values]
