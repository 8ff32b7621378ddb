"""Listeners of ELBv2 and their rules.

Faithful: what is refused (ports, certificates, weights, target groups), a single-target forward echoed both as
`TargetGroupArn` and as `ForwardConfig` with weight 1 (seen on AWS).
"""

from typing import Any

from moto.elbv2 import models
from moto.elbv2.exceptions import DuplicateListenerError
from moto.elbv2.models import ELBv2Backend, FakeListener, FakeLoadBalancer, FakeRule
from moto.moto_api._internal import mock_random

from local_aws.server.extensions.elbv2.certificates import check_certificate
from local_aws.server.extensions.patching import AwsError, patches
from model.load_balancers import CARRIED
from model.texts.elbv2 import (
    DEFAULT_RULE_DELETED,
    DEFAULT_RULE_MODIFIED,
    GROUP_OF_ANOTHER_VPC,
    GROUPS_OF_TWO_LOAD_BALANCERS,
    INCOMPATIBLE_PROTOCOLS,
    NO_TARGET_GROUP,
    PROTOCOL_VERSION,
    SAME_TARGET_GROUP,
    WEIGHT,
)
from model.tls import UNSET_POLICY

Action = dict[str, Any]

SECURE = ("HTTPS", "TLS")
TO_MOTO = {"TLS": "HTTPS", "UDP": "TCP", "TCP_UDP": "TCP"}
"""What moto, which does not know these of a listener that is modified, checks in the same way."""
OVER_HTTPS = ("GRPC", "HTTP2")
"""Versions of groups that a listener reaches by HTTPS only (ALB user guide, target groups, protocol version)."""

_create_listener = ELBv2Backend.create_listener
_modify_listener = ELBv2Backend.modify_listener
_create_rule = ELBv2Backend.create_rule
_modify_rule = ELBv2Backend.modify_rule
_delete_rule = ELBv2Backend.delete_rule


@patches(ELBv2Backend)
def create_listener(
    self: ELBv2Backend,
    load_balancer_arn: str,
    protocol: str,
    port: int,
    ssl_policy: str,
    certificate: str | None,
    **params: Any,
) -> FakeListener:
    """One listener for each port; HTTPS needs a certificate."""
    balancer = self.load_balancers.get(load_balancer_arn)
    if balancer:
        _check_port(balancer, port)
        if protocol in SECURE:
            check_certificate(certificate)
        actions = _checked(self, params.pop("actions"), balancer, protocol)
    else:
        actions = params.pop("actions")
    policy: Any = ssl_policy if protocol in SECURE else None
    listener = _create_listener(self, load_balancer_arn, protocol, port, policy, certificate, actions, **params)  # type: ignore[arg-type]
    # moto's default rule ends in a memory address.
    rule = listener.arn.replace(":listener/", ":listener-rule/")
    listener._default_rule[0].arn = f"{rule}/{mock_random.get_random_hex(16)}"
    return listener


@patches(ELBv2Backend)
def modify_listener(
    self: ELBv2Backend,
    arn: str,
    port: int | None = None,
    protocol: str | None = None,
    ssl_policy: str | None = None,
    certificates: list[dict[str, Any]] | None = None,
    actions: list[Action] | None = None,
) -> FakeListener:
    """Checked like a new one."""
    listener = self.describe_listeners(None, [arn])[0]
    balancer = self.load_balancers[listener.load_balancer_arn]
    if port is not None:
        _check_port(balancer, port, listener)
    becomes = protocol or listener.protocol
    if becomes in SECURE:
        for certificate in certificates or [{"CertificateArn": listener.certificate}]:
            check_certificate(certificate.get("CertificateArn"))
    actions = _checked(self, actions or [], balancer, becomes)
    as_moto_has_them: list[Any] = [models.FakeAction(action) for action in actions]
    self._validate_actions(as_moto_has_them)
    _modify_listener(self, arn, port, TO_MOTO.get(becomes, becomes), ssl_policy, certificates, actions)  # type: ignore[arg-type]
    listener.protocol = becomes
    if becomes not in SECURE:
        listener.ssl_policy, listener.certificate, listener.certificates = None, None, []  # type: ignore[assignment]
    elif not listener.ssl_policy:
        listener.ssl_policy = UNSET_POLICY
    return listener


