"""The network and the hosts' template as the provider makes, changes, reads and removes them."""

import json
import time
from types import SimpleNamespace
from typing import Any

import boto3
import grpc
import pytest

from local_aws.provider.handlers import retries
from local_aws.provider.handlers.aws import Aws
from local_aws.provider.handlers.ec2 import security_group
from local_aws.provider.handlers.handler import InitFailed
from local_aws.provider.values import UNKNOWN
from tests.local_aws.provider.plugin import Plugin, contract

VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"
GATEWAY = "aws:ec2/internetGateway:InternetGateway"
EGRESS_ONLY = "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"
TABLE = "aws:ec2/routeTable:RouteTable"
ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
ROUTE = "aws:ec2/route:Route"
NAT = "aws:ec2/natGateway:NatGateway"
EIP = "aws:ec2/eip:Eip"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"

TAGS = {"Name": "web", "team": "shop"}
HTTP = {"protocol": "tcp", "fromPort": 80, "toPort": 80}
ALL = {"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}


@pytest.fixture(scope="module")
def ec2(endpoint: str) -> Any:
    keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
    return boto3.client("ec2", endpoint_url=endpoint, region_name="us-east-1", **keys)


@pytest.fixture(scope="module")
def vpc(plugin: Plugin) -> str:
    return plugin.create(VPC, {"cidrBlock": "10.40.0.0/16"}).id


@pytest.fixture(scope="module")
def subnets(plugin: Plugin, vpc: str) -> list[str]:
    zones = {"us-east-1a": "10.40.0.0/24", "us-east-1b": "10.40.1.0/24"}
    return [
        plugin.create(SUBNET, {"vpcId": vpc, "cidrBlock": cidr, "availabilityZone": zone}).id
        for zone, cidr in zones.items()
    ]


@pytest.fixture(scope="module")
def gateway(plugin: Plugin, vpc: str) -> str:
    return plugin.create(GATEWAY, {"vpcId": vpc}).id


@pytest.fixture(scope="module")
def group(plugin: Plugin, vpc: str) -> str:
    return plugin.create(GROUP, {"vpcId": vpc}, "shared").id


@pytest.fixture
def table(plugin: Plugin, vpc: str) -> str:
    return plugin.create(TABLE, {"vpcId": vpc}).id


@pytest.mark.parametrize(
    "change",
    [
        {"enableDnsHostnames": False},
        {"enableDnsSupport": False},
        {"enableNetworkAddressUsageMetrics": True},
        {"tags": {"Name": "other"}},
        {"tags": None},
    ],
    ids=str,
)
def test_a_vpc_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    contract(plugin, VPC, {"cidrBlock": "10.41.0.0/16", "enableDnsHostnames": True, "tags": TAGS}, change)


def test_another_cidr_is_another_vpc(plugin: Plugin) -> None:
    contract(plugin, VPC, {"cidrBlock": "10.41.0.0/16"}, {"cidrBlock": "10.42.0.0/16"}, replaces=True)


def test_dedicated_tenancy_ends_in_place_but_starts_by_replacement(plugin: Plugin) -> None:
    inputs = {"cidrBlock": "10.41.0.0/16"}
    made = plugin.create(VPC, inputs)
    assert plugin.diff(made, inputs | {"instanceTenancy": "dedicated"}) == {"instanceTenancy": "update-replace"}
    plugin.delete(made)
    dedicated = plugin.create(VPC, inputs | {"instanceTenancy": "dedicated"})
    assert plugin.diff(dedicated, inputs) == {"instanceTenancy": "update"}
    plugin.delete(dedicated)


def test_a_vpc_has_outputs_for_what_aws_made_with_it(plugin: Plugin, ec2: Any) -> None:
    made = plugin.create(VPC, {"cidrBlock": "10.41.0.0/16"})
    here = [{"Name": "vpc-id", "Values": [made.id]}]
    assert made.state["arn"] == f"arn:aws:ec2:us-east-1:123456789012:vpc/{made.id}"
    groups = ec2.describe_security_groups(Filters=here)["SecurityGroups"]
    assert made.state["defaultSecurityGroupId"] == groups[0]["GroupId"]
    tables = ec2.describe_route_tables(Filters=here)["RouteTables"]
    assert made.state["mainRouteTableId"] == tables[0]["RouteTableId"]
    plugin.delete(made)


def test_a_change_behind_the_programs_back_shows_and_is_repaired(plugin: Plugin, ec2: Any) -> None:
    inputs = {"cidrBlock": "10.41.0.0/16", "enableDnsHostnames": True, "tags": TAGS}
    made = plugin.create(VPC, inputs)
    ec2.modify_vpc_attribute(VpcId=made.id, EnableDnsHostnames={"Value": False})
    ec2.create_tags(Resources=[made.id], Tags=[{"Key": "team", "Value": "stranger"}])
    seen = plugin.refresh(made)
    assert seen
    assert seen.state["enableDnsHostnames"] is False
    assert {"enableDnsHostnames": "update", "tags.team": "update"}.items() <= plugin.diff(seen, inputs).items()
    repaired = plugin.refresh(plugin.update(seen, inputs))
    assert repaired
    assert repaired.state["enableDnsHostnames"] is True
    assert repaired.state["tags"] == TAGS
    plugin.delete(made)


def test_a_subnet_changes_in_place(plugin: Plugin, vpc: str) -> None:
    inputs = {"vpcId": vpc, "cidrBlock": "10.40.9.0/24", "availabilityZone": "us-east-1a", "tags": TAGS}
    contract(plugin, SUBNET, inputs, {"mapPublicIpOnLaunch": True, "tags": {"Name": "public"}})


def test_a_subnet_doesnt_change_zone(plugin: Plugin, vpc: str) -> None:
    inputs = {"vpcId": vpc, "cidrBlock": "10.40.9.0/24", "availabilityZone": "us-east-1a"}
    contract(plugin, SUBNET, inputs, {"availabilityZone": "us-east-1b"}, replaces=True)


def test_a_refusal_of_aws_is_the_resources_error(plugin: Plugin, vpc: str) -> None:
    with pytest.raises(grpc.RpcError, match=r"InvalidSubnet\.Range"):
        plugin.create(SUBNET, {"vpcId": vpc, "cidrBlock": "192.168.0.0/24"})


def test_an_internet_gateway_moves_to_another_vpc(plugin: Plugin) -> None:
    vpcs = [plugin.create(VPC, {"cidrBlock": "10.43.0.0/16"}).id for _ in range(2)]
    contract(plugin, GATEWAY, {"vpcId": vpcs[0], "tags": TAGS}, {"vpcId": vpcs[1]})


def test_inline_routes_are_changed_one_by_one(plugin: Plugin, vpc: str, gateway: str) -> None:
    inputs = {"vpcId": vpc, "tags": TAGS, "routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": gateway}]}
    contract(plugin, TABLE, inputs, {"routes": [{"cidrBlock": "198.51.100.0/24", "gatewayId": gateway}]})


