"""Blue/green on EC2 hosts, flat, written for no policy pack: the least that CodeDeploy releases, done right."""

import json

import pulumi
import pulumi_aws as aws

vpc = aws.ec2.Vpc("vpc", cidr_block="10.40.0.0/16")
zones = aws.get_availability_zones(state="available")
subnets = [
    aws.ec2.Subnet(f"s{index}", vpc_id=vpc.id, cidr_block=f"10.40.{index}.0/24", availability_zone=zones.names[index])
    for index in range(2)
]
balancer = aws.lb.LoadBalancer("web", internal=True, subnets=[subnet.id for subnet in subnets])
blue, green = (aws.lb.TargetGroup(name, port=4000, protocol="HTTP", vpc_id=vpc.id) for name in ("blue", "green"))
moved = pulumi.ResourceOptions(ignore_changes=["defaultActions"])
production = aws.lb.Listener(
    "production",
    load_balancer_arn=balancer.arn,
    port=80,
    default_actions=[{"type": "forward", "forward": {"target_groups": [{"arn": blue.arn, "weight": 100}]}}],
    opts=moved,
)
test = aws.lb.Listener(
    "test",
    load_balancer_arn=balancer.arn,
    port=8080,
    default_actions=[{"type": "forward", "target_group_arn": blue.arn}],
    opts=moved,
)


def trusting(service: str) -> str:
    """The trust policy of a role for this service."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


execution, task = (
    aws.iam.Role(name, assume_role_policy=trusting("ecs-tasks.amazonaws.com")) for name in ("execution", "task")
)
aws.cloudwatch.LogGroup("web", name="/ecs/web", retention_in_days=30)
definition = aws.ecs.TaskDefinition(
    "web",
    family="web",
    execution_role_arn=execution.arn,
    task_role_arn=task.arn,
    container_definitions=json.dumps(
        [
            {
                "name": "web",
                "image": "example.com/web:1.0",
                "cpu": 128,
                "memory": 128,
                "portMappings": [{"containerPort": 4000, "hostPort": 0}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {"awslogs-group": "/ecs/web", "awslogs-region": "us-east-1"},
                },
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
    opts=pulumi.ResourceOptions(ignore_changes=["taskDefinition", "loadBalancers"], depends_on=[production, test]),
)
alarms = [
    aws.cloudwatch.MetricAlarm(
        name,
        namespace="AWS/ApplicationELB",
        metric_name="HTTPCode_Target_5XX_Count",
        dimensions={"LoadBalancer": balancer.arn_suffix, "TargetGroup": group.arn_suffix},
        statistic="Sum",
        comparison_operator="GreaterThanThreshold",
        threshold=10,
        period=60,
        evaluation_periods=2,
    )
    for name, group in (("blue", blue), ("green", green))
]
codedeploy = aws.iam.Role("codedeploy", assume_role_policy=trusting("codedeploy.amazonaws.com"))
aws.iam.RolePolicyAttachment(
    "codedeploy", role=codedeploy.name, policy_arn="arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"
)
application = aws.codedeploy.Application("web", compute_platform="ECS")
aws.codedeploy.DeploymentGroup(
    "web",
    app_name=application.name,
    deployment_group_name="web",
    service_role_arn=codedeploy.arn,
    deployment_config_name="CodeDeployDefault.ECSAllAtOnce",
    deployment_style={"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"},
    ecs_service={"cluster_name": cluster.name, "service_name": service.name},
    load_balancer_info={
        "target_group_pair_info": {
            "prod_traffic_route": {"listener_arns": [production.arn]},
            "test_traffic_route": {"listener_arns": [test.arn]},
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
    auto_rollback_configuration={"enabled": True, "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]},
    alarm_configuration={"enabled": True, "alarms": [alarm.name for alarm in alarms]},
)
