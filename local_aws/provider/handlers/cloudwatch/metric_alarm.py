"""Metric alarm, on one metric or on an expression over several."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

_TOKEN = "aws:cloudwatch/metricAlarm:MetricAlarm"
_NAMES = {
    "name": "AlarmName",
    "evaluateLowSampleCountPercentiles": "EvaluateLowSampleCountPercentile",
    "metricQueries": "Metrics",
}
_NAMING = ("namespace", "metricName", "dimensions")
"""In a query AWS keeps these in an object of their own, beside period and statistic."""


def create(aws: Aws, props: Props) -> str:
    """Puts the alarm; its name is the id."""
    id: str = props["name"]
    aws.client("cloudwatch").put_metric_alarm(**_request(aws, props))
    return id


def _request(aws: Aws, props: Props) -> dict[str, Any]:
    queries = [
        {"returnData": False} | query | {"metricStat": _stat(query.get("metric"))}
        for query in props.get("metricQueries") or ()
    ]
    return request(aws.client("cloudwatch"), "PutMetricAlarm", props | {"metricQueries": queries or None}, _NAMES)


def _stat(metric: Props | None) -> Props | None:
    return metric and metric | {"metric": {key: metric.get(key) for key in _NAMING}}


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The alarm and its tags."""
    cloudwatch = aws.client("cloudwatch")
    for alarm in cloudwatch.describe_alarms(AlarmNames=[id], AlarmTypes=["MetricAlarm"])["MetricAlarms"]:
        inputs = fields(_TOKEN, "tags", "region")
        answer = alarm | {"Metrics": [_flattened(query) for query in alarm.get("Metrics", [])]}
        return {
            **dict.fromkeys(inputs),
            **from_aws(inputs, answer, _NAMES),
            "arn": alarm["AlarmArn"],
            "tagsAll": tag_lists.as_map(cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"]),
        }
    return None


def _flattened(query: dict[str, Any]) -> dict[str, Any]:
    """A query of AWS's answer in the form that `from_aws` reads: metric, period and statistic side by side."""
    stat = query.get("MetricStat")
    return query | {"Metric": stat and stat | stat["Metric"]}


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the whole alarm anew; AWS takes no tags then."""
    cloudwatch = aws.client("cloudwatch")
    if change.keys - {"tags", "tagsAll"}:
        cloudwatch.put_metric_alarm(**_request(aws, change.new | {"tagsAll": None}))
    tag_lists.retag(cloudwatch.tag_resource, cloudwatch.untag_resource, change, ResourceARN=change.old["arn"])


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the alarm."""
    with gone_is_fine("ResourceNotFound"):
        aws.client("cloudwatch").delete_alarms(AlarmNames=[id])


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
