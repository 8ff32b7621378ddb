"""What scales a service, as the provider makes, changes, reads and removes it."""

from typing import Any

import pytest

from tests.local_aws.provider.plugin import Plugin, contract

TARGET = "aws:appautoscaling/target:Target"
POLICY = "aws:appautoscaling/policy:Policy"
ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction"
CLUSTER = "scaled-by-provider"
WHICH = {
    "serviceNamespace": "ecs",
    "scalableDimension": "ecs:service:DesiredCount",
    "resourceId": f"service/{CLUSTER}/web",
}
PLACE = "/".join((WHICH["serviceNamespace"], WHICH["resourceId"], WHICH["scalableDimension"]))


@pytest.fixture(scope="module", autouse=True)
def services(aws: Any) -> None:
    """Two of one task each."""
    ec2, ecs = aws("ec2"), aws("ecs")
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    ecs.create_cluster(clusterName=CLUSTER)
    ecs.register_task_definition(
        family=CLUSTER,
        cpu="256",
        memory="512",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        containerDefinitions=[{"name": "web", "image": "web:1"}],
    )
    for name in ("web", "api"):
        ecs.create_service(
            cluster=CLUSTER,
            serviceName=name,
            taskDefinition=CLUSTER,
            desiredCount=1,
            launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": {"subnets": [subnet]}},
        )


BOUNDS = WHICH | {"minCapacity": 1, "maxCapacity": 4, "tags": {"team": "shop"}}


@pytest.mark.parametrize(
    "change",
    [
        {"minCapacity": 2},
        {"maxCapacity": 5},
        {"suspendedState": {"dynamicScalingInSuspended": True}},
        {"tags": {"team": "web", "a": "b"}},
        {"tags": None},
    ],
    ids=str,
)
def test_a_target_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    contract(plugin, TARGET, BOUNDS, change, import_id=PLACE)


def test_the_target_of_another_service_is_another_one(plugin: Plugin) -> None:
    made = plugin.create(TARGET, BOUNDS)
    assert plugin.diff(made, BOUNDS | {"resourceId": f"service/{CLUSTER}/api"}) == {"resourceId": "update-replace"}
    plugin.delete(made)


def test_what_a_schedule_changed_is_seen_by_a_refresh(plugin: Plugin, aws: Any) -> None:
    made = plugin.create(TARGET, BOUNDS)
    aws("application-autoscaling").register_scalable_target(
        ServiceNamespace="ecs",
        ScalableDimension=WHICH["scalableDimension"],
        ResourceId=WHICH["resourceId"],
        MinCapacity=3,
    )
    seen = plugin.refresh(made)
    assert seen
    assert plugin.diff(seen, BOUNDS) == {"minCapacity": "update"}
    plugin.delete(made)


@pytest.fixture
def target(plugin: Plugin) -> Any:
    made = plugin.create(TARGET, BOUNDS)
    yield made
    plugin.delete(made)


def tracking(target: float, **more: Any) -> dict[str, Any]:
    cpu = {"predefinedMetricType": "ECSServiceAverageCPUUtilization"}
    said = {"targetValue": target, "predefinedMetricSpecification": cpu} | more
    return {"policyType": "TargetTrackingScaling", "targetTrackingScalingPolicyConfiguration": said}


def requests(target: float, total: str = "FILL(blue, 0) + FILL(green, 0)") -> dict[str, Any]:
    metrics = [
        {
            "id": colour,
            "metricStat": {
                "metric": {
                    "namespace": "AWS/ApplicationELB",
                    "metricName": "RequestCountPerTarget",
                    "dimensions": [
                        {"name": "LoadBalancer", "value": "app/web/1"},
                        {"name": "TargetGroup", "value": f"targetgroup/{colour}/2"},
                    ],
                },
                "stat": "Sum",
            },
            "returnData": False,
        }
        for colour in ("blue", "green")
    ]
    summed = {"id": "requests", "expression": total, "label": "Requests a task"}
    said = {"targetValue": target, "customizedMetricSpecification": {"metrics": [summed, *metrics]}}
    return {"policyType": "TargetTrackingScaling", "targetTrackingScalingPolicyConfiguration": said}


STEPS = {
    "stepScalingPolicyConfiguration": {
        "adjustmentType": "ChangeInCapacity",
        "cooldown": 60,
        "metricAggregationType": "Maximum",
        "stepAdjustments": [{"metricIntervalLowerBound": "0", "scalingAdjustment": 1}],
    }
}


@pytest.mark.parametrize(
    ("inputs", "change"),
    [
        (tracking(60), tracking(70)),
        (tracking(60), tracking(60, scaleInCooldown=300, disableScaleIn=True)),
        (requests(900), requests(1000)),
        (requests(900), requests(900, "blue + green")),
        (STEPS, tracking(60) | {"stepScalingPolicyConfiguration": None}),
    ],
)
@pytest.mark.usefixtures("target")
def test_a_policy_changes_in_place(plugin: Plugin, inputs: dict[str, Any], change: dict[str, Any]) -> None:
    contract(plugin, POLICY, WHICH | inputs | {"name": "load"}, change, import_id=f"{PLACE}/load")


@pytest.mark.usefixtures("target")
def test_a_policy_of_another_name_is_another_one_and_its_alarms_go_with_it(plugin: Plugin, aws: Any) -> None:
    made = plugin.create(POLICY, WHICH | requests(900), "load")
    assert made.id.startswith("load-")
    assert plugin.diff(made, WHICH | requests(900) | {"name": "other"}) == {"name": "update-replace"}
    named = {arn.rpartition(":alarm:")[2] for arn in made.state["alarmArns"]}
    alarms = aws("cloudwatch").describe_alarms(AlarmNames=sorted(named))["MetricAlarms"]
    assert {one["AlarmName"] for one in alarms} == named
    assert {one["Threshold"] for one in alarms} == {900, 810}
    assert {query.get("Expression") for one in alarms for query in one["Metrics"]} == {
        "FILL(blue, 0) + FILL(green, 0)",
        None,
    }
    plugin.delete(made)
    assert aws("cloudwatch").describe_alarms(AlarmNames=sorted(named))["MetricAlarms"] == []


NIGHT = WHICH | {
    "name": "night",
    "schedule": "cron(0 20 * * ? *)",
    "scalableTargetAction": {"minCapacity": 0, "maxCapacity": 0},
}


@pytest.mark.parametrize(
    "change",
    [
        {"schedule": "rate(12 hours)"},
        {"timezone": "Europe/Berlin"},
        {"scalableTargetAction": {"minCapacity": 1}},
        {"endTime": "2030-01-31T20:00:00Z"},
    ],
    ids=str,
)
@pytest.mark.usefixtures("target")
def test_a_scheduled_action_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    if "endTime" in change:
        made = plugin.create(ACTION, NIGHT)
        made = plugin.update(made, NIGHT | change)
        assert plugin.diff(made, NIGHT | change) == {}
        plugin.delete(made)
    else:
        contract(plugin, ACTION, NIGHT, change, import_id=f"{PLACE}/night")
