"""The functions that programs call: zones, identity, parameters, images, networks, policy documents."""

import json
from typing import Any

import boto3
import grpc
import pytest
from pulumi.runtime.mocks import MockCallArgs
from pulumi.runtime.proto import provider_pb2

from local_aws.provider.protocol import wire
from local_aws.provider.values import UNKNOWN
from tests.conftest import Clients
from tests.local_aws.provider.plugin import Plugin
from verdict.lookups import Invented

AMI = "aws:ec2/getAmi:getAmi"
DOCUMENT = "aws:iam/getPolicyDocument:getPolicyDocument"
PARAMETER = "aws:ssm/getParameter:getParameter"
SUBNETS = "aws:ec2/getSubnets:getSubnets"
VPC = "aws:ec2/getVpc:getVpc"
ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones"
ECS_IMAGE = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"


def document(plugin: Plugin, **args: Any) -> Any:
    return json.loads(plugin.invoke(DOCUMENT, args)["json"])


def test_zones_come_by_name(plugin: Plugin) -> None:
    zones = plugin.invoke(ZONES, {"state": "available"})
    assert zones["names"][:3] == ["us-east-1a", "us-east-1b", "us-east-1c"]
    assert len(zones["zoneIds"]) == len(zones["names"])
    assert "us-east-1a" not in plugin.invoke(ZONES, {"excludeNames": ["us-east-1a"]})["names"]


def test_zones_of_another_region(plugin: Plugin) -> None:
    assert plugin.invoke(ZONES, {"region": "eu-west-1"})["names"][0] == "eu-west-1a"


def test_account_region_and_partition(plugin: Plugin) -> None:
    assert plugin.invoke("aws:index/getCallerIdentity:getCallerIdentity", {})["accountId"] == "123456789012"
    assert plugin.invoke("aws:index/getRegion:getRegion", {})["region"] == "us-east-1"
    assert plugin.invoke("aws:index/getPartition:getPartition", {})["dnsSuffix"] == "amazonaws.com"


def test_a_parameter_is_read_and_its_value_is_secret(plugin: Plugin) -> None:
    args = wire.encode({"name": ECS_IMAGE})
    answer = plugin.stub.Invoke(provider_pb2.InvokeRequest(tok=PARAMETER, args=args))
    values, secrets = wire.decode(getattr(answer, "return"))
    assert values["value"].startswith("ami-")
    assert secrets == {("value",)}


def test_a_parameter_that_is_not_there_is_an_error(plugin: Plugin) -> None:
    with pytest.raises(grpc.RpcError, match="ParameterNotFound"):
        plugin.invoke(PARAMETER, {"name": "/nowhere"})


def test_an_image_must_be_one(plugin: Plugin) -> None:
    filters = [{"name": "name", "values": ["amzn*"]}]
    newest = plugin.invoke(AMI, {"mostRecent": True, "owners": ["amazon"], "filters": filters})
    assert newest["id"] == newest["imageId"]
    # Any of them: moto dates its images at its own start, to the second.
    assert newest["name"].startswith("amzn")
    with pytest.raises(grpc.RpcError, match="set mostRecent"):
        plugin.invoke(AMI, {"owners": ["amazon"], "filters": filters})
    with pytest.raises(grpc.RpcError, match="no image matches"):
        plugin.invoke(AMI, {"owners": ["amazon"], "nameRegex": "^nothing$"})


