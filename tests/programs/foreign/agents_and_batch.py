"""A monitoring agent on each host, on a port of its own, and a nightly job: nothing is ever released blue/green."""

import json

import pulumi_aws as aws

cluster = aws.ecs.Cluster("batch")
statement = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
roles = {name: aws.iam.Role(name, assume_role_policy=trust) for name in ("execution", "agent", "job")}
aws.iam.RolePolicyAttachment(
    "execution",
    role=roles["execution"].name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
)
read_key = {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": "arn:aws:ssm:*:*:parameter/dd"}
aws.iam.RolePolicy(
    "execution",
    role=roles["execution"].name,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [read_key]}),
)


def container(name: str, image: str, **more: object) -> str:
    log = {
        "logDriver": "awslogs",
        "options": {"awslogs-group": "/ecs/batch", "awslogs-region": "us-east-1", "awslogs-stream-prefix": name},
    }
    return json.dumps([{"name": name, "image": image, "cpu": 128, "memory": 256, "logConfiguration": log, **more}])


aws.cloudwatch.LogGroup("batch", name="/ecs/batch", retention_in_days=3)
agent = aws.ecs.TaskDefinition(
    "agent",
    family="agent",
    network_mode="bridge",
    execution_role_arn=roles["execution"].arn,
    task_role_arn=roles["agent"].arn,
    container_definitions=container(
        "agent",
        "public.ecr.aws/datadog/agent:7.58.0",
        portMappings=[{"containerPort": 8125, "hostPort": 8125, "protocol": "udp"}],
        environment=[{"name": "DD_APM_ENABLED", "value": "true"}],
        secrets=[{"name": "DD_API_KEY", "valueFrom": "arn:aws:ssm:us-east-1:123456789012:parameter/dd"}],
    ),
)
aws.ecs.Service(
    "agent", cluster=cluster.arn, task_definition=agent.arn, scheduling_strategy="DAEMON", launch_type="EC2"
)
job = aws.ecs.TaskDefinition(
    "job",
    family="job",
    cpu="1024",
    memory="4096",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    execution_role_arn=roles["execution"].arn,
    task_role_arn=roles["job"].arn,
    container_definitions=container("job", "123456789012.dkr.ecr.us-east-1.amazonaws.com/job:2024-11-02"),
)
