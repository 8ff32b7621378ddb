"""Target groups and targets of ELBv2.

Faithful: a group's load balancers follow from listeners and rules; a target is an id with a port; a group behind
nothing has `unused` targets; attributes have AWS's defaults and ranges. Not faithful: no health check is made, so a
registered target of a group in use is healthy at once, and a deregistered one is gone at once. "unchecked" marks our
wording.
"""

import ipaddress
import re
from collections import OrderedDict
from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2.exceptions import InvalidTargetError, TargetNotRunning
from moto.elbv2.models import ELBv2Backend, FakeHealthStatus, FakeTargetGroup, elbv2_backends
from moto.elbv2.responses import ELBV2Response

from local_aws.server.extensions.patching import AwsError, patches

Target = dict[str, Any]

_HEALTH_FLOOR = "minimum_healthy_targets"
HTTP_ATTRIBUTES = {
    "deregistration_delay.timeout_seconds": "300",
    "load_balancing.algorithm.anomaly_mitigation": "off",
    "load_balancing.algorithm.type": "round_robin",
    "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
    "slow_start.duration_seconds": "0",
    "stickiness.app_cookie.cookie_name": "",
    "stickiness.app_cookie.duration_seconds": "86400",
    "stickiness.enabled": "false",
    "stickiness.lb_cookie.duration_seconds": "86400",
    "stickiness.type": "lb_cookie",
    f"target_group_health.dns_failover.{_HEALTH_FLOOR}.count": "1",
    f"target_group_health.dns_failover.{_HEALTH_FLOOR}.percentage": "off",
    f"target_group_health.unhealthy_state_routing.{_HEALTH_FLOOR}.count": "1",
    f"target_group_health.unhealthy_state_routing.{_HEALTH_FLOOR}.percentage": "off",
}
"""Defaults of an HTTP or HTTPS group: ELBv2 API reference, TargetGroupAttribute."""
OTHER_ATTRIBUTES = {
    "deregistration_delay.connection_termination.enabled",
    "lambda.multi_value_headers.enabled",
    "preserve_client_ip.enabled",
    "proxy_protocol_v2.enabled",
    "target_failover.on_deregistration",
    "target_failover.on_unhealthy",
    "target_health_state.unhealthy.connection_termination.enabled",
    "target_health_state.unhealthy.draining_interval_seconds",
}
RANGES = {"deregistration_delay.timeout_seconds": (0, 3600), "stickiness.lb_cookie.duration_seconds": (1, 604800)}
"""Seconds, inclusive."""

_init = FakeTargetGroup.__init__
_modify_attributes = ELBv2Backend.modify_target_group_attributes
_modify_target_group = ELBV2Response.modify_target_group


@patches(FakeTargetGroup)
def __init__(self: FakeTargetGroup, *args: Any, **params: Any) -> None:
    """moto's, with AWS's attributes."""
    _init(self, *args, **params)
    _check_matcher(params.get("matcher") or {})
    if self.protocol in ("HTTP", "HTTPS"):
        self.attributes = dict(HTTP_ATTRIBUTES)
    else:
        self.attributes.pop("waf.fail_open.enabled")


@patches(ELBV2Response)
def modify_target_group(self: ELBV2Response) -> ActionResult:
    """moto's, with the matcher's range checked."""
    _check_matcher(self._get_param("Matcher") or {})
    return _modify_target_group(self)


@patches(ELBv2Backend)
def modify_target_group_attributes(self: ELBv2Backend, target_group_arn: str, attributes: dict[str, Any]) -> None:
    """Known keys only; moto checks the types of stickiness."""
    for key, value in attributes.items():
        if key not in HTTP_ATTRIBUTES and key not in OTHER_ATTRIBUTES:
            raise AwsError("ValidationError", f"Target group attribute key '{key}' is not recognized")
        if key in RANGES:
            low, high = RANGES[key]
            if not str(value).isdigit() or not low <= int(value) <= high:
                raise AwsError("ValidationError", f"'{key}' value '{value}' must be between '{low}-{high}' inclusive")
    # moto refuses 3600 seconds, which AWS takes.
    delay = {key: value for key, value in attributes.items() if key == "deregistration_delay.timeout_seconds"}
    _modify_attributes(self, target_group_arn, {key: attributes[key] for key in attributes.keys() - delay.keys()})
    self.target_groups[target_group_arn].attributes.update(delay)


def _load_balancer_arns(self: FakeTargetGroup) -> list[str]:
    """Those with a listener or a rule that forwards here, with whatever weight."""
    backend = elbv2_backends[self.account_id][self.region_name]
    return [
        balancer.arn
        for balancer in backend.load_balancers.values()
        if any(
            self.arn in backend._get_target_group_arns_from(action.data)
            for listener in balancer.listeners.values()
            for rule in listener.rules.values()
            for action in rule.actions
        )
    ]


# moto appends to a list that never shrinks; computed anew, its appends go nowhere.
FakeTargetGroup.load_balancer_arns = property(_load_balancer_arns, lambda self, _: None)  # type: ignore[assignment]


@patches(ELBv2Backend)
def _get_target_group_arns_from(self: ELBv2Backend, action_data: dict[str, Any]) -> list[str]:
    groups = (action_data.get("ForwardConfig") or {}).get("TargetGroups")
    if groups:
        return [group["TargetGroupArn"] for group in groups]
    return [action_data["TargetGroupArn"]] if action_data.get("TargetGroupArn") else []


ELBV2Response.RESPONSE_KEY_PATH_TO_TRANSFORMER.pop("CreateTargetGroupOutput.TargetGroups.TargetGroup.LoadBalancerArns")


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
    elif not self.load_balancer_arns:
        state = (
            "unused",
            "Target.NotInUse",
            "Target group is not configured to receive traffic from the load balancer",
        )
    else:
        state = ("healthy", None, None)
    return FakeHealthStatus(key[0], key[1], _checked_port(self, key[1]), *state)  # type: ignore[arg-type]


def _checked_port(group: FakeTargetGroup, port: str) -> str:
    return port if group.health_check_port in (None, "traffic-port") else group.health_check_port


def _key(group: FakeTargetGroup, target: Target) -> tuple[str, str]:
    return target["Id"], str(target.get("Port") or group.port)


def _check_matcher(matcher: dict[str, Any]) -> None:
    for code in re.findall(r"\d+", matcher.get("HttpCode") or ""):
        if not 200 <= int(code) <= 499:
            raise AwsError(
                "ValidationError", f"Health check matcher HTTP code '{code}' must be within '200-499'"
            )  # unchecked


def _check_target(group: FakeTargetGroup, target_id: str, zone: str | None) -> None:
    if group.target_type == "instance":
        instance = group.ec2_backend.get_instance_by_id(target_id)
        if instance is None:
            raise AwsError(
                "InvalidTarget", f"The following targets are not valid instances: '{target_id}'"
            )  # unchecked
        if instance.state != "running":
            raise TargetNotRunning(instance_id=target_id)
    elif group.target_type == "ip":
        try:
            address = ipaddress.ip_address(target_id)
        except ValueError as error:
            raise AwsError("ValidationError", f"The IP address '{target_id}' is not a valid IPv4 address") from error
        blocks = group.ec2_backend.get_vpc(group.vpc_id).cidr_block_association_set
        inside = any(address in ipaddress.ip_network(block["cidr_block"]) for block in blocks)
        if not inside and zone != "all":
            raise AwsError(
                "ValidationError",
                f"You must specify an Availability Zone for IP address '{target_id}'",  # unchecked
            )
