"""What no table says: values that are another kind in Pulumi, and resources that are several there."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from model.access_logs import LOG_SETTINGS, LOGS
from policy.reading import BUCKET, LISTENER, LOAD_BALANCER, TARGET_GROUP, UNKNOWN, items, read

Properties = dict[str, Any]
Given = Mapping[str, Any]
"""The properties in CloudFormation's words, with intrinsic functions evaluated."""

OF_LOAD_BALANCERS = {
    **{f"{log}.s3.{setting}": f"{block}.{setting}" for log, block in LOGS.items() for setting in LOG_SETTINGS},
    "deletion_protection.enabled": "enableDeletionProtection",
    "idle_timeout.timeout_seconds": "idleTimeout",
    "load_balancing.cross_zone.enabled": "enableCrossZoneLoadBalancing",
    "routing.http.desync_mitigation_mode": "desyncMitigationMode",
    "routing.http.drop_invalid_header_fields.enabled": "dropInvalidHeaderFields",
    "routing.http2.enabled": "enableHttp2",
    "waf.fail_open.enabled": "enableWafFailOpen",
}
"""https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html"""

OF_TARGET_GROUPS = {
    "deregistration_delay.connection_termination.enabled": "connectionTermination",
    "deregistration_delay.timeout_seconds": "deregistrationDelay",
    "lambda.multi_value_headers.enabled": "lambdaMultiValueHeadersEnabled",
    "load_balancing.algorithm.anomaly_mitigation": "loadBalancingAnomalyMitigation",
    "load_balancing.algorithm.type": "loadBalancingAlgorithmType",
    "load_balancing.cross_zone.enabled": "loadBalancingCrossZoneEnabled",
    "preserve_client_ip.enabled": "preserveClientIp",
    "proxy_protocol_v2.enabled": "proxyProtocolV2",
    "slow_start.duration_seconds": "slowStart",
    "stickiness.app_cookie.cookie_name": "stickiness.cookieName",
    "stickiness.app_cookie.duration_seconds": "stickiness.cookieDuration",
    "stickiness.enabled": "stickiness.enabled",
    "stickiness.lb_cookie.duration_seconds": "stickiness.cookieDuration",
    "stickiness.type": "stickiness.type",
    "target_group_health.dns_failover.minimum_healthy_targets.count": (
        "targetGroupHealth.dnsFailover.minimumHealthyTargetsCount"
    ),
    "target_group_health.dns_failover.minimum_healthy_targets.percentage": (
        "targetGroupHealth.dnsFailover.minimumHealthyTargetsPercentage"
    ),
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": (
        "targetGroupHealth.unhealthyStateRouting.minimumHealthyTargetsCount"
    ),
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": (
        "targetGroupHealth.unhealthyStateRouting.minimumHealthyTargetsPercentage"
    ),
}
"""https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html"""

FIELDS = {"host-header": "hostHeader", "path-pattern": "pathPattern"}
"""The conditions of a listener rule whose values may stand beside their `Field`."""


def _attribute_places(listed: str, names: Mapping[str, str]) -> dict[str, str]:
    """Pulumi's properties, and the objects that they are in, as entries of a list of attributes."""
    places = {to: f"{listed}[{key}]" for key, to in names.items()}
    for around in {to.rpartition(".")[0] for to in places} - {""}:
        keys = [key.split(".") for key, to in names.items() if to.startswith(f"{around}.")]
        shared = [step[0] for step in zip(*keys, strict=False) if len({*step}) == 1]
        places[around] = f"{listed}[{'.'.join(shared)}]"
    return places


PLACES: Mapping[str, Mapping[str, str]] = {
    BUCKET: {"versioning": "VersioningConfiguration"},
    LISTENER: {"certificateArn": "Certificates[0].CertificateArn"},
    LOAD_BALANCER: {
        "internal": "Scheme",
        **_attribute_places("LoadBalancerAttributes", OF_LOAD_BALANCERS),
    },
    TARGET_GROUP: _attribute_places("TargetGroupAttributes", OF_TARGET_GROUPS),
}
"""Where CloudFormation has what is set here, by Pulumi's type and property."""


def finish(type: str, given: Given, made: Properties) -> None:
    """Sets what the tables leave."""
    if type in _FINISH:
        _FINISH[type](given, made)


