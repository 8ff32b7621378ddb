"""What AWS refuses to create: a second deployment group of the shop, for servers, and what belongs to it."""

import json

import hosts
import pulumi_aws as aws
import shop
from iam import strong

application = aws.codedeploy.Application("second")
aws.codedeploy.DeploymentGroup(
    "second",
    app_name=application.name,
    deployment_group_name="second",
    service_role_arn=strong.arn,
    ecs_service={"cluster_name": hosts.cluster.name, "service_name": shop.service.name},
)
aws.codedeploy.DeploymentConfig(
    "all",
    compute_platform="ECS",
    traffic_routing_config={"type": "TimeBasedCanary", "time_based_canary": {"interval": 5, "percentage": 100}},
)
aws.ecs.TaskDefinition(
    "mapped",
    family="mapped",
    network_mode="host",
    container_definitions=json.dumps(
        [
            {
                "name": "mapped",
                "image": "shop.example/shop:1.0",
                "memory": 256,
                "portMappings": [{"containerPort": 4000, "hostPort": 80}],
            }
        ]
    ),
)
