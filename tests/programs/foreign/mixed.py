"""One cluster with services on Fargate, on Spot and on hosts, in a class of the team's own; sizes come from a table."""

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass
class App:
    name: str
    provider: str
    mode: str
    count: int
    port: int | None = None


APPS = [
    App("front", "FARGATE", "awsvpc", 2, 3000),
    App("thumbs", "FARGATE_SPOT", "awsvpc", 4),
    App("search", "hosts", "bridge", 3, 9200),
]
statement = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
execution = aws.iam.Role("mixed-execution", assume_role_policy=trust)
aws.iam.RolePolicyAttachment(
    "mixed-execution",
    role=execution.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
)

group = aws.ec2.SecurityGroup("hosts", vpc_id="vpc-5")
entry = aws.ec2.SecurityGroup("entry", vpc_id="vpc-5")
aws.ec2.SecurityGroupRule(
    "in",
    type="ingress",
    security_group_id=entry.id,
    protocol="tcp",
    from_port=443,
    to_port=443,
    cidr_blocks=["10.0.0.0/8"],
)
aws.ec2.SecurityGroupRule(
    "across",
    type="ingress",
    security_group_id=group.id,
    protocol="-1",
    from_port=0,
    to_port=0,
    cidr_blocks=["10.0.0.0/8"],
)
for name, out_of in {"entry": entry, "hosts": group}.items():
    aws.ec2.SecurityGroupRule(
        f"{name}-out",
        type="egress",
        security_group_id=out_of.id,
        protocol="all",
        from_port=0,
        to_port=0,
        cidr_blocks=["0.0.0.0/0"],
    )
template = aws.ec2.LaunchTemplate("hosts", instance_type="r6i.large", vpc_security_group_ids=[group.id])
fleet = aws.autoscaling.Group(
    "hosts",
    min_size=1,
    max_size=10,
    vpc_zone_identifiers=["subnet-5", "subnet-6"],
    launch_template={"id": template.id, "version": template.latest_version.apply(str)},
)
hosts = aws.ecs.CapacityProvider(
    "hosts",
    name="hosts",
    auto_scaling_group_provider={"auto_scaling_group_arn": fleet.arn, "managed_scaling": {"status": "ENABLED"}},
)
cluster = aws.ecs.Cluster("mixed")
aws.ecs.ClusterCapacityProviders(
    "mixed", cluster_name=cluster.name, capacity_providers=["FARGATE", "FARGATE_SPOT", hosts.name]
)
balancer = aws.lb.LoadBalancer("mixed", internal=True, security_groups=[entry.id], subnets=["subnet-5", "subnet-6"])

for app in APPS:
    aws.cloudwatch.LogGroup(app.name, name=f"/mixed/{app.name}", retention_in_days=30)
    definition = aws.ecs.TaskDefinition(
        app.name,
        family=app.name,
        cpu="512",
        memory="1024",
        network_mode=app.mode,
        requires_compatibilities=["EC2" if app.provider == "hosts" else "FARGATE"],
        execution_role_arn=execution.arn,
        task_role_arn=aws.iam.Role(app.name, assume_role_policy=trust).arn,
        container_definitions=json.dumps(
            [
                {
                    "name": app.name,
                    "image": f"quay.io/example/{app.name}:1",
                    "portMappings": [{"containerPort": app.port}] if app.port else [],
                    "logConfiguration": {
                        "logDriver": "awslogs",
                        "options": {
                            "awslogs-group": f"/mixed/{app.name}",
                            "awslogs-region": "us-east-1",
                            "awslogs-stream-prefix": "x",
                        },
                    },
                }
            ]
        ),
    )
    more: dict = {}
    if app.port:
        targets = aws.lb.TargetGroup(
            app.name,
            port=app.port,
            protocol="HTTP",
            vpc_id="vpc-5",
            target_type="ip" if app.mode == "awsvpc" else "instance",
            health_check={"path": "/_health", "matcher": "200-299"},
        )
        way = aws.lb.Listener(
            app.name,
            load_balancer_arn=balancer.arn,
            port=443 if app.name == "front" else 8443,
            protocol="HTTPS",
            ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06",
            certificate_arn="arn:aws:acm:us-east-1:123456789012:certificate/3",
            default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
        )
        more["load_balancers"] = [
            {"target_group_arn": targets.arn, "container_name": app.name, "container_port": app.port}
        ]
        more["opts"] = pulumi.ResourceOptions(depends_on=[way])
    if app.mode == "awsvpc":
        more["network_configuration"] = {"subnets": ["subnet-5", "subnet-6"], "security_groups": [group.id]}
    aws.ecs.Service(
        app.name,
        cluster=cluster.arn,
        task_definition=definition.arn,
        desired_count=app.count,
        capacity_provider_strategies=[{"capacity_provider": app.provider, "weight": 1}],
        **more,
    )