def _service(_given: Given, made: Properties) -> None:
    network = made.get("networkConfiguration")
    if isinstance(network, dict) and isinstance(public := network.get("assignPublicIp"), str):
        network["assignPublicIp"] = public == "ENABLED"


def _load_balancer(given: Given, made: Properties) -> None:
    if (scheme := given.get("Scheme")) is not None:
        made["internal"] = UNKNOWN if scheme is UNKNOWN else scheme == "internal"
    _attributes(given.get("LoadBalancerAttributes"), OF_LOAD_BALANCERS, made)


def _target_group(given: Given, made: Properties) -> None:
    _attributes(given.get("TargetGroupAttributes"), OF_TARGET_GROUPS, made)


def _listener(given: Given, made: Properties) -> None:
    certificate = read(given, "Certificates", 0, "CertificateArn")
    if certificate is not None:
        made["certificateArn"] = certificate


def _listener_rule(_given: Given, made: Properties) -> None:
    for _, condition in items(made.get("conditions")):
        if isinstance(condition, dict):
            kind, values = FIELDS.get(str(condition.pop("field", ""))), condition.pop("values", None)
            if kind and values is not None:
                condition[kind] = {"values": values}


def _bucket(given: Given, made: Properties) -> None:
    if (status := read(given, "VersioningConfiguration", "Status")) is not None:
        made["versioning"] = {"enabled": UNKNOWN if status is UNKNOWN else status == "Enabled"}


def _attributes(listed: Any, names: Mapping[str, str], made: Properties) -> None:
    for _, one in items(listed):
        target = names.get(str(read(one, "Key", default="")))
        if target:
            *around, name = target.split(".")
            place = made
            for step in around:
                place = place.setdefault(step, {})
            place[name] = read(one, "Value")


_FINISH: dict[str, Callable[[Given, Properties], None]] = {
    "AWS::ECS::Service": _service,
    "AWS::ElasticLoadBalancingV2::Listener": _listener,
    "AWS::ElasticLoadBalancingV2::ListenerRule": _listener_rule,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": _load_balancer,
    "AWS::ElasticLoadBalancingV2::TargetGroup": _target_group,
    "AWS::S3::Bucket": _bucket,
}


def parts(type: str, given: Given, made: Properties) -> Iterator[tuple[str, Properties, dict[str, str]]]:
    """The resources that it is in Pulumi, but for itself: type, properties, and which of them are the template's which.

    A property that is the resource's own ARN is made of the resource itself: there the template's name is empty.
    """
    match type:
        case "AWS::ECS::Cluster" if "CapacityProviders" in given:
            properties = {
                "clusterName": made.get("name", UNKNOWN),
                "capacityProviders": given["CapacityProviders"],
                "defaultCapacityProviderStrategies": [
                    {name[0].lower() + name[1:]: value for name, value in one.items()}
                    for _, one in items(given.get("DefaultCapacityProviderStrategy"))
                    if isinstance(one, dict)
                ],
            }
            origins = {"clusterName": "", "capacityProviders": "CapacityProviders"}
            yield "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", properties, origins
        case "AWS::ECR::Repository" if "RepositoryPolicyText" in given:
            properties = {"repository": made.get("name", UNKNOWN), "policy": given["RepositoryPolicyText"]}
            origins = {"repository": "", "policy": "RepositoryPolicyText"}
            yield "aws:ecr/repositoryPolicy:RepositoryPolicy", properties, origins
        case "AWS::Events::Rule":
            for _, target in items(given.get("Targets")):
                properties = {"rule": made.get("name", UNKNOWN), "arn": read(target, "Arn")}
                yield "aws:cloudwatch/eventTarget:EventTarget", properties, {"rule": "", "arn": "Targets"}
        case "AWS::IAM::ManagedPolicy":
            for _, role in items(given.get("Roles")):
                properties = {"role": role, "policyArn": UNKNOWN}
                yield (
                    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                    properties,
                    {"role": "Roles", "policyArn": ""},
                )


def each(type: str, made: Properties) -> Iterator[Properties]:
    """The same resource once for each role: a policy of CloudFormation may have several."""
    roles = made.get("role") if type in ("AWS::IAM::Policy", "AWS::IAM::InstanceProfile") else None
    if not isinstance(roles, list):
        yield made
        return
    for role in roles:
        yield {**made, "role": role}
