"""Target groups of ELBv2.

Faithful: a group's load balancers follow from listeners and rules; attributes have AWS's defaults and ranges.

"""

import re
from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer, FakeTargetGroup, elbv2_backends
from moto.elbv2.responses import ELBV2Response

from local_aws.server.extensions.patching import AwsError, patches
from model.health_checks import HTTP_CODES, NETWORK_HTTP_CODES, NETWORK_MATCHER
from model.load_balancers import WEB
from model.target_groups import DEREGISTRATION_DELAYS_SECONDS, STICKINESS_SECONDS
from model.texts.elbv2 import ATTRIBUTE_RANGE, ATTRIBUTE_UNKNOWN, MATCHER

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
RANGES = {
    "deregistration_delay.timeout_seconds": DEREGISTRATION_DELAYS_SECONDS,
    "stickiness.lb_cookie.duration_seconds": STICKINESS_SECONDS,
}
"""Seconds, inclusive."""

_init = FakeTargetGroup.__init__
_modify_attributes = ELBv2Backend.modify_target_group_attributes
_modify_target_group = ELBV2Response.modify_target_group


@patches(FakeTargetGroup)
def __init__(self: FakeTargetGroup, *args: Any, **params: Any) -> None:
    """moto's, with AWS's attributes."""
    _init(self, *args, **params)
    _check_matcher(self, params.get("matcher") or {})
    if self.protocol in WEB:
        self.attributes = dict(HTTP_ATTRIBUTES)
    else:
        self.attributes.pop("waf.fail_open.enabled")
        by_http = self.health_check_protocol in WEB
        if self.target_type != "lambda":
            self.matcher = (params.get("matcher") or {"HttpCode": NETWORK_MATCHER}) if by_http else {}


@patches(ELBV2Response)
def modify_target_group(self: ELBV2Response) -> ActionResult:
    """moto's, with the matcher's range checked, and kept of every group that is asked by HTTP."""
    matcher = self._get_param("Matcher") or {}
    group = self.elbv2_backend.target_groups.get(self._get_param("TargetGroupArn"))
    if group:
        _check_matcher(group, matcher)
    done = _modify_target_group(self)
    if group and matcher and group.health_check_protocol in WEB:
        group.matcher = matcher
    return done


@patches(ELBv2Backend)
def modify_target_group_attributes(self: ELBv2Backend, target_group_arn: str, attributes: dict[str, Any]) -> None:
    """Known keys only; moto checks the types of stickiness."""
    for key, value in attributes.items():
        if key not in HTTP_ATTRIBUTES and key not in OTHER_ATTRIBUTES:
            raise AwsError.of(ATTRIBUTE_UNKNOWN, key=key)
        if key in RANGES:
            low, high = RANGES[key]
            if not str(value).isdigit() or not low <= int(value) <= high:
                raise AwsError.of(ATTRIBUTE_RANGE, key=key, value=value, least=low, most=high)
    # moto refuses 3600 seconds, which AWS takes.
    delay = {key: value for key, value in attributes.items() if key == "deregistration_delay.timeout_seconds"}
    _modify_attributes(self, target_group_arn, {key: attributes[key] for key in attributes.keys() - delay.keys()})
    self.target_groups[target_group_arn].attributes.update(delay)


def forwarded_to(balancer: FakeLoadBalancer) -> set[str]:
    """ARNs of the groups that its listeners and rules forward to."""
    return {
        arn
        for listener in balancer.listeners.values()
        for rule in listener.rules.values()
        for action in rule.actions
        for arn in _arns(action.data)
    }


def _load_balancer_arns(self: FakeTargetGroup) -> list[str]:
    """Those with a listener or a rule that forwards here, with whatever weight."""
    backend = elbv2_backends[self.account_id][self.region_name]
    return [balancer.arn for balancer in backend.load_balancers.values() if self.arn in forwarded_to(balancer)]


# moto appends to a list that never shrinks; computed anew, its appends go nowhere.
FakeTargetGroup.load_balancer_arns = property(_load_balancer_arns, lambda self, _: None)  # type: ignore[assignment]


@patches(ELBv2Backend)
def _get_target_group_arns_from(self: ELBv2Backend, action_data: dict[str, Any]) -> list[str]:
    return _arns(action_data)


def _arns(action_data: dict[str, Any]) -> list[str]:
    groups = (action_data.get("ForwardConfig") or {}).get("TargetGroups")
    if groups:
        return [group["TargetGroupArn"] for group in groups]
    return [action_data["TargetGroupArn"]] if action_data.get("TargetGroupArn") else []


ELBV2Response.RESPONSE_KEY_PATH_TO_TRANSFORMER.pop("CreateTargetGroupOutput.TargetGroups.TargetGroup.LoadBalancerArns")


def _check_matcher(group: FakeTargetGroup, matcher: dict[str, Any]) -> None:
    first, last = HTTP_CODES if group.protocol in WEB else NETWORK_HTTP_CODES
    for code in re.findall(r"\d+", matcher.get("HttpCode") or ""):
        if not first <= int(code) <= last:
            raise AwsError.of(MATCHER, code=code, first=first, last=last)
