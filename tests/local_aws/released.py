"""A release of everything that CodeDeploy can release, as it leaves it behind."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import requests

TWO_DAYS_SECONDS = 2 * 86400
"""The longest that a deployment waits for anything."""


def release_all(aws: Callable[[str], Any]) -> None:
    """Moves each service of a deployment group to the other target group of its pair; traffic goes 100 to 0."""
    deploys, ecs = aws("codedeploy"), aws("ecs")
    for group in _groups(deploys):
        (service,) = group["ecsServices"]
        (found,) = ecs.describe_services(cluster=service["clusterName"], services=[service["serviceName"]])["services"]
        deployment = deploys.create_deployment(
            applicationName=group["applicationName"],
            deploymentGroupName=group["deploymentGroupName"],
            revision={"revisionType": "AppSpecContent", "appSpecContent": {"content": _appspec(found)}},
        )["deploymentId"]
        if deploys.get_deployment(deploymentId=deployment)["deploymentInfo"]["status"] == "Ready":
            deploys.continue_deployment(deploymentId=deployment, deploymentWaitType="READY_WAIT")
    requests.post(f"{ecs.meta.endpoint_url}/_local/step", params={"seconds": TWO_DAYS_SECONDS}, timeout=60)


def _groups(codedeploy: Any) -> Iterator[dict[str, Any]]:
    for application in codedeploy.list_applications()["applications"]:
        for name in codedeploy.list_deployment_groups(applicationName=application)["deploymentGroups"]:
            found = codedeploy.get_deployment_group(applicationName=application, deploymentGroupName=name)
            yield found["deploymentGroupInfo"]


def _appspec(service: dict[str, Any]) -> str:
    balancer = service["loadBalancers"][0]
    properties = {
        "TaskDefinition": service["taskDefinition"],
        "LoadBalancerInfo": {"ContainerName": balancer["containerName"], "ContainerPort": balancer["containerPort"]},
    }
    target = {"Type": "AWS::ECS::Service", "Properties": properties}
    return json.dumps({"version": 0.0, "Resources": [{"TargetService": target}]})
