"""Good programs, to change one thing in, as the engine describes them to a policy pack.

BLUE_GREEN is a service on EC2 hosts that CodeDeploy releases, NATIVE one on Fargate that ECS itself releases, ROLLING
one that no rule objects to. Each is as after its first `up`; `before_create` makes it a first preview.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program


def trust(service: str) -> str:
    """The JSON of a role's policy that lets one service of AWS take the role."""
    principal = {"Service": f"{service}.amazonaws.com"}
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


TASKS_TRUST, CODEDEPLOY_TRUST, EC2_TRUST, ECS_TRUST = map(trust, ("ecs-tasks", "codedeploy", "ec2", "ecs"))


def arn(kind: str, name: str) -> str:
    """An ARN such as AWS gives."""
    return f"arn:aws:{kind}:eu-west-1:123456789012:{name}"


def role(name: str) -> str:
    """The ARN of a role."""
    return f"arn:aws:iam::123456789012:role/{name}"


IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4.2"
"""In the programs' own repository."""


def task(*mappings: dict[str, Any], name: str = "web", **more: Any) -> str:
    """The JSON of one container."""
    container = {
        "name": name,
        "image": IMAGE,
        "essential": True,
        "cpu": 256,
        "memory": 512,
        "user": "1000",
        "readonlyRootFilesystem": True,
        "portMappings": list(mappings),
        "environment": [{"name": "LOG_LEVEL", "value": "info"}],
        "secrets": [{"name": "DATABASE_PASSWORD", "valueFrom": arn("secretsmanager", "secret:database")}],
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": "/ecs/web",
                "awslogs-region": "eu-west-1",
                "awslogs-stream-prefix": "web",
            },
        },
    }
    return json.dumps([{key: value for key, value in {**container, **more}.items() if value is not None}])


def allow(*actions: str, on: str | list[str], **more: Any) -> str:
    """The JSON of an IAM policy with one statement."""
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": on, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def forward(*weights: int | str, groups: tuple[str, ...] = ("blue", "green", "third")) -> list[dict[str, Any]]:
    """Actions that split traffic over target groups by weight."""
    targets = [
        {"arn": arn("elasticloadbalancing", f"targetgroup/{group}"), "weight": weight}
        for group, weight in zip(groups, weights, strict=False)
    ]
    return [{"type": "forward", "forward": {"targetGroups": targets}}]


def alarm(group: str) -> Declared:
    """An alarm on the errors of one target group."""
    return Declared(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        f"{group}-errors",
        {
            "name": f"shop-{group}-errors",
            "namespace": "AWS/ApplicationELB",
            "metricName": "HTTPCode_Target_5XX_Count",
            "dimensions": {"TargetGroup": f"targetgroup/{group}/1", "LoadBalancer": "app/shop/1"},
            "comparisonOperator": "GreaterThanOrEqualToThreshold",
            "threshold": 5,
            "evaluationPeriods": 2,
            "period": 60,
            "statistic": "Sum",
            "treatMissingData": "notBreaching",
        },
        {"dimensions": [group, "balancer"]},
    )


def target_group(name: str, target_type: str = "instance") -> Declared:
    """One of a pair on container port 4000."""
    return Declared(
        "aws:lb/targetGroup:TargetGroup",
        name,
        {
            "name": f"shop-{name}",
            "arn": arn("elasticloadbalancing", f"targetgroup/{name}"),
            "arnSuffix": f"targetgroup/{name}/1",
            "port": 4000,
            "protocol": "HTTP",
            "targetType": target_type,
            "vpcId": "vpc-1",
            "deregistrationDelay": 60,
            "healthCheck": {
                "enabled": True,
                "path": "/healthy",
                "port": "traffic-port",
                "protocol": "HTTP",
                "matcher": "200",
                "interval": 15,
                "timeout": 5,
                "healthyThreshold": 2,
                "unhealthyThreshold": 3,
            },
        },
    )


