"""A CloudWatch dashboard that shows blue against green."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from model.partitions import partition

COLOURS = {"blue": "#1f77b4", "green": "#2ca02c"}

CHARTS = (
    ("Requests a minute", "RequestCount", "Sum"),
    ("Answers with 5xx a minute", "HTTPCode_Target_5XX_Count", "Sum"),
    ("Response time, 95th percentile (s)", "TargetResponseTime", "p95"),
    ("Healthy targets", "HealthyHostCount", "Minimum"),
    ("Unhealthy targets", "UnHealthyHostCount", "Maximum"),
)
"""Title, metric and statistic."""

CHART_WIDTH, CHART_HEIGHT = 12, 6
"""In the dashboard's grid of 24 columns."""


@dataclass(frozen=True, kw_only=True)
class DashboardArgs:
    """What is drawn."""

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
            dashboard_body=Output.json_dumps(
                {"widgets": [_chart(number, *chart, args) for number, chart in enumerate(CHARTS)]}
            ),
            opts=ResourceOptions(parent=self),
        )

        console = partition(args.region).console
        self.url = dashboard.dashboard_name.apply(
            lambda made: f"https://{args.region}.{console}/cloudwatch/home#dashboards:name={made}"
        )
        self.register_outputs({"url": self.url})


def _chart(number: int, title: str, metric: str, statistic: str, args: DashboardArgs) -> dict[str, Any]:
    lines = [
        [
            "AWS/ApplicationELB",
            metric,
            "LoadBalancer",
            args.load_balancer_arn_suffix,
            "TargetGroup",
            suffix,
            {"label": colour, "color": COLOURS[colour]},
        ]
        for colour, suffix in args.target_group_arn_suffixes.items()
    ]
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
            "metrics": lines,
        },
    }
