"""Blue/green on EC2 hosts, flat, written for no policy pack. `mistake` names the rule that it breaks."""

import json

import pulumi
import pulumi_aws as aws

mistake = pulumi.Config().require("mistake")
vpc = aws.ec2.Vpc("vpc", cidr_block="10.40.0.0/16")
zones = aws.get_availability_zones(state="available")
subnets = [
    aws.ec2.Subnet(f"s{index}", vpc_id=vpc.id, cidr_block=f"10.40.{index}.0/24", availability_zone=zones.names[index])
    for index in range(2)
]
balancer = aws.lb.LoadBalancer("web", internal=True, subnets=[subnet.id for subnet in subnets])
blue = aws.lb.TargetGroup("blue", port=4000, protocol="HTTP", vpc_id=vpc.id)
green = aws.lb.TargetGroup(
    "green", port=443 if mistake == "matching-target-ports" else 4000, protocol="HTTP", vpc_id=vpc.id
)
one: aws.lb.ListenerDefaultActionArgsDict = {"type": "forward", "target_group_arn": blue.arn}
split: aws.lb.ListenerDefaultActionArgsDict = {
    "type": "forward",
    "forward": {"target_groups": [{"arn": blue.arn, "weight": 50}, {"arn": green.arn, "weight": 50}]},
}
listener = aws.lb.Listener(
    "production",
    load_balancer_arn=balancer.arn,
    port=80,
    default_actions=[split if mistake == "single-forward-at-rest" else one],
    opts=pulumi.ResourceOptions(ignore_changes=["defaultActions"]),
)
logs = aws.cloudwatch.LogGroup("web", name="/ecs/web")
definition = aws.ecs.TaskDefinition(
    "web",
    family="web",
    container_definitions=json.dumps(
        [
            {
                "name": "web",
                "image": "example.com/web:1.0",
                "memory": 128,
                "portMappings": [{"containerPort": 4000, "hostPort": 4000 if mistake == "host-port-zero" else 0}],
            }
        ]
    ),
)
cluster = aws.ecs.Cluster("web")
service = aws.ecs.Service(
    "web",
    cluster=cluster.arn,
    task_definition=definition.arn,
    desired_count=0,
    deployment_controller={"type": "CODE_DEPLOY"},
    load_balancers=[{"target_group_arn": blue.arn, "container_name": "web", "container_port": 4000}],
    opts=pulumi.ResourceOptions(ignore_changes=["taskDefinition", "loadBalancers"], depends_on=[listener]),
)
role = aws.iam.Role(
    "codedeploy",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "codedeploy.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ],
        }
    ),
)
application = aws.codedeploy.Application("web", compute_platform="ECS")
aws.codedeploy.DeploymentGroup(
    "web",
    app_name=application.name,
    deployment_group_name="web",
    service_role_arn=role.arn,
    deployment_config_name="CodeDeployDefault.ECSAllAtOnce",
    deployment_style={"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"},
    ecs_service={"cluster_name": cluster.name, "service_name": service.name},
    load_balancer_info={
        "target_group_pair_info": {
            "prod_traffic_route": {"listener_arns": [listener.arn]},
            "target_groups": [{"name": blue.name}, {"name": green.name}],
        }
    },
    blue_green_deployment_config={
        "deployment_ready_option": {"action_on_timeout": "CONTINUE_DEPLOYMENT"},
        "terminate_blue_instances_on_deployment_success": {
            "action": "TERMINATE",
            "termination_wait_time_in_minutes": 1440 if mistake == "termination-wait-bounded" else 5,
        },
    },
)
pulumi.export("listener", listener.arn)
pulumi.export("blue", blue.arn)
pulumi.export("green", green.arn)
