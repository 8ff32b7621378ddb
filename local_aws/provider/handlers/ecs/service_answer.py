"""What DescribeServices returns of a service, as the program's properties."""

from typing import Any

from local_aws.provider.handlers import case
from local_aws.provider.handlers.case import fields
from local_aws.provider.handlers.ecs import tagging
from local_aws.provider.handlers.ecs.service_request import NAMES
from local_aws.provider.values import Props

TOKEN = "aws:ecs/service:Service"
# At the top of the answer, in the same form.
_SERVICE = (
    "availabilityZoneRebalancing",
    "capacityProviderStrategies",
    "deploymentController",
    "desiredCount",
    "enableEcsManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "launchType",
    "loadBalancers",
    "orderedPlacementStrategies",
    "placementConstraints",
    "platformVersion",
    "propagateTags",
    "schedulingStrategy",
    "serviceRegistries",
)
# In the primary deployment, which services under CODE_DEPLOY don't have.
_DEPLOYMENT = ("serviceConnectConfiguration", "volumeConfiguration", "vpcLatticeConfigurations")


def from_aws(service: dict[str, Any], known: Props) -> Props:
    """The service's properties. Where a name and an ARN are both right, the form of the known state is kept."""
    known_as = fields(TOKEN)
    primary = next((one for one in service.get("deployments", []) if one["status"] == "PRIMARY"), {})
    network = service.get("networkConfiguration", {}).get("awsvpcConfiguration")
    return {
        **dict.fromkeys(_SERVICE),
        **case.from_aws({key: known_as[key] for key in _SERVICE}, service, NAMES),
        **case.from_aws({key: known_as[key] for key in _DEPLOYMENT}, primary, NAMES),
        **_deployment(service.get("deploymentConfiguration", {})),
        "networkConfiguration": network and network | {"assignPublicIp": network.get("assignPublicIp") == "ENABLED"},
        "name": service["serviceName"],
        "cluster": _as_known(service["clusterArn"], known.get("cluster")),
        "iamRole": _as_known(service["roleArn"], known.get("iamRole")) if service.get("roleArn") else None,
        "taskDefinition": _revision(service.get("taskDefinition"), known.get("taskDefinition")),
        "id": service["serviceArn"],
        "arn": service["serviceArn"],
        "tagsAll": tagging.own(service.get("tags")),
    }


def _as_known(arn: str, known: str | None) -> str:
    """A name stays a name, an ARN an ARN; an ARN on import."""
    return arn if known is None or known.startswith("arn:") else arn.rpartition("/")[2]


def _revision(arn: str | None, known: str | None) -> str | None:
    """An ARN stays an ARN; all else, import too, is FAMILY:REVISION, as in the real provider."""
    if arn is None or (known or "").startswith("arn:"):
        return arn
    return arn.rpartition("/")[2]


def _deployment(answer: dict[str, Any]) -> Props:
    known_as = fields(TOKEN)
    props = case.from_aws({key: known_as[key] for key in ("alarms", "deploymentCircuitBreaker")}, answer)
    if "strategy" in answer:
        props["deploymentConfiguration"] = case.from_aws(known_as["deploymentConfiguration"].fields, answer)
    return props | {
        "deploymentMaximumPercent": answer.get("maximumPercent"),
        "deploymentMinimumHealthyPercent": answer.get("minimumHealthyPercent"),
    }
