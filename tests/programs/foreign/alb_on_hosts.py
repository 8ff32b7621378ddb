"""Blue/green on EC2 in the style of old tutorials: aws.alb, and one SecurityGroupRule a permission."""

import json

import pulumi
import pulumi_aws as aws

default_vpc = aws.ec2.get_vpc(default=True)
default_subnets = aws.ec2.get_subnets(filters=[{"name": "vpc-id", "values": [default_vpc.id]}])

lb_group = aws.ec2.SecurityGroup("lb", vpc_id=default_vpc.id)
host_group = aws.ec2.SecurityGroup("host", vpc_id=default_vpc.id)
aws.ec2.SecurityGroupRule(
    "lb-in",
    type="ingress",
    security_group_id=lb_group.id,
    protocol="tcp",
    from_port=80,
    to_port=80,
    cidr_blocks=["0.0.0.0/0"],
)
aws.ec2.SecurityGroupRule(
    "lb-out",
    type="egress",
    security_group_id=lb_group.id,
    protocol="-1",
    from_port=0,
    to_port=0,
    cidr_blocks=["0.0.0.0/0"],
)
aws.ec2.SecurityGroupRule(
    "lb-to-host",
    type="ingress",
    security_group_id=host_group.id,
    protocol="tcp",
    from_port=0,
    to_port=65535,
    source_security_group_id=lb_group.id,
)

lb = aws.alb.LoadBalancer("shop", security_groups=[lb_group.id], subnets=default_subnets.ids)
blue = aws.alb.TargetGroup("shop-a", port=8080, protocol="HTTP", vpc_id=default_vpc.id)
green = aws.alb.TargetGroup("shop-b", port=8080, protocol="HTTP", vpc_id=default_vpc.id)
prod = aws.alb.Listener(
    "prod",
    load_balancer_arn=lb.arn,
    port=80,
    default_actions=[{"type": "forward", "target_group_arn": blue.arn}],
    opts=pulumi.ResourceOptions(ignore_changes=["defaultActions"]),
)

ec2_trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
host_role = aws.iam.Role("host", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [ec2_trust]}))
aws.iam.RolePolicyAttachment(
    "host",
    role=host_role.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
)
profile = aws.iam.InstanceProfile("host", role=host_role.name)
cluster = aws.ecs.Cluster("shop")
template = aws.ec2.LaunchTemplate(
    "host",
    image_id="ami-0123456789abcdef0",
    instance_type="m5.large",
    iam_instance_profile={"arn": profile.arn},
    vpc_security_group_ids=[host_group.id],
)
asg = aws.autoscaling.Group(
    "host",
    min_size=2,
    max_size=6,
    vpc_zone_identifiers=default_subnets.ids,
    launch_template={"id": template.id, "version": "$Latest"},
)

tasks_trust = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
trust = json.dumps({"Version": "2012-10-17", "Statement": [tasks_trust]})
definition = aws.ecs.TaskDefinition(
    "shop",
    family="shop",
    execution_role_arn=aws.iam.Role("shop-exec", assume_role_policy=trust).arn,
    task_role_arn=aws.iam.Role("shop-task", assume_role_policy=trust).arn,
    container_definitions="""[
      {
        "name": "shop", "image": "registry.example.com/shop@sha256:%s",
        "cpu": 512, "memoryReservation": 1024, "memory": 2048, "essential": true,
        "portMappings": [{"containerPort": 8080, "hostPort": 0}],
        "logConfiguration": {"logDriver": "fluentd", "options": {"fluentd-address": "localhost:24224"}}
      }
    ]"""
    % ("a" * 64),
)
service = aws.ecs.Service(
    "shop",
    cluster=cluster.id,
    task_definition=definition.arn,
    desired_count=2,
    launch_type="EC2",
    health_check_grace_period_seconds=60,
    deployment_controller=aws.ecs.ServiceDeploymentControllerArgs(type="CODE_DEPLOY"),
    load_balancers=[
        aws.ecs.ServiceLoadBalancerArgs(target_group_arn=blue.arn, container_name="shop", container_port=8080)
    ],
    opts=pulumi.ResourceOptions(ignore_changes=["taskDefinition", "loadBalancers"], depends_on=[prod]),
)
deploy_trust = {"Effect": "Allow", "Principal": {"Service": "codedeploy.amazonaws.com"}, "Action": "sts:AssumeRole"}
deploy_role = aws.iam.Role(
    "deploy", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [deploy_trust]})
)
aws.iam.RolePolicyAttachment(
    "deploy", role=deploy_role.name, policy_arn="arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"
)
five_hundreds = [
    aws.cloudwatch.MetricAlarm(
        f"{label}-5xx",
        metric_name="HTTPCode_Target_5XX_Count",
        namespace="AWS/ApplicationELB",
        dimensions={"LoadBalancer": lb.arn_suffix, "TargetGroup": group.arn_suffix},
        comparison_operator="GreaterThanThreshold",
        evaluation_periods=2,
        period=60,
        statistic="Sum",
        threshold=5,
    )
    for label, group in (("a", blue), ("b", green))
]
aws.codedeploy.DeploymentGroup(
    "shop",
    app_name=aws.codedeploy.Application("shop", compute_platform="ECS").name,
    deployment_group_name="shop",
    deployment_config_name="CodeDeployDefault.ECSAllAtOnce",
    service_role_arn=deploy_role.arn,
    deployment_style={"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
    ecs_service={"clusterName": cluster.name, "serviceName": service.name},
    auto_rollback_configuration={"enabled": True, "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]},
    alarm_configuration={"enabled": True, "alarms": [alarm.name for alarm in five_hundreds]},
    blue_green_deployment_config={
        "deploymentReadyOption": {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 60},
        "terminateBlueInstancesOnDeploymentSuccess": {"action": "TERMINATE", "terminationWaitTimeInMinutes": 10},
    },
    load_balancer_info={
        "targetGroupPairInfo": {
            "prodTrafficRoute": {"listenerArns": [prod.arn]},
            "targetGroups": [{"name": blue.name}, {"name": green.name}],
        }
    },
)
