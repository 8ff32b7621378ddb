"""A rolling web service on Fargate, flat, in one file: inline security group rules, a listener rule, JSON by hand."""

import json

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
port = config.get_int("port") or 8080
count = config.get_int("count") or 2
region = aws.get_region()
zones = aws.get_availability_zones(state="available")

vpc = aws.ec2.Vpc("vpc", cidr_block="10.20.0.0/16", enable_dns_hostnames=True, tags={"Name": "web"})
gateway = aws.ec2.InternetGateway("gateway", vpc_id=vpc.id)
table = aws.ec2.RouteTable("public", vpc_id=vpc.id, routes=[{"cidr_block": "0.0.0.0/0", "gateway_id": gateway.id}])
subnets = []
for index in range(2):
    subnet = aws.ec2.Subnet(
        f"public-{index}",
        vpc_id=vpc.id,
        cidr_block=f"10.20.{index}.0/24",
        availability_zone=zones.names[index],
        map_public_ip_on_launch=True,
    )
    aws.ec2.RouteTableAssociation(f"public-{index}", subnet_id=subnet.id, route_table_id=table.id)
    subnets.append(subnet)

balancer_group = aws.ec2.SecurityGroup(
    "balancer",
    vpc_id=vpc.id,
    ingress=[{"protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_blocks": ["0.0.0.0/0"]}],
    egress=[{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}],
)
task_group = aws.ec2.SecurityGroup(
    "tasks",
    vpc_id=vpc.id,
    ingress=[{"protocol": "tcp", "from_port": port, "to_port": port, "security_groups": [balancer_group.id]}],
    egress=[{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}],
)

balancer = aws.lb.LoadBalancer("web", security_groups=[balancer_group.id], subnets=[subnet.id for subnet in subnets])
targets = aws.lb.TargetGroup(
    "web",
    port=80,  # not the container's: ECS registers each task with its own port
    protocol="HTTP",
    target_type="ip",
    vpc_id=vpc.id,
    health_check={"path": "/health", "matcher": "200-299"},
)
listener = aws.lb.Listener(
    "http",
    load_balancer_arn=balancer.arn,
    port=80,
    default_actions=[
        {
            "type": "fixed-response",
            "fixed_response": {"content_type": "text/plain", "message_body": "no such page", "status_code": "404"},
        }
    ],
)
rule = aws.lb.ListenerRule(
    "web",
    listener_arn=listener.arn,
    priority=10,
    conditions=[{"path_pattern": {"values": ["/*"]}}],
    actions=[{"type": "forward", "target_group_arn": targets.arn}],
)

trust = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)
execution = aws.iam.Role("execution", assume_role_policy=trust)
aws.iam.RolePolicyAttachment(
    "execution",
    role=execution.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
)
task = aws.iam.Role("task", assume_role_policy=trust)
logs = aws.cloudwatch.LogGroup("web", retention_in_days=7)
cluster = aws.ecs.Cluster("web")
definition = aws.ecs.TaskDefinition(
    "web",
    family="fargate-web",
    cpu="256",
    memory="512",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    execution_role_arn=execution.arn,
    task_role_arn=task.arn,
    container_definitions=logs.name.apply(
        lambda group: json.dumps(
            [
                {
                    "name": "web",
                    "image": "public.ecr.aws/nginx/nginx:1.27.5",
                    "portMappings": [{"containerPort": port}],
                    "logConfiguration": {
                        "logDriver": "awslogs",
                        "options": {
                            "awslogs-group": group,
                            "awslogs-region": region.region,
                            "awslogs-stream-prefix": "web",
                        },
                    },
                }
            ]
        )
    ),
)
service = aws.ecs.Service(
    "web",
    cluster=cluster.arn,
    task_definition=definition.arn,
    desired_count=count,
    launch_type="FARGATE",
    network_configuration={
        "subnets": [subnet.id for subnet in subnets],
        "security_groups": [task_group.id],
        "assign_public_ip": True,
    },
    load_balancers=[{"target_group_arn": targets.arn, "container_name": "web", "container_port": port}],
    opts=pulumi.ResourceOptions(depends_on=[rule]),
)

pulumi.export("cluster", cluster.name)
pulumi.export("service", service.name)
pulumi.export("url", pulumi.Output.concat("http://", balancer.dns_name))
