"""A CloudWatch dashboard that shows blue against green."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from model.load_balancers import METRICS, LoadBalancerType
from model.partitions import partition

COLOURS = {"blue": "#1f77b4", "green": "#2ca02c"}

TARGETS = (
    ("Healthy targets", "HealthyHostCount", "Minimum"),
    ("Unhealthy targets", "UnHealthyHostCount", "Maximum"),
)
CHARTS: Mapping[LoadBalancerType, Sequence[tuple[str, str, str]]] = {
    "application": (
        ("Requests a minute", "RequestCount", "Sum"),
        ("Answers with 5xx a minute", "HTTPCode_Target_5XX_Count", "Sum"),
        ("Response time, 95th percentile (s)", "TargetResponseTime", "p95"),
        *TARGETS,
    ),
    "network": TARGETS,
}
"""Title, metric and statistic of what is drawn for each target group."""
CHARTS_OF_ALL: Mapping[LoadBalancerType, Sequence[tuple[str, str, str]]] = {
    "application": (),
    "network": (
        ("New connections a minute, of all services", "NewFlowCount", "Sum"),
        ("Connections, of all services", "ActiveFlowCount", "Average"),
        ("Resets by targets a minute, of all services", "TCP_Target_Reset_Count", "Sum"),
        ("Resets by the load balancer a minute, of all services", "TCP_ELB_Reset_Count", "Sum"),
    ),
}
"""What a Network Load Balancer counts for no target group in particular (NLB user guide, CloudWatch metrics)."""

CHART_WIDTH, CHART_HEIGHT = 12, 6
"""In the dashboard's grid of 24 columns."""


@dataclass(frozen=True, kw_only=True)
class DashboardArgs:
    """What is drawn."""

    load_balancer_type: LoadBalancerType = "application"
    load_balancer_arn_suffix: Input[str]
    target_group_arn_suffixes: Mapping[str, Input[str]]
    """By colour: blue and green."""
    region: str


class Dashboard(ComponentResource):
    """One chart a metric, one line a target group."""

    url: Output[str]

    def __init__(self, name: str, args: DashboardArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Dashboard", name, None, opts)

        dashboard = aws.cloudwatch.Dashboard(
            name,
            dashboard_name=name,
            dashboard_body=Output.json_dumps({"widgets": _widgets(args)}),
            opts=ResourceOptions(parent=self),
        )

        console = partition(args.region).console
        self.url = dashboard.dashboard_name.apply(
            lambda made: f"https://{args.region}.{console}/cloudwatch/home#dashboards:name={made}"
        )
        self.register_outputs({"url": self.url})


def _widgets(args: DashboardArgs) -> list[dict[str, Any]]:
    kind, balancer = args.load_balancer_type, ["LoadBalancer", args.load_balancer_arn_suffix]
    charts = [
        (
            *chart,
            [
                [*balancer, "TargetGroup", suffix, {"label": colour, "color": COLOURS[colour]}]
                for colour, suffix in args.target_group_arn_suffixes.items()
            ],
        )
        for chart in CHARTS[kind]
    ]
    charts += [(*chart, [balancer]) for chart in CHARTS_OF_ALL[kind]]
    return [_chart(number, *chart, args) for number, chart in enumerate(charts)]


def _chart(
    number: int, title: str, metric: str, statistic: str, dimensions: Sequence[Sequence[Any]], args: DashboardArgs
) -> dict[str, Any]:
    return {
        "type": "metric",
        "x": number % 2 * CHART_WIDTH,
        "y": number // 2 * CHART_HEIGHT,
        "width": CHART_WIDTH,
        "height": CHART_HEIGHT,
        "properties": {
            "title": title,
            "region": args.region,
            "stat": statistic,
            "period": 60,
            "metrics": [[METRICS[args.load_balancer_type], metric, *one] for one in dimensions],
        },
    }
