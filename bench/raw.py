"""The same resources as in `ours.py`, declared with pulumi_aws and nothing of ours."""

import json
from typing import Any

import pulumi
import pulumi_aws as aws

from bench.subject import ACCOUNT, CONTAINER_PORT, IMAGE, REGION, TAGS, ZONES, names

ANYWHERE = "0.0.0.0/0"
COLOURS = {"blue": "#1f77b4", "green": "#2ca02c"}
CHARTS = (
    ("Requests a minute", "RequestCount", "Sum"),
    ("Answers with 5xx a minute", "HTTPCode_Target_5XX_Count", "Sum"),
    ("Response time, 95th percentile (s)", "TargetResponseTime", "p95"),
    ("Healthy targets", "HealthyHostCount", "Minimum"),
    ("Unhealthy targets", "UnHealthyHostCount", "Maximum"),
)
EVENTS = ["DeploymentStart", "DeploymentReady", "DeploymentSuccess", "DeploymentFailure", "DeploymentStop"]


def declare(services: int) -> None:
    """Declares them; the names are `bench` and those of `subject.names`."""
    vpc = aws.ec2.Vpc(
        "bench", cidr_block="10.0.0.0/16", enable_dns_support=True, enable_dns_hostnames=True, tags=_tags("bench")
    )
    public, private = _subnets(vpc)
    cluster = aws.ecs.Cluster("bench", settings=[{"name": "containerInsights", "value": "enabled"}], tags=TAGS)
    capacity = aws.ecs.ClusterCapacityProviders(
        "bench",
        cluster_name=cluster.name,
        capacity_providers=["FARGATE", "FARGATE_SPOT"],
        default_capacity_provider_strategies=[{"capacity_provider": "FARGATE", "base": 0, "weight": 1}],
    )
    for name in names(services):
        _service(name, vpc, public, private, capacity)


def _subnets(vpc: aws.ec2.Vpc) -> tuple[list[aws.ec2.Subnet], list[aws.ec2.Subnet]]:
    """Public and private ones with their routes."""
    gateway = aws.ec2.InternetGateway("bench", vpc_id=vpc.id, tags=_tags("bench"))
    table = aws.ec2.RouteTable("bench-public", vpc_id=vpc.id, tags=_tags("bench-public"))
    route = aws.ec2.Route(
        "bench-public", route_table_id=table.id, destination_cidr_block=ANYWHERE, gateway_id=gateway.id
    )
    public = [_subnet(f"bench-public-{n}", zone, f"10.0.{n * 32}.0/19", vpc, table) for n, zone in enumerate(ZONES)]
    address = aws.ec2.Eip("bench-nat-0", domain="vpc", tags=_tags("bench-nat-0"))
    nat = aws.ec2.NatGateway(
        "bench-nat-0",
        allocation_id=address.id,
        subnet_id=public[0].id,
        tags=_tags("bench-nat-0"),
        opts=pulumi.ResourceOptions(depends_on=[route]),
    )
    private = []
    for number, zone in enumerate(ZONES):
        label = f"bench-private-{number}"
        table = aws.ec2.RouteTable(label, vpc_id=vpc.id, tags=_tags(label))
        private.append(_subnet(label, zone, f"10.0.{128 + number * 32}.0/19", vpc, table))
        aws.ec2.Route(label, route_table_id=table.id, destination_cidr_block=ANYWHERE, nat_gateway_id=nat.id)
    return public, private


def _subnet(label: str, zone: str, block: str, vpc: aws.ec2.Vpc, table: aws.ec2.RouteTable) -> aws.ec2.Subnet:
    subnet = aws.ec2.Subnet(
        label,
        vpc_id=vpc.id,
        availability_zone=zone,
        cidr_block=block,
        map_public_ip_on_launch=False,
        tags=_tags(label),
    )
    aws.ec2.RouteTableAssociation(label, subnet_id=subnet.id, route_table_id=table.id)
    return subnet