def test_a_table_without_inline_routes_leaves_routes_alone(plugin: Plugin, ec2: Any, vpc: str, gateway: str) -> None:
    inputs = {"vpcId": vpc}
    made = plugin.create(TABLE, inputs)
    ec2.create_route(RouteTableId=made.id, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    seen = plugin.refresh(made)
    assert seen
    assert plugin.diff(seen, inputs) == {}
    emptied = plugin.update(seen, inputs | {"routes": []})
    assert not emptied.state.get("routes")
    plugin.delete(made)


def test_a_route_gets_another_target_in_place(plugin: Plugin, table: str, gateway: str, subnets: list[str]) -> None:
    nat = plugin.create(NAT, {"subnetId": subnets[0], "connectivityType": "private"}).id
    inputs = {"routeTableId": table, "destinationCidrBlock": "0.0.0.0/0", "gatewayId": gateway}
    change = {"gatewayId": None, "natGatewayId": nat}
    contract(plugin, ROUTE, inputs, change, import_id=f"{table}_0.0.0.0/0")


def test_another_destination_is_another_route(plugin: Plugin, table: str, gateway: str) -> None:
    inputs = {"routeTableId": table, "destinationCidrBlock": "0.0.0.0/0", "gatewayId": gateway}
    change = {"destinationCidrBlock": "198.51.100.0/24"}
    contract(plugin, ROUTE, inputs, change, replaces=True, import_id=f"{table}_198.51.100.0/24")


def test_a_route_has_the_id_that_the_real_provider_gives_it(plugin: Plugin, table: str, gateway: str) -> None:
    made = plugin.create(ROUTE, {"routeTableId": table, "destinationCidrBlock": "0.0.0.0/0", "gatewayId": gateway})
    assert made.id == f"r-{table}1080289494"


def test_an_association_is_found_by_its_subnet(plugin: Plugin, table: str, subnets: list[str]) -> None:
    inputs = {"routeTableId": table, "subnetId": subnets[0]}
    contract(plugin, ASSOCIATION, inputs, {}, import_id=f"{subnets[0]}/{table}")


def test_a_subnet_changes_its_table_in_place(
    plugin: Plugin, ec2: Any, vpc: str, table: str, subnets: list[str]
) -> None:
    other = plugin.create(TABLE, {"vpcId": vpc}).id
    inputs = {"routeTableId": table, "subnetId": subnets[0]}
    made = plugin.create(ASSOCIATION, inputs)
    assert plugin.diff(made, inputs | {"routeTableId": other}) == {"routeTableId": "update"}
    moved = plugin.update(made, inputs | {"routeTableId": other})
    seen = plugin.refresh(moved)
    assert seen
    assert (seen.id, seen.state["routeTableId"]) == (made.id, other)
    plugin.delete(moved)
    assert plugin.refresh(moved) is None


def test_an_address_and_a_nat_gateway_on_it(plugin: Plugin, subnets: list[str]) -> None:
    contract(plugin, EIP, {"domain": "vpc", "tags": TAGS}, {"tags": {"Name": "other"}})
    address = plugin.create(EIP, {"domain": "vpc"})
    inputs = {"allocationId": address.id, "subnetId": subnets[0], "tags": TAGS}
    contract(plugin, NAT, inputs, {"tags": {"Name": "other"}})


def test_an_address_in_use_is_no_difference(plugin: Plugin, subnets: list[str]) -> None:
    address = plugin.create(EIP, {"domain": "vpc"})
    nat = plugin.create(NAT, {"allocationId": address.id, "subnetId": subnets[0]})
    seen = plugin.refresh(address)
    assert seen
    assert seen.state["networkInterface"] == nat.state["networkInterfaceId"]
    assert plugin.diff(seen, {"domain": "vpc"}) == {}
    assert nat.state["publicIp"] == address.state["publicIp"]


def test_a_group_without_rules_has_none_not_even_awss_own(plugin: Plugin, vpc: str) -> None:
    made = plugin.create(GROUP, {"vpcId": vpc}, "empty")
    assert not made.state.get("ingress")
    assert not made.state.get("egress")
    plugin.delete(made)


@pytest.mark.parametrize(
    "ingress",
    [
        [],
        [HTTP | {"cidrBlocks": ["10.0.0.0/8"], "description": "other text"}],
        [HTTP | {"cidrBlocks": ["10.0.0.0/8", "172.16.0.0/12"], "description": "in"}],
        [HTTP | {"self": True}, {"protocol": "17", "fromPort": 53, "toPort": 53, "ipv6CidrBlocks": ["fd00::/8"]}],
    ],
    ids=["none", "text", "more", "others"],
)
def test_inline_rules_become_what_the_program_says(plugin: Plugin, vpc: str, ingress: list[Any]) -> None:
    inputs = {
        "vpcId": vpc,
        "tags": TAGS,
        "ingress": [HTTP | {"cidrBlocks": ["10.0.0.0/8"], "description": "in"}],
        "egress": [ALL],
    }
    contract(plugin, GROUP, inputs, {"ingress": ingress, "tags": {"Name": "other"}}, "inline")


def test_two_ways_to_write_the_same_rules_are_equal(plugin: Plugin, vpc: str) -> None:
    rule = {"protocol": "6", "fromPort": 80, "toPort": 80, "cidrBlocks": ["172.16.0.0/12", "10.0.0.0/8"]}
    inputs = {"vpcId": vpc, "ingress": [rule, ALL]}
    made = plugin.create(GROUP, inputs, "spelling")
    turned = HTTP | {"cidrBlocks": ["10.0.0.0/8", "172.16.0.0/12"]}
    assert plugin.diff(made, inputs | {"ingress": [ALL, turned]}) == {}
    plugin.delete(made)


def test_absent_rules_are_left_alone_and_an_empty_list_removes_all(plugin: Plugin, ec2: Any, vpc: str) -> None:
    inputs = {"vpcId": vpc}
    made = plugin.create(GROUP, inputs, "mixed")
    permission = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}
    ec2.authorize_security_group_ingress(GroupId=made.id, IpPermissions=[permission])
    seen = plugin.refresh(made)
    assert seen
    assert plugin.diff(seen, inputs) == {}
    emptied = plugin.update(seen, inputs | {"ingress": []})
    assert not emptied.state.get("ingress")
    plugin.delete(made)


