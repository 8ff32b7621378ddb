"""CloudFormation's properties as rules see them."""

import base64
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy import reading
from policy.reading import UNKNOWN
from tests.verdict.cloudformation.templates import checked, program, resource
from verdict import shapes
from verdict.cloudformation import details, types
from verdict.shapes import Shape

TABLE = yaml.safe_load(Path(types.__file__).with_suffix(".yaml").read_text())
LB = "ElasticLoadBalancingV2"


OURS = [type for type, entry in TABLE.items() if entry["type"].startswith("aws:")]
"""The others are of the provider aws-native, whose SDK is not here."""


@pytest.mark.parametrize("type", OURS)
def test_the_table_leads_to_types_and_properties_that_the_sdk_has(type: str) -> None:
    kind = types.mapped(type)
    assert kind is not None
    shape = shapes.resource(kind.type)
    assert shape.fields, kind.type
    named = [kind.name, kind.ref, *kind.attributes.values(), *kind.defaults, *kind.properties.values()]
    assert [path for path in named if path and not there(shape, path)] == []


@pytest.mark.parametrize("path", {**details.OF_LOAD_BALANCERS, **details.OF_TARGET_GROUPS}.values())
def test_so_do_the_attributes_of_balancers_and_target_groups(path: str) -> None:
    assert there(shapes.resource(reading.LOAD_BALANCER), path) or there(shapes.resource(reading.TARGET_GROUP), path)


def there(shape: Shape, path: str) -> bool:
    for step in path.split("."):
        if step not in shape.fields:
            return False
        shape = shape.fields[step]
        shape = shape.members if shape.kind == "list" else shape
    return True


def test_every_type_of_the_rules_has_one_of_cloudformation() -> None:
    """But for those that only Terraform has."""
    of_rules = {value for value in vars(reading).values() if isinstance(value, str) and value.startswith("aws:")}
    ours = {kind.type for type in TABLE if (kind := types.mapped(type))}
    made = {"aws:iam/rolePolicyAttachment:RolePolicyAttachment"}
    assert of_rules - ours - made == {reading.SECURITY_GROUP_RULE}