def test_a_network_is_found_by_tag_with_its_subnets(plugin: Plugin, endpoint: str) -> None:
    ec2 = boto3.client(
        "ec2", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    tags = [{"ResourceType": "vpc", "Tags": [{"Key": "for", "Value": "look-up"}]}]
    vpc = ec2.create_vpc(CidrBlock="10.99.0.0/16", TagSpecifications=tags)["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.99.1.0/24")["Subnet"]["SubnetId"]

    found = plugin.invoke(VPC, {"tags": {"for": "look-up"}})
    assert (found["id"], found["cidrBlock"], found["enableDnsSupport"]) == (vpc, "10.99.0.0/16", True)
    assert plugin.invoke(SUBNETS, {"filters": [{"name": "vpc-id", "values": [vpc]}]})["ids"] == [subnet]
    with pytest.raises(grpc.RpcError, match="no matching EC2 VPC found"):
        plugin.invoke(VPC, {"tags": {"for": "nothing"}})

    ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_vpc(VpcId=vpc)


def test_what_a_program_brings_is_found(plugin: Plugin, aws: Clients, name: str) -> None:
    ec2, elb, ecs = aws("ec2"), aws("elbv2"), aws("ecs")
    vpc = ec2.create_vpc(CidrBlock="10.98.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.98.{number}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"]
        for number, zone in enumerate("ab")
    ]
    ids = [one["SubnetId"] for one in subnets]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.associate_route_table(RouteTableId=table, SubnetId=ids[0])
    address = ec2.allocate_address(Domain="vpc")
    nat = ec2.create_nat_gateway(SubnetId=ids[1], AllocationId=address["AllocationId"])["NatGateway"]["NatGatewayId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)

    found = plugin.invoke("aws:ec2/getSubnet:getSubnet", {"id": ids[1]})
    assert (found["vpcId"], found["availabilityZone"], found["cidrBlock"]) == (vpc, "us-east-1b", "10.98.1.0/24")
    with pytest.raises(grpc.RpcError, match="no matching EC2 Subnet found"):
        plugin.invoke("aws:ec2/getSubnet:getSubnet", {"vpcId": "vpc-0"})
    with pytest.raises(grpc.RpcError, match="multiple EC2 Subnets matched"):
        plugin.invoke("aws:ec2/getSubnet:getSubnet", {"vpcId": vpc})
    for subnet, own in zip(ids, ([table], []), strict=True):
        asked = {"filters": [{"name": "association.subnet-id", "values": [subnet]}]}
        assert plugin.invoke("aws:ec2/getRouteTables:getRouteTables", asked)["ids"] == own
    [route] = plugin.invoke("aws:ec2/getRouteTable:getRouteTable", {"routeTableId": table})["routes"]
    assert (route["cidrBlock"], route["natGatewayId"], route["gatewayId"]) == ("0.0.0.0/0", nat, "")
    assert plugin.invoke("aws:ec2/getNatGateway:getNatGateway", {"id": nat})["publicIp"] == address["PublicIp"]

    group = ec2.create_security_group(GroupName=name, Description="x", VpcId=vpc)["GroupId"]
    ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 81, "UserIdGroupPairs": [{"GroupId": group}]}],
    )
    asked = {"filters": [{"name": "group-id", "values": [group]}]}
    rules = [
        plugin.invoke("aws:vpc/getSecurityGroupRule:getSecurityGroupRule", {"securityGroupRuleId": id})
        for id in plugin.invoke("aws:vpc/getSecurityGroupRules:getSecurityGroupRules", asked)["ids"]
    ]
    assert {
        (rule["isEgress"], rule["ipProtocol"], rule["fromPort"], rule["toPort"], rule["cidrIpv4"]) for rule in rules
    } == {(True, "-1", -1, -1, "0.0.0.0/0"), (False, "tcp", 80, 81, "")}
    assert {rule["referencedSecurityGroupId"] for rule in rules} == {"", group}

    balancer = elb.create_load_balancer(Name=name, Subnets=ids, SecurityGroups=[group], Scheme="internal")
    arn = balancer["LoadBalancers"][0]["LoadBalancerArn"]
    found = plugin.invoke("aws:lb/getLoadBalancer:getLoadBalancer", {"arn": arn})
    assert found == plugin.invoke("aws:lb/getLoadBalancer:getLoadBalancer", {"name": name}) | {"arn": arn}
    assert (found["vpcId"], found["internal"], found["securityGroups"]) == (vpc, True, [group])
    assert sorted(found["subnets"]) == sorted(ids)
    assert arn.endswith(f":loadbalancer/{found['arnSuffix']}")
    targets = elb.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]
    forward = [{"Type": "forward", "TargetGroupArn": targets["TargetGroupArn"]}]
    listener = elb.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=81, DefaultActions=forward)
    listener_arn = listener["Listeners"][0]["ListenerArn"]
    found = plugin.invoke("aws:lb/getListener:getListener", {"arn": listener_arn})
    assert (found["loadBalancerArn"], found["port"], found["protocol"]) == (arn, 81, "HTTP")
    assert plugin.invoke("aws:lb/getListener:getListener", {"loadBalancerArn": arn, "port": 81})["arn"] == listener_arn
    path = [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/x"]}}]
    elb.create_rule(ListenerArn=listener_arn, Priority=7, Conditions=path, Actions=forward)
    asked = {"listenerArn": listener_arn, "priority": 7}
    found = plugin.invoke("aws:lb/getListenerRule:getListenerRule", asked)
    assert found["actions"][0]["forwards"][0]["targetGroups"][0]["arn"] == targets["TargetGroupArn"]
    assert found["listenerArn"] == listener_arn
    with pytest.raises(grpc.RpcError, match="empty result"):
        plugin.invoke("aws:lb/getListenerRule:getListenerRule", asked | {"priority": 8})

    ecs.create_cluster(clusterName=name, capacityProviders=["FARGATE"])
    assert plugin.invoke("aws:ecs/getCluster:getCluster", {"clusterName": name})["status"] == "ACTIVE"
    with pytest.raises(grpc.RpcError, match="couldn't find resource"):
        plugin.invoke("aws:ecs/getCluster:getCluster", {"clusterName": f"{name}x"})

    providers = {"typeName": "AWS::ECS::ClusterCapacityProviderAssociations", "identifier": name}
    told = json.loads(plugin.invoke("aws:cloudcontrol/getResource:getResource", providers)["properties"])
    assert told["CapacityProviders"] == ["FARGATE"]
    with pytest.raises(grpc.RpcError, match="knows nothing of AWS::S3::Bucket"):
        plugin.invoke("aws:cloudcontrol/getResource:getResource", providers | {"typeName": "AWS::S3::Bucket"})

    ecs.delete_cluster(cluster=name)
    elb.delete_load_balancer(LoadBalancerArn=arn)
    elb.delete_target_group(TargetGroupArn=targets["TargetGroupArn"])
    ec2.delete_nat_gateway(NatGatewayId=nat)
    ec2.release_address(AllocationId=address["AllocationId"])


def test_what_a_service_brings_is_found(plugin: Plugin, aws: Clients, name: str) -> None:
    url = aws("ecr").create_repository(repositoryName=name)["repository"]["repositoryUri"]
    found = plugin.invoke("aws:ecr/getRepository:getRepository", {"name": name})
    assert (found["repositoryUrl"], found["imageTagMutability"], found["mostRecentImageTags"]) == (url, "MUTABLE", [])
    with pytest.raises(grpc.RpcError, match="RepositoryNotFound"):
        plugin.invoke("aws:ecr/getRepository:getRepository", {"name": f"{name}x"})
    aws("ecr").delete_repository(repositoryName=name)

    aws("logs").create_log_group(logGroupName=name)
    found = plugin.invoke("aws:cloudwatch/getLogGroup:getLogGroup", {"name": name})
    assert (found["arn"], found["retentionInDays"]) == (f"arn:aws:logs:us-east-1:123456789012:log-group:{name}", 0)
    with pytest.raises(grpc.RpcError, match="couldn't find resource"):
        plugin.invoke("aws:cloudwatch/getLogGroup:getLogGroup", {"name": name[:-1]})
    aws("logs").delete_log_group(logGroupName=name)

    key = aws("kms").create_key()["KeyMetadata"]["Arn"]
    found = plugin.invoke("aws:kms/getKey:getKey", {"keyId": key})
    assert (found["arn"], found["keyState"], found["keySpec"]) == (key, "Enabled", "SYMMETRIC_DEFAULT")
    aws("kms").disable_key(KeyId=found["id"])
    assert plugin.invoke("aws:kms/getKey:getKey", {"keyId": key})["keyState"] == "Disabled"
    aws("kms").schedule_key_deletion(KeyId=found["id"], PendingWindowInDays=7)

    topic = aws("sns").create_topic(Name=name)["TopicArn"]
    assert plugin.invoke("aws:sns/getTopic:getTopic", {"name": name})["arn"] == topic
    asked = {"typeName": "AWS::SNS::TopicInlinePolicy", "identifier": topic}
    told = json.loads(plugin.invoke("aws:cloudcontrol/getResource:getResource", asked)["properties"])
    assert "SNS:Publish" in told["PolicyDocument"]["Statement"][0]["Action"]
    with pytest.raises(grpc.RpcError, match="no matching SNS Topic found"):
        plugin.invoke("aws:sns/getTopic:getTopic", {"name": f"{name}x"})
    aws("sns").delete_topic(TopicArn=topic)


def test_what_a_role_allows_is_told_before_it_is_used(plugin: Plugin, aws: Clients, name: str) -> None:
    iam = aws("iam")
    role = iam.create_role(RoleName=name, Path="/team/", AssumeRolePolicyDocument='{"Statement": []}')["Role"]["Arn"]
    assert plugin.invoke("aws:iam/getRole:getRole", {"name": name})["arn"] == role

    def decisions(*actions: str, resource: str = "*", **context: str) -> dict[str, str]:
        asked = {
            "policySourceArn": role,
            "actionNames": [*actions],
            "resourceArns": [resource],
            "contexts": [{"key": f"aws:{key}", "type": "string", "values": [value]} for key, value in context.items()],
        }
        found = plugin.invoke("aws:iam/getPrincipalPolicySimulation:getPrincipalPolicySimulation", asked)
        assert found["allAllowed"] == all(one["allowed"] for one in found["results"])
        return {one["actionName"]: ",".join([one["decision"], *one["missingContextKeys"]]) for one in found["results"]}

    def allow(policy: str, **statement: Any) -> None:
        document = json.dumps(
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"} | statement]}
        )
        iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=document)

    bucket = "arn:aws:s3:::web/"
    assert decisions("s3:GetObject") == {"s3:GetObject": "implicitDeny"}
    allow("read", Action=["s3:Get*"], Resource=f"{bucket}*")
    assert decisions("s3:GetObject", "s3:PutObject", resource=f"{bucket}a") == {
        "s3:GetObject": "allowed",
        "s3:PutObject": "implicitDeny",
    }
    allow("write", Action="s3:PutObject", Condition={"StringEquals": {"aws:SourceVpc": "vpc-1"}})
    assert decisions("s3:PutObject") == {"s3:PutObject": "implicitDeny,aws:sourcevpc"}
    assert decisions("s3:PutObject", SourceVpc="vpc-1") == {"s3:PutObject": "allowed"}
    assert decisions("s3:PutObject", SourceVpc="vpc-2") == {"s3:PutObject": "implicitDeny"}
    allow("never", Effect="Deny", Action="s3:GetObject", Resource=f"{bucket}secret")
    assert decisions("s3:GetObject", resource=f"{bucket}secret") == {"s3:GetObject": "explicitDeny"}

    boundary = iam.create_policy(
        PolicyName=name,
        PolicyDocument=json.dumps(
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "NotAction": "s3:Get*", "Resource": "*"}]}
        ),
    )["Policy"]["Arn"]
    iam.put_role_permissions_boundary(RoleName=name, PermissionsBoundary=boundary)
    assert decisions("s3:GetObject", resource=f"{bucket}a") == {"s3:GetObject": "implicitDeny"}

    for policy in ("read", "write", "never"):
        iam.delete_role_policy(RoleName=name, PolicyName=policy)
    iam.delete_role(RoleName=name)
    iam.delete_policy(PolicyArn=boundary)


