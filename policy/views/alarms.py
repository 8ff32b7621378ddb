"""The alarms that stop a release, and what they watch."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policy.reading import ALARM, SERVICE, TARGET_GROUP, UNKNOWN, Resource, flag, items, read
from policy.stack import Linked, Stack

BALANCERS = ("AWS/ApplicationELB", "AWS/NetworkELB")
"""The namespaces whose metrics can be of one target group."""


@dataclass(frozen=True)
class Metric:
    """One metric of an alarm."""

    path: str
    """Where its dimensions are."""
    namespace: Any
    dimensions: Any


def rollback_alarms(stack: Stack, owner: Resource) -> list[tuple[str, Linked]]:
    """The alarms that a deployment group, or a service that ECS releases, names, each with its path.

    None while they are turned off.
    """
    prop, switch, names = ("alarmConfiguration", "enabled", "alarms")
    if owner.type == SERVICE:
        prop, switch, names = ("alarms", "enable", "alarmNames")
    block = owner.declared(prop)
    if flag(read(block, switch, default=False)) is False:
        return []
    return [
        (f"{prop}.{names}[{index}]", stack.linked(owner, prop, name, ALARM, by="name"))
        for index, name in items(read(block, names))
    ]


def metrics(alarm: Resource) -> Iterator[Metric]:
    """The metrics of an alarm: the one it is on, or those of its queries."""
    if alarm.get("metricName") is not None:
        yield Metric("dimensions", alarm.get("namespace"), alarm.get("dimensions", default={}))
    for index, query in items(alarm.get("metricQueries")):
        metric = read(query, "metric")
        if metric is not None:
            path = f"metricQueries[{index}].metric.dimensions"
            yield Metric(path, read(metric, "namespace"), read(metric, "dimensions", default={}))


def watched(stack: Stack, alarm: Resource) -> Iterator[Linked]:
    """The target groups that an alarm is on, one by one; nothing for an alarm that is on none in particular."""
    for metric in metrics(alarm):
        suffix = read(metric.dimensions, "TargetGroup")
        if suffix is not None and metric.namespace in (*BALANCERS, UNKNOWN):
            prop = metric.path.partition("[")[0]
            yield stack.linked(alarm, prop, suffix, TARGET_GROUP, by="arnSuffix")
