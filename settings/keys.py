"""The keys of `Pulumi.yaml`, each with what it may be. What must hold between them is in `checks.py`.

Those of releases are in `releases.py`, those of permissions in `permissions.py`.
"""

from typing import Annotated, Literal

from pydantic import Field

from components.alarms import Thresholds
from components.network import MAX_ZONES, MIN_ZONES
from model.ports import LAST_PORT
from settings.permissions import PermissionKeys
from settings.releases import ReleaseKeys
from settings.strict import Strict
from settings.values import (
    Certificate,
    HealthCheckPath,
    Image,
    InstanceType,
    Network,
    RetentionDays,
    Secrets,
    ServiceName,
    Tags,
    User,
    Variables,
    Vpc,
    between,
)


class RollbackAlarms(Strict):
    """`rollbackAlarms`; a threshold that is left out is the component's."""

    unhealthy_hosts: Annotated[int, between(1, 1000, "hosts")] = Thresholds.unhealthy_hosts
    target_5xx_percent: Annotated[float, between(1, 100, "percent"), Field(alias="target5xxPercent")] = (
        Thresholds.target_5xx_percent
    )
    response_seconds: Annotated[float, between(0.05, 300, "seconds")] = Thresholds.response_seconds


class Keys(ReleaseKeys, PermissionKeys):
    """Every key, right by itself. `Pulumi.yaml` has the defaults and the descriptions."""

    service_name: ServiceName
    image: Image
    container_port: Annotated[int, between(1, LAST_PORT, "(a TCP port)")]
    health_check_path: HealthCheckPath
    health_check_command: str
    user: User
    read_only_root: bool
    tmp_mib: Annotated[int, between(0, 65_536, "MiB")]
    desired_count: Annotated[int, between(1, 1000, "tasks")]
    cpu: Annotated[int, between(128, 196608, "CPU units (1024 are one vCPU)")]
    memory: Annotated[int, between(6, 6_291_456, "MiB")]
    environment: Variables
    secrets: Secrets
    log_retention_days: RetentionDays
    tags: Tags

    launch_type: Literal["EC2", "FARGATE"]
    instance_type: InstanceType
    min_hosts: Annotated[int, between(1, 500, "hosts")]
    max_hosts: Annotated[int, between(1, 500, "hosts")]

    vpc_cidr: Vpc
    zones: Annotated[int, between(MIN_ZONES, MAX_ZONES, "Availability Zones")]
    nat_gateways: Annotated[int, between(0, MAX_ZONES, "NAT gateways")]
    vpc_endpoints: bool

    certificate_arn: Certificate
    access_log_days: Annotated[int, between(0, 3653, "days")]
    deletion_protection: bool
    test_cidrs: list[Network]
    rollback_alarms: RollbackAlarms
