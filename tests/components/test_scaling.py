"""What scales a service."""

from itertools import pairwise
from typing import Any

import pytest

from components.scaling import Bounds, Scaler, ScalerArgs, Scaling, Scheduled
from verdict.recording import Recording, record

TARGET = "aws:appautoscaling/target:Target"
POLICY = "aws:appautoscaling/policy:Policy"
ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction"
TRACKING = "targetTrackingScalingPolicyConfiguration"

DAY = Scheduled(when="cron(0 7 ? * MON-FRI *)", timezone="Europe/Berlin", bounds=Bounds(2, 6))
NIGHT = Scheduled(when="cron(0 20 * * ? *)", timezone="UTC", bounds=Bounds(0, 0))


def scaler(**scaling: Any) -> Recording:
    args = ScalerArgs(
        scaling=Scaling(bounds=Bounds(2, 6), **scaling),
        cluster_name="shop",
        service_name="web",
        load_balancer_arn_suffix="app/web/1",
        target_group_arn_suffixes={"blue": "targetgroup/blue/2", "green": "targetgroup/green/3"},
        tags={"Stack": "test"},
    )
    return record(lambda: Scaler("web", args))


def test_the_target_is_the_service_between_its_bounds() -> None:
    inputs = scaler(cpu_percent=60).one(TARGET).inputs
    assert inputs["resourceId"] == "service/shop/web"
    assert (inputs["serviceNamespace"], inputs["scalableDimension"]) == ("ecs", "ecs:service:DesiredCount")
    assert (inputs["minCapacity"], inputs["maxCapacity"]) == (2, 6)
    assert inputs["tags"] == {"Stack": "test"}


@pytest.mark.parametrize(
    ("key", "metric"),
    [("cpu_percent", "ECSServiceAverageCPUUtilization"), ("memory_percent", "ECSServiceAverageMemoryUtilization")],
)
def test_averages_are_those_of_the_service_whichever_group_is_live(key: str, metric: str) -> None:
    tracking = scaler(**{key: 70}).one(POLICY).inputs[TRACKING]
    assert tracking["predefinedMetricSpecification"] == {"predefinedMetricType": metric}
    assert tracking["targetValue"] == 70


def test_requests_are_those_of_both_groups_though_one_of_them_has_no_data() -> None:
    tracking = scaler(requests_per_task=900).one(POLICY).inputs[TRACKING]
    assert tracking["targetValue"] == 900
    blue, green, summed = tracking["customizedMetricSpecification"]["metrics"]
    for query, group in ((blue, "targetgroup/blue/2"), (green, "targetgroup/green/3")):
        metric = query["metricStat"]["metric"]
        assert (metric["namespace"], metric["metricName"]) == ("AWS/ApplicationELB", "RequestCountPerTarget")
        assert {one["name"]: one["value"] for one in metric["dimensions"]} == {
            "LoadBalancer": "app/web/1",
            "TargetGroup": group,
        }
        assert query["metricStat"]["stat"] == "Sum"
        assert query["returnData"] is False
    assert summed["expression"] == "FILL(blue, 0) + FILL(green, 0)"
    assert summed["returnData"] is True


def test_the_schedules_bounds_are_not_set_back_by_an_update() -> None:
    recording = scaler(schedule=(DAY, NIGHT))
    assert set(recording.one(TARGET).ignore_changes) == {"minCapacity", "maxCapacity"}
    assert [one.inputs["scalableTargetAction"] for one in recording.all(ACTION)] == [
        {"minCapacity": 2, "maxCapacity": 6},
        {"minCapacity": 0, "maxCapacity": 0},
    ]
    day = recording.all(ACTION)[0].inputs
    assert (day["schedule"], day["timezone"]) == ("cron(0 7 ? * MON-FRI *)", "Europe/Berlin")


def test_without_a_schedule_the_bounds_are_the_programs() -> None:
    assert not scaler(cpu_percent=60).one(TARGET).ignore_changes


def test_one_thing_of_a_target_is_made_after_the_other() -> None:
    recording = scaler(cpu_percent=60, requests_per_task=900, schedule=(DAY, NIGHT))
    made = [*recording.all(POLICY), *recording.all(ACTION)]
    assert [one.key.rpartition("::")[2] for one in made] == ["web-cpu", "web-requests", "web-0", "web-1"]
    for before, after in pairwise(made):
        assert before.key in after.depends_on


@pytest.mark.parametrize("bounds", [Bounds(3, 2), Bounds(-1, 2)])
def test_bounds_that_hold_nothing_are_refused(bounds: Bounds) -> None:
    with pytest.raises(ValueError, match="0 <= min <= max"):
        Scaling(bounds=bounds, cpu_percent=60)