def test_a_lookup_with_an_unknown_argument_is_empty(plugin: Plugin) -> None:
    assert plugin.invoke(VPC, {"id": UNKNOWN}) == {}


def test_an_unknown_function_is_named(plugin: Plugin) -> None:
    with pytest.raises(grpc.RpcError, match=r"doesn't know the function 'aws:s3/getBucket:getBucket'"):
        plugin.invoke("aws:s3/getBucket:getBucket", {})


def test_an_unknown_function_is_made_up_in_a_preview_as_for_the_verdict(plugin: Plugin) -> None:
    token, args = "aws:s3/getBucket:getBucket", {"bucket": "shop"}
    found = plugin.invoke(token, args, preview=True)
    assert found["arn"].startswith("arn:aws:s3:us-east-1:123456789012:bucket-")
    assert found["bucket"] == "shop"
    assert found == Invented("us-east-1").call(MockCallArgs(token, args, ""))[0]
    assert plugin.invoke(token, {"bucket": UNKNOWN}, preview=True) == {}
    assert plugin.invoke("aws:index/getRegions:getRegions", {}, preview=True)["names"] == [
        "regions-names-1",
        "regions-names-2",
    ]
    assert plugin.invoke("aws:nowhere/getIt:getIt", {"id": "1"}, preview=True) == {"id": "1"}


