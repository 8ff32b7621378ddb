"""Two services on Fargate that ECS itself is to release."""

import hosts
import network
import pulumi
import pulumi_aws as aws
from iam import strong, weak
from shop import leftover, test
from task import on_fargate

blue, green, untested_blue = (
    aws.lb.TargetGroup(name, port=8080, protocol="HTTP", target_type="ip", vpc_id=network.vpc.id)
    for name in ("cart-blue", "cart-green", "untested-blue")
)
untested_green = aws.lb.TargetGroup(
    "untested-green",
    name="untested-20261129230721",
    port=8080,
    protocol="HTTP",
    target_type="ip",
    vpc_id=network.vpc.id,
)
left_behind = aws.lb.ListenerRule(
    "left-behind",
    listener_arn=test.arn,
    priority=5,
    conditions=[{"path_pattern": {"values": ["/static/*"]}}],
    actions=[{"type": "forward", "target_group_arn": blue.arn}],
)
everybody = aws.lb.ListenerRule(
    "everybody",
    listener_arn=test.arn,
    priority=10,
    conditions=[{"path_pattern": {"values": ["/*"]}}],
    actions=[
        {
            "type": "forward",
            "forward": {"target_groups": [{"arn": blue.arn, "weight": 50}, {"arn": leftover.arn, "weight": 50}]},
        }
    ],
)
testers = aws.lb.ListenerRule(
    "testers",
    listener_arn=test.arn,
    priority=20,
    conditions=[{"http_header": {"http_header_name": "X-Test", "values": ["green"]}}],
    actions=[{"type": "forward", "target_group_arn": leftover.arn}],
)
inside: aws.ecs.ServiceNetworkConfigurationArgsDict = {
    "subnets": [network.subnets[0].id, network.remote.id],
    "security_groups": [network.private.id],
}
aws.ecs.Service(
    "cart",
    cluster=hosts.cluster.arn,
    task_definition=on_fargate.arn,
    desired_count=2,
    launch_type="FARGATE",
    network_configuration=inside,
    deployment_configuration={"strategy": "CANARY", "bake_time_in_minutes": "1200"},
    load_balancers=[
        {
            "target_group_arn": blue.arn,
            "container_name": "cart",
            "container_port": 8080,
            "advanced_configuration": {
                "alternate_target_group_arn": green.arn,
                "production_listener_rule": everybody.arn,
                "test_listener_rule": testers.arn,
                "role_arn": weak.arn,
            },
        }
    ],
    opts=pulumi.ResourceOptions(depends_on=[everybody, testers]),
)
untested = aws.lb.ListenerRule(
    "untested",
    listener_arn=test.arn,
    priority=30,
    conditions=[{"path_pattern": {"values": ["/untested/*"]}}],
    actions=[
        {
            "type": "forward",
            "forward": {
                "target_groups": [{"arn": untested_blue.arn, "weight": 1}, {"arn": untested_green.arn, "weight": 0}]
            },
        }
    ],
)
aws.ecs.Service(
    "untested",
    cluster=hosts.cluster.arn,
    task_definition=on_fargate.arn,
    desired_count=2,
    capacity_provider_strategies=[{"capacity_provider": "FARGATE_SPOT", "weight": 1}],
    network_configuration=inside,
    deployment_configuration={"strategy": "BLUE_GREEN", "bake_time_in_minutes": "10"},
    deployment_circuit_breaker={"enable": True, "rollback": True},
    load_balancers=[
        {
            "target_group_arn": untested_blue.arn,
            "container_name": "cart",
            "container_port": 8080,
            "advanced_configuration": {
                "alternate_target_group_arn": untested_green.arn,
                "production_listener_rule": untested.arn,
                "role_arn": strong.arn,
            },
        }
    ],
    opts=pulumi.ResourceOptions(depends_on=[untested, hosts.capacity]),
)
aws.ecs.Service(
    "worker",
    cluster=hosts.cluster.arn,
    task_definition=on_fargate.arn,
    desired_count=6,
    launch_type="FARGATE",
    network_configuration={"subnets": [network.tiny.id], "security_groups": [network.private.id]},
    sigint_rollback=True,
    deployment_configuration={
        "strategy": "LINEAR",
        "bake_time_in_minutes": "10",
        "linear_configuration": {"step_percent": 20, "step_bake_time_in_minutes": "5"},
        "lifecycle_hooks": [
            {
                "hook_target_arn": "arn:aws:lambda:us-east-1:123456789012:function:check",
                "role_arn": weak.arn,
                "lifecycle_stages": ["POST_SCALE_UP"],
            },
            {"target_type": "PAUSE", "lifecycle_stages": ["PRE_PRODUCTION_TRAFFIC_SHIFT"]},
        ],
    },
)
