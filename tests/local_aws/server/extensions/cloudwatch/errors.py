"""The share of errors of a target group, by metric math."""

from typing import Any

from tests.conftest import Clients


def sum_of(name: str, id_: str, metric: str) -> dict[str, Any]:
    """Of the load balancer `app/NAME/1` and the target group `targetgroup/NAME/2`, by the minute."""
    of_group = {"LoadBalancer": f"app/{name}/1", "TargetGroup": f"targetgroup/{name}/2"}
    named = [{"Name": key, "Value": value} for key, value in of_group.items()]
    about = {"Namespace": "AWS/ApplicationELB", "MetricName": metric, "Dimensions": named}
    return {"Id": id_, "MetricStat": {"Metric": about, "Period": 60, "Stat": "Sum"}, "ReturnData": False}


def watch_errors(aws: Clients, name: str, periods: int) -> None:
    """An alarm on it, as releases have it."""
    percent = "IF(requests > 0, 100 * FILL(errors, 0) / requests, 0)"
    aws("cloudwatch").put_metric_alarm(
        AlarmName=name,
        Metrics=[
            sum_of(name, "errors", "HTTPCode_Target_5XX_Count"),
            sum_of(name, "requests", "RequestCount"),
            {"Id": "percent", "Expression": percent, "ReturnData": True},
        ],
        EvaluationPeriods=periods,
        Threshold=5,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        TreatMissingData="notBreaching",
    )