def listener(name: str, port: int, **more: Any) -> Declared:
    """An HTTPS listener that forwards to blue."""
    props = {
        "arn": arn("elasticloadbalancing", f"listener/{name}"),
        "loadBalancerArn": BALANCER,
        "port": port,
        "protocol": "HTTPS",
        "certificateArn": arn("acm", "certificate/1"),
        "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
        "defaultActions": [{"type": "forward", "targetGroupArn": BLUE}],
        **more,
    }
    edges = {"loadBalancerArn": ["balancer"], "defaultActions": ["blue"]}
    return Declared("aws:lb/listener:Listener", name, props, edges, ignore_changes=("defaultActions",))


def ingress(name: str, into: str, first: int, last: int, **source: Any) -> Declared:
    """One rule of a security group: from a CIDR, or from another security group."""
    edges = {"securityGroupId": [into]}
    if "referencedSecurityGroupId" in source:
        edges["referencedSecurityGroupId"] = [source["referencedSecurityGroupId"]]
        source = {"referencedSecurityGroupId": f"sg-{source['referencedSecurityGroupId']}"}
    props = {"securityGroupId": f"sg-{into}", "ipProtocol": "tcp", "fromPort": first, "toPort": last, **source}
    return Declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, props, edges)


def egress(name: str, out_of: str, **to: Any) -> Declared:
    """One rule of a security group: to a CIDR, or to another security group."""
    edges = {"securityGroupId": [out_of]}
    if "referencedSecurityGroupId" in to:
        edges["referencedSecurityGroupId"] = [to["referencedSecurityGroupId"]]
        to = {**to, "referencedSecurityGroupId": f"sg-{to['referencedSecurityGroupId']}"}
    props = {"securityGroupId": f"sg-{out_of}", **to}
    return Declared("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", name, props, edges)


BALANCER = arn("elasticloadbalancing", "loadbalancer/app/shop/1")
BLUE, GREEN = arn("elasticloadbalancing", "targetgroup/blue"), arn("elasticloadbalancing", "targetgroup/green")
PRODUCTION, TEST = arn("elasticloadbalancing", "listener/production"), arn("elasticloadbalancing", "listener/test")