def test_a_policy_document_is_written_as_the_real_provider_does(plugin: Plugin) -> None:
    statement = {
        "sid": "Pull",
        "actions": ["ecr:BatchGetImage", "ecr:GetAuthorizationToken"],
        "resources": ["*"],
        "principals": [{"type": "Service", "identifiers": ["ecs-tasks.amazonaws.com"]}],
        "conditions": [{"test": "StringEquals", "variable": "aws:SourceAccount", "values": ["1<2", "&{aws:username}"]}],
    }
    assert plugin.invoke(DOCUMENT, {"statements": [statement]})["minifiedJson"] == (
        '{"Version":"2012-10-17","Statement":[{"Sid":"Pull","Effect":"Allow",'
        '"Action":["ecr:GetAuthorizationToken","ecr:BatchGetImage"],"Resource":"*",'
        '"Principal":{"Service":"ecs-tasks.amazonaws.com"},'
        '"Condition":{"StringEquals":{"aws:SourceAccount":["1\\u003c2","${aws:username}"]}}}]}'
    )


def test_everyone_is_a_star_and_principals_of_one_type_are_merged(plugin: Plugin) -> None:
    everyone = {"principals": [{"type": "*", "identifiers": ["*"]}]}
    two = {"principals": [{"type": "AWS", "identifiers": ["a"]}, {"type": "AWS", "identifiers": ["b"]}]}
    found = document(plugin, statements=[everyone, two])["Statement"]
    assert [one["Principal"] for one in found] == ["*", {"AWS": ["b", "a"]}]


def test_documents_are_laid_over_each_other_by_sid(plugin: Plugin) -> None:
    source = json.dumps({"Version": "2008-10-17", "Statement": [{"Sid": "a", "Effect": "Deny"}, {"Effect": "Deny"}]})
    override = json.dumps({"Id": "mine", "Statement": {"Sid": "b", "Effect": "Deny"}})
    statements = [{"sid": "a", "actions": ["x:Y"]}, {"sid": "b"}]
    found = document(plugin, sourcePolicyDocuments=[source], statements=statements, overridePolicyDocuments=[override])
    assert (found["Version"], found["Id"]) == ("2012-10-17", "mine")
    assert [(one.get("Sid"), one["Effect"]) for one in found["Statement"]] == [
        ("a", "Allow"),
        (None, "Deny"),
        ("b", "Deny"),
    ]


def test_a_sid_that_comes_twice_is_refused(plugin: Plugin) -> None:
    with pytest.raises(grpc.RpcError, match=r"duplicate Sid \(a\)"):
        document(plugin, statements=[{"sid": "a"}, {"sid": "a"}])
