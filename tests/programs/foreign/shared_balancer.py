"""One load balancer for several services, distinguished by host name; ECS rolls each of them."""

import json

import pulumi
import pulumi_aws as aws

SERVICES = {"api": 8080, "admin": 9000, "static": 80}
vpc_id, subnets = "vpc-0a1b2c3d", ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]

edge = aws.ec2.SecurityGroup("edge", vpc_id=vpc_id)
inside = aws.ec2.SecurityGroup("inside", vpc_id=vpc_id)
aws.vpc.SecurityGroupIngressRule(
    "edge-443", security_group_id=edge.id, ip_protocol="tcp", from_port=443, to_port=443, cidr_ipv4="0.0.0.0/0"
)
aws.vpc.SecurityGroupIngressRule(
    "inside", security_group_id=inside.id, ip_protocol="-1", referenced_security_group_id=edge.id
)
for name, group in {"edge": edge, "inside": inside}.items():
    aws.vpc.SecurityGroupEgressRule(f"{name}-out", security_group_id=group.id, ip_protocol="-1", cidr_ipv4="0.0.0.0/0")
balancer = aws.lb.LoadBalancer("shared", security_groups=[edge.id], subnets=subnets)
listener = aws.lb.Listener(
    "shared",
    load_balancer_arn=balancer.arn,
    port=443,
    protocol="HTTPS",
    ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificate_arn="arn:aws:acm:us-east-1:123456789012:certificate/1",
    default_actions=[
        {"type": "fixed-response", "fixed_response": {"content_type": "text/plain", "status_code": "404"}}
    ],
)
cluster = aws.ecs.Cluster("shared", settings=[{"name": "containerInsights", "value": "enabled"}])
statement = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
execution = aws.iam.Role("execution", assume_role_policy=trust)
aws.iam.RolePolicyAttachment(
    "execution",
    role=execution.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
)

for priority, (name, port) in enumerate(SERVICES.items(), start=10):
    group = aws.lb.TargetGroup(
        name,
        port=80,
        protocol="HTTP",
        target_type="ip",
        vpc_id=vpc_id,
        health_check={"path": "/ping", "matcher": "200"},
    )
    rule = aws.lb.ListenerRule(
        name,
        listener_arn=listener.arn,
        priority=priority,
        conditions=[{"host_header": {"values": [f"{name}.example.com"]}}],
        actions=[{"type": "forward", "target_group_arn": group.arn}],
    )
    logs = aws.cloudwatch.LogGroup(name, name=f"/ecs/{name}", retention_in_days=30)
    definition = aws.ecs.TaskDefinition(
        name,
        family=name,
        cpu="256",
        memory="512",
        network_mode="awsvpc",
        requires_compatibilities=["FARGATE"],
        execution_role_arn=execution.arn,
        task_role_arn=aws.iam.Role(name, assume_role_policy=trust).arn,
        container_definitions=json.dumps(
            [
                {
                    "name": name,
                    "image": f"ghcr.io/example/{name}:v3",
                    "portMappings": [{"containerPort": port, "hostPort": port}],
                    "logConfiguration": {
                        "logDriver": "awslogs",
                        "options": {
                            "awslogs-group": f"/ecs/{name}",
                            "awslogs-region": "us-east-1",
                            "awslogs-stream-prefix": name,
                        },
                    },
                }
            ]
        ),
    )
    aws.ecs.Service(
        name,
        cluster=cluster.arn,
        task_definition=definition.arn,
        desired_count=2,
        launch_type="FARGATE",
        network_configuration={"subnets": subnets, "security_groups": [inside.id]},
        load_balancers=[{"target_group_arn": group.arn, "container_name": name, "container_port": port}],
        opts=pulumi.ResourceOptions(depends_on=[rule]),
    )
