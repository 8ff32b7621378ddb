"""alarm-scope: what it warns of, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, before_create
from tests.policy.rules.rule_case import Case, Pass

WIDE = {"LoadBalancer": "app/shop/1"}
GROUP = {"TargetGroup": "targetgroup/blue/1", **WIDE}


def blue(*path: str, to: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "blue-errors", *path, to=to)


def query(id: str, metric: str, dimensions: Any) -> dict[str, Any]:
    """One metric of a calculation."""
    namespace = UNKNOWN if metric == UNKNOWN else "AWS/ApplicationELB"
    counted = {"namespace": namespace, "metricName": metric, "dimensions": dimensions}
    return {"id": id, "metric": {**counted, "period": 60, "stat": "Sum"}}


def calculated(errors: Any, requests: Any, metric: str = "RequestCount") -> Program:
    """An alarm on the share of errors."""
    asked = [
        query("errors", "HTTPCode_ELB_5XX_Count", errors),
        query("requests", metric, requests),
        {"id": "share", "expression": "100 * errors / requests", "returnData": True},
    ]
    plain = blue("metricName", to=None, program=blue("dimensions", to=None))
    return blue("metricQueries", to=asked, program=plain)


def on_custom_metric(*path: str, to: Any) -> Program:
    """On a custom metric, with one change."""
    program = BLUE_GREEN
    for name, value in (("namespace", "Shop"), ("metricName", "FailedOrders"), ("dimensions", {"Shop": "web"})):
        program = blue(name, to=value, program=program)
    return blue(*path, to=to, program=program)


UNUSED = Declared(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "pager",
    {
        "name": "pager",
        "namespace": "AWS/ApplicationELB",
        "metricName": "HTTPCode_ELB_5XX_Count",
        "dimensions": WIDE,
        "evaluationPeriods": 1,
    },
)
ALL_WIDE = blue("metricName", to="HTTPCode_ELB_5XX_Count", program=blue("dimensions", to=WIDE))

STOPS: dict[str, Case] = {
    "errors of the whole load balancer": Case(ALL_WIDE, on="blue-errors", says="no TargetGroup"),
    "errors of the whole load balancer, in a first preview": Case(before_create(ALL_WIDE), on="blue-errors"),
    "response times of the whole load balancer": Case(
        blue("metricName", to="TargetResponseTime", program=ALL_WIDE), on="blue-errors", says="TargetGroup"
    ),
    "errors in one zone of it": Case(
        blue("dimensions", to={**WIDE, "AvailabilityZone": "eu-west-1a"}), on="blue-errors", says="TargetGroup"
    ),
    "no dimensions at all": Case(blue("dimensions", to=None), on="blue-errors"),
    "a share of the whole load balancer": Case(calculated(WIDE, WIDE), on="blue-errors", says="metricQueries[0]"),
    "one period": Case(blue("evaluationPeriods", to=1), on="blue-errors", says="evaluationPeriods to 2"),
    "one period, in a first preview": Case(blue("evaluationPeriods", to=1, program=FIRST_PREVIEW), on="blue-errors"),
    "one of three periods": Case(
        blue("datapointsToAlarm", to=1, program=blue("evaluationPeriods", to=3)),
        on="blue-errors",
        says="datapointsToAlarm to 2",
    ),
    "both mistakes": Case(blue("evaluationPeriods", to=1, program=ALL_WIDE), on="blue-errors", count=2),
    "an alarm of a service that ECS releases": Case(blue("evaluationPeriods", to=1, program=NATIVE), on="blue-errors"),
    "one period, as text": Case(blue("evaluationPeriods", to="1"), on="blue-errors", says="evaluationPeriods to 2"),
    "one period of one": Case(
        blue("datapointsToAlarm", to="1", program=blue("evaluationPeriods", to=1)),
        on="blue-errors",
        says="evaluationPeriods to 2",
    ),
    "one period, beside an alarm of another program": Case(
        change(without(BLUE_GREEN, "blue-errors"), "green-errors", "evaluationPeriods", to=1), on="green-errors"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "alarms on target groups": BLUE_GREEN,
    "alarms on target groups, in a first preview": FIRST_PREVIEW,
    "two of three periods": blue("datapointsToAlarm", to=2, program=blue("evaluationPeriods", to=3)),
    "a group's share of all requests": calculated(GROUP, WIDE),
    "a group's share of what is not known yet": calculated(GROUP, UNKNOWN),
    "a custom metric, over one period": on_custom_metric("evaluationPeriods", to=1),
    "an alarm that only calls somebody": (*BLUE_GREEN, UNUSED),
    "alarms that do not stop releases": change(ALL_WIDE, "release", "alarmConfiguration", "enabled", to=False),
    "a group whose suffix is not known yet": blue("dimensions", "TargetGroup", to=UNKNOWN),
    "a group's share of a metric that is not known yet": calculated(GROUP, WIDE, metric=UNKNOWN),
    "periods that are not set, as of an alarm of another kind": blue("evaluationPeriods", to=None),
}

UNDECIDED: dict[str, Case] = {
    "alarms of another program": Case(without(BLUE_GREEN, "blue-errors"), on="release"),
    "unknown dimensions": Case(blue("dimensions", to=UNKNOWN), on="blue-errors"),
    "an unknown namespace": Case(blue("namespace", to=UNKNOWN), on="blue-errors"),
    "an unknown number of periods": Case(blue("evaluationPeriods", to=UNKNOWN), on="blue-errors"),
    "a share of which one half is unknown": Case(calculated(UNKNOWN, WIDE), on="blue-errors"),
    "an alarm that nothing leads to": Case(
        unlinked(change(BLUE_GREEN, "release", "alarmConfiguration", "alarms", to=[UNKNOWN]), "release"), on="release"
    ),
}
