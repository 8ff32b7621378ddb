"""alarms-watch-both-groups: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, before_create, target_group
from tests.policy.rules.rule_case import Case, Pass

NAMES = ("alarmConfiguration", "alarms")
PAIR = ("loadBalancerInfo", "targetGroupPairInfo", "targetGroups")


def alarms(*names: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", *NAMES, to=list(names))


def made_of(program: Program, alarm: str, prop: str, *groups: str) -> Program:
    return tuple(replace(one, edges={prop: groups}) if one.name == alarm else one for one in program)


def queries(alarm: str, *groups: str) -> Program:
    """One alarm made of a metric of each group, as a sum."""
    metrics = [
        {
            "id": group,
            "metric": {
                "namespace": "AWS/ApplicationELB",
                "metricName": "HTTPCode_Target_5XX_Count",
                "dimensions": {"TargetGroup": f"targetgroup/{group}/1", "LoadBalancer": "app/shop/1"},
                "period": 60,
                "stat": "Sum",
            },
        }
        for group in groups
    ]
    sum_of = {"id": "sum", "expression": "+".join(groups), "returnData": True}
    props = {"name": f"shop-{alarm}", "evaluationPeriods": 2, "metricQueries": [*metrics, sum_of]}
    changed = tuple(replace(one, props=props) if one.name == alarm else one for one in BLUE_GREEN)
    return made_of(changed, alarm, "metricQueries", *groups)


BLUE_TWICE = made_of(
    change(BLUE_GREEN, "green-errors", "dimensions", "TargetGroup", to="targetgroup/blue/1"),
    "green-errors",
    "dimensions",
    "blue",
)
ONE_SUM = alarms("shop-blue-errors", program=queries("blue-errors", "blue", "green"))
ORDERS = Declared(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "orders",
    {"name": "orders", "namespace": "Shop", "metricName": "FailedOrders", "evaluationPeriods": 2, "threshold": 5},
)
WHOLE = Declared(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "whole",
    {
        "name": "whole",
        "namespace": "AWS/ApplicationELB",
        "metricName": "HTTPCode_ELB_5XX_Count",
        "dimensions": {"LoadBalancer": "app/shop/1"},
        "evaluationPeriods": 2,
    },
    {"dimensions": ["balancer"]},
)
THIRD = (target_group("third"), replace(find(BLUE_TWICE, "green-errors"), name="third-errors"))
THIRD = (
    THIRD[0],
    replace(
        THIRD[1],
        props={**THIRD[1].props, "name": "third", "dimensions": {"TargetGroup": "targetgroup/third/1"}},
        edges={"dimensions": ["third"]},
    ),
)

QUIET = Declared(find(BLUE_GREEN, "release").type, "quiet", {"ecsService": {"clusterName": "shop", "serviceName": "x"}})

STOPS: dict[str, Case] = {
    "an alarm on blue alone": Case(
        alarms("shop-blue-errors"),
        on="release",
        says="alarmConfiguration.alarms: no alarm here watches target group green, but blue",
    ),
    "an alarm on green alone": Case(alarms("shop-green-errors"), on="release", says="target group blue"),
    "two alarms on blue": Case(BLUE_TWICE, on="release", says="target group green"),
    "two alarms on blue, in a first preview": Case(before_create(BLUE_TWICE), on="release", says="target group green"),
    "an alarm on blue alone, in a first preview": Case(
        alarms("shop-blue-errors", program=FIRST_PREVIEW), on="release", says="target group green"
    ),
    "an alarm on blue, and one on all of the load balancer": Case(
        alarms("shop-blue-errors", "whole", program=(*BLUE_GREEN, WHOLE)), on="release", says="target group green"
    ),
    "an alarm on blue, and one on a custom metric": Case(
        alarms("shop-blue-errors", "orders", program=(*BLUE_GREEN, ORDERS)), on="release", says="target group green"
    ),
    "an alarm on a third group": Case(
        alarms("third", program=(*BLUE_GREEN, *THIRD)),
        on="release",
        says="but another target group is watched",
        count=2,
    ),
    "a query on blue alone": Case(alarms("shop-blue-errors", program=queries("blue-errors", "blue")), on="release"),
    "a service that ECS releases, with an alarm on blue alone": Case(
        change(NATIVE, "service", "alarms", "alarmNames", to=["shop-blue-errors"]), on="service", says="green"
    ),
    "the same, in a first preview": Case(
        change(NATIVE_PREVIEW, "service", "alarms", "alarmNames", to=["shop-blue-errors"]), on="service", says="green"
    ),
    "an alarm on blue alone, beside a group without alarms": Case((QUIET, *alarms("shop-blue-errors")), on="release"),
    "an alarm on blue alone, turned on by a text": Case(
        change(alarms("shop-blue-errors"), "release", "alarmConfiguration", "enabled", to="true"), on="release"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "an alarm on each": BLUE_GREEN,
    "an alarm on each, in a first preview": FIRST_PREVIEW,
    "an alarm on each, of a service that ECS releases": NATIVE,
    "an alarm on the sum of both": ONE_SUM,
    "an alarm on the sum of both, in a first preview": before_create(ONE_SUM),
    "an alarm on a custom metric": alarms("orders", program=(*BLUE_GREEN, ORDERS)),
    "an alarm on all of the load balancer": alarms("whole", program=(*BLUE_GREEN, WHOLE)),
    "one of another program beside them": alarms("shop-blue-errors", "shop-green-errors", "shared"),
    "no alarms": change(BLUE_GREEN, "release", "alarmConfiguration", to=None),
    "alarms that are turned off": change(
        alarms("shop-blue-errors"), "release", "alarmConfiguration", "enabled", to=False
    ),
    "alarms without names yet": alarms(UNKNOWN, UNKNOWN, program=FIRST_PREVIEW),
    "after a release, with the groups in the other order": change(
        BLUE_GREEN,
        "release",
        *PAIR,
        to=[{"name": "shop-green"}, {"name": "shop-blue"}],
    ),
    "a service's alarms that are turned off": change(NATIVE, "service", "alarms", "enable", to=False),
    "alarms that a text turns off": change(
        alarms("shop-blue-errors"), "release", "alarmConfiguration", "enabled", to="false"
    ),
    "an alarm on each, and one whose target group nothing leads to": alarms(
        "shop-blue-errors",
        "shop-green-errors",
        "third",
        program=(
            *BLUE_GREEN,
            *unlinked(change(THIRD, "third-errors", "dimensions", "TargetGroup", to=UNKNOWN), "third-errors"),
        ),
    ),
}

UNDECIDED: dict[str, Case] = {
    "the alarms of another program": Case(without(BLUE_GREEN, "blue-errors", "green-errors"), on="release"),
    "one of another program that may watch green": Case(
        alarms("shop-blue-errors", "shared"), on="release", says="green"
    ),
    "names that nothing leads to": Case(unlinked(alarms(UNKNOWN), "release"), on="release"),
    "an alarm whose target group nothing leads to": Case(
        unlinked(change(BLUE_GREEN, "green-errors", "dimensions", "TargetGroup", to=UNKNOWN), "green-errors"),
        on="release",
    ),
    "an alarm whose dimensions are unknown": Case(
        unlinked(change(BLUE_GREEN, "green-errors", "dimensions", to=UNKNOWN), "green-errors"), on="release"
    ),
    "a pair of unknown names, of three groups": Case(
        tuple(
            replace(one, edges={**one.edges, "loadBalancerInfo": ["blue", "green", "third"]})
            if one.name == "release"
            else one
            for one in change(
                alarms("shop-blue-errors", program=(*BLUE_GREEN, *THIRD)), "release", *PAIR, to=[{"name": UNKNOWN}] * 2
            )
        ),
        on="release",
        says="which two",
    ),
    "a green target group of another program": Case(without(BLUE_GREEN, "green"), on="release"),
    "a pair that nothing leads to": Case(
        unlinked(change(BLUE_GREEN, "release", *PAIR, to=[{"name": UNKNOWN}] * 2), "release"), on="release"
    ),
}