@patches(ELBv2Backend)
def create_rule(
    self: ELBv2Backend, listener_arn: str, conditions: Any, priority: int, actions: list[Action], **params: Any
) -> Any:
    """Its actions are checked like a listener's."""
    listener = self.describe_listeners(None, [listener_arn])[0]
    actions = _checked(self, actions, self.load_balancers[listener.load_balancer_arn], listener.protocol)
    return _create_rule(self, listener_arn, conditions, priority, actions, **params)


@patches(ELBv2Backend)
def modify_rule(self: ELBv2Backend, rule_arn: str, conditions: Any, actions: list[Action]) -> FakeRule:
    """The default rule belongs to its listener and can't be modified."""
    rule = self.describe_rules(None, [rule_arn])[0]
    if rule.is_default:
        raise AwsError.of(DEFAULT_RULE_MODIFIED, rule=rule_arn)
    listener = self.describe_listeners(None, [rule.listener_arn])[0]
    actions = _checked(self, actions, self.load_balancers[listener.load_balancer_arn], listener.protocol)
    return _modify_rule(self, rule_arn, conditions, actions)


@patches(ELBv2Backend)
def delete_rule(self: ELBv2Backend, arn: str) -> None:
    """The default rule belongs to its listener and can't be deleted; one that isn't there is an error, as on AWS."""
    if self.describe_rules(None, [arn])[0].is_default:
        raise AwsError.of(DEFAULT_RULE_DELETED, rule=arn)
    _delete_rule(self, arn)


def _check_port(balancer: FakeLoadBalancer, port: int, itself: FakeListener | None = None) -> None:
    for listener in balancer.listeners.values():
        if listener is not itself and int(listener.port) == int(port):
            raise DuplicateListenerError


def _checked(backend: ELBv2Backend, actions: list[Action], balancer: FakeLoadBalancer, protocol: str) -> list[Action]:
    """The actions as AWS echoes them, of a listener with this protocol. Raises what AWS raises."""
    return [_checked_forward(backend, one, balancer, protocol) if one["Type"] == "forward" else one for one in actions]


def _checked_forward(backend: ELBv2Backend, action: Action, balancer: FakeLoadBalancer, protocol: str) -> Action:
    forward = dict(action.get("ForwardConfig") or {})
    groups = [dict(group) for group in forward.get("TargetGroups") or []]
    if not groups and action.get("TargetGroupArn"):
        groups = [{"TargetGroupArn": action["TargetGroupArn"]}]
    if not groups:
        raise AwsError.of(NO_TARGET_GROUP)
    arns = [group["TargetGroupArn"] for group in groups]
    if len(set(arns)) < len(arns):
        raise AwsError.of(SAME_TARGET_GROUP)
    for group in groups:
        group["Weight"] = int(group.get("Weight", 1))
        if not 0 <= group["Weight"] <= 999:
            raise AwsError.of(WEIGHT)
        target_group = backend.target_groups.get(group["TargetGroupArn"])
        if target_group is None:
            continue
        if target_group.vpc_id and target_group.vpc_id != balancer.vpc_id:
            raise AwsError.of(GROUP_OF_ANOTHER_VPC, load_balancer=balancer.arn, target_groups=target_group.arn)
        carried = CARRIED.get(protocol, set())
        if not carried <= CARRIED.get(str(target_group.protocol), carried):
            raise AwsError.of(INCOMPATIBLE_PROTOCOLS)
        if protocol == "HTTP" and target_group.protocol_version in OVER_HTTPS:
            raise AwsError.of(PROTOCOL_VERSION, protocol=protocol, version=target_group.protocol_version)
        if set(target_group.load_balancer_arns) - {balancer.arn}:
            raise AwsError.of(GROUPS_OF_TWO_LOAD_BALANCERS, target_groups=target_group.arn)
    echoed = {key: value for key, value in action.items() if key != "TargetGroupArn"}
    forward["TargetGroups"] = groups
    echoed["ForwardConfig"] = forward
    if len(groups) == 1:
        echoed["TargetGroupArn"] = arns[0]
    return echoed
