"""Load balancer.

Not like the real provider: after a delete, the load balancer's network interfaces are not waited for.
"""

from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.lb import attributes, naming, tagging
from local_aws.provider.handlers.lb.attributes import Attribute
from local_aws.provider.values import Props
from model.access_logs import LOG_SETTINGS, LOGS

_ALB = frozenset({"application"})
_NLB = frozenset({"network"})
_ALB_NLB = _ALB | _NLB

ATTRIBUTES = (
    Attribute("deletion_protection.enabled", "enableDeletionProtection", bool),
    Attribute("idle_timeout.timeout_seconds", "idleTimeout", int, _ALB),
    Attribute("client_keep_alive.seconds", "clientKeepAlive", int, _ALB),
    Attribute("routing.http2.enabled", "enableHttp2", bool, _ALB),
    Attribute("routing.http.desync_mitigation_mode", "desyncMitigationMode", str, _ALB),
    Attribute("routing.http.drop_invalid_header_fields.enabled", "dropInvalidHeaderFields", bool, _ALB),
    Attribute("routing.http.preserve_host_header.enabled", "preserveHostHeader", bool, _ALB),
    Attribute(
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "enableTlsVersionAndCipherSuiteHeaders", bool, _ALB
    ),
    Attribute("routing.http.xff_client_port.enabled", "enableXffClientPort", bool, _ALB),
    Attribute("routing.http.xff_header_processing.mode", "xffHeaderProcessingMode", str, _ALB),
    Attribute("waf.fail_open.enabled", "enableWafFailOpen", bool, _ALB),
    Attribute("zonal_shift.config.enabled", "enableZonalShift", bool, _ALB_NLB),
    Attribute("dns_record.client_routing_policy", "dnsRecordClientRoutingPolicy", str, _NLB),
    Attribute(
        "load_balancing.cross_zone.enabled", "enableCrossZoneLoadBalancing", bool, frozenset({"network", "gateway"})
    ),
    *(
        Attribute(
            f"{log}.s3.{setting}",
            f"{block}.{setting}",
            bool if setting == "enabled" else str,
            _ALB_NLB if log == "access_logs" else _ALB,
        )
        for log, block in LOGS.items()
        for setting in LOG_SETTINGS
    ),
)


def create(aws: Aws, props: Props) -> str:
    """Makes the load balancer, unless the name is taken, then sets every attribute that its type has."""
    elb = aws.client("elbv2")
    name = naming.free(props, "ELBv2 Load Balancer", lambda name: _named(elb, name))
    asked = props | {"name": name, "type": props["loadBalancerType"], "scheme": _scheme(props)}
    arn: str = elb.create_load_balancer(**request(elb, "CreateLoadBalancer", asked))["LoadBalancers"][0][
        "LoadBalancerArn"
    ]
    with initializing(arn):
        _set(elb, arn, props, {attribute.property for attribute in ATTRIBUTES})
        if "minimumLoadBalancerCapacity" in props:
            _reserve(elb, arn, props)
    return arn


def _named(elb: Any, name: str) -> bool:
    with gone_is_fine("LoadBalancerNotFound"):
        return bool(elb.describe_load_balancers(Names=[name])["LoadBalancers"])
    return False


def _scheme(props: Props) -> str | None:
    return "internal" if props.get("internal") else None


def _set(elb: Any, arn: str, props: Props, keys: set[str] | frozenset[str]) -> None:
    # As the real provider does: a switch that the program leaves out is sent as off.
    of_type = attributes.having(ATTRIBUTES, props["loadBalancerType"])
    switches = {one.path: False for one in of_type if one.type is bool and "." not in one.path}
    table = attributes.of(of_type, keys)
    blocks = (block for block in LOGS.values() if block != "healthCheckLogs" or block in props)
    logs = {block: {"enabled": False} | props.get(block, {}) for block in blocks}
    if changed := attributes.to_aws(table, switches | props | logs):
        elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=changed)


