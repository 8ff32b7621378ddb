"""ECS's own blue/green on Fargate, after AWS's migration guide: two rules of one listener, a header for tests."""

import json

import pulumi
import pulumi_aws as aws

vpc_id, subnets = "vpc-11112222", ["subnet-11112222", "subnet-33334444"]
lb_sg = aws.ec2.SecurityGroup(
    "lb",
    vpc_id=vpc_id,
    ingress=[{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}],
    egress=[{"protocol": "tcp", "from_port": 8080, "to_port": 8080, "cidr_blocks": ["10.0.0.0/8"]}],
)
task_sg = aws.ec2.SecurityGroup("task", vpc_id=vpc_id)
aws.vpc.SecurityGroupEgressRule("task-out", security_group_id=task_sg.id, ip_protocol="-1", cidr_ipv4="0.0.0.0/0")
aws.vpc.SecurityGroupIngressRule(
    "lb-to-task",
    security_group_id=task_sg.id,
    ip_protocol="tcp",
    from_port=8080,
    to_port=8080,
    referenced_security_group_id=lb_sg.id,
)
lb = aws.lb.LoadBalancer("cart", security_groups=[lb_sg.id], subnets=subnets)
live, idle = (
    aws.lb.TargetGroup(
        name, port=8080, protocol="HTTP", target_type="ip", vpc_id=vpc_id, health_check={"path": "/", "matcher": "200"}
    )
    for name in ("cart-1", "cart-2")
)
listener = aws.lb.Listener(
    "cart",
    load_balancer_arn=lb.arn,
    port=443,
    protocol="HTTPS",
    ssl_policy="ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    certificate_arn="arn:aws:acm:us-east-1:123456789012:certificate/2",
    default_actions=[
        {"type": "fixed-response", "fixed_response": {"content_type": "text/plain", "status_code": "404"}}
    ],
)


def both(first: int, second: int) -> list[aws.lb.ListenerRuleActionArgsDict]:
    weights = [{"arn": live.arn, "weight": first}, {"arn": idle.arn, "weight": second}]
    return [{"type": "forward", "forward": {"target_groups": weights}}]


test_rule = aws.lb.ListenerRule(
    "cart-test",
    listener_arn=listener.arn,
    priority=1,
    conditions=[{"http_header": {"http_header_name": "x-test", "values": ["1"]}}],
    actions=both(1, 0),
    opts=pulumi.ResourceOptions(ignore_changes=["actions"]),
)
production_rule = aws.lb.ListenerRule(
    "cart",
    listener_arn=listener.arn,
    priority=2,
    conditions=[{"path_pattern": {"values": ["/*"]}}],
    actions=both(1, 0),
    opts=pulumi.ResourceOptions(ignore_changes=["actions"]),
)
infrastructure = aws.iam.Role(
    "ecs-infrastructure",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "AllowAccessToECSForInfrastructureManagement",
                    "Effect": "Allow",
                    "Principal": {"Service": "ecs.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    ),
)
attached = aws.iam.RolePolicyAttachment(
    "ecs-infrastructure",
    role=infrastructure.name,
    policy_arn="arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
)
statement = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
execution = aws.iam.Role("cart-execution", assume_role_policy=trust)
aws.iam.RolePolicyAttachment(
    "cart-execution",
    role=execution.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
)
aws.cloudwatch.LogGroup("cart", name="/ecs/cart", retention_in_days=30)
definition = aws.ecs.TaskDefinition(
    "cart",
    family="cart",
    cpu="256",
    memory="512",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    execution_role_arn=execution.arn,
    task_role_arn=aws.iam.Role("cart-task", assume_role_policy=trust).arn,
    container_definitions=json.dumps(
        [
            {
                "name": "cart",
                "image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/cart:57",
                "portMappings": [{"containerPort": 8080}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "/ecs/cart",
                        "awslogs-region": "us-east-1",
                        "awslogs-stream-prefix": "cart",
                    },
                },
            }
        ]
    ),
)
aws.ecs.Service(
    "cart",
    cluster=aws.ecs.Cluster("cart").arn,
    task_definition=definition.arn,
    desired_count=2,
    launch_type="FARGATE",
    health_check_grace_period_seconds=30,
    deployment_configuration={"strategy": "BLUE_GREEN", "bake_time_in_minutes": "5"},
    deployment_circuit_breaker={"enable": True, "rollback": True},
    network_configuration={"subnets": subnets, "security_groups": [task_sg.id]},
    load_balancers=[
        {
            "target_group_arn": live.arn,
            "container_name": "cart",
            "container_port": 8080,
            "advanced_configuration": {
                "alternate_target_group_arn": idle.arn,
                "production_listener_rule": production_rule.arn,
                "test_listener_rule": test_rule.arn,
                "role_arn": infrastructure.arn,
            },
        }
    ],
    opts=pulumi.ResourceOptions(depends_on=[attached]),
)
