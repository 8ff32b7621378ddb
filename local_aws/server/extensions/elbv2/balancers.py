"""Load balancers and listeners of ELBv2.

Faithful: what is refused (names, zones, security groups, ports, certificates, weights, target groups), the attributes
an Application Load Balancer has from the start, a single-target forward echoed both as `TargetGroupArn` and as
`ForwardConfig` with weight 1 (seen on AWS). Not faithful: no traffic passes; a load balancer is active at once; any
well-formed certificate ARN is taken; the hosted zone's id is moto's. Texts are AWS's as people quote them;
"unchecked" marks our wording.
"""

import re
from typing import Any

from moto.core.exceptions import ServiceException
from moto.ec2.models import ec2_backends
from moto.elbv2 import models
from moto.elbv2.exceptions import DuplicateListenerError, DuplicateLoadBalancerName
from moto.elbv2.models import ELBv2Backend, FakeListener, FakeLoadBalancer, FakeRule
from moto.moto_api._internal import mock_random

from local_aws.server.extensions.patching import AwsError, patches
from model.names import LOAD_BALANCER_LENGTH
from model.tls import UNSET_POLICY

Action = dict[str, Any]

CERTIFICATE = re.compile(r"arn:aws[\w-]*:(acm:[\w-]+:\d{12}:certificate/[\w-]+|iam::\d{12}:server-certificate/.+)")
SECURE = ("HTTPS", "TLS")
APPLICATION_ATTRIBUTES = {
    "access_logs.s3.enabled": "false",
    "access_logs.s3.bucket": "",
    "access_logs.s3.prefix": "",
    "client_keep_alive.seconds": "3600",
    "connection_logs.s3.enabled": "false",
    "connection_logs.s3.bucket": "",
    "connection_logs.s3.prefix": "",
    "deletion_protection.enabled": "false",
    "idle_timeout.timeout_seconds": "60",
    "ipv6.deny_all_igw_traffic": "false",
    "load_balancing.cross_zone.enabled": "true",
    "routing.http.desync_mitigation_mode": "defensive",
    "routing.http.drop_invalid_header_fields.enabled": "false",
    "routing.http.preserve_host_header.enabled": "false",
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
    "routing.http.xff_client_port.enabled": "false",
    "routing.http.xff_header_processing.mode": "append",
    "routing.http2.enabled": "true",
    "waf.fail_open.enabled": "false",
    "zonal_shift.config.enabled": "false",
}
"""Defaults of an Application Load Balancer: ELBv2 API reference, LoadBalancerAttribute."""

_create_load_balancer = ELBv2Backend.create_load_balancer
_create_listener = ELBv2Backend.create_listener
_modify_listener = ELBv2Backend.modify_listener
_create_rule = ELBv2Backend.create_rule
_modify_rule = ELBv2Backend.modify_rule
_delete_rule = ELBv2Backend.delete_rule
_delete_load_balancer = ELBv2Backend.delete_load_balancer
_register_certificate: Any = models.register_certificate  # type: ignore[attr-defined]


@patches(ELBv2Backend)
def create_load_balancer(self: ELBv2Backend, name: str, **params: Any) -> FakeLoadBalancer:
    """Names are unique; an Application Load Balancer is in at least two zones; security groups exist."""
    if len(name) > LOAD_BALANCER_LENGTH:
        raise AwsError(
            "ValidationError",
            f"The load balancer name '{name}' cannot be longer than '{LOAD_BALANCER_LENGTH}' characters",
        )
    if any(balancer.name == name for balancer in self.load_balancers.values()):
        raise DuplicateLoadBalancerName
    if (params.get("loadbalancer_type") or "application") == "application":
        _check_zones(self, params)
    for group in params.get("security_groups") or []:
        if self.ec2_backend.get_security_group_from_id(group) is None:
            raise AwsError("InvalidSecurityGroup", f"Security group '{group}' does not exist")  # unchecked
    params["scheme"] = params.get("scheme") or "internet-facing"
    balancer = _create_load_balancer(self, name, **params)
    balancer.activate()
    if balancer.type == "application":
        balancer.attrs = dict(APPLICATION_ATTRIBUTES)
    return balancer


@patches(ELBv2Backend)
def delete_load_balancer(self: ELBv2Backend, arn: str) -> None:
    """Refused under deletion protection; one that isn't there is fine."""
    balancer = self.load_balancers.get(arn)
    if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
        raise AwsError(
            "OperationNotPermitted",
            f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
        )
    _delete_load_balancer(self, arn)


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
            _check_certificate(certificate)
        actions = _checked(self, params.pop("actions"), balancer.arn)
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
            _check_certificate(certificate.get("CertificateArn"))
    actions = _checked(self, actions or [], balancer.arn)
    as_moto_has_them: list[Any] = [models.FakeAction(action) for action in actions]
    self._validate_actions(as_moto_has_them)
    _modify_listener(self, arn, port, protocol, ssl_policy, certificates, actions)  # type: ignore[arg-type]
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
    balancer = self.describe_listeners(None, [listener_arn])[0].load_balancer_arn
    return _create_rule(self, listener_arn, conditions, priority, _checked(self, actions, balancer), **params)