CASES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        resource(
            "ECS::Service",
            DeploymentConfiguration={
                "MaximumPercent": 200,
                "MinimumHealthyPercent": 50,
                "DeploymentCircuitBreaker": {"Enable": True, "Rollback": True},
                "Alarms": {"AlarmNames": ["a"], "Enable": True, "Rollback": True},
                "Strategy": "BLUE_GREEN",
                "BakeTimeInMinutes": 5,
                "LifecycleHooks": [{"HookTargetArn": "arn", "RoleArn": "role", "LifecycleStages": ["PRE_SCALE_UP"]}],
            },
        ),
        {
            "deploymentMaximumPercent": 200,
            "deploymentMinimumHealthyPercent": 50,
            "deploymentCircuitBreaker": {"enable": True, "rollback": True},
            "alarms": {"alarmNames": ["a"], "enable": True, "rollback": True},
            "deploymentConfiguration": {
                "strategy": "BLUE_GREEN",
                "bakeTimeInMinutes": 5,
                "lifecycleHooks": [{"hookTargetArn": "arn", "roleArn": "role", "lifecycleStages": ["PRE_SCALE_UP"]}],
            },
        },
    ),
    (
        resource(
            "ECS::Service",
            ServiceName="web",
            EnableECSManagedTags=True,
            NetworkConfiguration={"AwsvpcConfiguration": {"AssignPublicIp": "DISABLED", "Subnets": ["subnet-1"]}},
            CapacityProviderStrategy=[{"CapacityProvider": "FARGATE", "Weight": 1}],
            Tags=[{"Key": "Owner", "Value": "shop"}],
        ),
        {
            "name": "web",
            "enableEcsManagedTags": True,
            "networkConfiguration": {"assignPublicIp": False, "subnets": ["subnet-1"]},
            "capacityProviderStrategies": [{"capacityProvider": "FARGATE", "weight": 1}],
            "tags": {"Owner": "shop"},
        },
    ),
    (
        resource(
            "ECS::TaskDefinition",
            ContainerDefinitions=[{"Name": "web", "Image": {"Ref": "Blue"}}],
            Volumes=[{"Name": "a", "Host": {"SourcePath": "/a"}}],
        ),
        {
            "containerDefinitions": [{"Name": "web", "Image": UNKNOWN}],
            "volumes": [{"name": "a", "hostPath": "/a"}],
            "family": "It",
        },
    ),
    (
        resource(
            "CodeDeploy::DeploymentGroup",
            ApplicationName="app",
            AlarmConfiguration={"Alarms": [{"Name": "a"}, {"Name": "b"}], "Enabled": True},
            ECSServices=[{"ClusterName": "c", "ServiceName": "s"}],
            LoadBalancerInfo={
                "TargetGroupPairInfoList": [
                    {
                        "ProdTrafficRoute": {"ListenerArns": ["arn"]},
                        "TargetGroups": [{"Name": "blue"}, {"Name": "green"}],
                    }
                ]
            },
        ),
        {
            "appName": "app",
            "deploymentGroupName": "It",
            "alarmConfiguration": {"alarms": ["a", "b"], "enabled": True},
            "ecsService": {"clusterName": "c", "serviceName": "s"},
            "loadBalancerInfo": {
                "targetGroupPairInfo": {
                    "prodTrafficRoute": {"listenerArns": ["arn"]},
                    "targetGroups": [{"name": "blue"}, {"name": "green"}],
                }
            },
        },
    ),
    (
        resource(
            "CodeDeploy::DeploymentConfig",
            TrafficRoutingConfig={
                "Type": "TimeBasedCanary",
                "TimeBasedCanary": {"CanaryInterval": 5, "CanaryPercentage": 10},
            },
        ),
        {"trafficRoutingConfig": {"type": "TimeBasedCanary", "timeBasedCanary": {"interval": 5, "percentage": 10}}},
    ),
    (
        resource(
            f"{LB}::TargetGroup",
            HealthCheckPath="/ready",
            HealthCheckTimeoutSeconds=5,
            HealthyThresholdCount=2,
            Matcher={"HttpCode": "200"},
            TargetGroupAttributes=[
                {"Key": "deregistration_delay.timeout_seconds", "Value": "30"},
                {"Key": "stickiness.enabled", "Value": "true"},
                {"Key": "stickiness.type", "Value": "lb_cookie"},
                {"Key": "of.next.year", "Value": "x"},
            ],
        ),
        {
            "healthCheck.path": "/ready",
            "healthCheck.timeout": 5,
            "healthCheck.healthyThreshold": 2,
            "healthCheck.unhealthyThreshold": 2,
            "healthCheck.matcher": "200",
            "deregistrationDelay": "30",
            "stickiness.enabled": "true",
            "stickiness.type": "lb_cookie",
        },
    ),
    (
        resource(
            f"{LB}::LoadBalancer",
            Scheme="internal",
            Type="network",
            LoadBalancerAttributes=[{"Key": "access_logs.s3.enabled", "Value": "true"}],
        ),
        {"internal": True, "loadBalancerType": "network", "accessLogs.enabled": "true", "name": "It"},
    ),
    (
        resource(
            f"{LB}::LoadBalancer",
            LoadBalancerAttributes=[
                {"Key": "connection_logs.s3.prefix", "Value": "web"},
                {"Key": "health_check_logs.s3.bucket", "Value": "shop-logs"},
            ],
        ),
        {"connectionLogs.prefix": "web", "healthCheckLogs.bucket": "shop-logs", "name": "It"},
    ),
    (resource("S3::Bucket", VersioningConfiguration={"Status": "Enabled"}), {"bucket": "It"}),
    (resource("S3::Bucket", BucketName="shop-logs"), {"bucket": "shop-logs"}),
    (
        resource("S3::BucketPolicy", Bucket="shop-logs", PolicyDocument={"Statement": []}),
        {"bucket": "shop-logs", "policy.Statement": []},
    ),
    (
        resource(
            f"{LB}::Listener",
            Certificates=[{"CertificateArn": "arn:one"}],
            DefaultActions=[
                {
                    "Type": "forward",
                    "ForwardConfig": {
                        "TargetGroups": [{"TargetGroupArn": {"Ref": "Blue"}, "Weight": 1}],
                        "TargetGroupStickinessConfig": {"Enabled": True, "DurationSeconds": 60},
                    },
                }
            ],
        ),
        {
            "certificateArn": "arn:one",
            "defaultActions": [
                {
                    "type": "forward",
                    "forward": {
                        "targetGroups": [{"arn": UNKNOWN, "weight": 1}],
                        "stickiness": {"enabled": True, "duration": 60},
                    },
                }
            ],
        },
    ),
    (
        resource(
            f"{LB}::ListenerRule",
            Priority=3,
            Actions=[{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "StatusCode": "HTTP_301"}}],
            Conditions=[
                {"Field": "path-pattern", "Values": ["/a"]},
                {"Field": "host-header", "HostHeaderConfig": {"Values": ["a.example"]}},
                {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-Test", "Values": ["1"]}},
                {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "v", "Value": "2"}]}},
            ],
        ),
        {
            "priority": 3,
            "actions": [{"type": "redirect", "redirect": {"protocol": "HTTPS", "statusCode": "HTTP_301"}}],
            "conditions": [
                {"pathPattern": {"values": ["/a"]}},
                {"hostHeader": {"values": ["a.example"]}},
                {"httpHeader": {"httpHeaderName": "X-Test", "values": ["1"]}},
                {"queryStrings": [{"key": "v", "value": "2"}]},
            ],
        },
    ),
    (
        resource(
            "EC2::SecurityGroup",
            GroupDescription="web",
            SecurityGroupIngress=[
                {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "CidrIp": "10.0.0.0/8"},
                {"IpProtocol": "-1", "SourceSecurityGroupId": "sg-1"},
            ],
        ),
        {
            "ingress": [
                {"protocol": "tcp", "fromPort": 1, "toPort": 2, "cidrBlocks": ["10.0.0.0/8"]},
                {"protocol": "-1", "securityGroups": ["sg-1"]},
            ],
            # EC2's own, which Pulumi's provider would take away.
            "egress": [{"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}],
        },
    ),
    (
        resource(
            "EC2::LaunchTemplate",
            LaunchTemplateData={
                "InstanceType": "t3.small",
                "SecurityGroupIds": ["sg-1"],
                "UserData": {"Fn::Base64": {"Fn::Sub": "ECS_CLUSTER=${AWS::StackName}"}},
                "NetworkInterfaces": [{"DeviceIndex": 0, "Groups": ["sg-2"]}],
            },
        ),
        {
            "instanceType": "t3.small",
            "vpcSecurityGroupIds": ["sg-1"],
            "userData": base64.b64encode(b"ECS_CLUSTER=shop").decode(),
            "networkInterfaces": [{"deviceIndex": 0, "securityGroups": ["sg-2"]}],
        },
    ),
    (
        resource(
            "AutoScaling::AutoScalingGroup",
            MinSize="1",
            VPCZoneIdentifier=["subnet-1"],
            LaunchTemplate={"LaunchTemplateName": "hosts", "Version": "3"},
            NewInstancesProtectedFromScaleIn=True,
            TargetGroupARNs=["arn"],
        ),
        {
            "minSize": "1",
            "vpcZoneIdentifiers": ["subnet-1"],
            "launchTemplate": {"name": "hosts", "version": "3"},
            "protectFromScaleIn": True,
            "targetGroupArns": ["arn"],
        },
    ),
    (
        resource(
            "IAM::Role",
            AssumeRolePolicyDocument={"Statement": []},
            Policies=[{"PolicyName": "a", "PolicyDocument": {"Statement": [{"Resource": {"Ref": "Blue"}}]}}],
        ),
        {
            "assumeRolePolicy": {"Statement": []},
            "inlinePolicies": [{"name": "a", "policy": {"Statement": [{"Resource": UNKNOWN}]}}],
        },
    ),
    (
        resource(
            "CloudWatch::Alarm",
            AlarmName="errors",
            Dimensions=[{"Name": "TargetGroup", "Value": "a"}],
            Metrics=[
                {
                    "Id": "m",
                    "MetricStat": {
                        "Metric": {"MetricName": "n", "Namespace": "s", "Dimensions": [{"Name": "d", "Value": "v"}]},
                        "Period": 60,
                        "Stat": "Sum",
                    },
                }
            ],
        ),
        {
            "name": "errors",
            "dimensions": {"TargetGroup": "a"},
            "metricQueries": [
                {
                    "id": "m",
                    "metric": {
                        "metricName": "n",
                        "namespace": "s",
                        "dimensions": {"d": "v"},
                        "period": 60,
                        "stat": "Sum",
                    },
                }
            ],
        },
    ),
    (
        resource(
            "CodeBuild::Project",
            ServiceRole="role",
            Environment={"EnvironmentVariables": [{"Name": "KEY", "Type": "PLAINTEXT", "Value": "value"}]},
        ),
        {
            "serviceRole": "role",
            "environment.environmentVariables": [{"name": "KEY", "type": "PLAINTEXT", "value": "value"}],
        },
    ),
    (
        resource(
            "CodePipeline::Pipeline",
            ArtifactStore={"Location": "bucket", "Type": "S3"},
            Stages=[
                {
                    "Name": "Deploy",
                    "Actions": [
                        {
                            "Name": "Deploy",
                            "ActionTypeId": {
                                "Category": "Deploy",
                                "Owner": "AWS",
                                "Provider": "CodeDeployToECS",
                                "Version": "1",
                            },
                            "Configuration": {"ApplicationName": "app"},
                            "InputArtifacts": [{"Name": "Build"}],
                        }
                    ],
                }
            ],
        ),
        {
            "artifactStores": [{"location": "bucket", "type": "S3"}],
            "stages": [
                {
                    "name": "Deploy",
                    "actions": [
                        {
                            "name": "Deploy",
                            "category": "Deploy",
                            "owner": "AWS",
                            "provider": "CodeDeployToECS",
                            "version": "1",
                            "configuration": {"ApplicationName": "app"},
                            "inputArtifacts": ["Build"],
                        }
                    ],
                }
            ],
        },
    ),
    (
        resource(
            "CodePipeline::Pipeline",
            ArtifactStores=[{"Region": "eu-west-1", "ArtifactStore": {"Location": "bucket", "Type": "S3"}}],
            Stages=[{"Name": "Deploy", "BeforeEntry": {"Conditions": [{"Result": "FAIL", "Rules": []}]}}],
            Variables=[{"Name": "TAG", "DefaultValue": "latest"}],
        ),
        {
            "artifactStores": [{"region": "eu-west-1", "location": "bucket", "type": "S3"}],
            "stages": [{"name": "Deploy", "beforeEntry": {"condition": {"result": "FAIL", "rules": []}}}],
            "variables": [{"name": "TAG", "defaultValue": "latest"}],
            "pipelineType": "V2",
        },
    ),
    (
        resource(
            "CodeBuild::Project",
            Environment={"PrivilegedMode": True, "Type": "LINUX_CONTAINER"},
            Source={"Type": "CODEPIPELINE", "BuildSpec": "version: 0.2"},
        ),
        {
            "environment.privilegedMode": True,
            "environment.type": "LINUX_CONTAINER",
            "source": {"type": "CODEPIPELINE", "buildspec": "version: 0.2"},
        },
    ),
    (
        resource("S3::Bucket", BucketName="sources", VersioningConfiguration={"Status": "Enabled"}),
        {"bucket": "sources", "versioning.enabled": True},
    ),
    (
        resource(
            "ECR::Repository",
            ImageTagMutability="IMMUTABLE_WITH_EXCLUSION",
            ImageTagMutabilityExclusionFilters=[
                {
                    "ImageTagMutabilityExclusionFilterType": "WILDCARD",
                    "ImageTagMutabilityExclusionFilterValue": "latest",
                }
            ],
        ),
        {"imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "latest"}]},
    ),
    (
        resource("EC2::VPCEndpoint", ServiceName="com.amazonaws.eu-west-1.logs", VpcEndpointType="Interface"),
        {"serviceName": "com.amazonaws.eu-west-1.logs", "privateDnsEnabled": True},
    ),
]


@pytest.mark.parametrize(("written", "made"), CASES, ids=[written["Type"] for written, _ in CASES])
def test_properties_have_pulumis_names_and_places(
    written: dict[str, Any], made: dict[str, Any], tmp_path: Path
) -> None:
    found = checked(tmp_path, written, "Blue")
    assert {path: reading.read(found, *path.split(".")) for path in made} == made


def test_a_type_is_found_by_its_name_where_the_table_does_not_have_it() -> None:
    found = types.mapped("AWS::ECS::TaskSet")
    assert found is not None
    assert found.type == "aws:ecs/taskSet:TaskSet"
    assert types.mapped("Custom::Thing") is None
    assert types.mapped("AWS::NoSuch::Thing") is None


def test_a_policy_of_several_roles_is_one_for_each(tmp_path: Path) -> None:
    roles = {name: resource("IAM::Role") for name in ("A", "B")}
    policy = resource("IAM::Policy", PolicyDocument={}, Roles=[{"Ref": "A"}, {"Ref": "B"}])
    managed = resource("IAM::ManagedPolicy", PolicyDocument={}, Roles=[{"Ref": "A"}])
    found = program(tmp_path, {**roles, "P": policy, "M": managed}).resources
    made = {one.name: one for one in found}
    assert [made[name].checked["role"] for name in ("P[0]", "P[1]")] == ["A", "B"]
    assert made["M/0"].type == reading.ROLE_POLICY_ATTACHMENT
    assert made["M/0"].checked == {"role": "A", "policyArn": UNKNOWN}
    assert made["M/0"].edges == {"role": {"A"}, "policyArn": {"M"}}


def test_the_policy_of_a_repository_is_a_resource_of_its_own(tmp_path: Path) -> None:
    one, other = program(
        tmp_path, {"It": resource("ECR::Repository", RepositoryPolicyText={"Statement": []})}
    ).resources
    assert (one.type, other.type) == (reading.REPOSITORY, "aws:ecr/repositoryPolicy:RepositoryPolicy")
    assert (other.checked["repository"], other.checked["policy"]) == ("It", {"Statement": []})


def test_a_cluster_with_capacity_providers_is_two_resources(tmp_path: Path) -> None:
    cluster = resource(
        "ECS::Cluster",
        ClusterName="shop",
        CapacityProviders=["FARGATE"],
        DefaultCapacityProviderStrategy=[{"CapacityProvider": "FARGATE", "Weight": 1}],
    )
    one, other = program(tmp_path, {"It": cluster}).resources
    assert (one.type, other.type) == (reading.CLUSTER, reading.CLUSTER_CAPACITY_PROVIDERS)
    assert other.checked["clusterName"] == "shop"
    assert other.checked["defaultCapacityProviderStrategies"] == [{"capacityProvider": "FARGATE", "weight": 1}]
