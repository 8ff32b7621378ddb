"""The AppSpec of a release by CodeDeploy: what it moves, and which functions it calls.

Whoever starts a deployment gives one, the command `bluegreen` as much as a pipeline
(https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file.html, read 2026-11).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

DEFINITION_PLACEHOLDER: Final = "<TASK_DEFINITION>"
"""What CodePipeline's action replaces by the ARN of the revision that it registered (CodePipeline user guide, action
reference of Amazon ECS and CodeDeploy blue-green, read 2026-11)."""


def appspec(
    task_definition: str,
    *,
    container_name: str,
    container_port: int,
    capacity_providers: Sequence[Mapping[str, Any]],
    network: Mapping[str, Any] | None,
    hooks: Mapping[str, str],
) -> dict[str, Any]:
    """Also what CodeDeploy would drop, were it left out: the capacity provider strategy and the network.

    `capacity_providers` are in the spelling of ECS's API, `hooks` are lifecycle event to function.
    """
    properties: dict[str, Any] = {
        "TaskDefinition": task_definition,
        "LoadBalancerInfo": {"ContainerName": container_name, "ContainerPort": container_port},
        "CapacityProviderStrategy": [
            {"CapacityProvider": one["capacityProvider"], "Base": one["base"], "Weight": one["weight"]}
            for one in capacity_providers
        ],
    }
    if network:
        properties["NetworkConfiguration"] = {"AwsvpcConfiguration": network}
    return {
        "version": 0.0,
        "Resources": [{"TargetService": {"Type": "AWS::ECS::Service", "Properties": properties}}],
        "Hooks": [{event: function} for event, function in hooks.items()],
    }


def awsvpc(subnet_ids: str, security_group_ids: str) -> dict[str, Any] | None:
    """The network of tasks that have an address of their own; None, they have none. Ids are separated by commas."""
    if not subnet_ids:
        return None
    return {
        "Subnets": subnet_ids.split(","),
        "SecurityGroups": security_group_ids.split(","),
        "AssignPublicIp": "DISABLED",
    }