@patches(ELBv2Backend)
def modify_rule(self: ELBv2Backend, rule_arn: str, conditions: Any, actions: list[Action]) -> FakeRule:
    """The default rule belongs to its listener and can't be modified."""
    rule = self.describe_rules(None, [rule_arn])[0]
    if rule.is_default:
        raise AwsError("OperationNotPermitted", f"Default rule '{rule_arn}' cannot be modified")
    balancer = self.describe_listeners(None, [rule.listener_arn])[0].load_balancer_arn
    return _modify_rule(self, rule_arn, conditions, _checked(self, actions, balancer))


@patches(ELBv2Backend)
def delete_rule(self: ELBv2Backend, arn: str) -> None:
    """The default rule belongs to its listener and can't be deleted; one that isn't there is an error, as on AWS."""
    if self.describe_rules(None, [arn])[0].is_default:
        raise AwsError("OperationNotPermitted", f"Default rule '{arn}' cannot be deleted")
    _delete_rule(self, arn)


@patches(ELBv2Backend)
def _certificate_exists(self: ELBv2Backend, certificate_arn: str) -> bool:
    return bool(CERTIFICATE.fullmatch(certificate_arn))


def _register_known_certificate(**params: Any) -> None:
    """Marks the certificate as in use where it is one of the local AWS's own."""
    try:
        _register_certificate(**params)
    except ServiceException:
        return


models.register_certificate = _register_known_certificate  # type: ignore[attr-defined]


def _check_zones(backend: ELBv2Backend, params: dict[str, Any]) -> None:
    ids = list(params.get("subnet_ids") or [])
    ids += [mapping["SubnetId"] for mapping in params.get("subnet_mappings") or []]
    known = {
        subnet.id: subnet.availability_zone
        for zone in ec2_backends[backend.account_id][backend.region_name].subnets.values()
        for subnet in zone.values()
    }
    for subnet in ids:
        if subnet not in known:
            raise AwsError("SubnetNotFound", f"The subnet ID '{subnet}' does not exist")
    zones = {known[subnet] for subnet in ids}
    if len(zones) < len(set(ids)):
        raise AwsError(
            "InvalidConfigurationRequest",
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
        )
    if len(zones) < 2:
        raise AwsError("ValidationError", "At least two subnets in two different Availability Zones must be specified")


def _check_port(balancer: FakeLoadBalancer, port: int, itself: FakeListener | None = None) -> None:
    for listener in balancer.listeners.values():
        if listener is not itself and int(listener.port) == int(port):
            raise DuplicateListenerError


def _check_certificate(arn: str | None) -> None:
    if not arn:
        raise AwsError("ValidationError", "A certificate must be specified for HTTPS listeners")
    if not CERTIFICATE.fullmatch(arn):
        raise AwsError("CertificateNotFound", f"Certificate ARN '{arn}' is not valid")


def _checked(backend: ELBv2Backend, actions: list[Action], balancer_arn: str) -> list[Action]:
    """The actions as AWS echoes them. Raises what AWS raises."""
    return [_checked_forward(backend, one, balancer_arn) if one["Type"] == "forward" else one for one in actions]


def _checked_forward(backend: ELBv2Backend, action: Action, balancer_arn: str) -> Action:
    forward = dict(action.get("ForwardConfig") or {})
    groups = [dict(group) for group in forward.get("TargetGroups") or []]
    if not groups and action.get("TargetGroupArn"):
        groups = [{"TargetGroupArn": action["TargetGroupArn"]}]
    if not groups:
        raise AwsError("ValidationError", "A target group ARN must be specified")  # unchecked
    arns = [group["TargetGroupArn"] for group in groups]
    if len(set(arns)) < len(arns):
        raise AwsError("ValidationError", "Target groups in a forward action must be unique")  # unchecked
    for group in groups:
        group["Weight"] = int(group.get("Weight", 1))
        if not 0 <= group["Weight"] <= 999:
            raise AwsError("ValidationError", "The weight for each target group must be between 0 and 999, inclusive")
        target_group = backend.target_groups.get(group["TargetGroupArn"])
        if target_group and set(target_group.load_balancer_arns) - {balancer_arn}:
            raise AwsError(
                "TargetGroupAssociationLimit",
                "The following target groups cannot be associated with more than one load balancer: "
                f"{target_group.arn}",
            )
    echoed = {key: value for key, value in action.items() if key != "TargetGroupArn"}
    forward["TargetGroups"] = groups
    echoed["ForwardConfig"] = forward
    if len(groups) == 1:
        echoed["TargetGroupArn"] = arns[0]
    return echoed