def test_a_foreign_rule_shows_after_a_refresh_and_is_revoked(plugin: Plugin, ec2: Any, vpc: str) -> None:
    inputs = {"vpcId": vpc, "ingress": [HTTP | {"cidrBlocks": ["10.0.0.0/8"]}]}
    made = plugin.create(GROUP, inputs, "foreign")
    permission = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ec2.authorize_security_group_ingress(GroupId=made.id, IpPermissions=[permission])
    seen = plugin.refresh(made)
    assert seen
    assert plugin.diff(seen, inputs) == {"ingress[1]": "delete"}
    plugin.update(seen, inputs)
    ports = [
        rule["FromPort"]
        for rule in ec2.describe_security_groups(GroupIds=[made.id])["SecurityGroups"][0]["IpPermissions"]
    ]
    assert ports == [80]
    plugin.delete(made)


def test_a_group_keeps_its_description_or_is_replaced(plugin: Plugin, vpc: str) -> None:
    made = plugin.create(GROUP, {"vpcId": vpc}, "described")
    assert made.state["description"] == "Managed by Pulumi"
    assert plugin.diff(made, {"vpcId": vpc, "description": "x"}) == {"description": "update-replace"}
    plugin.delete(made)


def test_all_protocols_on_some_ports_is_refused(plugin: Plugin, vpc: str) -> None:
    with pytest.raises(grpc.RpcError, match="must both be 0"):
        plugin.create(GROUP, {"vpcId": vpc, "ingress": [ALL | {"toPort": 80}]}, "wrong")


