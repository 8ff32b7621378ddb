"""Everything that differs between stacks, with what follows from it."""

from collections.abc import Sequence
from typing import cast

from components.alarms import Thresholds
from components.hooks import Hook
from components.hosts import Architecture, HostGroup
from components.load_balancer import TargetType
from components.task_definition import NetworkMode
from model.hosts import Host
from model.instance_types import instance_types
from settings.keys import Keys
from settings.refusal import refusal, reported_once

ENDPOINTS = ("ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm")
HOST_ENDPOINTS = ("ecs", "ecs-agent", "ecs-telemetry", "ssmmessages")
"""The ECS agent of a host speaks to the first three, Session Manager to the last."""


class Settings(Keys):
    """Everything that differs between stacks, and nothing else. Units are in the names, or in `Pulumi.yaml`."""

    stack: str
    region: str

    @property
    def name(self) -> str:
        """What everything of this environment is called, e.g. `web-dev`."""
        return f"{self.service_name}-{self.stack}"

    @property
    def network_mode(self) -> NetworkMode:
        """Of the tasks: Fargate has `awsvpc` only, hosts share their network by `bridge`."""
        return "awsvpc" if self.launch_type == "FARGATE" else "bridge"

    @property
    def target_type(self) -> TargetType:
        """What the target groups hold: addresses of tasks, or instances and their ports."""
        return "ip" if self.launch_type == "FARGATE" else "instance"

    @property
    def host(self) -> Host:
        """What one host offers."""
        return instance_types()[self.instance_type]

    @property
    def host_group(self) -> HostGroup | None:
        """The hosts; None on Fargate."""
        if self.launch_type == "FARGATE":
            return None
        return HostGroup(
            instance_type=self.instance_type,
            architecture=cast(Architecture, self.host.architecture),
            min_hosts=self.min_hosts,
            max_hosts=self.max_hosts,
        )

    @property
    def endpoints(self) -> tuple[str, ...]:
        """AWS services that tasks and hosts reach inside the VPC."""
        if not self.vpc_endpoints:
            return ()
        return ENDPOINTS if self.launch_type == "FARGATE" else (*ENDPOINTS, *HOST_ENDPOINTS)

    @property
    def thresholds(self) -> Thresholds:
        """When an alarm stops a deployment."""
        return Thresholds(**self.rollback_alarms.model_dump())

    @property
    def hooks(self) -> tuple[Hook, ...]:
        """What a release asks before it goes on."""
        return tuple(one.hook for one in self.asked)

    def pick_zones(self, available: Sequence[str]) -> tuple[str, ...]:
        """The first `zones` of the region's zones; ends the run when it has fewer."""
        with reported_once():
            if self.zones > len(available):
                offer = f"{self.region} has {len(available)} ({', '.join(available)})"
                raise refusal(self.stack, [f"bluegreen:zones = {self.zones}: {offer}; lower it"])
        return tuple(available[: self.zones])
