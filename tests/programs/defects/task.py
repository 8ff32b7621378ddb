"""What runs: on the hosts of the cluster, and on Fargate."""

import json

import pulumi_aws as aws
from iam import strong, weak

on_hosts = aws.ecs.TaskDefinition(
    "shop",
    family="shop",
    execution_role_arn=strong.arn,
    task_role_arn=strong.arn,
    container_definitions=json.dumps(
        [
            {
                "name": "shop",
                "image": "shop.example/shop:latest",
                "memory": 256,
                "privileged": True,
                "environment": [{"name": "DATABASE_PASSWORD", "value": "correct-horse"}],
                "portMappings": [{"containerPort": 4000, "hostPort": 4000}],
            }
        ]
    ),
)
on_fargate = aws.ecs.TaskDefinition(
    "cart",
    family="cart",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    cpu="256",
    memory="512",
    execution_role_arn=strong.arn,
    container_definitions=json.dumps(
        [
            {
                "name": "cart",
                "image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/cart:1.0",
                "portMappings": [{"containerPort": 8080}],
                "secrets": [{"name": "KEY", "valueFrom": "/cart/key"}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "/ecs/cart",
                        "awslogs-region": "us-east-1",
                        "awslogs-stream-prefix": "cart",
                    },
                },
            }
        ]
    ),
)
idle = aws.ecs.TaskDefinition(
    "idle",
    family="idle",
    cpu="2048",
    memory="256",
    runtime_platform={"cpu_architecture": "ARM64", "operating_system_family": "LINUX"},
    execution_role_arn=weak.arn,
    container_definitions=json.dumps(
        [
            {
                "name": "idle",
                "image": "shop.example/idle:1.0",
                "secrets": [{"name": "KEY", "valueFrom": "/idle/key"}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {"awslogs-group": "/nobody", "awslogs-region": "us-east-1"},
                },
            }
        ]
    ),
)
