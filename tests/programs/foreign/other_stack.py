"""A service whose network, cluster, listeners and target groups belong to another stack, found by a reference."""

import json

import pulumi
import pulumi_aws as aws

platform = pulumi.StackReference("organization/platform/dev")


def output(name: str) -> pulumi.Output[str]:
    return platform.require_output(name)


statement = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
execution = aws.iam.Role("execution", assume_role_policy=trust)
aws.iam.RolePolicyAttachment(
    "execution",
    role=execution.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
)
definition = aws.ecs.TaskDefinition(
    "web",
    family="web",
    cpu="256",
    memory="512",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    execution_role_arn=execution.arn,
    task_role_arn=aws.iam.Role("task", assume_role_policy=trust).arn,
    container_definitions=json.dumps(
        [
            {
                "name": "web",
                "image": "ghcr.io/example/web:1.2.3",
                "portMappings": [{"containerPort": 8080}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "/platform/web",
                        "awslogs-region": "us-east-1",
                        "awslogs-stream-prefix": "web",
                    },
                },
            }
        ]
    ),
)
service = aws.ecs.Service(
    "web",
    cluster=output("cluster"),
    task_definition=definition.arn,
    desired_count=2,
    launch_type="FARGATE",
    deployment_controller={"type": "CODE_DEPLOY"},
    health_check_grace_period_seconds=60,
    network_configuration={"subnets": output("subnets"), "security_groups": [output("security_group")]},
    load_balancers=[{"target_group_arn": output("blue_arn"), "container_name": "web", "container_port": 8080}],
    opts=pulumi.ResourceOptions(ignore_changes=["taskDefinition", "loadBalancers"]),
)
aws.codedeploy.DeploymentGroup(
    "web",
    app_name=output("application"),
    deployment_group_name="web",
    service_role_arn=output("codedeploy_role"),
    deployment_config_name="CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
    deployment_style={"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"},
    ecs_service={"cluster_name": output("cluster"), "service_name": service.name},
    auto_rollback_configuration={"enabled": True, "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]},
    alarm_configuration={"enabled": True, "alarms": [output("alarm")]},
    blue_green_deployment_config={
        "deployment_ready_option": {"action_on_timeout": "CONTINUE_DEPLOYMENT"},
        "terminate_blue_instances_on_deployment_success": {
            "action": "TERMINATE",
            "termination_wait_time_in_minutes": 5,
        },
    },
    load_balancer_info={
        "target_group_pair_info": {
            "prod_traffic_route": {"listener_arns": [output("listener")]},
            "target_groups": [{"name": output("blue")}, {"name": output("green")}],
        }
    },
)
