"""What a service's properties are in CreateService and UpdateService."""

from typing import Any

from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.handler import Change
from local_aws.provider.values import Props

NAMES = {
    "capacityProviderStrategies": "capacityProviderStrategy",
    "clientAlias": "clientAliases",
    "elbName": "loadBalancerName",
    "fileSystemType": "filesystemType",
    "iamRole": "role",
    "issuerCertAuthority": "issuerCertificateAuthority",
    "orderedPlacementStrategies": "placementStrategy",
    "sizeInGb": "sizeInGiB",
    "volumeConfiguration": "volumeConfigurations",
}
_PERCENTS = frozenset({"deploymentMaximumPercent", "deploymentMinimumHealthyPercent"})
_EMPTIED: Props = {
    "capacityProviderStrategies": [],
    "desiredCount": 0,
    "enableEcsManagedTags": False,
    "enableExecuteCommand": False,
    "healthCheckGracePeriodSeconds": 0,
    "loadBalancers": [],
    "orderedPlacementStrategies": [],
    "placementConstraints": [],
    "propagateTags": "NONE",
    "serviceConnectConfiguration": {"enabled": False},
    "serviceRegistries": [],
    "volumeConfiguration": [],
    "vpcLatticeConfigurations": [],
}
"""What is sent for a property that the program has removed."""
_STATE_ONLY = frozenset(
    {"forceDelete", "forceNewDeployment", "sigintRollback", "tags", "tagsAll", "triggers", "waitForSteadyState"}
)


def creation(ecs: Any, props: Props) -> dict[str, Any]:
    """The arguments of CreateService."""
    asked = props | {"serviceName": props["name"]}
    if props.get("schedulingStrategy") != "DAEMON":
        asked.setdefault("desiredCount", 0)
    return request(ecs, "CreateService", _respelled(asked, props), NAMES)


def alteration(ecs: Any, arn: str, change: Change) -> dict[str, Any]:
    """The arguments of UpdateService: what changed; minimum and maximum percent travel together."""
    new = change.new
    keys = change.keys | _PERCENTS if change.keys & _PERCENTS else change.keys
    if "capacityProviderStrategies" in keys and not new.get("forceNewDeployment"):
        raise ValueError("forceNewDeployment should be true when capacityProviderStrategies is being updated: set it")
    changed = {key: new.get(key, _EMPTIED.get(key)) for key in keys - _STATE_ONLY}
    named = {"service": arn, "forceNewDeployment": bool(new.get("forceNewDeployment"))}
    if "cluster" in new:
        named["cluster"] = new["cluster"]
    return request(ecs, "UpdateService", _respelled(changed, new) | named, NAMES)


def _respelled(asked: Props, whole: Props) -> Props:
    """Network and deployment settings in the blocks that AWS has for them."""
    respelled = dict(asked)
    if network := respelled.get("networkConfiguration"):
        public = "ENABLED" if network.get("assignPublicIp") else "DISABLED"
        respelled["networkConfiguration"] = {"awsvpcConfiguration": network | {"assignPublicIp": public}}
    deployment = _deployment(asked, whole.get("schedulingStrategy") == "DAEMON")
    respelled["deploymentConfiguration"] = deployment or None
    return respelled


def _deployment(asked: Props, daemon: bool) -> Props:
    settings: Props = asked.get("deploymentConfiguration") or {}
    block = dict(settings) if settings.get("strategy") else {}
    block["minimumHealthyPercent"] = asked.get("deploymentMinimumHealthyPercent")
    block["maximumPercent"] = asked.get("deploymentMaximumPercent")
    if daemon:
        block["maximumPercent"] = None
        if block["minimumHealthyPercent"] == 100:
            block["minimumHealthyPercent"] = None
    block["deploymentCircuitBreaker"] = asked.get("deploymentCircuitBreaker")
    block["alarms"] = asked.get("alarms")
    return {key: value for key, value in block.items() if value is not None}