def _service(
    name: str,
    vpc: aws.ec2.Vpc,
    public: list[aws.ec2.Subnet],
    private: list[aws.ec2.Subnet],
    capacity: aws.ecs.ClusterCapacityProviders,
) -> None:
    repository = aws.ecr.Repository(
        name,
        image_tag_mutability="IMMUTABLE",
        image_scanning_configuration={"scan_on_push": True},
        force_delete=True,
        tags=TAGS,
    )
    aws.ecr.LifecyclePolicy(name, repository=repository.name, policy=_lifecycle())
    balancer_group, targets = _security_groups(name, vpc)
    balancer = aws.lb.LoadBalancer(
        name,
        load_balancer_type="application",
        subnets=[subnet.id for subnet in public],
        security_groups=[balancer_group.id],
        drop_invalid_header_fields=True,
        tags=TAGS,
    )
    blue, green = (
        aws.lb.TargetGroup(
            f"{name}-{colour}",
            vpc_id=vpc.id,
            protocol="HTTP",
            port=CONTAINER_PORT,
            target_type="ip",
            deregistration_delay=60,
            health_check={
                "protocol": "HTTP",
                "port": "traffic-port",
                "path": "/",
                "matcher": "200-299",
                "interval": 15,
                "timeout": 5,
                "healthy_threshold": 2,
                "unhealthy_threshold": 3,
            },
            tags=_tags(f"{name}-{colour}"),
        )
        for colour in COLOURS
    )
    production, test = (
        aws.lb.Listener(
            f"{name}-{label}",
            load_balancer_arn=balancer.arn,
            port=port,
            protocol="HTTP",
            default_actions=[
                {
                    "type": "fixed-response",
                    "fixed_response": {
                        "content_type": "text/plain",
                        "message_body": "no service takes this request",
                        "status_code": "404",
                    },
                }
            ],
            tags=TAGS,
        )
        for label, port in (("production", 80), ("test", 8080))
    )
    rules = [
        aws.lb.ListenerRule(
            f"{name}-{label}",
            listener_arn=listener.arn,
            priority=50000,
            conditions=[{"path_pattern": {"values": ["/*"]}}],
            actions=[
                {
                    "type": "forward",
                    "forward": {"target_groups": [{"arn": blue.arn, "weight": 100}, {"arn": green.arn, "weight": 0}]},
                }
            ],
            tags=TAGS,
            opts=pulumi.ResourceOptions(
                ignore_changes=["actions"], replace_with=[blue, green], delete_before_replace=True
            ),
        )
        for label, listener in (("production", production), ("test", test))
    ]
    definition, permission = _task(name, repository)
    service = aws.ecs.Service(
        name,
        cluster=capacity.cluster_name,
        task_definition=definition.arn,
        desired_count=2,
        deployment_controller={"type": "CODE_DEPLOY"},
        capacity_provider_strategies=[{"capacity_provider": "FARGATE", "base": 0, "weight": 1}],
        load_balancers=[{"container_name": name, "container_port": CONTAINER_PORT, "target_group_arn": blue.arn}],
        health_check_grace_period_seconds=60,
        network_configuration={
            "subnets": [subnet.id for subnet in private],
            "security_groups": [targets.id],
            "assign_public_ip": False,
        },
        enable_ecs_managed_tags=True,
        propagate_tags="SERVICE",
        wait_for_steady_state=False,
        force_delete=True,
        tags=TAGS,
        opts=pulumi.ResourceOptions(
            depends_on=[production, test, *rules, permission],
            ignore_changes=["taskDefinition", "loadBalancers"],
            replace_with=[blue],
        ),
    )
    topic, alarms = _alarms(name, balancer, {"blue": blue, "green": green})
    _dashboard(name, balancer, {"blue": blue, "green": green})
    application = aws.codedeploy.Application(name, compute_platform="ECS", tags=TAGS)
    role = aws.iam.Role(
        f"{name}-codedeploy", assume_role_policy=_trust("codedeploy", "codedeploy", "deploymentgroup:*"), tags=TAGS
    )
    granted = aws.iam.RolePolicy(
        f"{name}-codedeploy",
        role=role.name,
        policy=_allow(_releases(capacity.cluster_name, service.name, balancer, definition, topic)),
    )
    aws.codedeploy.DeploymentGroup(
        name,
        app_name=application.name,
        deployment_group_name=name,
        deployment_config_name="CodeDeployDefault.ECSAllAtOnce",
        service_role_arn=role.arn,
        deployment_style={"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"},
        ecs_service={"cluster_name": capacity.cluster_name, "service_name": service.name},
        load_balancer_info={
            "target_group_pair_info": {
                "target_groups": [{"name": blue.name}, {"name": green.name}],
                "prod_traffic_route": {"listener_arns": [production.arn]},
                "test_traffic_route": {"listener_arns": [test.arn]},
            }
        },
        blue_green_deployment_config={
            "deployment_ready_option": {"action_on_timeout": "CONTINUE_DEPLOYMENT"},
            "terminate_blue_instances_on_deployment_success": {
                "action": "TERMINATE",
                "termination_wait_time_in_minutes": 5,
            },
        },
        auto_rollback_configuration={
            "enabled": True,
            "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
        },
        alarm_configuration={"enabled": True, "alarms": [alarm.name for alarm in alarms]},
        trigger_configurations=[
            {
                "trigger_name": "events",
                "trigger_events": [*EVENTS, "DeploymentRollback"],
                "trigger_target_arn": topic.arn,
            }
        ],
        tags=TAGS,
        opts=pulumi.ResourceOptions(depends_on=[granted]),
    )


