"""The alarms that stop a deployment, and the topic of its events.

Owns the SNS topic, unless the team brings it, and, for each target group, the same three alarms: one behind a Network
Load Balancer, which sees no answers, and counts resets over all of its target groups. The groups swap roles at every
deployment, so watching one of them would leave every second release unwatched.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from model.load_balancers import METRICS, LoadBalancerType
from model.partitions import arn, principal

PERIOD_SECONDS = 60
EVALUATION_PERIODS = 2
"""Two minutes in a row; one bad minute is no reason to roll a release back."""


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """The numbers at which a target group is no longer well."""

    unhealthy_hosts: int = 1
    target_5xx_percent: float = 5
    """Of the requests in a minute, those that the service answered with 500 to 599."""
    response_seconds: float = 2
    """95 of 100 requests were faster."""


@dataclass(frozen=True, kw_only=True)
class AlarmsArgs:
    """What is watched, and from which numbers on it is too much."""

    load_balancer_type: LoadBalancerType = "application"
    load_balancer_arn_suffix: Input[str]
    target_group_arn_suffixes: Mapping[str, Input[str]]
    """By colour."""
    thresholds: Thresholds
    region: str
    account: str
    tags: Mapping[str, str]
    topic_arn: str | None = None
    """Of a topic that the team brings; None: one is made."""
    of_pipeline: bool = False
    """Whether the topic is told of a pipeline's events, too."""


class Alarms(ComponentResource):
    """The alarms of each target group, and a topic."""

    names: list[Output[str]]
    topic_arn: Input[str]

    def __init__(self, name: str, args: AlarmsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Alarms", name, None, opts)
        self.topic_arn = args.topic_arn or self._topic(name, args)
        self.names = [
            alarm.name
            for colour, suffix in args.target_group_arn_suffixes.items()
            for alarm in self._watch(f"{name}-{colour}", suffix, args)
        ]
        self.register_outputs({"names": self.names, "topicArn": self.topic_arn})

    def _topic(self, name: str, args: AlarmsArgs) -> Output[str]:
        """One of the service's own; its ARN."""
        child = ResourceOptions(parent=self)
        topic = aws.sns.Topic(f"{name}-events", tags=args.tags, opts=child)
        # Made of the name, which a preview knows: the policy of CodeDeploy's role has it inside, and is judged then.
        topic_arn = Output.concat(arn(args.region, "sns", args.account), topic.name)
        aws.sns.TopicPolicy(
            f"{name}-events",
            arn=topic.arn,
            policy=topic_arn.apply(lambda of: _publishers(of, args)),
            opts=child,
        )
        return topic_arn

    def _watch(self, label: str, target_group: Input[str], args: AlarmsArgs) -> list[aws.cloudwatch.MetricAlarm]:
        """The alarms of one target group."""
        child = ResourceOptions(parent=self)
        dimensions = {"LoadBalancer": args.load_balancer_arn_suffix, "TargetGroup": target_group}
        unhealthy = aws.cloudwatch.MetricAlarm(
            f"{label}-unhealthy-hosts",
            alarm_description=f"{label}: targets fail the load balancer's health check",
            namespace=METRICS[args.load_balancer_type],
            metric_name="UnHealthyHostCount",
            dimensions=dimensions,
            statistic="Maximum",
            period=PERIOD_SECONDS,
            evaluation_periods=EVALUATION_PERIODS,
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=args.thresholds.unhealthy_hosts,
            # The idle group has no targets and so no data; that is how it should be.
            treat_missing_data="notBreaching",
            alarm_actions=[self.topic_arn],
            tags=args.tags,
            opts=child,
        )
        if args.load_balancer_type == "network":
            return [unhealthy]
        failing = aws.cloudwatch.MetricAlarm(
            f"{label}-target-5xx",
            alarm_description=f"{label}: the service answers with errors",
            metric_queries=_error_percent(dimensions),
            evaluation_periods=EVALUATION_PERIODS,
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=args.thresholds.target_5xx_percent,
            treat_missing_data="notBreaching",
            alarm_actions=[self.topic_arn],
            tags=args.tags,
            opts=child,
        )
        slow = aws.cloudwatch.MetricAlarm(
            f"{label}-response-time",
            alarm_description=f"{label}: the service answers slowly",
            namespace=METRICS["application"],
            metric_name="TargetResponseTime",
            dimensions=dimensions,
            extended_statistic="p95",
            period=PERIOD_SECONDS,
            evaluation_periods=EVALUATION_PERIODS,
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=args.thresholds.response_seconds,
            treat_missing_data="notBreaching",
            alarm_actions=[self.topic_arn],
            tags=args.tags,
            opts=child,
        )
        return [unhealthy, failing, slow]


def _error_percent(dimensions: Mapping[str, Input[str]]) -> list[aws.cloudwatch.MetricAlarmMetricQueryArgsDict]:
    """A share, because ten errors are a disaster among twenty requests and noise among a million."""

    def sum_of(query: str, metric: str) -> aws.cloudwatch.MetricAlarmMetricQueryArgsDict:
        return {
            "id": query,
            "metric": {
                "namespace": METRICS["application"],
                "metric_name": metric,
                "dimensions": dimensions,
                "period": PERIOD_SECONDS,
                "stat": "Sum",
            },
        }

    return [
        sum_of("errors", "HTTPCode_Target_5XX_Count"),
        sum_of("requests", "RequestCount"),
        {
            "id": "percent",
            # CloudWatch counts no errors as no data, not as 0.
            "expression": "IF(requests > 0, 100 * FILL(errors, 0) / requests, 0)",
            "label": "Target 5xx percent",
            "return_data": True,
        },
    ]


def _publishers(topic_arn: str, args: AlarmsArgs) -> str:
    """CodeDeploy publishes deployments, CloudWatch alarms, EventBridge what a pipeline does; all only for this account
    (EventBridge user guide, cross-service confused deputy prevention, read 2026-11)."""
    services = ["codedeploy", "cloudwatch", *(["events"] if args.of_pipeline else [])]
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": [principal(args.region, one) for one in services]},
                    "Action": "sns:Publish",
                    "Resource": topic_arn,
                    "Condition": {"StringEquals": {"aws:SourceAccount": args.account}},
                }
            ],
        }
    )
