"""EC2, Auto Scaling, Logs and IAM of the local AWS where moto differs from AWS."""

import base64

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def vpc(aws) -> str:
    return aws("ec2").create_vpc(CidrBlock="10.4.0.0/16")["Vpc"]["VpcId"]


def test_a_security_group_named_by_another_is_not_deleted(aws, vpc) -> None:
    ec2 = aws("ec2")
    ours, theirs = (
        ec2.create_security_group(GroupName=name, Description="-", VpcId=vpc)["GroupId"] for name in ("a", "b")
    )
    rule = [{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "UserIdGroupPairs": [{"GroupId": ours}]}]
    ec2.authorize_security_group_ingress(GroupId=theirs, IpPermissions=rule)
    with pytest.raises(ClientError, match="DependencyViolation"):
        ec2.delete_security_group(GroupId=ours)
    ec2.delete_security_group(GroupId=theirs)
    ec2.delete_security_group(GroupId=ours)


def test_a_security_group_may_name_itself(aws, vpc) -> None:
    ec2 = aws("ec2")
    group = ec2.create_security_group(GroupName="a", Description="-", VpcId=vpc)["GroupId"]
    rule = [{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "UserIdGroupPairs": [{"GroupId": group}]}]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=rule)
    ec2.delete_security_group(GroupId=group)


def test_what_a_balancer_or_an_interface_uses_is_not_deleted(aws, vpc, name) -> None:
    ec2, elb = aws("ec2"), aws("elbv2")
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.4.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for i, zone in enumerate("ab")
    ]
    group = ec2.create_security_group(GroupName="a", Description="-", VpcId=vpc)["GroupId"]
    made = elb.create_load_balancer(Name=name, Subnets=subnets, SecurityGroups=[group])["LoadBalancers"][0]
    for delete in (
        lambda: ec2.delete_security_group(GroupId=group),
        lambda: ec2.delete_subnet(SubnetId=subnets[0]),
    ):
        with pytest.raises(ClientError, match="DependencyViolation"):
            delete()
    elb.delete_load_balancer(LoadBalancerArn=made["LoadBalancerArn"])
    interface = ec2.create_network_interface(SubnetId=subnets[0], Groups=[group])["NetworkInterface"]
    for delete in (
        lambda: ec2.delete_security_group(GroupId=group),
        lambda: ec2.delete_subnet(SubnetId=subnets[0]),
    ):
        with pytest.raises(ClientError, match="DependencyViolation"):
            delete()
    ec2.delete_network_interface(NetworkInterfaceId=interface["NetworkInterfaceId"])
    ec2.delete_security_group(GroupId=group)
    for subnet in subnets:
        ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_vpc(VpcId=vpc)


def test_a_rule_changes_to_another_source_group(aws, vpc) -> None:
    ec2 = aws("ec2")
    groups = [ec2.create_security_group(GroupName=name, Description="-", VpcId=vpc)["GroupId"] for name in "abc"]
    rule = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2}
    permission = rule | {"UserIdGroupPairs": [{"GroupId": groups[1]}]}
    made = ec2.authorize_security_group_ingress(GroupId=groups[0], IpPermissions=[permission])["SecurityGroupRules"]
    rule_id = made[0]["SecurityGroupRuleId"]
    changed = {"SecurityGroupRuleId": rule_id, "SecurityGroupRule": rule | {"ReferencedGroupId": groups[2]}}
    ec2.modify_security_group_rules(GroupId=groups[0], SecurityGroupRules=[changed])
    read = ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule_id])["SecurityGroupRules"][0]
    assert read["ReferencedGroupInfo"]["GroupId"] == groups[2]


def test_a_launch_templates_tags_are_its_own(aws, name) -> None:
    ec2 = aws("ec2")
    made = ec2.create_launch_template(
        LaunchTemplateName=name,
        LaunchTemplateData={"InstanceType": "t3.small"},
        TagSpecifications=[{"ResourceType": "launch-template", "Tags": [{"Key": "a", "Value": "1"}]}],
    )["LaunchTemplate"]["LaunchTemplateId"]
    version = ec2.describe_launch_template_versions(LaunchTemplateId=made)["LaunchTemplateVersions"][0]
    assert version["LaunchTemplateData"] == {"InstanceType": "t3.small"}
    ec2.create_tags(Resources=[made], Tags=[{"Key": "b", "Value": "2"}])
    ec2.delete_tags(Resources=[made], Tags=[{"Key": "a"}])
    read = ec2.describe_launch_templates(LaunchTemplateIds=[made])["LaunchTemplates"][0]
    assert read["Tags"] == [{"Key": "b", "Value": "2"}]


