"""Scaling policies: kept as they were sent, with the alarms of target tracking.

The alarms are those that AWS makes: above the target for three minutes, and 10 % below it for fifteen
(https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html; the numbers
as moto and people have seen them).
"""

from typing import Any

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend, FakeApplicationAutoscalingPolicy
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.cloudwatch.models import Dimension, Metric, MetricDataQuery, MetricStat, cloudwatch_backends
from moto.moto_api._internal import mock_random

from local_aws.server.extensions.application_autoscaling.targets import target_of
from local_aws.server.extensions.patching import patches

MINUTE_SECONDS = 60
HIGH_MINUTES, LOW_MINUTES = 3, 15
LOW_SHARE = 0.9
"""Of the target: from there on there are too many tasks."""
OF_ECS = {
    "ECSServiceAverageCPUUtilization": "CPUUtilization",
    "ECSServiceAverageMemoryUtilization": "MemoryUtilization",
}

_put = ApplicationAutoscalingBackend.put_scaling_policy
_describe = ApplicationAutoscalingBackend.describe_scaling_policies
_describe_scaling_policies = ApplicationAutoScalingResponse.describe_scaling_policies


@patches(ApplicationAutoscalingBackend)
def put_scaling_policy(
    self: ApplicationAutoscalingBackend,
    policy_name: str,
    service_namespace: str,
    resource_id: str,
    scalable_dimension: str,
    policy_body: dict[str, Any],
    policy_type: str | None,
) -> FakeApplicationAutoscalingPolicy:
    """Of a target that is there. One that is put again keeps its ARN, and gets other alarms."""
    target_of(self, service_namespace, resource_id, scalable_dimension)
    key = FakeApplicationAutoscalingPolicy.formulate_key(
        service_namespace, resource_id, scalable_dimension, policy_name
    )
    before = self.policies.get(key)
    policy = _put(
        self, policy_name, service_namespace, resource_id, scalable_dimension, policy_body, policy_type or "StepScaling"
    )
    if before:
        before.delete_alarms(self.account_id, self.region_name)
        policy.policy_arn, policy.creation_time = before.policy_arn, before.creation_time
    return policy


@patches(ApplicationAutoScalingResponse)
def describe_scaling_policies(self: ApplicationAutoScalingResponse) -> str:
    """moto's, of these names only."""
    names, backend = self._get_param("PolicyNames"), self.applicationautoscaling_backend
    if not names:
        return _describe_scaling_policies(self)
    kept, backend.policies = (
        backend.policies,
        {k: one for k, one in backend.policies.items() if one.policy_name in names},
    )
    try:
        return _describe_scaling_policies(self)
    finally:
        backend.policies = kept


@patches(FakeApplicationAutoscalingPolicy)
def _generate_ecs_alarms(self: FakeApplicationAutoscalingPolicy) -> list[Any]:
    """The high one and the low one, on the policy's own metric."""
    said: dict[str, Any] = self.target_tracking_scaling_policy_configuration or {}
    target = float(said["TargetValue"])
    sides = [("High", "GreaterThanThreshold", target, HIGH_MINUTES)]
    if not said.get("DisableScaleIn"):
        sides.append(("Low", "LessThanThreshold", LOW_SHARE * target, LOW_MINUTES))
    backend = cloudwatch_backends[self.account_id][self.region_name]
    return [
        backend.put_metric_alarm(
            name=f"TargetTracking-{self.resource_id}-Alarm{side}-{mock_random.uuid4()}",
            comparison_operator=comparison,
            evaluation_periods=minutes,
            threshold=threshold,
            description=f"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {self.policy_arn}.",
            alarm_actions=[self.policy_arn],
            **metric(said, self.resource_id),
        )
        for side, comparison, threshold, minutes in sides
    ]


def metric(said: dict[str, Any], resource: str) -> dict[str, Any]:
    """What a policy tracks, as an alarm of moto's takes it."""
    _, cluster, name = resource.split("/")
    plain: dict[str, Any] = {"metric_data_queries": [], "period": MINUTE_SECONDS}
    if found := said.get("PredefinedMetricSpecification"):
        if ours := OF_ECS.get(found["PredefinedMetricType"]):
            where = [{"Name": "ClusterName", "Value": cluster}, {"Name": "ServiceName", "Value": name}]
            return plain | {"namespace": "AWS/ECS", "metric_name": ours, "statistic": "Average", "dimensions": where}
        balancer, _, group = found.get("ResourceLabel", "").partition("/targetgroup/")
        where = [{"Name": "LoadBalancer", "Value": balancer}, {"Name": "TargetGroup", "Value": f"targetgroup/{group}"}]
        about = {"namespace": "AWS/ApplicationELB", "metric_name": "RequestCountPerTarget", "statistic": "Sum"}
        return plain | about | {"dimensions": where}
    own = said["CustomizedMetricSpecification"]
    if queries := own.get("Metrics"):
        several = [_query(one) for one in queries]
        none = {"namespace": None, "metric_name": None, "statistic": None, "dimensions": [], "period": None}
        return none | {"metric_data_queries": several}
    return plain | {
        "namespace": own["Namespace"],
        "metric_name": own["MetricName"],
        "statistic": own["Statistic"],
        "unit": own.get("Unit"),
        "dimensions": own.get("Dimensions", []),
    }


def _query(said: dict[str, Any]) -> MetricDataQuery:
    stat: dict[str, Any] = said.get("MetricStat") or {}
    about: dict[str, Any] = stat.get("Metric", {})
    where = [Dimension(one["Name"], one["Value"]) for one in about.get("Dimensions", [])]
    metric = Metric(about.get("MetricName", ""), about.get("Namespace", ""), where)
    return MetricDataQuery(
        said["Id"],
        said.get("Label", ""),
        None,  # type: ignore[arg-type]  # that of the metrics
        str(said.get("ReturnData", True)).lower(),
        expression=said.get("Expression"),
        metric_stat=MetricStat(metric, str(MINUTE_SECONDS), stat["Stat"], stat.get("Unit", "")) if stat else None,
    )
