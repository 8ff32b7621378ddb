"""Load balancers of ELBv2.

Faithful: what is refused (names, zones, IPv6, security groups, deletion protection, logs), a load balancer's
attributes from the start, and the type in its ARN. Not faithful: a load balancer is active at once; the hosted zone's
id is moto's.
"""

from typing import Any

from moto.ec2.models import ec2_backends
from moto.elbv2.exceptions import DuplicateLoadBalancerName
from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer

from local_aws.server.extensions.elbv2 import log_buckets
from local_aws.server.extensions.patching import AwsError, patches
from model.load_balancers import DUAL_STACK
from model.names import LOAD_BALANCER_LENGTH
from model.texts.elbv2 import (
    DELETION_PROTECTED,
    NAME_TOO_LONG,
    NO_IPV6,
    ONE_ZONE,
    SAME_ZONE,
    SECURITY_GROUP_NOT_FOUND,
    SUBNET_NOT_FOUND,
)

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

NETWORK_ATTRIBUTES = {
    "access_logs.s3.enabled": "false",
    "access_logs.s3.bucket": "",
    "access_logs.s3.prefix": "",
    "deletion_protection.enabled": "false",
    "dns_record.client_routing_policy": "any_availability_zone",
    "ipv6.deny_all_igw_traffic": "false",
    "load_balancing.cross_zone.enabled": "false",
    "secondary_ips.auto_assigned.per_subnet": "0",
    "zonal_shift.config.enabled": "false",
}
"""The same of a Network Load Balancer."""

# moto lets these be switched on and takes no bucket for them.
FakeLoadBalancer.VALID_ATTRS |= {"health_check_logs.s3.bucket", "health_check_logs.s3.prefix"}

_create_load_balancer = ELBv2Backend.create_load_balancer
_delete_load_balancer = ELBv2Backend.delete_load_balancer
_modify_load_balancer_attributes = ELBv2Backend.modify_load_balancer_attributes
_set_ip_address_type = ELBv2Backend.set_ip_address_type


@patches(ELBv2Backend)
def create_load_balancer(self: ELBv2Backend, name: str, **params: Any) -> FakeLoadBalancer:
    """Names are unique; an Application Load Balancer is in at least two zones; security groups exist."""
    if len(name) > LOAD_BALANCER_LENGTH:
        raise AwsError.of(NAME_TOO_LONG, name=name)
    if any(balancer.name == name for balancer in self.load_balancers.values()):
        raise DuplicateLoadBalancerName
    if (params.get("loadbalancer_type") or "application") == "application":
        _check_zones(self, params)
    if params.get("ip_address_type") in DUAL_STACK:
        _check_ipv6(self, _ids(params))
    for group in params.get("security_groups") or []:
        if self.ec2_backend.get_security_group_from_id(group) is None:
            raise AwsError.of(SECURITY_GROUP_NOT_FOUND, group=group)
    params["scheme"] = params.get("scheme") or "internet-facing"
    tags = params.pop("tags", None)
    balancer = _create_load_balancer(self, name, **params)
    balancer.activate()
    if balancer.type == "application":
        balancer.attrs = dict(APPLICATION_ATTRIBUTES)
    elif balancer.type == "network":
        balancer.attrs = dict(NETWORK_ATTRIBUTES)
        # moto calls every one `app`.
        del self.load_balancers[balancer.arn]
        balancer.arn = balancer.arn.replace(":loadbalancer/app/", ":loadbalancer/net/")
        self.load_balancers[balancer.arn] = balancer
    self.tagging_service.tag_resource(balancer.arn, tags)
    return balancer


@patches(ELBv2Backend)
def delete_load_balancer(self: ELBv2Backend, arn: str) -> None:
    """Refused under deletion protection; one that isn't there is fine."""
    balancer = self.load_balancers.get(arn)
    if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
        raise AwsError.of(DELETION_PROTECTED, arn=arn)
    _delete_load_balancer(self, arn)


@patches(ELBv2Backend)
def modify_load_balancer_attributes(self: ELBv2Backend, arn: str, attrs: dict[str, Any]) -> dict[str, Any]:
    """A log is switched on only where it can be written."""
    if balancer := self.load_balancers.get(arn):
        log_buckets.check(self, balancer, attrs)
    return _modify_load_balancer_attributes(self, arn, attrs)


@patches(ELBv2Backend)
def set_ip_address_type(self: ELBv2Backend, arn: str, ip_type: str) -> None:
    """IPv6 addresses only where each subnet has some."""
    if ip_type in DUAL_STACK and (balancer := self.load_balancers.get(arn)):
        _check_ipv6(self, [subnet.id for subnet in balancer.subnets])
    _set_ip_address_type(self, arn, ip_type)


def _ids(params: dict[str, Any]) -> list[str]:
    """Of the subnets."""
    mapped = [mapping["SubnetId"] for mapping in params.get("subnet_mappings") or []]
    return [*(params.get("subnet_ids") or []), *mapped]


def _subnets(backend: ELBv2Backend) -> dict[str, Any]:
    zones = ec2_backends[backend.account_id][backend.region_name].subnets
    return {subnet.id: subnet for zone in zones.values() for subnet in zone.values()}


def _check_ipv6(backend: ELBv2Backend, ids: list[str]) -> None:
    known = _subnets(backend)
    for id in ids:
        blocks = known[id].ipv6_cidr_block_associations.values() if id in known else []
        if not any(block["ipv6CidrBlockState"]["State"] == "associated" for block in blocks):
            raise AwsError.of(NO_IPV6)


def _check_zones(backend: ELBv2Backend, params: dict[str, Any]) -> None:
    ids, known = _ids(params), _subnets(backend)
    for subnet in ids:
        if subnet not in known:
            raise AwsError.of(SUBNET_NOT_FOUND, subnet=subnet)
    zones = {known[subnet].availability_zone for subnet in ids}
    if len(zones) < len(set(ids)):
        raise AwsError.of(SAME_ZONE)
    if len(zones) < 2:
        raise AwsError.of(ONE_ZONE)