def _security_groups(name: str, vpc: aws.ec2.Vpc) -> tuple[aws.ec2.SecurityGroup, aws.ec2.SecurityGroup]:
    """The balancer's, and that of its targets."""
    balancer = aws.ec2.SecurityGroup(
        f"{name}-balancer",
        vpc_id=vpc.id,
        description="Load balancer: production ports from anywhere, the test port from chosen networks",
        tags=_tags(f"{name}-balancer"),
    )
    targets = aws.ec2.SecurityGroup(
        f"{name}-targets",
        vpc_id=vpc.id,
        description="Hosts or tasks: only what the load balancer sends",
        tags=_tags(f"{name}-targets"),
    )
    ports = {"ip_protocol": "tcp", "from_port": CONTAINER_PORT, "to_port": CONTAINER_PORT, "tags": TAGS}
    aws.vpc.SecurityGroupIngressRule(
        f"{name}-public-80",
        security_group_id=balancer.id,
        cidr_ipv4=ANYWHERE,
        description="production",
        **ports,
    )
    aws.vpc.SecurityGroupEgressRule(
        f"{name}-to-targets",
        security_group_id=balancer.id,
        referenced_security_group_id=targets.id,
        description="requests and health checks",
        **ports,
    )
    aws.vpc.SecurityGroupIngressRule(
        f"{name}-from-balancer",
        security_group_id=targets.id,
        referenced_security_group_id=balancer.id,
        description="requests and health checks",
        **ports,
    )
    aws.vpc.SecurityGroupEgressRule(
        f"{name}-out",
        security_group_id=targets.id,
        ip_protocol="-1",
        cidr_ipv4=ANYWHERE,
        description="anything outward",
        tags=TAGS,
    )
    return balancer, targets