def test_a_group_launches_the_version_it_names(aws, name) -> None:
    ec2, scaling = aws("ec2"), aws("autoscaling")
    image = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
    data = {"ImageId": image, "InstanceType": "t3.small"}
    ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)
    script = base64.b64encode(b"#!/bin/sh").decode()
    data |= {"InstanceType": "t3.medium", "UserData": script, "IamInstanceProfile": {"Name": name}}
    ec2.create_launch_template_version(LaunchTemplateName=name, LaunchTemplateData=data)
    scaling.create_auto_scaling_group(
        AutoScalingGroupName=name,
        MinSize=1,
        MaxSize=1,
        AvailabilityZones=["us-east-1a"],
        LaunchTemplate={"LaunchTemplateName": name, "Version": "2"},
    )
    group = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]
    instance = group["Instances"][0]["InstanceId"]
    read = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    assert read["InstanceType"] == "t3.medium"
    attribute = ec2.describe_instance_attribute(InstanceId=instance, Attribute="userData")
    assert attribute["UserData"]["Value"] == script
    scaling.delete_auto_scaling_group(AutoScalingGroupName=name, ForceDelete=True)
    read = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    assert read["State"]["Name"] == "terminated"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"InstanceType": "t9.madeup"}, "InvalidInstanceType"), ({"ImageId": "ami-0123"}, "InvalidAMIID.NotFound")],
)
def test_an_instance_that_cannot_be_is_refused(aws, wrong, code) -> None:
    wanted = {"ImageId": "ami-05fb4f257abd42992", "InstanceType": "t3.small", "MinCount": 1, "MaxCount": 1}
    with pytest.raises(ClientError, match=code):
        aws("ec2").run_instances(**wanted | wrong)


def test_a_scaling_policy_has_an_arn(aws, name) -> None:
    scaling = aws("autoscaling")
    aws("ec2").create_launch_template(
        LaunchTemplateName=name, LaunchTemplateData={"ImageId": "ami-05fb4f257abd42992", "InstanceType": "t3.small"}
    )
    scaling.create_auto_scaling_group(
        AutoScalingGroupName=name,
        MinSize=0,
        MaxSize=1,
        AvailabilityZones=["us-east-1a"],
        LaunchTemplate={"LaunchTemplateName": name},
    )
    made = scaling.put_scaling_policy(
        AutoScalingGroupName=name, PolicyName="cpu", AdjustmentType="ChangeInCapacity", ScalingAdjustment=1
    )
    assert made["PolicyARN"].startswith("arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:")


def test_retention_is_one_of_awss_values(aws, name) -> None:
    logs = aws("logs")
    logs.create_log_group(logGroupName=name)
    with pytest.raises(ClientError, match="Value '31' at 'retentionInDays'"):
        logs.put_retention_policy(logGroupName=name, retentionInDays=31)
    logs.put_retention_policy(logGroupName=name, retentionInDays=30)
    assert logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"][0]["retentionInDays"] == 30


def test_the_managed_policies_that_an_environment_attaches_are_there(aws, name) -> None:
    iam = aws("iam")
    iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")
    for policy in (
        "service-role/AmazonECSTaskExecutionRolePolicy",
        "service-role/AmazonEC2ContainerServiceforEC2Role",
        "AWSCodeDeployRoleForECS",
        "AmazonSSMManagedInstanceCore",
    ):
        iam.attach_role_policy(RoleName=name, PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
    assert len(iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]) == 4


def test_the_service_linked_role_has_awss_name(aws) -> None:
    made = aws("iam").create_service_linked_role(AWSServiceName="ecs.amazonaws.com")["Role"]
    assert made["RoleName"] == "AWSServiceRoleForECS"


def test_an_update_of_a_role_leaves_what_it_does_not_name(aws, name) -> None:
    iam = aws("iam")
    iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}", Description="mine", MaxSessionDuration=7200)
    iam.update_role(RoleName=name, Description="ours")
    iam.update_role(RoleName=name, MaxSessionDuration=7201)
    role = iam.get_role(RoleName=name)["Role"]
    assert (role["Description"], role["MaxSessionDuration"]) == ("ours", 7201)


