"""Target group."""

from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.lb import attributes, naming, tagging
from local_aws.provider.handlers.lb.attributes import Attribute
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_NO_LAMBDA = frozenset({"instance", "ip", "alb"})
_LAMBDA = frozenset({"lambda"})
_DNS = "target_group_health.dns_failover.minimum_healthy_targets"
_ROUTING = "target_group_health.unhealthy_state_routing.minimum_healthy_targets"

ATTRIBUTES = (
    Attribute("deregistration_delay.timeout_seconds", "deregistrationDelay", int, _NO_LAMBDA),
    Attribute("deregistration_delay.connection_termination.enabled", "connectionTermination", bool, _NO_LAMBDA),
    Attribute("lambda.multi_value_headers.enabled", "lambdaMultiValueHeadersEnabled", bool, _LAMBDA),
    Attribute("load_balancing.algorithm.type", "loadBalancingAlgorithmType", str, _NO_LAMBDA),
    Attribute("load_balancing.algorithm.anomaly_mitigation", "loadBalancingAnomalyMitigation", str, _NO_LAMBDA),
    Attribute("load_balancing.cross_zone.enabled", "loadBalancingCrossZoneEnabled", str, _NO_LAMBDA),
    Attribute("preserve_client_ip.enabled", "preserveClientIp", str, _NO_LAMBDA),
    Attribute("proxy_protocol_v2.enabled", "proxyProtocolV2", bool, _NO_LAMBDA),
    Attribute("slow_start.duration_seconds", "slowStart", int, _NO_LAMBDA),
    Attribute("stickiness.enabled", "stickiness.enabled", bool, _NO_LAMBDA),
    Attribute("stickiness.type", "stickiness.type", str, _NO_LAMBDA),
    Attribute("stickiness.app_cookie.cookie_name", "stickiness.cookieName", str, _NO_LAMBDA),
    Attribute(f"{_DNS}.count", "targetGroupHealth.dnsFailover.minimumHealthyTargetsCount", str, _NO_LAMBDA),
    Attribute(f"{_DNS}.percentage", "targetGroupHealth.dnsFailover.minimumHealthyTargetsPercentage", str, _NO_LAMBDA),
    Attribute(
        f"{_ROUTING}.count", "targetGroupHealth.unhealthyStateRouting.minimumHealthyTargetsCount", int, _NO_LAMBDA
    ),
    Attribute(
        f"{_ROUTING}.percentage",
        "targetGroupHealth.unhealthyStateRouting.minimumHealthyTargetsPercentage",
        str,
        _NO_LAMBDA,
    ),
)
# One property, one key for each type of cookie.
COOKIES = {
    type: Attribute(f"stickiness.{type}.duration_seconds", "stickiness.cookieDuration", int, _NO_LAMBDA)
    for type in ("lb_cookie", "app_cookie")
}
# Lists of one member at most, to the program.
LISTS = {
    "targetFailovers": (
        Attribute("target_failover.on_deregistration", "onDeregistration", str),
        Attribute("target_failover.on_unhealthy", "onUnhealthy", str),
    ),
    "targetHealthStates": (
        Attribute(
            "target_health_state.unhealthy.connection_termination.enabled", "enableUnhealthyConnectionTermination", bool
        ),
        Attribute("target_health_state.unhealthy.draining_interval_seconds", "unhealthyDrainingInterval", int),
    ),
}
HEALTH_CHECK = {
    "enabled": "HealthCheckEnabled",
    "healthyThreshold": "HealthyThresholdCount",
    "interval": "HealthCheckIntervalSeconds",
    "path": "HealthCheckPath",
    "port": "HealthCheckPort",
    "protocol": "HealthCheckProtocol",
    "timeout": "HealthCheckTimeoutSeconds",
    "unhealthyThreshold": "UnhealthyThresholdCount",
}
IN_USE = ("ResourceInUse", "is currently in use by a listener or a rule")


def create(aws: Aws, props: Props) -> str:
    """Makes the target group, unless the name is taken, then sets its attributes."""
    elb = aws.client("elbv2")
    name = naming.free(props, "ELBv2 Target Group", lambda name: _named(elb, name))
    asked = {key: value for key, value in props.items() if key != "healthCheck"} | {"name": name}
    if props["targetType"] == "lambda":
        for unasked in ("port", "protocol", "protocolVersion", "vpcId"):
            asked.pop(unasked, None)
    elif props.get("protocol") not in ("HTTP", "HTTPS"):
        asked.pop("protocolVersion", None)
    asked = request(elb, "CreateTargetGroup", asked) | _health_check(props)
    arn: str = elb.create_target_group(**asked)["TargetGroups"][0]["TargetGroupArn"]
    with initializing(arn):
        # The real provider sends numbers above 0 and switches that are on, and always the deregistration delay.
        given = {key: value for key, value in props.items() if value or key == "deregistrationDelay"}
        _set(elb, arn, given)
    return arn


