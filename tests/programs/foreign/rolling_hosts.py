"""Rolling services on hosts: one behind a network load balancer, old task first, and one in host mode."""

import json

import pulumi_aws as aws

statement = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
execution = aws.iam.Role("execution", assume_role_policy=trust)
task_role = aws.iam.Role("task", assume_role_policy=trust)
cluster = aws.ecs.Cluster("dns", settings=[{"name": "containerInsights", "value": "enhanced"}])
aws.cloudwatch.LogGroup("dns", name="/ecs/dns", retention_in_days=90)


def definition(name: str, mode: str, port: int) -> aws.ecs.TaskDefinition:
    return aws.ecs.TaskDefinition(
        name,
        family=name,
        network_mode=mode,
        execution_role_arn=execution.arn,
        task_role_arn=task_role.arn,
        container_definitions=json.dumps(
            [
                {
                    "Name": name,
                    "Image": f"docker.io/example/{name}:9.18",
                    "Cpu": 256,
                    "MemoryReservation": 256,
                    "PortMappings": [
                        {"ContainerPort": port, "HostPort": port, "Protocol": "udp"},
                        {"ContainerPort": 8053, "HostPort": 8053},
                    ],
                    "LogConfiguration": {
                        "LogDriver": "awslogs",
                        "Options": {
                            "awslogs-group": "/ecs/dns",
                            "awslogs-region": "us-east-1",
                            "awslogs-stream-prefix": name,
                        },
                    },
                }
            ]
        ),
    )


group = aws.lb.TargetGroup(
    "dns", port=53, protocol="UDP", vpc_id="vpc-9", health_check={"port": "8053", "protocol": "HTTP", "path": "/"}
)
balancer = aws.lb.LoadBalancer("dns", load_balancer_type="network", internal=True, subnets=["subnet-1", "subnet-2"])
aws.lb.Listener(
    "dns",
    load_balancer_arn=balancer.arn,
    port=53,
    protocol="UDP",
    default_actions=[{"type": "forward", "target_group_arn": group.arn}],
)
aws.ecs.Service(
    "resolver",
    cluster=cluster.arn,
    task_definition=definition("resolver", "bridge", 53).arn,
    desired_count=4,
    launch_type="EC2",
    deployment_maximum_percent=100,
    deployment_minimum_healthy_percent=50,
    load_balancers=[{"target_group_arn": group.arn, "container_name": "resolver", "container_port": 53}],
)
aws.ecs.Service(
    "mirror",
    cluster=cluster.arn,
    task_definition=definition("mirror", "host", 5353).arn,
    desired_count=2,
    launch_type="EC2",
    deployment_maximum_percent=100,
    deployment_minimum_healthy_percent=50,
)