def test_a_groups_settings_read_back_after_an_update(aws, name) -> None:
    scaling = aws("autoscaling")
    aws("ec2").create_launch_template(
        LaunchTemplateName=name, LaunchTemplateData={"ImageId": "ami-05fb4f257abd42992", "InstanceType": "t3.small"}
    )
    policy = {"LaunchTemplate": {"LaunchTemplateSpecification": {"LaunchTemplateName": name, "Version": "1"}}}
    scaling.create_auto_scaling_group(
        AutoScalingGroupName=name,
        MinSize=0,
        MaxSize=1,
        AvailabilityZones=["us-east-1a"],
        MixedInstancesPolicy=policy,
        MaxInstanceLifetime=86400,
    )
    scaling.update_auto_scaling_group(AutoScalingGroupName=name, DefaultCooldown=7, DefaultInstanceWarmup=9)
    group = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]
    assert (group["DefaultCooldown"], group["DefaultInstanceWarmup"], group["MaxInstanceLifetime"]) == (7, 9, 86400)
    assert "MixedInstancesPolicy" in group
    scaling.enable_metrics_collection(AutoScalingGroupName=name, Granularity="1Minute", Metrics=["GroupMinSize"])
    scaling.disable_metrics_collection(AutoScalingGroupName=name)
    group = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]
    assert group["EnabledMetrics"] == []


def test_a_gateway_endpoint_changes_its_route_tables(aws, vpc) -> None:
    ec2 = aws("ec2")
    tables = [ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"] for _ in range(2)]
    endpoint = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.us-east-1.s3", RouteTableIds=tables[:1])[
        "VpcEndpoint"
    ]["VpcEndpointId"]
    ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, AddRouteTableIds=tables[1:], RemoveRouteTableIds=tables[:1])

    def prefixes(table: str) -> int:
        routes = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
        return sum("DestinationPrefixListId" in route for route in routes)

    assert [prefixes(table) for table in tables] == [0, 1]
    ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
    assert [prefixes(table) for table in tables] == [0, 0]
    with pytest.raises(ClientError, match=r"InvalidVpcEndpointId\.NotFound"):
        ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])


def test_a_rule_from_a_group_keeps_its_description(aws, vpc) -> None:
    ec2 = aws("ec2")
    groups = [ec2.create_security_group(GroupName=name, Description="-", VpcId=vpc)["GroupId"] for name in "ab"]
    pair = {"GroupId": groups[1], "Description": "from b"}
    permission = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "UserIdGroupPairs": [pair]}
    made = ec2.authorize_security_group_ingress(GroupId=groups[0], IpPermissions=[permission])["SecurityGroupRules"]
    rule_id = made[0]["SecurityGroupRuleId"]

    def description() -> str:
        return ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule_id])["SecurityGroupRules"][0]["Description"]

    assert description() == "from b"
    changed = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "ReferencedGroupId": groups[1], "Description": "new"}
    changes = [{"SecurityGroupRuleId": rule_id, "SecurityGroupRule": changed}]
    ec2.modify_security_group_rules(GroupId=groups[0], SecurityGroupRules=changes)
    assert description() == "new"


def test_instances_and_nat_gateways_leave_their_subnet_free(aws, vpc) -> None:
    ec2 = aws("ec2")
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.4.0.0/24")["Subnet"]["SubnetId"]
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    gateway = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]["NatGatewayId"]
    wanted = {"ImageId": "ami-05fb4f257abd42992", "InstanceType": "t3.small", "MinCount": 1, "MaxCount": 1}
    instance = ec2.run_instances(**wanted, SubnetId=subnet)["Instances"][0]["InstanceId"]
    with pytest.raises(ClientError, match="DependencyViolation"):
        ec2.delete_subnet(SubnetId=subnet)
    ec2.terminate_instances(InstanceIds=[instance])
    with pytest.raises(ClientError, match="DependencyViolation"):
        ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_nat_gateway(NatGatewayId=gateway)
    ec2.release_address(AllocationId=address)
    ec2.delete_subnet(SubnetId=subnet)


def test_the_capacity_of_a_group_that_is_not_there_is_an_error_of_aws(aws, name) -> None:
    with pytest.raises(ClientError, match=f"'{name}' not found") as refused:
        aws("autoscaling").set_desired_capacity(AutoScalingGroupName=name, DesiredCapacity=1)
    assert refused.value.response["Error"]["Code"] == "ValidationError"
