"""A service on Fargate behind a Network Load Balancer, whose deployment group names the listener of another one."""

import hosts
import network
import pulumi
import pulumi_aws as aws
from iam import weak
from shop import application, production
from task import on_fargate

balancer = aws.lb.LoadBalancer(
    "direct", load_balancer_type="network", internal=True, subnets=[subnet.id for subnet in network.subnets]
)
blue = aws.lb.TargetGroup("direct-blue", port=8080, protocol="TCP", target_type="ip", vpc_id=network.vpc.id)
green = aws.lb.TargetGroup("direct-green", port=8080, protocol="TCP", vpc_id=network.vpc.id)
listener = aws.lb.Listener(
    "direct",
    load_balancer_arn=balancer.arn,
    port=8080,
    protocol="TCP",
    default_actions=[{"type": "forward", "target_group_arn": blue.arn}],
)
service = aws.ecs.Service(
    "direct",
    cluster=hosts.cluster.arn,
    task_definition=on_fargate.arn,
    desired_count=1,
    launch_type="FARGATE",
    deployment_controller={"type": "CODE_DEPLOY"},
    network_configuration={"subnets": [subnet.id for subnet in network.subnets]},
    load_balancers=[{"target_group_arn": blue.arn, "container_name": "cart", "container_port": 8080}],
    opts=pulumi.ResourceOptions(depends_on=[listener]),
)
aws.codedeploy.DeploymentGroup(
    "direct",
    app_name=application.name,
    deployment_group_name="direct",
    service_role_arn=weak.arn,
    deployment_config_name="CodeDeployDefault.ECSCanary10Percent5Minutes",
    deployment_style={"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"},
    ecs_service={"cluster_name": hosts.cluster.name, "service_name": service.name},
    load_balancer_info={
        "target_group_pair_info": {
            "prod_traffic_route": {"listener_arns": [production.arn]},
            "test_traffic_route": {"listener_arns": [production.arn]},
            "target_groups": [{"name": blue.name}, {"name": green.name}],
        }
    },
    blue_green_deployment_config={
        "deployment_ready_option": {"action_on_timeout": "CONTINUE_DEPLOYMENT"},
        "terminate_blue_instances_on_deployment_success": {
            "action": "TERMINATE",
            "termination_wait_time_in_minutes": 5,
        },
    },
)
