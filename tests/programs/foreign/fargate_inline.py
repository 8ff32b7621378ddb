"""Blue/green on Fargate in one flat file: inline rules in security groups, a canary."""

import json

import pulumi
import pulumi_aws as aws

cfg = pulumi.Config()
port = 3000

vpc = aws.ec2.Vpc("main", cidr_block="10.1.0.0/16", enable_dns_hostnames=True)
subnets = [
    aws.ec2.Subnet(f"subnet-{az}", vpc_id=vpc.id, cidr_block=f"10.1.{i}.0/24", availability_zone=f"us-east-1{az}")
    for i, az in enumerate("ab")
]
igw = aws.ec2.InternetGateway("main", vpc_id=vpc.id)
public = aws.ec2.RouteTable("main", vpc_id=vpc.id, routes=[{"cidr_block": "0.0.0.0/0", "gateway_id": igw.id}])
for i, subnet in enumerate(subnets):
    aws.ec2.RouteTableAssociation(f"main-{i}", subnet_id=subnet.id, route_table_id=public.id)

alb_sg = aws.ec2.SecurityGroup(
    "alb",
    vpc_id=vpc.id,
    ingress=[{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}],
    egress=[{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}],
)
task_sg = aws.ec2.SecurityGroup(
    "task",
    vpc_id=vpc.id,
    ingress=[{"protocol": "tcp", "from_port": port, "to_port": port, "security_groups": [alb_sg.id]}],
    egress=[{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}],
)

alb = aws.lb.LoadBalancer("app", security_groups=[alb_sg.id], subnets=[s.id for s in subnets])
tgs = {
    colour: aws.lb.TargetGroup(
        f"app-{colour}",
        port=port,
        protocol="HTTP",
        target_type="ip",
        vpc_id=vpc.id,
        health_check={"path": "/health", "matcher": "200"},
    )
    for colour in ("blue", "green")
}
https = aws.lb.Listener(
    "https",
    load_balancer_arn=alb.arn,
    port=443,
    protocol="HTTPS",
    ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificate_arn="arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
    default_actions=[{"type": "forward", "target_group_arn": tgs["blue"].arn}],
    opts=pulumi.ResourceOptions(ignore_changes=["default_actions"]),
)

logs = aws.cloudwatch.LogGroup("app", name="/ecs/app", retention_in_days=14)
assume = aws.iam.get_policy_document(
    statements=[
        {
            "actions": ["sts:AssumeRole"],
            "principals": [{"type": "Service", "identifiers": ["ecs-tasks.amazonaws.com"]}],
        }
    ]
).json
exec_role = aws.iam.Role("exec", assume_role_policy=assume)
aws.iam.RolePolicyAttachment(
    "exec", role=exec_role.name, policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
)
task_role = aws.iam.Role("task", assume_role_policy=assume)
task = aws.ecs.TaskDefinition(
    "app",
    family="app",
    cpu="512",
    memory="1024",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    execution_role_arn=exec_role.arn,
    task_role_arn=task_role.arn,
    container_definitions=json.dumps(
        [
            {
                "name": "app",
                "image": "ghcr.io/example/app:2024.10.1",
                "portMappings": [{"containerPort": port}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "/ecs/app",
                        "awslogs-region": "us-east-1",
                        "awslogs-stream-prefix": "app",
                    },
                },
            }
        ]
    ),
)
cluster = aws.ecs.Cluster("app")
service = aws.ecs.Service(
    "app",
    cluster=cluster.arn,
    launch_type="FARGATE",
    desired_count=3,
    task_definition=task.arn,
    deployment_controller={"type": "CODE_DEPLOY"},
    health_check_grace_period_seconds=90,
    network_configuration={
        "subnets": [s.id for s in subnets],
        "security_groups": [task_sg.id],
        "assign_public_ip": True,
    },
    load_balancers=[{"target_group_arn": tgs["blue"].arn, "container_name": "app", "container_port": port}],
    opts=pulumi.ResourceOptions(depends_on=[https], ignore_changes=["task_definition", "load_balancers"]),
)

alarms = [
    aws.cloudwatch.MetricAlarm(
        f"5xx-{colour}",
        namespace="AWS/ApplicationELB",
        metric_name="HTTPCode_Target_5XX_Count",
        dimensions={"LoadBalancer": alb.arn_suffix, "TargetGroup": tg.arn_suffix},
        statistic="Sum",
        period=60,
        evaluation_periods=3,
        threshold=10,
        comparison_operator="GreaterThanThreshold",
        treat_missing_data="notBreaching",
    )
    for colour, tg in tgs.items()
]
cd_role = aws.iam.Role(
    "codedeploy",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": {"Service": ["codedeploy.amazonaws.com"]},
                "Action": ["sts:AssumeRole"],
            },
        }
    ),
    managed_policy_arns=["arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"],
)
app = aws.codedeploy.Application("app", compute_platform="ECS")
aws.codedeploy.DeploymentGroup(
    "app",
    app_name=app.name,
    deployment_group_name="app",
    service_role_arn=cd_role.arn,
    deployment_config_name="CodeDeployDefault.ECSCanary10Percent15Minutes",
    deployment_style={"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"},
    ecs_service={"cluster_name": cluster.name, "service_name": service.name},
    auto_rollback_configuration={"enabled": True, "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]},
    alarm_configuration={"enabled": True, "alarms": [a.name for a in alarms]},
    blue_green_deployment_config={
        "deployment_ready_option": {"action_on_timeout": "CONTINUE_DEPLOYMENT"},
        "terminate_blue_instances_on_deployment_success": {
            "action": "TERMINATE",
            "termination_wait_time_in_minutes": 15,
        },
    },
    load_balancer_info={
        "target_group_pair_info": {
            "prod_traffic_route": {"listener_arns": [https.arn]},
            "target_groups": [{"name": tg.name} for tg in tgs.values()],
        }
    },
)