def test_a_group_whose_rules_aws_refuses_is_kept_and_not_lost(endpoint: str, vpc: str) -> None:
    inputs = {"name": "half", "description": "half", "vpcId": vpc, "ingress": [HTTP | {"cidrBlocks": ["nowhere"]}]}
    aws = Aws(endpoint=endpoint, region="us-east-1")
    with pytest.raises(InitFailed) as failed:
        security_group.create(aws, inputs)
    found = security_group.read(aws, failed.value.id, {})
    assert found
    assert found["name"] == "half"
    security_group.delete(aws, failed.value.id, {})


@pytest.mark.parametrize(
    "change",
    [
        {"toPort": 8081},
        {"cidrIpv4": "10.1.0.0/16"},
        {"description": "other"},
        {"description": None},
        {"tags": {"Name": "other"}},
    ],
    ids=str,
)
def test_a_rule_of_its_own_changes_in_place(plugin: Plugin, group: str, change: dict[str, Any]) -> None:
    inputs = {
        "securityGroupId": group,
        "ipProtocol": "tcp",
        "fromPort": 8080,
        "toPort": 8080,
        "cidrIpv4": "10.0.0.0/16",
        "description": "in",
        "tags": TAGS,
    }
    contract(plugin, INGRESS, inputs, change)


def test_a_rule_from_a_group_keeps_its_description(plugin: Plugin, group: str) -> None:
    ports = {"fromPort": 32768, "toPort": 65535}
    inputs = {"securityGroupId": group, "ipProtocol": "tcp", **ports, "referencedSecurityGroupId": group}
    contract(plugin, INGRESS, inputs | {"description": "requests"}, {"description": "requests and health checks"})


def test_a_subnet_in_use_stays_and_is_free_again_when_its_gateway_is_gone(
    plugin: Plugin, vpc: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "timeout_seconds", lambda: 0)
    subnet = plugin.create(SUBNET, {"vpcId": vpc, "cidrBlock": "10.40.8.0/24"})
    nat = plugin.create(NAT, {"subnetId": subnet.id, "connectivityType": "private"})
    with pytest.raises(grpc.RpcError, match="DependencyViolation"):
        plugin.delete(subnet)
    plugin.delete(nat)
    plugin.delete(subnet)
    assert plugin.refresh(subnet) is None