def _task(name: str, repository: aws.ecr.Repository) -> tuple[aws.ecs.TaskDefinition, aws.iam.RolePolicy]:
    """The task definition, and what ECS may do to start it."""
    logs = aws.cloudwatch.LogGroup(name, name=f"/ecs/{name}", retention_in_days=30, tags=TAGS)
    trusted = _trust("ecs-tasks", "ecs", "*")
    execution = aws.iam.Role(f"{name}-execution", assume_role_policy=trusted, tags=TAGS)
    pull = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
    write = ["logs:CreateLogStream", "logs:PutLogEvents"]
    permission = aws.iam.RolePolicy(
        f"{name}-execution",
        role=execution.name,
        policy=_allow(
            [
                {"Action": ["ecr:GetAuthorizationToken"], "Resource": "*"},
                {"Action": pull, "Resource": [repository.arn]},
                {"Action": write, "Resource": pulumi.Output.concat(logs.arn, ":log-stream:*")},
            ]
        ),
    )
    role = aws.iam.Role(f"{name}-task", assume_role_policy=trusted, tags=TAGS)
    container = {
        "name": name,
        "image": IMAGE,
        "essential": True,
        "cpu": 256,
        "memory": 512,
        "portMappings": [{"containerPort": CONTAINER_PORT, "hostPort": CONTAINER_PORT, "protocol": "tcp"}],
        "environment": [],
        "secrets": [],
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": f"/ecs/{name}",
                "awslogs-region": REGION,
                "awslogs-stream-prefix": name,
            },
        },
    }
    definition = aws.ecs.TaskDefinition(
        name,
        family=name,
        network_mode="awsvpc",
        requires_compatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        execution_role_arn=execution.arn,
        task_role_arn=role.arn,
        container_definitions=json.dumps([container]),
        skip_destroy=True,
        tags=TAGS,
    )
    return definition, permission


def _alarms(
    name: str, balancer: aws.lb.LoadBalancer, groups: dict[str, aws.lb.TargetGroup]
) -> tuple[aws.sns.Topic, list[aws.cloudwatch.MetricAlarm]]:
    """Three for each target group, and the topic they notify."""
    topic = aws.sns.Topic(f"{name}-events", tags=TAGS)
    aws.sns.TopicPolicy(f"{name}-events", arn=topic.arn, policy=topic.arn.apply(_publishers))
    always: dict[str, Any] = {
        "evaluation_periods": 2,
        "comparison_operator": "GreaterThanOrEqualToThreshold",
        "treat_missing_data": "notBreaching",
        "alarm_actions": [topic.arn],
        "tags": TAGS,
    }
    alarms = []
    for colour, group in groups.items():
        label = f"{name}-{colour}"
        dimensions = {"LoadBalancer": balancer.arn_suffix, "TargetGroup": group.arn_suffix}
        one: dict[str, Any] = {"namespace": "AWS/ApplicationELB", "dimensions": dimensions, "period": 60}
        summed = {**one, "stat": "Sum"}
        queries: list[Any] = [
            {"id": "errors", "metric": {**summed, "metric_name": "HTTPCode_Target_5XX_Count"}},
            {"id": "requests", "metric": {**summed, "metric_name": "RequestCount"}},
            {
                "id": "percent",
                "expression": "IF(requests > 0, 100 * FILL(errors, 0) / requests, 0)",
                "label": "Target 5xx percent",
                "return_data": True,
            },
        ]
        alarms += [
            aws.cloudwatch.MetricAlarm(
                f"{label}-unhealthy-hosts",
                alarm_description=f"{label}: targets fail the load balancer's health check",
                metric_name="UnHealthyHostCount",
                statistic="Maximum",
                threshold=1,
                **one,
                **always,
            ),
            aws.cloudwatch.MetricAlarm(
                f"{label}-target-5xx",
                alarm_description=f"{label}: the service answers with errors",
                metric_queries=queries,
                threshold=5,
                **always,
            ),
            aws.cloudwatch.MetricAlarm(
                f"{label}-response-time",
                alarm_description=f"{label}: the service answers slowly",
                metric_name="TargetResponseTime",
                extended_statistic="p95",
                threshold=2,
                **one,
                **always,
            ),
        ]
    return topic, alarms


