"""scaling-follows-traffic: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING
from tests.policy.rules.rule_case import Case, Pass

METRIC = ("targetTrackingScalingPolicyConfiguration", "predefinedMetricSpecification", "predefinedMetricType")


def scaled(program: Program, metric: Any = "ALBRequestCountPerTarget", resource: str = "service/shop/web") -> Program:
    target = {"serviceNamespace": "ecs", "resourceId": resource, "minCapacity": 2, "maxCapacity": 8}
    said = {"predefinedMetricSpecification": {"predefinedMetricType": metric}, "targetValue": 500}
    policy = {"resourceId": resource, "targetTrackingScalingPolicyConfiguration": said}
    return (
        *program,
        Declared("aws:appautoscaling/target:Target", "scaling", target, {"resourceId": ["service"]}),
        Declared("aws:appautoscaling/policy:Policy", "requests", policy, {"resourceId": ["scaling"]}),
    )


def custom(program: Program, *groups: Any, expression: str = "FILL(m0, 0) + FILL(m1, 0)") -> Program:
    """On the sum of a metric of these target groups."""
    metrics: list[dict[str, Any]] = [
        {
            "id": f"m{number}",
            "metricStat": {
                "metric": {
                    "namespace": "AWS/ApplicationELB",
                    "metricName": "RequestCountPerTarget",
                    "dimensions": [{"name": "LoadBalancer", "value": "app/a/1"}, {"name": "TargetGroup", "value": one}],
                },
                "stat": "Sum",
            },
        }
        for number, one in enumerate(groups)
    ]
    said = {"metrics": [*metrics, {"id": "sum", "expression": expression}]}
    return change(scaled(program), "requests", METRIC[0], to={"customizedMetricSpecification": said})


ALONE = {
    "metricName": "RequestCountPerTarget",
    "namespace": "AWS/ApplicationELB",
    "statistic": "Sum",
    "dimensions": [{"name": "TargetGroup", "value": "targetgroup/blue/1"}],
}

STOPS: dict[str, Case] = {
    "requests per target, under CodeDeploy": Case(scaled(BLUE_GREEN), on="requests", says="of one target group"),
    "requests per target, with ECS's own strategy": Case(scaled(NATIVE), on="requests", says="service service"),
    "requests per target, in a first preview": Case(scaled(FIRST_PREVIEW, resource=UNKNOWN), on="requests"),
    "a custom metric of one group": Case(
        change(scaled(BLUE_GREEN), "requests", METRIC[0], to={"customizedMetricSpecification": ALONE}),
        on="requests",
        says="this metric is of one target group",
    ),
    "metric math over one group": Case(custom(NATIVE, "targetgroup/blue/1", "targetgroup/blue/1"), on="requests"),
    "metric math over one group, in a first preview": Case(custom(BLUE_GREEN, UNKNOWN), on="requests"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "CPU": scaled(BLUE_GREEN, "ECSServiceAverageCPUUtilization"),
    "a metric of its own": change(scaled(BLUE_GREEN), "requests", METRIC[0], to={"targetValue": 5}),
    "the sum over both groups": custom(BLUE_GREEN, "targetgroup/blue/1", "targetgroup/green/2"),
    "the sum over both groups, in a first preview": custom(BLUE_GREEN, UNKNOWN, UNKNOWN),
    "a custom metric of no group": change(
        scaled(BLUE_GREEN),
        "requests",
        METRIC[0],
        to={"customizedMetricSpecification": {"metricName": "depth", "namespace": "shop", "statistic": "Average"}},
    ),
    "a service that ECS rolls": scaled(ROLLING, resource="service/default/api"),
    "a service that ECS rolls, with an unknown metric": scaled(ROLLING, UNKNOWN, "service/default/api"),
    "a service of another program": without(scaled(BLUE_GREEN), "service"),
    "a scalable target of another program": without(scaled(BLUE_GREEN), "scaling"),
}

UNDECIDED: dict[str, Case] = {
    "an unknown metric": Case(change(scaled(BLUE_GREEN), "requests", *METRIC, to=UNKNOWN), on="requests"),
    "an unknown controller": Case(
        unknown(scaled(BLUE_GREEN), "service", "deploymentController", "type", of="images"), on="requests"
    ),
}