# The network, the load balancer, the image and the roles of any service of ours.
COMMON: Program = (
    Declared(
        "aws:ecr/repository:Repository",
        "images",
        {
            "name": "shop",
            "imageTagMutability": "IMMUTABLE",
            "imageScanningConfiguration": {"scanOnPush": True},
        },
    ),
    Declared("aws:cloudwatch/logGroup:LogGroup", "logs", {"name": "/ecs/web", "retentionInDays": 30}),
    Declared(
        "aws:iam/role:Role",
        "execution",
        {"name": "execution", "arn": role("execution"), "assumeRolePolicy": TASKS_TRUST},
    ),
    Declared(
        "aws:iam/rolePolicy:RolePolicy",
        "execution-policy",
        {
            "role": "execution",
            "policy": allow(
                "ecr:GetAuthorizationToken",
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "secretsmanager:GetSecretValue",
                on="*",
            ),
        },
        {"role": ["execution"], "policy": ["logs"]},
    ),
    Declared(
        "aws:iam/role:Role",
        "task-role",
        {"name": "task-role", "arn": role("task-role"), "assumeRolePolicy": TASKS_TRUST},
    ),
    Declared(
        "aws:ec2/securityGroup:SecurityGroup",
        "frontend",
        {"id": "sg-frontend", "name": "frontend", "vpcId": "vpc-1", "description": "load balancer"},
    ),
    Declared(
        "aws:ec2/securityGroup:SecurityGroup",
        "targets",
        {"id": "sg-targets", "name": "targets", "vpcId": "vpc-1", "description": "hosts or tasks"},
    ),
    egress("balancer-out", "frontend", ipProtocol="tcp", fromPort=0, toPort=65535, referencedSecurityGroupId="targets"),
    egress("targets-out", "targets", ipProtocol="-1", cidrIpv4="0.0.0.0/0"),
    ingress("public", "frontend", 443, 443, cidrIpv4="0.0.0.0/0"),
    ingress("public-http", "frontend", 80, 80, cidrIpv4="0.0.0.0/0"),
    ingress("testers", "frontend", 8443, 8443, cidrIpv4="10.20.0.0/16"),
    Declared(
        "aws:lb/loadBalancer:LoadBalancer",
        "balancer",
        {
            "name": "shop",
            "arn": BALANCER,
            "arnSuffix": "app/shop/1",
            "loadBalancerType": "application",
            "internal": False,
            "securityGroups": ["sg-frontend"],
            "subnets": ["subnet-1", "subnet-2"],
            "dropInvalidHeaderFields": True,
            "desyncMitigationMode": "defensive",
            "enableDeletionProtection": True,
            "accessLogs": {"bucket": "shop-logs", "enabled": True},
        },
        {"securityGroups": ["frontend"]},
    ),
    Declared(
        "aws:lb/listener:Listener",
        "redirect",
        {
            "arn": arn("elasticloadbalancing", "listener/redirect"),
            "loadBalancerArn": BALANCER,
            "port": 80,
            "protocol": "HTTP",
            "defaultActions": [
                {"type": "redirect", "redirect": {"port": "443", "protocol": "HTTPS", "statusCode": "HTTP_301"}}
            ],
        },
        {"loadBalancerArn": ["balancer"]},
    ),
    Declared(
        "aws:ecs/cluster:Cluster",
        "cluster",
        {
            "name": "shop",
            "arn": arn("ecs", "cluster/shop"),
            "settings": [{"name": "containerInsights", "value": "enabled"}],
        },
    ),
    alarm("blue"),
    alarm("green"),
)

