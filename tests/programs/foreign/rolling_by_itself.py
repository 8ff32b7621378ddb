"""A first service on Fargate as a tutorial leaves it: nginx of no version, no logs, and nobody who releases it."""

import json

import pulumi
import pulumi_aws as aws

vpc = aws.ec2.get_vpc(default=True)
subnets = aws.ec2.get_subnets(filters=[{"name": "vpc-id", "values": [vpc.id]}])
open_to_all = {"protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_blocks": ["0.0.0.0/0"]}
to_anywhere = {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}
group = aws.ec2.SecurityGroup("hello", vpc_id=vpc.id, ingress=[open_to_all], egress=[to_anywhere])
balancer = aws.lb.LoadBalancer("hello", security_groups=[group.id], subnets=subnets.ids)
targets = aws.lb.TargetGroup("hello", port=80, protocol="HTTP", target_type="ip", vpc_id=vpc.id)
listener = aws.lb.Listener(
    "hello",
    load_balancer_arn=balancer.arn,
    port=80,
    default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
)
trust = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}],
}
role = aws.iam.Role("hello", assume_role_policy=json.dumps(trust))
aws.iam.RolePolicyAttachment(
    "hello",
    role=role.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
)
task = aws.ecs.TaskDefinition(
    "hello",
    family="hello",
    cpu="256",
    memory="512",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    execution_role_arn=role.arn,
    container_definitions=json.dumps(
        [{"name": "hello", "image": "nginx", "portMappings": [{"containerPort": 80, "hostPort": 80}]}]
    ),
)
aws.ecs.Service(
    "hello",
    cluster=aws.ecs.Cluster("hello").arn,
    desired_count=3,
    launch_type="FARGATE",
    task_definition=task.arn,
    network_configuration={"assign_public_ip": True, "subnets": subnets.ids, "security_groups": [group.id]},
    load_balancers=[{"target_group_arn": targets.arn, "container_name": "hello", "container_port": 80}],
    opts=pulumi.ResourceOptions(depends_on=[listener]),
)
# What a build of something else keeps and says.
aws.ecr.Repository("cache")
aws.cloudwatch.LogGroup("cache")
