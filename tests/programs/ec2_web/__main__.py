"""A rolling web service on EC2 hosts: separate rules, an AMI looked up, hosts without a capacity provider."""

import base64
import json

import pulumi
import pulumi_aws as aws

count = pulumi.Config().get_int("count") or 2
image = aws.ssm.get_parameter(name="/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id")
zones = aws.get_availability_zones(state="available")

vpc = aws.ec2.Vpc("vpc", cidr_block="10.30.0.0/16", enable_dns_hostnames=True)
gateway = aws.ec2.InternetGateway("gateway", vpc_id=vpc.id)
table = aws.ec2.RouteTable("public", vpc_id=vpc.id)
aws.ec2.Route("internet", route_table_id=table.id, destination_cidr_block="0.0.0.0/0", gateway_id=gateway.id)
subnets = [
    aws.ec2.Subnet(
        f"public-{index}", vpc_id=vpc.id, cidr_block=f"10.30.{index}.0/24", availability_zone=zones.names[index]
    )
    for index in range(2)
]
for index, subnet in enumerate(subnets):
    aws.ec2.RouteTableAssociation(f"public-{index}", subnet_id=subnet.id, route_table_id=table.id)

balancer_group = aws.ec2.SecurityGroup("balancer", vpc_id=vpc.id, description="the load balancer")
aws.ec2.SecurityGroupRule(
    "balancer-in",
    type="ingress",
    security_group_id=balancer_group.id,
    protocol="tcp",
    from_port=80,
    to_port=80,
    cidr_blocks=["0.0.0.0/0"],
)
host_group = aws.ec2.SecurityGroup("hosts", vpc_id=vpc.id, description="the hosts")
aws.ec2.SecurityGroupRule(
    "hosts-in",
    type="ingress",
    security_group_id=host_group.id,
    protocol="tcp",
    from_port=32768,
    to_port=65535,
    source_security_group_id=balancer_group.id,
)
for name, group in (("balancer", balancer_group), ("hosts", host_group)):
    aws.ec2.SecurityGroupRule(
        f"{name}-out",
        type="egress",
        security_group_id=group.id,
        protocol="-1",
        from_port=0,
        to_port=0,
        cidr_blocks=["0.0.0.0/0"],
    )


def trusting(service: str) -> str:
    """The trust policy of a role for this service."""
    principals: list[aws.iam.GetPolicyDocumentStatementPrincipalArgsDict] = [
        {"type": "Service", "identifiers": [f"{service}.amazonaws.com"]}
    ]
    return aws.iam.get_policy_document(statements=[{"actions": ["sts:AssumeRole"], "principals": principals}]).json


role = aws.iam.Role("hosts", assume_role_policy=trusting("ec2"))
aws.iam.RolePolicyAttachment(
    "hosts", role=role.name, policy_arn="arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
)
profile = aws.iam.InstanceProfile("hosts", role=role.name)

cluster = aws.ecs.Cluster("web", settings=[{"name": "containerInsights", "value": "enabled"}])
user_data = cluster.name.apply(
    lambda name: base64.b64encode(f"#!/bin/bash\necho ECS_CLUSTER={name} >> /etc/ecs/ecs.config\n".encode()).decode()
)
template = aws.ec2.LaunchTemplate(
    "hosts",
    image_id=image.value,
    instance_type="t3.small",
    iam_instance_profile={"arn": profile.arn},
    vpc_security_group_ids=[host_group.id],
    user_data=user_data,
)
hosts = aws.autoscaling.Group(
    "hosts",
    min_size=2,
    max_size=4,
    vpc_zone_identifiers=[subnet.id for subnet in subnets],
    launch_template={"id": template.id, "version": "$Latest"},
    tags=[{"key": "Name", "value": "web", "propagate_at_launch": True}],
)

balancer = aws.alb.LoadBalancer("web", security_groups=[balancer_group.id], subnets=[one.id for one in subnets])
targets = aws.alb.TargetGroup("web", port=80, protocol="HTTP", vpc_id=vpc.id, deregistration_delay=30)
listener = aws.alb.Listener(
    "http",
    load_balancer_arn=balancer.arn,
    port=80,
    default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
)
execution = aws.iam.Role("execution", assume_role_policy=trusting("ecs-tasks"))
aws.iam.RolePolicyAttachment(
    "execution",
    role=execution.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
)
task = aws.iam.Role("task", assume_role_policy=trusting("ecs-tasks"))
logs = aws.cloudwatch.LogGroup("web", name="/ecs/ec2-web", retention_in_days=7)
definition = aws.ecs.TaskDefinition(
    "web",
    family="ec2-web",
    execution_role_arn=execution.arn,
    task_role_arn=task.arn,
    container_definitions=json.dumps(
        [
            {
                "name": "web",
                "image": "public.ecr.aws/nginx/nginx:1.27.5",
                "cpu": 256,
                "memoryReservation": 256,
                "portMappings": [{"containerPort": 80, "hostPort": 0}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {"awslogs-group": "/ecs/ec2-web", "awslogs-region": "us-east-1"},
                },
            }
        ]
    ),
    opts=pulumi.ResourceOptions(depends_on=[logs]),
)
service = aws.ecs.Service(
    "web",
    cluster=cluster.id,
    task_definition=definition.arn,
    desired_count=count,
    load_balancers=[{"target_group_arn": targets.arn, "container_name": "web", "container_port": 80}],
    opts=pulumi.ResourceOptions(depends_on=[listener, hosts]),
)

pulumi.export("cluster", cluster.name)
pulumi.export("service", service.name)
