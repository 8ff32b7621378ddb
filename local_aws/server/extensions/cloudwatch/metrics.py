"""Metrics that users and load balancers put, and what is asked of them."""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from moto.cloudwatch.models import CloudWatchBackend, MetricDatumBase
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult

from local_aws.server.account import account
from local_aws.server.extensions.cloudwatch import metric_math
from local_aws.server.extensions.cloudwatch.datapoints import (
    Datapoint,
    Metric,
    Metrics,
    Sample,
    Series,
    dimensions,
    together,
)
from local_aws.server.extensions.patching import AwsError, patches
from model.texts.cloudwatch import (
    BAD_EXPRESSION,
    NO_METRIC,
    NO_STATISTIC,
    START_AFTER_END,
    START_IS_END,
    START_NOT_BEFORE_END,
)

Params = dict[str, Any]


def metrics(backend: Any) -> Metrics:
    """Those of the backend's account and region, up to this minute of the cloud's clock."""
    kept: dict[str, Any] = vars(backend)
    if "measured" not in kept:
        kept["measured"] = Metrics()
    measured: Metrics = kept["measured"]
    of = account(backend.account_id, backend.region_name)
    minute = int(of.cloud.clock.now // 60)
    measured.begin(minute, of.at(60 * minute))
    return measured


@patches(CloudWatchBackend)
def put_metric_data(self: CloudWatchBackend, namespace: str, metric_data: list[Params]) -> None:
    """Checked by moto; kept by the minute of the cloud's clock."""
    for number, metric in enumerate(metric_data, 1):
        self._validate_parameters_put_metric_data(metric, number)
    measured = metrics(self)
    now = datetime.now(UTC)
    for one in metric_data:
        at = one.get("Timestamp")
        at = now if at is None else at.replace(tzinfo=at.tzinfo or UTC)
        metric = _metric(namespace, one["MetricName"], one.get("Dimensions"))
        sample = Sample(metric=metric, datapoint=_datapoint(one), unit=one.get("Unit") or "None")
        measured.put(measured.minute_of(at), at.replace(second=0, microsecond=0), [sample])


@patches(CloudWatchBackend)
def get_all_metrics(self: CloudWatchBackend) -> list[MetricDatumBase]:
    """Each metric once, for ListMetrics; and moto's own of other services."""
    named: list[Any] = [
        MetricDatumBase(
            metric.namespace,
            metric.name,
            [{"Name": name, "Value": value} for name, value in metric.dimensions],
            None,
            series.unit,
        )
        for metric, series in metrics(self).series.items()
    ]
    return named + self.aws_metric_data


@patches(CloudWatchResponse)
def get_metric_statistics(self: CloudWatchResponse) -> ActionResult:
    """By real time; a metric is the one with exactly these dimensions."""
    params = self._get_params()
    start, end = _times(params)
    statistics, percentiles = params.get("Statistics") or [], params.get("ExtendedStatistics") or []
    if not statistics and not percentiles:
        raise AwsError.of(NO_STATISTIC)
    if start >= end:
        raise AwsError.of(START_NOT_BEFORE_END)
    metric = _metric(params["Namespace"], params["MetricName"], params.get("Dimensions"))
    series = _series(self.cloudwatch_backend, metric)
    datapoints: list[Params] = []
    for at, one in _by_period(series, start, end, int(params["Period"])):
        shown = {name: one.statistic(name) for name in statistics}
        extended = {name: value for name in percentiles if (value := one.statistic(name)) is not None}
        extra = {"ExtendedStatistics": extended} if percentiles else {}
        datapoints.append({"Timestamp": at, "Unit": series.unit, **shown, **extra})
    return ActionResult({"Label": metric.name, "Datapoints": datapoints})


@patches(CloudWatchResponse)
def get_metric_data(self: CloudWatchResponse) -> ActionResult:
    """Metrics and metric math, by real time."""
    params = self._get_params()
    start, end = _times(params)
    if start >= end:
        raise AwsError.of(START_IS_END if start == end else START_AFTER_END)
    queries = params.get("MetricDataQueries") or []
    for number, query in enumerate(queries, 1):
        if "MetricStat" not in query and "Expression" not in query:
            raise AwsError.of(NO_METRIC, number=number)
    measured = {query["Id"]: _measured(self.cloudwatch_backend, query, start, end) for query in queries}
    moments = sorted({at for values in measured.values() for at in values})
    try:
        values = metric_math.resolve(
            {query["Id"]: query["Expression"] for query in queries if query.get("Expression")},
            {id_: [found.get(at) for at in moments] for id_, found in measured.items()},
            len(moments),
        )
    except metric_math.BadExpression as error:
        raise AwsError.of(BAD_EXPRESSION, problem=error) from error
    results = [_result(query, moments, values[query["Id"]], params) for query in queries if _returned(query)]
    return ActionResult({"MetricDataResults": results, "Messages": []})


def _measured(backend: Any, query: Params, start: datetime, end: datetime) -> dict[datetime, float]:
    """What a query on a metric finds; nothing for an expression."""
    if query.get("Expression"):
        return {}
    stat = query["MetricStat"]
    metric = _metric(stat["Metric"]["Namespace"], stat["Metric"]["MetricName"], stat["Metric"].get("Dimensions"))
    found = _by_period(_series(backend, metric), start, end, int(stat["Period"]))
    values = ((at, one.statistic(stat["Stat"])) for at, one in found)
    return {at: value for at, value in values if value is not None}


def _returned(query: Params) -> bool:
    return query.get("ReturnData") is not False


def _result(query: Params, moments: list[datetime], values: metric_math.Series, params: Params) -> Params:
    rows = [(at, value) for at, value in zip(moments, values, strict=True) if value is not None]
    if (params.get("ScanBy") or "TimestampDescending") == "TimestampDescending":
        rows.reverse()
    stat = query.get("MetricStat")
    label = query.get("Label") or (f"{stat['Metric']['MetricName']} {stat['Stat']}" if stat else query["Id"])
    return {
        "Id": query["Id"],
        "Label": label,
        "Timestamps": [at for at, _ in rows],
        "Values": [value for _, value in rows],
        "StatusCode": "Complete",
    }


def _times(params: Params) -> tuple[datetime, datetime]:
    start, end = (
        params[name].replace(microsecond=0, tzinfo=params[name].tzinfo or UTC) for name in ("StartTime", "EndTime")
    )
    return start, end


def _series(backend: Any, metric: Metric) -> Series:
    return metrics(backend).series.get(metric) or _of_moto(backend, metric)


def _of_moto(backend: CloudWatchBackend, metric: Metric) -> Series:
    """What moto itself measures of other services, such as the size of buckets."""
    series = Series(unit="None")
    for number, one in enumerate(backend.aws_metric_data):
        named = _metric(one.namespace, one.name, [{"Name": d.name, "Value": d.value} for d in one.dimensions])
        if named == metric:
            datapoint = Datapoint.of(float(getattr(one, "value", 0)))
            series.unit = one.unit or "None"
            series.points[number, one.timestamp.replace(tzinfo=UTC)] = datapoint
    return series


def _by_period(series: Series, start: datetime, end: datetime, seconds: int) -> Iterator[tuple[datetime, Datapoint]]:
    """What is in each period that has something, the oldest first."""
    found: dict[int, list[Datapoint]] = {}
    for at, datapoint in series.shown(start, end):
        found.setdefault(math.floor(at.timestamp() / seconds) * seconds, []).append(datapoint)
    for began in sorted(found):
        yield datetime.fromtimestamp(began, UTC), together(found[began])


def _metric(namespace: str, name: str, named: list[Mapping[str, Any]] | None) -> Metric:
    values = {one["Name"]: one["Value"] for one in named or ()}
    return Metric(namespace=namespace, name=name, dimensions=dimensions(values))


def _datapoint(put: Params) -> Datapoint:
    if statistics := put.get("StatisticValues"):
        return Datapoint(
            count=float(statistics["SampleCount"]),
            sum=float(statistics["Sum"]),
            minimum=float(statistics["Minimum"]),
            maximum=float(statistics["Maximum"]),
        )
    values = put.get("Values") or [put.get("Value", 0)]
    counts = put.get("Counts") or [1] * len(values)
    return together(Datapoint.of(float(value), float(count)) for value, count in zip(values, counts, strict=True))
