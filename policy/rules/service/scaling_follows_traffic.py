"""A release moves the traffic to the other target group, and the metric of the first one says that there is none."""

from typing import Any, Final

from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, only
from policy.symptom import Symptom
from policy.views.scaling import SCALABLE_TARGET, scalable_targets
from policy.views.strategies import moves_traffic

SCALING_POLICY: Final = "aws:appautoscaling/policy:Policy"
METRIC = "ALBRequestCountPerTarget"
CUSTOM = "targetTrackingScalingPolicyConfiguration.customizedMetricSpecification"
PATH = "targetTrackingScalingPolicyConfiguration.predefinedMetricSpecification.predefinedMetricType"


@stack_rule(
    remedy="Scale on CPU or memory of the service, or on a metric that adds up both target groups.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html",
    severity="high",
    symptoms=(Symptom.SCALING, Symptom.SECOND_RELEASE),
    cost="after each second release the metric is that of an idle target group: the service is scaled in to its minimum"
    " under full load.",
)
def scaling_follows_traffic(stack: Stack, options: Options) -> Findings:
    """A blue/green service is not scaled on the requests per target of one target group.

    The metric names one target group for good, and a release makes the other one live. AWS does not support it
    for services that are released blue/green, and takes the policy all the same. A custom metric is no better where
    it is of one target group; the sum over both is.

    Looks at target tracking policies with ALBRequestCountPerTarget, or with custom metrics whose dimension
    TargetGroup is always the same, on scalable targets of the program, for services that CodeDeploy or one of
    ECS's own strategies releases. Services of other programs are let through, and so are several metrics of
    target groups that are not known yet.
    """
    scaled = dict(scalable_targets(stack))
    for policy in stack.of(SCALING_POLICY):
        custom = _groups(policy.get(*CUSTOM.split(".")))
        metric = METRIC if len(custom) == 1 else policy.get(*PATH.split("."))
        if metric not in (METRIC, UNKNOWN):
            continue
        linked = stack.linked(policy, "resourceId", policy.get("resourceId"), SCALABLE_TARGET, by="resourceId")
        target = only(linked)
        service = only(scaled.get(target, ())) if target else None
        if service is None or (moves := moves_traffic(service)) is False:
            continue
        if UNKNOWN in (metric, moves):
            yield Undecided(
                resource=policy, path=PATH, reason=f"it, or who releases service {service.name}, is not known yet"
            )
        else:
            yield Violation(
                resource=policy,
                path=CUSTOM if custom else PATH,
                wrong=f"{'this metric' if custom else METRIC} is of one target group, while releases of service"
                f" {service.name} take turns with two",
                fix="use ECSServiceAverageCPUUtilization, or a custom metric over both target groups: the sum of their"
                " RequestCountPerTarget.",
            )


def _groups(custom: Any) -> list[Any]:
    """The target groups of a custom metric, each once; of those that are unknown nobody knows which are the same."""
    queries = [read(query, "metricStat", "metric", "dimensions") for _, query in items(read(custom, "metrics"))]
    found = [
        read(one, "value")
        for dimensions in (read(custom, "dimensions"), *queries)
        for _, one in items(dimensions)
        if read(one, "name") == "TargetGroup"
    ]
    return [one for number, one in enumerate(found) if one is UNKNOWN or one not in found[:number]]