BLUE_GREEN: Program = (
    *COMMON,
    target_group("blue"),
    target_group("green"),
    listener("production", 443),
    listener("test", 8443),
    ingress("from-balancer", "targets", 32768, 65535, referencedSecurityGroupId="frontend"),
    Declared(
        "aws:ecs/taskDefinition:TaskDefinition",
        "tasks",
        {
            "family": "web",
            "arn": arn("ecs", "task-definition/web:1"),
            "networkMode": "bridge",
            "requiresCompatibilities": ["EC2"],
            "cpu": "256",
            "memory": "512",
            "executionRoleArn": role("execution"),
            "taskRoleArn": role("task-role"),
            "containerDefinitions": task({"containerPort": 4000, "hostPort": 0}),
        },
        {"executionRoleArn": ["execution"], "taskRoleArn": ["task-role"]},
    ),
    Declared(
        "aws:iam/role:Role",
        "host-role",
        {"name": "host-role", "arn": role("host-role"), "assumeRolePolicy": EC2_TRUST},
    ),
    Declared(
        "aws:ec2/launchTemplate:LaunchTemplate",
        "host",
        {
            "id": "lt-host",
            "name": "host",
            "latestVersion": 1,
            "instanceType": "t3.small",
            "imageId": "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
            "vpcSecurityGroupIds": ["sg-targets"],
            "metadataOptions": {"httpTokens": "required"},
        },
        {"vpcSecurityGroupIds": ["targets"]},
    ),
    Declared(
        "aws:autoscaling/group:Group",
        "hosts",
        {
            "name": "hosts",
            "arn": arn("autoscaling", "autoScalingGroup:1:autoScalingGroupName/hosts"),
            "minSize": 2,
            "maxSize": 4,
            "launchTemplate": {"id": "lt-host", "version": "1"},
            "vpcZoneIdentifiers": ["subnet-3", "subnet-4"],
        },
        {"launchTemplate": ["host"]},
    ),
    Declared(
        "aws:ecs/capacityProvider:CapacityProvider",
        "provider",
        {
            "name": "provider",
            "arn": arn("ecs", "capacity-provider/provider"),
            "autoScalingGroupProvider": {
                "autoScalingGroupArn": arn("autoscaling", "autoScalingGroup:1:autoScalingGroupName/hosts"),
                "managedScaling": {"status": "ENABLED", "targetCapacity": 100},
                "managedTerminationProtection": "DISABLED",
            },
        },
        {"autoScalingGroupProvider": ["hosts"]},
    ),
    Declared(
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        "cluster-providers",
        {
            "clusterName": "shop",
            "capacityProviders": ["provider"],
            "defaultCapacityProviderStrategies": [{"capacityProvider": "provider", "base": 0, "weight": 1}],
        },
        {
            "clusterName": ["cluster"],
            "capacityProviders": ["provider"],
            "defaultCapacityProviderStrategies": ["provider"],
        },
    ),
    Declared(
        "aws:ecs/service:Service",
        "service",
        {
            "name": "web",
            "cluster": arn("ecs", "cluster/shop"),
            "taskDefinition": arn("ecs", "task-definition/web:1"),
            "schedulingStrategy": "REPLICA",
            "desiredCount": 2,
            "deploymentController": {"type": "CODE_DEPLOY"},
            "deploymentMaximumPercent": 200,
            "deploymentMinimumHealthyPercent": 100,
            "healthCheckGracePeriodSeconds": 60,
            "capacityProviderStrategies": [{"capacityProvider": "provider", "base": 0, "weight": 1}],
            "orderedPlacementStrategies": [{"type": "spread", "field": "attribute:ecs.availability-zone"}],
            "loadBalancers": [{"containerName": "web", "containerPort": 4000, "targetGroupArn": BLUE}],
        },
        {
            "cluster": ["cluster"],
            "taskDefinition": ["tasks"],
            "loadBalancers": ["blue"],
            "capacityProviderStrategies": ["provider"],
        },
        ignore_changes=("taskDefinition", "loadBalancers"),
        depends_on=("production", "test"),
    ),
    Declared(
        "aws:iam/role:Role",
        "codedeploy",
        {"name": "codedeploy", "arn": role("codedeploy"), "assumeRolePolicy": CODEDEPLOY_TRUST},
    ),
    Declared(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "codedeploy-policy",
        {"role": "codedeploy", "policyArn": "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"},
        {"role": ["codedeploy"]},
    ),
    Declared("aws:codedeploy/application:Application", "application", {"name": "web", "computePlatform": "ECS"}),
    Declared(
        "aws:codedeploy/deploymentGroup:DeploymentGroup",
        "release",
        {
            "appName": "web",
            "deploymentGroupName": "web",
            "deploymentConfigName": "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
            "serviceRoleArn": role("codedeploy"),
            "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
            "ecsService": {"clusterName": "shop", "serviceName": "web"},
            "loadBalancerInfo": {
                "targetGroupPairInfo": {
                    "prodTrafficRoute": {"listenerArns": [PRODUCTION]},
                    "testTrafficRoute": {"listenerArns": [TEST]},
                    "targetGroups": [{"name": "shop-blue"}, {"name": "shop-green"}],
                }
            },
            "blueGreenDeploymentConfig": {
                "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT", "waitTimeInMinutes": 0},
                "terminateBlueInstancesOnDeploymentSuccess": {
                    "action": "TERMINATE",
                    "terminationWaitTimeInMinutes": 5,
                },
            },
            "autoRollbackConfiguration": {
                "enabled": True,
                "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"],
            },
            "alarmConfiguration": {
                "enabled": True,
                "ignorePollAlarmFailure": False,
                "alarms": ["shop-blue-errors", "shop-green-errors"],
            },
        },
        {
            "appName": ["application"],
            "serviceRoleArn": ["codedeploy"],
            "ecsService": ["cluster", "service"],
            "loadBalancerInfo": ["production", "test", "blue", "green"],
            "alarmConfiguration": ["blue-errors", "green-errors"],
        },
    ),
)


