"""The collector beside a service: what it is told, what it may do, and how the service finds it."""

from dataclasses import dataclass, replace

from components.container import Container, Dependency
from components.roles import Statement
from model.partitions import arn
from model.telemetry import (
    COLLECTOR,
    CONFIGURATIONS,
    HEALTH_CHECK,
    METRICS,
    METRICS_LOG_GROUP,
    OTLP_HTTP_PORT,
    TRACES,
    Telemetry,
)

NAME = "telemetry"
STARTED = Dependency(container=NAME, condition="START")
"""What the service's container waits for, as AWS's own example has it (ECS developer guide, trace data)."""


@dataclass(frozen=True, kw_only=True)
class Collector:
    """What is sent, and how large the container is."""

    sends: Telemetry
    image: str = COLLECTOR
    cpu_units: int = 64
    memory_mib: int = 256
    user: str | None = None
    """A number; None: the image's, which is root."""
    read_only_root: bool = False

    def container(self, region: str) -> Container:
        """Essential, as AWS's example has it."""
        return Container(
            name=NAME,
            image=self.image,
            cpu_units=self.cpu_units,
            memory_mib=self.memory_mib,
            command=[f"--config={CONFIGURATIONS[self.sends]}"],
            # On a bridge network it can't ask the host for it.
            environment={"AWS_REGION": region},
            user=self.user,
            read_only_root=self.read_only_root,
            health_check_command=HEALTH_CHECK,
        )

    def statements(self, region: str, account: str) -> list[Statement]:
        """What the task role must allow."""
        group = arn(region, "logs", account, f"log-group:{METRICS_LOG_GROUP}")
        traces: Statement = {"Action": list(TRACES), "Resource": "*"}
        metrics: Statement = {"Action": list(METRICS), "Resource": [group, f"{group}:*"]}
        return [traces, metrics] if self.sends == "tracesAndMetrics" else [traces]


def told(container: Container, *, one_host: bool) -> Container:
    """The service's own, with variables by which OpenTelemetry's SDKs find the collector: at `localhost` where all
    containers are one host, else by its name. What the container is told already stays."""
    variables = {
        "OTEL_SERVICE_NAME": container.name,
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://{'localhost' if one_host else NAME}:{OTLP_HTTP_PORT}",
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
    }
    own = {key: text for key, text in variables.items() if key not in container.secrets}
    waits = NAME in {one.container for one in container.depends_on}
    return replace(
        container,
        environment={**own, **container.environment},
        depends_on=container.depends_on if waits else [*container.depends_on, STARTED],
    )