def _dashboard(name: str, balancer: aws.lb.LoadBalancer, groups: dict[str, aws.lb.TargetGroup]) -> None:
    widgets = [
        {
            "type": "metric",
            "x": number % 2 * 12,
            "y": number // 2 * 6,
            "width": 12,
            "height": 6,
            "properties": {
                "title": title,
                "region": REGION,
                "stat": statistic,
                "period": 60,
                "metrics": [
                    [
                        "AWS/ApplicationELB",
                        metric,
                        "LoadBalancer",
                        balancer.arn_suffix,
                        "TargetGroup",
                        group.arn_suffix,
                        {"label": colour, "color": COLOURS[colour]},
                    ]
                    for colour, group in groups.items()
                ],
            },
        }
        for number, (title, metric, statistic) in enumerate(CHARTS)
    ]
    aws.cloudwatch.Dashboard(name, dashboard_name=name, dashboard_body=pulumi.Output.json_dumps({"widgets": widgets}))


def _tags(label: str) -> dict[str, str]:
    return {**TAGS, "Name": label}


def _trust(principal: str, source: str, pattern: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": f"{principal}.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": ACCOUNT},
            "ArnLike": {"aws:SourceArn": f"arn:aws:{source}:{REGION}:{ACCOUNT}:{pattern}"},
        },
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _allow(statements: list[dict[str, Any]]) -> pulumi.Output[str]:
    allowed = [{"Effect": "Allow", **statement} for statement in statements]
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": allowed})


def _releases(
    cluster: pulumi.Input[str],
    service: pulumi.Input[str],
    balancer: aws.lb.LoadBalancer,
    task: aws.ecs.TaskDefinition,
    topic: aws.sns.Topic,
) -> list[dict[str, Any]]:
    """What CodeDeploy does in a release, on what is the service's."""

    def of_ecs(kind: str, rest: str) -> pulumi.Output[str]:
        return pulumi.Output.concat(f"arn:aws:ecs:{REGION}:{ACCOUNT}:{kind}/", cluster, "/", service, rest)

    def of_the_balancer(kind: str) -> pulumi.Output[str]:
        arn = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:{kind}/app/"
        return pulumi.Output.concat(arn, balancer.name, "/*")

    sets = ["ecs:DescribeServices", "ecs:CreateTaskSet", "ecs:UpdateServicePrimaryTaskSet", "ecs:DeleteTaskSet"]
    looks = ["DescribeTargetGroups", "DescribeListeners", "DescribeRules"]
    return [
        {"Action": sets, "Resource": [of_ecs("service", ""), of_ecs("task-set", "/*")]},
        {"Action": [*(f"elasticloadbalancing:{one}" for one in looks), "cloudwatch:DescribeAlarms"], "Resource": "*"},
        {
            "Action": ["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"],
            "Resource": [of_the_balancer("listener"), of_the_balancer("listener-rule")],
        },
        {
            "Action": ["iam:PassRole"],
            "Resource": [task.execution_role_arn, task.task_role_arn],
            "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
        },
        {"Action": ["sns:Publish"], "Resource": topic.arn},
    ]


def _publishers(topic_arn: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": ["codedeploy.amazonaws.com", "cloudwatch.amazonaws.com"]},
        "Action": "sns:Publish",
        "Resource": topic_arn,
        "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _lifecycle() -> str:
    untagged = {
        "tagStatus": "untagged",
        "countType": "sinceImagePushed",
        "countUnit": "days",
        "countNumber": 7,
    }
    old = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 30}
    rules = [
        {
            "rulePriority": 1,
            "description": "untagged images go after 7 days",
            "selection": untagged,
            "action": {"type": "expire"},
        },
        {
            "rulePriority": 2,
            "description": "the newest 30 images stay",
            "selection": old,
            "action": {"type": "expire"},
        },
    ]
    return json.dumps({"rules": rules})