def _reserve(elb: Any, arn: str, props: Props) -> None:
    if "minimumLoadBalancerCapacity" in props:
        units = props["minimumLoadBalancerCapacity"]["capacityUnits"]
        elb.modify_capacity_reservation(LoadBalancerArn=arn, MinimumLoadBalancerCapacity={"CapacityUnits": units})
    else:
        elb.modify_capacity_reservation(LoadBalancerArn=arn, ResetCapacityReservation=True)


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The load balancer with its attributes; the reserved capacity is what was last asked for."""
    elb = aws.client("elbv2")
    with gone_is_fine("LoadBalancerNotFound"):
        balancer = elb.describe_load_balancers(LoadBalancerArns=[id])["LoadBalancers"][0]
        table = attributes.having(ATTRIBUTES, balancer["Type"])
        answer = elb.describe_load_balancer_attributes(LoadBalancerArn=id)["Attributes"]
        pools = balancer.get("IpamPools", {}).get("Ipv4IpamPoolId")
        zones = balancer["AvailabilityZones"]
        return {
            "name": balancer["LoadBalancerName"],
            "namePrefix": known.get("namePrefix"),
            "internal": balancer.get("Scheme") == "internal",
            "loadBalancerType": balancer["Type"],
            "ipAddressType": balancer.get("IpAddressType"),
            "customerOwnedIpv4Pool": balancer.get("CustomerOwnedIpv4Pool"),
            "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic": balancer.get(
                "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"
            ),
            "enablePrefixForIpv6SourceNat": balancer.get("EnablePrefixForIpv6SourceNat"),
            "ipamPools": {"ipv4IpamPoolId": pools} if pools else None,
            "minimumLoadBalancerCapacity": known.get("minimumLoadBalancerCapacity"),
            "securityGroups": balancer.get("SecurityGroups", []),
            "subnets": [zone["SubnetId"] for zone in zones],
            "subnetMappings": [_mapping(zone) for zone in zones],
            **attributes.from_aws(table, answer),
            "arn": id,
            "arnSuffix": id.partition(":loadbalancer/")[2],
            "dnsName": balancer["DNSName"],
            "vpcId": balancer["VpcId"],
            "zoneId": balancer["CanonicalHostedZoneId"],
            "tagsAll": tagging.of(aws, id),
        }
    return None


def _mapping(zone: dict[str, Any]) -> Props:
    address: dict[str, str] = next(iter(zone.get("LoadBalancerAddresses", [])), {})
    mapping = {
        "subnetId": zone["SubnetId"],
        "outpostId": zone.get("OutpostId"),
        "allocationId": address.get("AllocationId"),
        "privateIpv4Address": address.get("PrivateIPv4Address"),
        "ipv6Address": address.get("IPv6Address"),
    }
    return {key: value for key, value in mapping.items() if value is not None}


def update(aws: Aws, id: str, change: Change) -> None:
    """All changed attributes in one call, then one call for each of the other properties."""
    elb = aws.client("elbv2")
    new, keys = change.new, change.keys
    _set(elb, id, new, keys)
    if "securityGroups" in keys:
        elb.set_security_groups(LoadBalancerArn=id, SecurityGroups=new.get("securityGroups", []))
    if "subnetMappings" in keys and "subnetMappings" in new:
        elb.set_subnets(**request(elb, "SetSubnets", {"loadBalancerArn": id, "subnetMappings": new["subnetMappings"]}))
    elif "subnets" in keys and "subnets" in new:
        elb.set_subnets(LoadBalancerArn=id, Subnets=new["subnets"])
    if "ipAddressType" in keys and "ipAddressType" in new:
        elb.set_ip_address_type(LoadBalancerArn=id, IpAddressType=new["ipAddressType"])
    if "ipamPools" in keys:
        pools = {"ipamPools": new["ipamPools"]} if "ipamPools" in new else {"removeIpamPools": ["ipv4"]}
        elb.modify_ip_pools(**request(elb, "ModifyIpPools", {"loadBalancerArn": id, **pools}))
    if "minimumLoadBalancerCapacity" in keys:
        _reserve(elb, id, new)
    tagging.retag(aws, id, change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the load balancer; AWS refuses while it is protected."""
    with gone_is_fine("LoadBalancerNotFound"):
        aws.client("elbv2").delete_load_balancer(LoadBalancerArn=id)


def replaces(change: Change) -> frozenset[str]:
    """A network load balancer only ever gains subnets, and never its first security group or loses its last.

    Of subnet mappings, an application load balancer too keeps those that it has.
    """

    def members(props: Props, key: str) -> list[Any]:
        return props.get(key) or []

    network = change.new.get("loadBalancerType") == "network"
    forced: set[str] = set()
    for key in ("subnets", "subnetMappings") if network else ("subnetMappings",):
        had, has = members(change.old, key), members(change.new, key)
        kept = [one for one in had if one in has]
        if had and has and kept != had and (network or len(had) == len(has)):
            forced.add(key)
    if network and bool(members(change.old, "securityGroups")) != bool(members(change.new, "securityGroups")):
        forced.add("securityGroups")
    return change.keys & forced


def canonical(props: Props) -> Props:
    """Without what its type doesn't have, and without the place of logs that are off: the provider ignores both."""
    type = props.get("loadBalancerType", "application")
    foreign = {one.property for one in ATTRIBUTES} - {one.property for one in attributes.having(ATTRIBUTES, type)}
    off = {log: {"enabled": False} for log in LOGS.values() if log in props and not props[log].get("enabled")}
    return {key: value for key, value in (props | off).items() if key not in foreign}


HANDLERS = (
    ResourceHandler(
        token="aws:lb/loadBalancer:LoadBalancer",
        create=create,
        read=read,
        update=update,
        delete=delete,
        canonical=canonical,
        replaces=replaces,
    ),
)
