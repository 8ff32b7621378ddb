"""What AWS refuses to create: a second deployment group of the shop, for servers, and what belongs to it; a service
that ECS could not release, and one that it would take a month for; a schedule as Unix writes it; listeners and a rule
for what others have; files."""

import json

import around
import hosts
import network
import pulumi
import pulumi_aws as aws
import shop
from iam import strong, weak
from native import blue, everybody, inside
from shop import leftover, production
from task import on_fargate

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
mapped = aws.ecs.TaskDefinition(
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
                "environment": [{"name": "KEY", "value": ""}],
                "secrets": [{"name": "KEY", "valueFrom": "/mapped/key"}],
                "mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp"}],
            },
            {"name": "mapped", "image": "shop.example/agent:1.0", "memory": 64},
        ]
    ),
)
aws.ecs.Service(
    "mapped",
    cluster=hosts.cluster.arn,
    task_definition=mapped.arn,
    desired_count=2,
    service_connect_configuration={"enabled": True, "namespace": shop.namespace.arn},
    service_registries={"registry_arn": shop.namespace.arn},
)
aws.ecs.TaskDefinition(
    "waiting",
    family="waiting",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    cpu="256",
    memory="512",
    volumes=[
        {
            "name": "shared",
            "efs_volume_configuration": {
                "file_system_id": "fs-0123456789abcdef0",
                "authorization_config": {"iam": "ENABLED"},
            },
        }
    ],
    container_definitions=json.dumps(
        [
            {
                "name": "waiting",
                "image": "shop.example/shop:1.0",
                "stopTimeout": 300,
                "mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}],
                "ulimits": [{"name": "nofile", "softLimit": 4096, "hardLimit": 1024}],
                "logConfiguration": {"logDriver": "awsfirelens"},
                "dependsOn": [{"containerName": "proxy", "condition": "HEALTHY"}],
                "portMappings": [{"containerPort": 80}, {"containerPort": 80}],
            }
        ]
    ),
)
files = aws.efs.FileSystem("files")
mounting = aws.ecs.TaskDefinition(
    "mounting",
    family="mounting",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    cpu="256",
    memory="512",
    volumes=[
        {"name": "data", "efs_volume_configuration": {"file_system_id": files.id, "transit_encryption": "ENABLED"}}
    ],
    container_definitions=json.dumps(
        [
            {
                "name": "mounting",
                "image": "shop.example/shop:1.0",
                "mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}],
            }
        ]
    ),
)
aws.ecs.Service(
    "mounting",
    cluster=hosts.cluster.arn,
    task_definition=mounting.arn,
    desired_count=2,
    launch_type="FARGATE",
    network_configuration=inside,
    enable_execute_command=True,
)
aws.lb.TargetGroup(
    "hasty", port=80, protocol="HTTP", vpc_id=network.vpc.id, health_check={"path": "/", "interval": 10, "timeout": 10}
)
aws.ecs.CapacityProvider("ecs-hosts", auto_scaling_group_provider={"auto_scaling_group_arn": hosts.group.arn})
aws.ecs.Service(
    "overflowing",
    cluster=hosts.cluster.arn,
    task_definition=on_fargate.arn,
    desired_count=2,
    capacity_provider_strategies=[
        {"capacity_provider": hosts.provider.name, "weight": 1},
        {"capacity_provider": "FARGATE", "weight": 1},
    ],
    health_check_grace_period_seconds=60,
)
aws.ecs.Service(
    "placed",
    cluster=hosts.cluster.arn,
    task_definition=on_fargate.arn,
    desired_count=2,
    launch_type="FARGATE",
    network_configuration=inside,
    availability_zone_rebalancing="ENABLED",
    deployment_minimum_healthy_percent=50,
    deployment_maximum_percent=100,
    ordered_placement_strategies=[{"type": "spread", "field": "attribute:ecs.availability-zone"}],
)
aws.ecs.Service(
    "early",
    cluster=hosts.cluster.arn,
    task_definition=on_fargate.arn,
    desired_count=2,
    launch_type="FARGATE",
    network_configuration=inside,
    load_balancers=[{"target_group_arn": shop.leftover.arn, "container_name": "cart", "container_port": 8080}],
)
aws.ecs.Service(
    "endless",
    cluster=hosts.cluster.arn,
    task_definition=on_fargate.arn,
    desired_count=2,
    launch_type="FARGATE",
    network_configuration=inside,
    deployment_configuration={
        "strategy": "LINEAR",
        "bake_time_in_minutes": "10",
        "linear_configuration": {"step_percent": 3, "step_bake_time_in_minutes": "1400"},
    },
)
wishes = aws.ecs.Service(
    "wishes",
    cluster=hosts.cluster.arn,
    task_definition=on_fargate.arn,
    desired_count=2,
    launch_type="FARGATE",
    network_configuration=inside,
    iam_role=strong.arn,
    wait_for_steady_state=True,
    service_connect_configuration={"enabled": True, "services": [{"port_name": "web", "client_alias": [{"port": 80}]}]},
    deployment_configuration={
        "strategy": "BLUE_GREEN",
        "bake_time_in_minutes": "30",
        "lifecycle_hooks": [{"target_type": "PAUSE", "lifecycle_stages": ["TEST_TRAFFIC_SHIFT"]}],
    },
    load_balancers=[
        {
            "target_group_arn": blue.arn,
            "container_name": "cart",
            "container_port": 8080,
            "advanced_configuration": {
                "alternate_target_group_arn": blue.arn,
                "production_listener_rule": production.arn,
                "role_arn": weak.arn,
            },
        },
        {"target_group_arn": blue.arn, "container_name": "cart", "container_port": 8080},
    ],
    opts=pulumi.ResourceOptions(depends_on=[everybody]),
)
aws.codedeploy.DeploymentGroup(
    "wishes",
    app_name=shop.application.name,
    deployment_group_name="wishes",
    service_role_arn=strong.arn,
    ecs_service={"cluster_name": hosts.cluster.name, "service_name": wishes.name},
)
aws.appautoscaling.ScheduledAction(
    "as-on-unix",
    service_namespace=around.service_namespace,
    scalable_dimension=around.scalable_dimension,
    resource_id=around.resource_id,
    schedule="0 20 * * *",
    scalable_target_action={"min_capacity": 0, "max_capacity": 0},
    opts=pulumi.ResourceOptions(depends_on=[around.scaled]),
)
elsewhere = aws.lb.TargetGroup("elsewhere", port=8080, protocol="TCP", vpc_id="vpc-elsewhere")
aws.lb.Listener(
    "again",
    load_balancer_arn=network.balancer.arn,
    port=8443,
    protocol="HTTP",
    default_actions=[{"type": "forward", "target_group_arn": elsewhere.arn}],
)
aws.lb.ListenerRule(
    "again",
    listener_arn=production.arn,
    priority=90,
    conditions=[{"path_pattern": {"values": ["/older/*"]}}],
    actions=[{"type": "forward", "target_group_arn": leftover.arn}],
)
aside = aws.lb.LoadBalancer(
    "aside",
    internal=True,
    ip_address_type="dualstack",
    subnets=[network.subnets[0].id],
    access_logs={"bucket": aws.s3.Bucket("logs").bucket, "enabled": True},
)
aws.lb.Listener(
    "aside",
    load_balancer_arn=aside.arn,
    port=443,
    protocol="HTTPS",
    default_actions=[{"type": "forward", "target_group_arn": leftover.arn}],
)