def test_another_type_of_source_is_another_rule(plugin: Plugin, group: str) -> None:
    inputs = {"securityGroupId": group, "ipProtocol": "tcp", "fromPort": 1, "toPort": 2, "cidrIpv4": "10.0.0.0/16"}
    contract(plugin, INGRESS, inputs, {"cidrIpv4": None, "referencedSecurityGroupId": group}, replaces=True)


def test_a_rule_for_all_protocols_has_no_ports(plugin: Plugin, group: str) -> None:
    inputs = {"securityGroupId": group, "ipProtocol": "-1", "cidrIpv4": "0.0.0.0/0"}
    contract(plugin, EGRESS, inputs, {"description": "anywhere"})


def test_a_rule_of_the_older_type(plugin: Plugin, group: str) -> None:
    inputs = {
        "securityGroupId": group,
        "type": "ingress",
        "protocol": "tcp",
        "fromPort": 90,
        "toPort": 91,
        "cidrBlocks": ["10.2.0.0/16", "10.1.0.0/16"],
    }
    contract(plugin, RULE, inputs, {"description": "x"}, import_id=f"{group}_ingress_tcp_90_91_10.2.0.0/16_10.1.0.0/16")


def test_an_older_rule_from_another_group_deletes_before_it_is_replaced(plugin: Plugin, group: str) -> None:
    inputs = {
        "securityGroupId": group,
        "type": "ingress",
        "protocol": "udp",
        "fromPort": 53,
        "toPort": 53,
        "sourceSecurityGroupId": group,
    }
    made = plugin.create(RULE, inputs)
    assert plugin.diff(made, inputs | {"toPort": 54}) == {"toPort": "update-replace"}
    assert plugin.deletes_first(made, inputs | {"toPort": 54})
    plugin.delete(made)
    assert plugin.refresh(made) is None


def test_a_gateway_endpoint_changes_its_tables(plugin: Plugin, vpc: str, table: str) -> None:
    other = plugin.create(TABLE, {"vpcId": vpc}).id
    inputs = {
        "vpcId": vpc,
        "serviceName": "com.amazonaws.us-east-1.s3",
        "routeTableIds": [table],
        "tags": TAGS,
    }
    contract(plugin, ENDPOINT, inputs, {"routeTableIds": [other], "tags": None})


def test_an_interface_endpoint_changes_its_subnets(plugin: Plugin, vpc: str, group: str, subnets: list[str]) -> None:
    inputs = {
        "vpcId": vpc,
        "serviceName": "com.amazonaws.us-east-1.ecr.api",
        "vpcEndpointType": "Interface",
        "privateDnsEnabled": True,
        "securityGroupIds": [group],
        "subnetIds": subnets[:1],
    }
    contract(plugin, ENDPOINT, inputs, {"subnetIds": subnets[1:]})


def test_what_an_endpoint_lets_through_changes_in_place(plugin: Plugin, vpc: str, table: str) -> None:
    def policy(action: str) -> str:
        statement = {"Effect": "Allow", "Principal": "*", "Action": [action], "Resource": "*"}
        return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))

    inputs = {"vpcId": vpc, "serviceName": "com.amazonaws.us-east-1.s3", "routeTableIds": [table]}
    contract(plugin, ENDPOINT, inputs | {"policy": policy("s3:GetObject")}, {"policy": policy("s3:PutObject")})


HOST = {
    "imageId": "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
    "instanceType": "t3.small",
    "iamInstanceProfile": {"name": "hosts"},
    "metadataOptions": {"httpTokens": "required", "httpEndpoint": "enabled", "httpPutResponseHopLimit": 1},
    "blockDeviceMappings": [
        {"deviceName": "/dev/xvda", "ebs": {"volumeSize": 30, "volumeType": "gp3", "encrypted": "true"}}
    ],
    "networkInterfaces": [{"deviceIndex": 0, "associatePublicIpAddress": "false", "ipv4Addresses": ["10.40.0.9"]}],
    "tagSpecifications": [{"resourceType": "instance", "tags": {"Name": "host"}}],
    "monitoring": {"enabled": True},
    "userData": "IyEvYmluL3NoCg==",
    "tags": TAGS,
}


