"""The collector of the AWS Distro for OpenTelemetry, which takes what a program tells of itself and sends it to AWS."""

from collections.abc import Mapping
from typing import Final, Literal

Telemetry = Literal["traces", "tracesAndMetrics"]
"""To X-Ray, and metrics to CloudWatch."""

COLLECTOR: Final = "public.ecr.aws/aws-observability/aws-otel-collector:v0.48.0"
"""For both architectures. It has no shell. github.com/aws-observability/aws-otel-collector, docs/releases/v0.48.0.md"""
CONFIGURATIONS: Final[Mapping[Telemetry, str]] = {
    "traces": "/etc/ecs/ecs-xray.yaml",
    "tracesAndMetrics": "/etc/ecs/ecs-cloudwatch-xray.yaml",
}
"""Those in the image (the same repository, config/ecs/)."""
OTLP_HTTP_PORT: Final = 4318
"""On which they listen for OpenTelemetry's protocol over HTTP; over gRPC on 4317."""
HEALTH_CHECK: Final = ("/healthcheck",)
"""The program in the image that asks the collector (the same repository, issue 2034)."""

TRACES: Final = (
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:GetSamplingStatisticSummaries",
)
"""What it needs for traces, on no narrower resource than all (ECS developer guide, trace data; service authorization
reference, X-Ray)."""
METRICS: Final = (
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "logs:DescribeLogStreams",
    "logs:PutRetentionPolicy",
)
"""What it needs for metrics, written as log events that CloudWatch reads (ECS developer guide, application metrics)."""
METRICS_LOG_GROUP: Final = "/aws/ecs/application/metrics"
"""Where its own configuration writes them."""
