"""What AWS adds to what a program sends of an ECS service."""

from typing import Any

from moto.ecs.models import EC2ContainerServiceBackend

from local_aws.server.extensions.ecs.deployment_configuration import completed
from model.fargate import FARGATE_PROVIDERS

Params = dict[str, Any]

MEMBERS: Params = {
    "loadBalancers": [],
    "serviceRegistries": [],
    "serviceConnectConfiguration": None,
    "desiredCount": 0,
    "launchType": None,
    "capacityProviderStrategy": [],
    "platformVersion": None,
    "platformFamily": None,
    "deploymentConfiguration": {},
    "networkConfiguration": None,
    "placementConstraints": [],
    "placementStrategy": [],
    "healthCheckGracePeriodSeconds": None,
    "schedulingStrategy": "REPLICA",
    "enableECSManagedTags": False,
    "propagateTags": "NONE",
    "enableExecuteCommand": False,
    "availabilityZoneRebalancing": None,
}
"""What is echoed, and its value when it was not sent."""


def filled_in(params: Params, controller: str) -> Params:
    """What was sent, with what AWS adds to it."""
    filled = {member: params[member] for member in MEMBERS if params.get(member) is not None}
    daemon = params.get("schedulingStrategy") == "DAEMON"
    percents = {"maximumPercent": 100 if daemon else 200, "minimumHealthyPercent": 0 if daemon else 100}
    said = params.get("deploymentConfiguration") or {}
    filled["deploymentConfiguration"] = percents | (completed(said) if controller == "ECS" else said)
    if filled.get("networkConfiguration"):
        filled["networkConfiguration"] = network(filled["networkConfiguration"])
    if on_fargate(params):
        filled.setdefault("platformVersion", "LATEST")
        filled["platformFamily"] = "Linux"
    if filled.get("loadBalancers"):
        filled.setdefault("healthCheckGracePeriodSeconds", 0)
    # AWS picks ENABLED for a new service that can rebalance: ECS API reference, CreateService.
    rebalances = controller == "ECS" and not daemon
    filled.setdefault("availabilityZoneRebalancing", "ENABLED" if rebalances else "DISABLED")
    return filled


def network(configuration: Params) -> Params:
    """The network configuration, complete."""
    awsvpc = {"securityGroups": [], "assignPublicIp": "DISABLED"} | configuration["awsvpcConfiguration"]
    return {"awsvpcConfiguration": awsvpc}


def service_linked_role(backend: EC2ContainerServiceBackend, params: Params) -> str | None:
    """The role by which ECS registers targets; None for a service without a load balancer."""
    if not params.get("loadBalancers"):
        return None
    path = "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
    return f"arn:{backend.partition}:iam::{backend.account_id}:{path}"


def on_fargate(params: Params) -> bool:
    """Whether its tasks run there."""
    providers = {item["capacityProvider"] for item in params.get("capacityProviderStrategy") or []}
    return params.get("launchType") == "FARGATE" or bool(providers & set(FARGATE_PROVIDERS))