def listener_rule(name: str, on: str, priority: int) -> Declared:
    """A rule that forwards everything to blue, with green at weight 0, as ECS's own strategy wants it."""
    props = {
        "arn": arn("elasticloadbalancing", f"listener-rule/{name}"),
        "listenerArn": arn("elasticloadbalancing", f"listener/{on}"),
        "priority": priority,
        "conditions": [{"pathPattern": {"values": ["/*"]}}],
        "actions": forward(1, 0),
    }
    edges = {"listenerArn": [on], "actions": ["blue", "green"]}
    return Declared("aws:lb/listenerRule:ListenerRule", name, props, edges, ignore_changes=("actions",))


NOT_FOUND = [{"type": "fixed-response", "fixedResponse": {"contentType": "text/plain", "statusCode": "404"}}]

NATIVE: Program = (
    *COMMON,
    target_group("blue", "ip"),
    target_group("green", "ip"),
    listener("production", 443, defaultActions=NOT_FOUND),
    listener("test", 8443, defaultActions=NOT_FOUND),
    listener_rule("production-rule", "production", 10),
    listener_rule("test-rule", "test", 10),
    ingress("from-balancer", "targets", 4000, 4000, referencedSecurityGroupId="frontend"),
    Declared(
        "aws:ecs/taskDefinition:TaskDefinition",
        "tasks",
        {
            "family": "web",
            "arn": arn("ecs", "task-definition/web:1"),
            "networkMode": "awsvpc",
            "requiresCompatibilities": ["FARGATE"],
            "cpu": "256",
            "memory": "512",
            "executionRoleArn": role("execution"),
            "taskRoleArn": role("task-role"),
            "containerDefinitions": task({"containerPort": 4000}),
        },
        {"executionRoleArn": ["execution"], "taskRoleArn": ["task-role"]},
    ),
    Declared(
        "aws:iam/role:Role",
        "infrastructure",
        {"name": "infrastructure", "arn": role("infrastructure"), "assumeRolePolicy": ECS_TRUST},
    ),
    Declared(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "infrastructure-policy",
        {
            "role": "infrastructure",
            "policyArn": "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
        },
        {"role": ["infrastructure"]},
    ),
    Declared(
        "aws:ecs/service:Service",
        "service",
        {
            "name": "web",
            "cluster": arn("ecs", "cluster/shop"),
            "taskDefinition": arn("ecs", "task-definition/web:1"),
            "launchType": "FARGATE",
            "schedulingStrategy": "REPLICA",
            "desiredCount": 2,
            "deploymentController": {"type": "ECS"},
            "deploymentConfiguration": {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": "10"},
            "deploymentMaximumPercent": 200,
            "deploymentMinimumHealthyPercent": 100,
            "deploymentCircuitBreaker": {"enable": True, "rollback": True},
            "alarms": {"alarmNames": ["shop-blue-errors", "shop-green-errors"], "enable": True, "rollback": True},
            "healthCheckGracePeriodSeconds": 60,
            "networkConfiguration": {"subnets": ["subnet-3", "subnet-4"], "securityGroups": ["sg-targets"]},
            "loadBalancers": [
                {
                    "containerName": "web",
                    "containerPort": 4000,
                    "targetGroupArn": BLUE,
                    "advancedConfiguration": {
                        "alternateTargetGroupArn": GREEN,
                        "productionListenerRule": arn("elasticloadbalancing", "listener-rule/production-rule"),
                        "testListenerRule": arn("elasticloadbalancing", "listener-rule/test-rule"),
                        "roleArn": role("infrastructure"),
                    },
                }
            ],
        },
        {
            "cluster": ["cluster"],
            "taskDefinition": ["tasks"],
            "loadBalancers": ["blue", "green", "production-rule", "test-rule", "infrastructure"],
            "networkConfiguration": ["targets"],
            "alarms": ["blue-errors", "green-errors"],
        },
        depends_on=("infrastructure-policy", "execution-policy"),
    ),
)

ROLLING: Program = (
    *(one for one in COMMON if one.type.startswith(("aws:iam/", "aws:cloudwatch/logGroup"))),
    Declared(
        "aws:ecs/taskDefinition:TaskDefinition",
        "tasks",
        {
            "family": "api",
            "arn": arn("ecs", "task-definition/api:1"),
            "networkMode": "awsvpc",
            "requiresCompatibilities": ["FARGATE"],
            "cpu": "256",
            "memory": "512",
            "executionRoleArn": role("execution"),
            "taskRoleArn": role("task-role"),
            "containerDefinitions": task({"containerPort": 8080, "hostPort": 8080}, name="api"),
        },
        {"executionRoleArn": ["execution"], "taskRoleArn": ["task-role"]},
    ),
    Declared("aws:lb/targetGroup:TargetGroup", "group", {"name": "api", "arn": BLUE, "port": 80, "targetType": "ip"}),
    Declared(
        "aws:ecs/service:Service",
        "service",
        {
            "name": "api",
            "desiredCount": 2,
            "launchType": "FARGATE",
            "networkConfiguration": {"subnets": ["subnet-3", "subnet-4"], "securityGroups": ["sg-tasks"]},
            "taskDefinition": arn("ecs", "task-definition/api:1"),
            "loadBalancers": [{"containerName": "api", "containerPort": 8080, "targetGroupArn": BLUE}],
        },
        {"taskDefinition": ["tasks"], "loadBalancers": ["group"]},
    ),
)
"""Its target group has the load balancer's port, as is usual where ECS rolls a service."""


def linear(program: Program) -> Program:
    """ECS's own strategy moving traffic in steps instead of at once."""
    strategy = {"strategy": "LINEAR", "linearConfiguration": {"stepPercent": 20, "stepBakeTimeInMinutes": "3"}}
    return tuple(
        replace(one, props={**one.props, "deploymentConfiguration": {**strategy, "bakeTimeInMinutes": "10"}})
        if one.name == "service"
        else one
        for one in program
    )


# ARNs and ids that AWS gives to resources of the program; what the program wrote itself stays known.
_GIVEN = re.compile(
    r"arn:aws:(elasticloadbalancing|ecs|autoscaling|iam::\d+:role)|arn:aws:iam::\d+:role/|(sg|lt)-\w|(targetgroup|app)/"
)


# CodeDeploy's other deployment groups

SERVERS_GROUP = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup",
    "servers",
    {
        "appName": "servers",
        "deploymentGroupName": "servers",
        "deploymentStyle": {"deploymentType": "IN_PLACE", "deploymentOption": "WITHOUT_TRAFFIC_CONTROL"},
        "autoscalingGroups": ["servers"],
        "ec2TagFilters": [{"key": "Name", "type": "KEY_AND_VALUE", "value": "web"}],
        "loadBalancerInfo": {"targetGroupInfos": [{"name": "servers"}]},
    },
)
FUNCTIONS_GROUP = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup",
    "functions",
    {
        "appName": "functions",
        "deploymentGroupName": "functions",
        "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
    },
)


def before_create(program: Program) -> Program:
    """The program in its first preview: nothing that AWS gives is known yet."""

    def forget(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: forget(one) for key, one in value.items()}
        if isinstance(value, list):
            return [forget(one) for one in value]
        return UNKNOWN if isinstance(value, str) and _GIVEN.match(value) else value

    return tuple(replace(one, props=forget(one.props)) for one in program)


FIRST_PREVIEW = before_create(BLUE_GREEN)
NATIVE_PREVIEW = before_create(NATIVE)
GOOD: Sequence[Program] = (BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING, before_create(ROLLING), ())
"""No rule reports anything on these."""
