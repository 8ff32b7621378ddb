"""Good programs, to change one thing in: what the engine tells a pack of them."""

import json
from typing import Any

from analyzer import UNKNOWN, Declared, Program


def arn(kind: str, name: str) -> str:
    """An ARN such as AWS gives."""
    return f"arn:aws:{kind}:eu-west-1:123456789012:{name}"


def task(*mappings: dict[str, Any], name: str = "web") -> str:
    """The JSON of one container."""
    return json.dumps([{"name": name, "image": "shop:1", "memory": 256, "portMappings": list(mappings)}])


def forward(*weights: int | str, groups: tuple[str, ...] = ("blue", "green", "third")) -> list[dict[str, Any]]:
    """Actions that split traffic over target groups by weight."""
    targets = [
        {"arn": arn("elasticloadbalancing", f"targetgroup/{group}"), "weight": weight}
        for group, weight in zip(groups, weights, strict=False)
    ]
    return [{"type": "forward", "forward": {"targetGroups": targets}}]


BLUE, GREEN = arn("elasticloadbalancing", "targetgroup/blue"), arn("elasticloadbalancing", "targetgroup/green")
PRODUCTION, TEST = arn("elasticloadbalancing", "listener/production"), arn("elasticloadbalancing", "listener/test")

BLUE_GREEN: Program = (
    Declared("aws:ecs/cluster:Cluster", "cluster", {"name": "shop", "arn": arn("ecs", "cluster/shop")}),
    Declared(
        "aws:ecs/taskDefinition:TaskDefinition",
        "tasks",
        {
            "family": "web",
            "arn": arn("ecs", "task-definition/web:1"),
            "networkMode": "bridge",
            "containerDefinitions": task({"containerPort": 4000, "hostPort": 0}),
        },
    ),
    *(
        Declared(
            "aws:lb/targetGroup:TargetGroup",
            name,
            {"name": f"shop-{name}", "arn": group_arn, "port": 4000, "protocol": "HTTP", "targetType": "instance"},
        )
        for name, group_arn in (("blue", BLUE), ("green", GREEN))
    ),
    *(
        Declared(
            "aws:lb/listener:Listener",
            name,
            {"arn": listener_arn, "port": port, "defaultActions": [{"type": "forward", "targetGroupArn": BLUE}]},
            {"defaultActions": ["blue"]},
        )
        for name, listener_arn, port in (("production", PRODUCTION, 80), ("test", TEST, 8080))
    ),
    Declared(
        "aws:ecs/service:Service",
        "service",
        {
            "name": "web",
            "cluster": arn("ecs", "cluster/shop"),
            "taskDefinition": arn("ecs", "task-definition/web:1"),
            "schedulingStrategy": "REPLICA",
            "deploymentController": {"type": "CODE_DEPLOY"},
            "deploymentMaximumPercent": 200,
            "loadBalancers": [{"containerName": "web", "containerPort": 4000, "targetGroupArn": BLUE}],
        },
        {"cluster": ["cluster"], "taskDefinition": ["tasks"], "loadBalancers": ["blue"]},
    ),
    Declared(
        "aws:codedeploy/deploymentGroup:DeploymentGroup",
        "release",
        {
            "ecsService": {"clusterName": "shop", "serviceName": "web"},
            "loadBalancerInfo": {
                "targetGroupPairInfo": {
                    "prodTrafficRoute": {"listenerArns": [PRODUCTION]},
                    "testTrafficRoute": {"listenerArns": [TEST]},
                    "targetGroups": [{"name": "shop-blue"}, {"name": "shop-green"}],
                }
            },
            "blueGreenDeploymentConfig": {
                "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT", "waitTimeInMinutes": 0},
                "terminateBlueInstancesOnDeploymentSuccess": {
                    "action": "TERMINATE",
                    "terminationWaitTimeInMinutes": 5,
                },
            },
        },
        {"ecsService": ["cluster", "service"], "loadBalancerInfo": ["production", "test", "blue", "green"]},
    ),
)
"""A service on EC2 hosts that CodeDeploy releases, after its first `up`."""


def unborn(program: Program) -> Program:
    """The program in its first preview: no ARN exists yet."""

    def forget(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: forget(one) for key, one in value.items()}
        if isinstance(value, list):
            return [forget(one) for one in value]
        return UNKNOWN if isinstance(value, str) and value.startswith("arn:") else value

    return tuple(Declared(one.type, one.name, forget(one.props), one.edges, one.ignore_changes) for one in program)


FIRST_PREVIEW = unborn(BLUE_GREEN)

ROLLING: Program = (
    Declared(
        "aws:ecs/taskDefinition:TaskDefinition",
        "tasks",
        {
            "family": "api",
            "arn": arn("ecs", "task-definition/api:1"),
            "networkMode": "awsvpc",
            "containerDefinitions": task({"containerPort": 8080, "hostPort": 8080}, name="api"),
        },
    ),
    Declared("aws:lb/targetGroup:TargetGroup", "group", {"name": "api", "arn": BLUE, "port": 80, "targetType": "ip"}),
    Declared(
        "aws:ecs/service:Service",
        "service",
        {
            "name": "api",
            "taskDefinition": arn("ecs", "task-definition/api:1"),
            "loadBalancers": [{"containerName": "api", "containerPort": 8080, "targetGroupArn": BLUE}],
        },
        {"taskDefinition": ["tasks"], "loadBalancers": ["group"]},
    ),
)
"""A plain service on Fargate that ECS rolls; its target group has the load balancer's port."""
