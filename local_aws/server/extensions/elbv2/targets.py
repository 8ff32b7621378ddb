"""Targets of ELBv2.

Faithful: a target is an id with a port; a group behind nothing has `unused` targets; the health of tasks is the
model's. Not faithful: other targets than tasks are healthy at once, and gone at once.
"""

import ipaddress
from collections import OrderedDict
from typing import Any

from moto.elbv2.exceptions import InvalidTargetError, TargetNotRunning
from moto.elbv2.models import FakeHealthStatus, FakeTargetGroup

from local_aws.server.extensions.patching import AwsError, patches
from model.texts.elbv2 import ADDRESS_OUTSIDE, CHECKS_FAILED, NO_ADDRESS, NO_INSTANCE

Target = dict[str, Any]

HEALTH = {
    "healthy": ("healthy", None, None),
    "initial": ("initial", "Elb.InitialHealthChecking", "Initial health checks in progress"),
    "unhealthy": ("unhealthy", "Target.FailedHealthChecks", CHECKS_FAILED.say()),
    "draining": ("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress"),
}
"""State, reason and description (Elastic Load Balancing API reference, TargetHealth)."""


@patches(FakeTargetGroup)
def register(self: FakeTargetGroup, targets: list[Target]) -> None:
    """Adds targets, each known by its id and port. Raises InvalidTarget for what can't be one."""
    for target in targets:
        _check_target(self, target["Id"], target.get("AvailabilityZone"))
        key = _key(self, target)
        self.targets[key] = {"Id": key[0], "Port": key[1]}  # type: ignore[index]


@patches(FakeTargetGroup)
def deregister(self: FakeTargetGroup, targets: list[Target]) -> None:
    """Removes targets; without a port, every port of the id, as AWS does."""
    for target in targets:
        if "Port" in target:
            gone: Any = [_key(self, target)]
        else:
            gone = [key for key in self.targets if key[0] == target["Id"]]
        if not gone or any(key not in self.targets for key in gone):
            raise InvalidTargetError
        for key in gone:
            del self.targets[key]


@patches(FakeTargetGroup)
def deregister_terminated_instances(self: FakeTargetGroup, instance_ids: list[str]) -> None:
    """Forgets instances that are gone."""
    self.targets = OrderedDict((key, one) for key, one in self.targets.items() if one["Id"] not in instance_ids)


@patches(FakeTargetGroup)
def health_for(self: FakeTargetGroup, target: Target, ec2_backend: Any) -> FakeHealthStatus:
    """Healthy when registered and behind a listener."""
    key: Any = _key(self, target)
    if key not in self.targets:
        state = ("unused", "Target.NotRegistered", "Target is not registered to the target group")
    elif not self.load_balancer_arns or _seen(self, key) == "unused":
        state = (
            "unused",
            "Target.NotInUse",
            "Target group is not configured to receive traffic from the load balancer",
        )
    else:
        state = HEALTH[_seen(self, key)]
    return FakeHealthStatus(key[0], key[1], _checked_port(self, key[1]), *state)  # type: ignore[arg-type]


def _seen(group: FakeTargetGroup, key: tuple[str, str]) -> str:
    task = vars(group).get("tasks", {}).get(key)
    if task:
        return vars(group)["moving"].targets.get(task.moving, "draining")
    return "healthy"


def _checked_port(group: FakeTargetGroup, port: str) -> str:
    return port if group.health_check_port in (None, "traffic-port") else group.health_check_port


def _key(group: FakeTargetGroup, target: Target) -> tuple[str, str]:
    return target["Id"], str(target.get("Port") or group.port)


def _check_target(group: FakeTargetGroup, target_id: str, zone: str | None) -> None:
    if group.target_type == "instance":
        instance = group.ec2_backend.get_instance_by_id(target_id)
        if instance is None:
            raise AwsError.of(NO_INSTANCE, target=target_id)
        if instance.state != "running":
            raise TargetNotRunning(instance_id=target_id)
    elif group.target_type == "ip":
        try:
            address = ipaddress.ip_address(target_id)
        except ValueError as error:
            raise AwsError.of(NO_ADDRESS, target=target_id) from error
        blocks = group.ec2_backend.get_vpc(group.vpc_id).cidr_block_association_set
        inside = any(address in ipaddress.ip_network(block["cidr_block"]) for block in blocks)
        if not inside and zone != "all":
            raise AwsError.of(ADDRESS_OUTSIDE, target=target_id)
