"""How many tasks a service runs, where Application Auto Scaling decides it.

Owns the scalable target, one policy a metric, and the scheduled actions. The role is AWS's own
(AWSServiceRoleForApplicationAutoScaling_ECSService): AWS makes it with an account's first target.
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions

_Configuration = aws.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationArgsDict
_Query = aws.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricArgsDict

NAMESPACE, DIMENSION = "ecs", "ecs:service:DesiredCount"

SCALE_OUT_COOLDOWN_SECONDS = 60
"""A busy service is not kept waiting; AWS takes 300 by itself."""
SCALE_IN_COOLDOWN_SECONDS = 300


class Bounds(NamedTuple):
    """Between which numbers of tasks the scaler stays."""

    min_tasks: int
    max_tasks: int


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    """Other bounds, from a time on."""

    when: str
    """As AWS writes it, such as `cron(0 20 ? * MON-FRI *)`."""
    timezone: str
    bounds: Bounds


@dataclass(frozen=True, kw_only=True)
class Scaling:
    """By what the number of tasks changes, and how far."""

    bounds: Bounds
    """With a schedule, until its first entry is due."""
    cpu_percent: int | None = None
    """What the tasks use of their CPU units on average; the scaler keeps it there. None: it does not look at it."""
    memory_percent: int | None = None
    requests_per_task: int | None = None
    """In a minute."""
    schedule: tuple[Scheduled, ...] = ()

    def __post_init__(self) -> None:
        for low, high in self.every_bounds:
            if not 0 <= low <= high:
                raise ValueError(f"bounds must be 0 <= min <= max, got {low} and {high}")

    @property
    def every_bounds(self) -> tuple[Bounds, ...]:
        """Those that may hold at some time."""
        return (self.bounds, *(one.bounds for one in self.schedule))


@dataclass(frozen=True, kw_only=True)
class ScalerArgs:
    """Which service is scaled, and behind which target groups it is."""

    scaling: Scaling
    cluster_name: Input[str]
    service_name: Input[str]
    load_balancer_arn_suffix: Input[str]
    target_group_arn_suffixes: Mapping[str, Input[str]]
    """By colour."""
    tags: Mapping[str, str]


class Scaler(ComponentResource):
    """A scalable target with its policies and its schedule."""

    def __init__(self, name: str, args: ScalerArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Scaler", name, None, opts)
        scaling = args.scaling
        target = aws.appautoscaling.Target(
            name,
            service_namespace=NAMESPACE,
            scalable_dimension=DIMENSION,
            resource_id=Output.concat("service/", args.cluster_name, "/", args.service_name),
            min_capacity=scaling.bounds.min_tasks,
            max_capacity=scaling.bounds.max_tasks,
            tags=args.tags,
            opts=ResourceOptions(
                parent=self,
                # The schedule writes its bounds into the target; the next update would set them back
                # (github.com/terraform-aws-modules/terraform-aws-ecs/issues/422).
                ignore_changes=["minCapacity", "maxCapacity"] if scaling.schedule else None,
            ),
        )
        before: Resource = target
        # One after the other: AWS refuses a change while another one of the same target is under way
        # (github.com/hashicorp/terraform-provider-aws/issues/17915).
        for label, tracking in _tracked(args, scaling):
            before = aws.appautoscaling.Policy(
                f"{name}-{label}",
                policy_type="TargetTrackingScaling",
                service_namespace=NAMESPACE,
                scalable_dimension=DIMENSION,
                resource_id=target.resource_id,
                target_tracking_scaling_policy_configuration={
                    **tracking,
                    "scale_out_cooldown": SCALE_OUT_COOLDOWN_SECONDS,
                    "scale_in_cooldown": SCALE_IN_COOLDOWN_SECONDS,
                },
                opts=ResourceOptions(parent=self, depends_on=[before]),
            )
        for number, one in enumerate(scaling.schedule):
            before = aws.appautoscaling.ScheduledAction(
                f"{name}-{number}",
                service_namespace=NAMESPACE,
                scalable_dimension=DIMENSION,
                resource_id=target.resource_id,
                schedule=one.when,
                timezone=one.timezone,
                scalable_target_action={"min_capacity": one.bounds.min_tasks, "max_capacity": one.bounds.max_tasks},
                opts=ResourceOptions(parent=self, depends_on=[before]),
            )
        self.register_outputs({"resourceId": target.resource_id})


def _tracked(args: ScalerArgs, scaling: Scaling) -> Iterator[tuple[str, _Configuration]]:
    """What the scaler keeps where it is, with a label."""
    if scaling.cpu_percent:
        yield "cpu", _average("ECSServiceAverageCPUUtilization", scaling.cpu_percent)
    if scaling.memory_percent:
        yield "memory", _average("ECSServiceAverageMemoryUtilization", scaling.memory_percent)
    if scaling.requests_per_task:
        yield "requests", _requests(args, scaling.requests_per_task)


def _average(metric: str, percent: int) -> _Configuration:
    return {"target_value": percent, "predefined_metric_specification": {"predefined_metric_type": metric}}


def _requests(args: ScalerArgs, target: int) -> _Configuration:
    """The sum over both target groups: one of them has all of the traffic, or each has its share of it.

    AWS's own metric for it (ALBRequestCountPerTarget) is of one group for good, and so of an idle one after a release.
    """
    queries: list[_Query] = [
        {
            "id": colour,
            "metric_stat": {
                "metric": {
                    "namespace": "AWS/ApplicationELB",
                    "metric_name": "RequestCountPerTarget",
                    "dimensions": [
                        {"name": "LoadBalancer", "value": args.load_balancer_arn_suffix},
                        {"name": "TargetGroup", "value": suffix},
                    ],
                },
                # The only statistic that it has (Elastic Load Balancing user guide, CloudWatch metrics).
                "stat": "Sum",
            },
            "return_data": False,
        }
        for colour, suffix in args.target_group_arn_suffixes.items()
    ]
    # A group without targets has no data, and without data nothing is scaled.
    total = " + ".join(f"FILL({colour}, 0)" for colour in args.target_group_arn_suffixes)
    summed: _Query = {"id": "requests", "expression": total, "label": "Requests a task", "return_data": True}
    return {"target_value": target, "customized_metric_specification": {"metrics": [*queries, summed]}}