@pytest.mark.parametrize(
    "change",
    [
        {"instanceType": "t3.medium"},
        {"userData": "IyEvYmluL3NoCmVjaG8K"},
        {"description": "second"},
        {"monitoring": None},
        {"tagSpecifications": None},
        {"tags": {"Name": "other"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_template_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    contract(plugin, TEMPLATE, HOST, change, "-".join(change))


def test_a_change_of_the_data_is_a_version_and_of_the_tags_is_none(plugin: Plugin) -> None:
    inputs = HOST | {"updateDefaultVersion": True}
    made = plugin.create(TEMPLATE, inputs, "versions")
    assert (made.state["latestVersion"], made.state["defaultVersion"]) == (1, 1)
    tagged = plugin.update(made, inputs | {"tags": {"Name": "other"}})
    assert tagged.state["latestVersion"] == 1
    larger = plugin.update(tagged, inputs | {"instanceType": "t3.large"})
    assert (larger.state["latestVersion"], larger.state["defaultVersion"]) == (2, 2)
    plugin.delete(larger)


def test_a_template_keeps_its_default_version_by_default(plugin: Plugin) -> None:
    made = plugin.create(TEMPLATE, HOST, "default")
    larger = plugin.update(made, HOST | {"instanceType": "t3.large"})
    assert (larger.state["latestVersion"], larger.state["defaultVersion"]) == (2, 1)
    plugin.delete(larger)


def test_a_preview_doesnt_know_the_number_of_the_next_version(plugin: Plugin) -> None:
    made = plugin.create(TEMPLATE, HOST, "preview")
    planned = plugin.preview_update(made, HOST | {"instanceType": "t3.large"})
    assert planned["latestVersion"] != 1
    assert plugin.preview_update(made, HOST | {"tags": {}})["latestVersion"] == 1
    plugin.delete(made)


def test_credits_are_sent_for_burstable_types_only(plugin: Plugin, ec2: Any) -> None:
    credits = {"creditSpecification": {"cpuCredits": "standard"}}
    for instance_type, sent in (("t3.small", True), ("m5.large", False)):
        made = plugin.create(TEMPLATE, {"instanceType": instance_type, **credits}, instance_type.replace(".", "-"))
        versions = ec2.describe_launch_template_versions(LaunchTemplateId=made.id, Versions=["$Latest"])
        data = versions["LaunchTemplateVersions"][0]["LaunchTemplateData"]
        assert ("CreditSpecification" in data) is sent
        plugin.delete(made)


def test_a_group_waits_for_the_rule_that_still_names_it(
    plugin: Plugin, vpc: str, group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = plugin.create(GROUP, {"vpcId": vpc}, "named")
    ports = {"ipProtocol": "tcp", "fromPort": 5000, "toPort": 5001}
    rule = plugin.create(INGRESS, {"securityGroupId": group, **ports, "referencedSecurityGroupId": named.id})
    # The rule goes while the group's delete waits, as when the engine deletes both at once.
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=lambda _: plugin.delete(rule))
    monkeypatch.setattr(retries, "time", clock)
    plugin.delete(named)
    assert plugin.refresh(named) is None


def test_a_vpc_gets_its_ipv6_block_later_and_a_preview_does_not_know_it(plugin: Plugin) -> None:
    inputs = {"cidrBlock": "10.41.0.0/16"}
    contract(plugin, VPC, inputs, {"assignGeneratedIpv6CidrBlock": True})
    made = plugin.create(VPC, inputs)
    planned = plugin.preview_update(made, inputs | {"assignGeneratedIpv6CidrBlock": True})
    assert planned["ipv6CidrBlock"] == UNKNOWN
    plugin.delete(made)


def test_an_egress_only_gateway_is_of_a_vpc_and_changes_its_tags_in_place(plugin: Plugin, vpc: str) -> None:
    contract(plugin, EGRESS_ONLY, {"vpcId": vpc, "tags": TAGS}, {"tags": {"Name": "other"}})
    other = plugin.create(VPC, {"cidrBlock": "10.42.0.0/16"})
    contract(plugin, EGRESS_ONLY, {"vpcId": vpc}, {"vpcId": other.id}, replaces=True)
    plugin.delete(other)


def test_a_route_of_ipv6_leads_to_an_egress_only_gateway(plugin: Plugin, vpc: str, table: str) -> None:
    one, other = (plugin.create(EGRESS_ONLY, {"vpcId": vpc}, name).id for name in ("one", "other"))
    inputs = {"routeTableId": table, "destinationIpv6CidrBlock": "::/0", "egressOnlyGatewayId": one}
    contract(plugin, ROUTE, inputs, {"egressOnlyGatewayId": other}, import_id=f"{table}_::/0")
