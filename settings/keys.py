"""The keys of `Pulumi.yaml`, each with what it may be. What must hold between them is in `checks.py`.

Those of containers are in `containers.py`, of releases in `releases.py`, of permissions in `permissions.py`, of
requests in `requests.py`, of the pipeline in `pipeline.py`, of telemetry in `telemetry.py`, of targets in
`targets.py`, of the number of tasks in `scaling.py`, of the load balancer in `ingress.py`, of names in `connect.py`,
of what a team brings in `brought/`. An entry of `services` is judged in `loading.py`, over the stack's own keys.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from components.alarms import Thresholds
from components.network import MAX_ZONES, MIN_ZONES
from components.release import ReleaseArgs
from model.container_insights import ContainerInsights
from model.ports import LAST_PORT
from settings.brought.keys import BroughtKeys
from settings.brought.service_keys import OwnKeys
from settings.connect import ConnectKeys, NamespaceKeys
from settings.containers import TaskKeys
from settings.ingress import IngressKeys
from settings.permissions import A_POLICY, POLICY, PermissionKeys
from settings.pipeline import PipelineKeys
from settings.releases import ReleaseKeys
from settings.requests import RequestKeys
from settings.scaling import ScalingKeys
from settings.strict import Strict
from settings.targets import TargetKeys
from settings.telemetry import TelemetryKeys
from settings.values import (
    Certificate,
    EitherNetwork,
    Image,
    InstanceType,
    RetentionDays,
    ServiceName,
    Tags,
    Vpc,
    between,
    matching,
    once,
)


class RollbackAlarms(Strict):
    """`rollbackAlarms`; a threshold that is left out is the component's."""

    unhealthy_hosts: Annotated[int, between(1, 1000, "hosts")] = Thresholds.unhealthy_hosts
    target_5xx_percent: Annotated[float, between(1, 100, "percent"), Field(alias="target5xxPercent")] = (
        Thresholds.target_5xx_percent
    )
    response_seconds: Annotated[float, between(0.05, 300, "seconds")] = Thresholds.response_seconds


class ServiceKeys(
    TaskKeys,
    ReleaseKeys,
    PermissionKeys,
    RequestKeys,
    TargetKeys,
    ScalingKeys,
    ConnectKeys,
    TelemetryKeys,
    PipelineKeys,
    OwnKeys,
):
    """What one service has, and another of the stack may have otherwise."""

    image: Image
    container_port: Annotated[int, between(1, LAST_PORT, "(a TCP port)")]
    exec: bool
    desired_count: Annotated[int, between(1, 1000, "tasks")]
    cpu: Annotated[int, between(128, 196608, "CPU units (1024 are one vCPU)")]
    memory: Annotated[int, between(6, 6_291_456, "MiB")]
    log_retention_days: RetentionDays
    rollback_alarms: RollbackAlarms

    @property
    def release(self) -> ReleaseArgs:
        """What `pulumi up` does of a release."""
        return ReleaseArgs(rollout=self.rollout, until=self.until, image=self.image, image_gate=self.image_gate)


class Keys(ServiceKeys, IngressKeys, NamespaceKeys, BroughtKeys):
    """Every key, right by itself. `Pulumi.yaml` has the defaults and the descriptions."""

    service_name: ServiceName
    entries: Annotated[dict[ServiceName, dict[str, Any]], Field(alias="services")]
    release_order: Annotated[list[ServiceName], AfterValidator(once)]
    tags: Tags
    permissions_boundary_arn: Annotated[str, matching(f"|{POLICY}", f"must be {A_POLICY}, or empty for none")]

    launch_type: Literal["EC2", "FARGATE"]
    type_of_hosts: Annotated[InstanceType, Field(alias="instanceType")]
    min_hosts: Annotated[int, between(1, 500, "hosts")]
    max_hosts: Annotated[int, between(1, 500, "hosts")]
    container_insights: ContainerInsights

    vpc_cidr: Vpc
    zones: Annotated[int, between(MIN_ZONES, MAX_ZONES, "Availability Zones")]
    nat_gateways: Annotated[int, between(0, MAX_ZONES, "NAT gateways")]
    vpc_endpoints: bool

    certificate_arn: Certificate
    access_log_days: Annotated[int, between(0, 3653, "days")]
    deletion_protection: bool
    test_cidrs: list[EitherNetwork]
