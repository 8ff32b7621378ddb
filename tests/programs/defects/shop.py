"""The shop on the hosts, which CodeDeploy releases; and a mailer beside it, which ECS rolls."""

import hosts
import network
import pulumi
import pulumi_aws as aws
import task
from iam import strong
from task import on_hosts

blue = aws.lb.TargetGroup(
    "blue",
    port=4000,
    protocol="HTTP",
    vpc_id=network.vpc.id,
    deregistration_delay=0,
    health_check={"path": "/", "port": "9000", "interval": 60, "healthy_threshold": 5},
)
green = aws.lb.TargetGroup("green", port=443, protocol="HTTP", vpc_id=network.vpc.id)
leftover = aws.lb.TargetGroup("leftover", port=4000, protocol="HTTP", target_type="ip", vpc_id=network.vpc.id)
production = aws.lb.Listener(
    "production",
    load_balancer_arn=network.balancer.arn,
    port=80,
    default_actions=[{"type": "forward", "target_group_arn": blue.arn}],
)
test = aws.lb.Listener(
    "test",
    load_balancer_arn=network.balancer.arn,
    port=8443,
    protocol="HTTPS",
    certificate_arn="arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
    default_actions=[{"type": "forward", "target_group_arn": blue.arn}],
)
mixed = aws.lb.ListenerRule(
    "mixed",
    listener_arn=production.arn,
    priority=90,
    conditions=[{"path_pattern": {"values": ["/old/*"]}}],
    actions=[
        {
            "type": "forward",
            "forward": {
                "target_groups": [{"arn": blue.arn, "weight": 1}, {"arn": leftover.arn, "weight": 0}],
            },
        }
    ],
)
namespace = aws.servicediscovery.HttpNamespace("shop", name="shop")
found = aws.servicediscovery.Service("shop", name="shop", namespace_id=namespace.id, force_destroy=True)
service = aws.ecs.Service(
    "shop",
    cluster=hosts.cluster.arn,
    task_definition=on_hosts.arn,
    desired_count=4,
    deployment_controller={"type": "CODE_DEPLOY"},
    deployment_maximum_percent=150,
    alarms={"alarm_names": ["shop"], "enable": False, "rollback": False},
    capacity_provider_strategies=[{"capacity_provider": hosts.provider.name, "weight": 1}],
    ordered_placement_strategies=[{"type": "binpack", "field": "memory"}],
    load_balancers=[{"target_group_arn": blue.arn, "container_name": "shop", "container_port": 4000}],
    service_registries={"registry_arn": found.arn, "container_name": "shop", "container_port": 4000},
    opts=pulumi.ResourceOptions(depends_on=[production, test, hosts.capacity]),
)
mailer = aws.ecs.Service(
    "mailer",
    cluster=hosts.cluster.arn,
    task_definition=on_hosts.arn,
    desired_count=1,
    deployment_minimum_healthy_percent=50,
    deployment_maximum_percent=150,
    capacity_provider_strategies=[{"capacity_provider": hosts.provider.name, "weight": 1}],
    opts=pulumi.ResourceOptions(depends_on=[hosts.capacity]),
)
idle = aws.ecs.Service(
    "idle",
    cluster=hosts.cluster.arn,
    task_definition=task.idle.arn,
    desired_count=1,
    placement_constraints=[{"type": "memberOf", "expression": "attribute:ecs.availability-zone == eu-west-1a"}],
    capacity_provider_strategies=[{"capacity_provider": hosts.spare.name, "weight": 1}],
    opts=pulumi.ResourceOptions(depends_on=[hosts.capacity]),
)
errors = aws.cloudwatch.MetricAlarm(
    "errors",
    namespace="AWS/ApplicationELB",
    metric_name="HTTPCode_Target_5XX_Count",
    dimensions={"LoadBalancer": network.balancer.arn_suffix, "TargetGroup": blue.arn_suffix},
    statistic="Sum",
    comparison_operator="GreaterThanThreshold",
    threshold=0,
    period=60,
    evaluation_periods=1,
)
pace = aws.codedeploy.DeploymentConfig(
    "slow",
    compute_platform="ECS",
    traffic_routing_config={"type": "TimeBasedLinear", "time_based_linear": {"interval": 10, "percentage": 10}},
)
application = aws.codedeploy.Application("shop", compute_platform="ECS")
group = aws.codedeploy.DeploymentGroup(
    "shop",
    app_name=application.name,
    deployment_group_name="shop",
    service_role_arn=strong.arn,
    deployment_config_name=pace.deployment_config_name,
    deployment_style={"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"},
    ecs_service={"cluster_name": hosts.cluster.name, "service_name": service.name},
    ec2_tag_filters=[{"key": "Name", "type": "KEY_AND_VALUE", "value": "shop"}],
    load_balancer_info={
        "target_group_pair_info": {
            "prod_traffic_route": {"listener_arns": [production.arn]},
            "test_traffic_route": {"listener_arns": [test.arn]},
            "target_groups": [{"name": blue.name}, {"name": green.name}],
        }
    },
    blue_green_deployment_config={
        "deployment_ready_option": {"action_on_timeout": "STOP_DEPLOYMENT", "wait_time_in_minutes": 2880},
        "terminate_blue_instances_on_deployment_success": {
            "action": "TERMINATE",
            "termination_wait_time_in_minutes": 1440,
        },
    },
    alarm_configuration={"enabled": True, "alarms": [errors.name], "ignore_poll_alarm_failure": True},
)