def _named(elb: Any, name: str) -> bool:
    with gone_is_fine("TargetGroupNotFound"):
        return bool(elb.describe_target_groups(Names=[name])["TargetGroups"])
    return False


def _health_check(props: Props) -> dict[str, Any]:
    """The whole block, or nothing."""
    block: Props = props.get("healthCheck", {})
    spelled = {member: block[key] for key, member in HEALTH_CHECK.items() if block.get(key) is not None}
    if block.get("matcher"):
        grpc = props.get("protocolVersion", "").upper() == "GRPC"
        spelled["Matcher"] = {"GrpcCode" if grpc else "HttpCode": block["matcher"]}
    if block.get("protocol", "").upper() == "TCP":
        for http in ("HealthCheckPath", "Matcher"):
            spelled.pop(http, None)
    if "HealthCheckProtocol" in spelled:
        spelled["HealthCheckProtocol"] = spelled["HealthCheckProtocol"].upper()
    if props.get("targetType") == "lambda":
        for network in ("HealthCheckPort", "HealthCheckProtocol"):
            spelled.pop(network, None)
    return spelled


def _set(elb: Any, arn: str, given: Props) -> None:
    table = attributes.having(ATTRIBUTES, given.get("targetType", "instance"))
    pairs = attributes.to_aws(table, given)
    if cookie := COOKIES.get(given.get("stickiness", {}).get("type")):
        pairs += attributes.to_aws([cookie], given)
    for name, members in LISTS.items():
        for block in given.get(name, [])[:1]:
            pairs += attributes.to_aws(members, block)
    if pairs:
        elb.modify_target_group_attributes(TargetGroupArn=arn, Attributes=pairs)


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The target group, its health check and attributes, and the load balancers that forward to it."""
    elb = aws.client("elbv2")
    with gone_is_fine("TargetGroupNotFound"):
        group = elb.describe_target_groups(TargetGroupArns=[id])["TargetGroups"][0]
        answer = elb.describe_target_group_attributes(TargetGroupArn=id)["Attributes"]
        check = {key: group.get(member) for key, member in HEALTH_CHECK.items()}
        check["matcher"] = next(iter(group.get("Matcher", {}).values()), None)
        return {
            "name": group["TargetGroupName"],
            "namePrefix": known.get("namePrefix"),
            "port": group.get("Port"),
            "protocol": group.get("Protocol"),
            "protocolVersion": group.get("ProtocolVersion"),
            "vpcId": group.get("VpcId"),
            "targetType": group["TargetType"],
            "ipAddressType": group.get("IpAddressType"),
            "targetControlPort": group.get("TargetControlPort"),
            "healthCheck": {key: value for key, value in check.items() if value is not None},
            **_attributes_from_aws(group["TargetType"], answer),
            "arn": id,
            "arnSuffix": id.rpartition(":")[2],
            "loadBalancerArns": sorted(set(group.get("LoadBalancerArns", []))),
            "tagsAll": tagging.of(aws, id),
        }
    return None


def _attributes_from_aws(target_type: str, answer: list[dict[str, str]]) -> Props:
    props = attributes.from_aws(attributes.having(ATTRIBUTES, target_type), answer)
    if cookie := COOKIES.get(props.get("stickiness", {}).get("type")):
        props["stickiness"] |= attributes.from_aws([cookie], answer)["stickiness"]
    for name, members in LISTS.items():
        if block := attributes.from_aws(members, answer):
            props[name] = [block]
    return props


def update(aws: Aws, id: str, change: Change) -> None:
    """The whole health check when anything in it changed, and the attributes that did."""
    elb = aws.client("elbv2")
    if "healthCheck" in change.keys and "healthCheck" in change.new:
        elb.modify_target_group(TargetGroupArn=id, **_health_check(change.new))
    changed = {key: value for key, value in change.new.items() if key in change.keys}
    if "stickiness" in change.keys and "stickiness" not in change.new:
        changed["stickiness"] = {"enabled": False}
    _set(elb, id, changed | {"targetType": change.new["targetType"]})
    tagging.retag(aws, id, change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the target group, again and again while a listener or rule still forwards to it."""
    with gone_is_fine("TargetGroupNotFound"):
        retry(lambda: aws.client("elbv2").delete_target_group(TargetGroupArn=id), IN_USE)


def canonical(props: Props) -> Props:
    """Without what a Lambda function's group has no use for, and what a cookie of another type: both are ignored."""
    own = dict(props)
    if own.get("targetType") == "lambda":
        for unused in ("port", "protocol", "protocolVersion", "vpcId"):
            own.pop(unused, None)
    elif own.get("protocol") not in ("HTTP", "HTTPS"):
        own.pop("protocolVersion", None)
    if own.get("stickiness", {}).get("type") not in (None, *COOKIES):
        own["stickiness"] = {key: value for key, value in own["stickiness"].items() if key != "cookieDuration"}
    return own


HANDLERS = (
    ResourceHandler(
        token="aws:lb/targetGroup:TargetGroup",
        create=create,
        read=read,
        update=update,
        delete=delete,
        canonical=canonical,
    ),
)
