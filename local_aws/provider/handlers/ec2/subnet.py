"""Subnet."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import pascal, request
from local_aws.provider.handlers.ec2 import tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_FRESH: Props = {
    "assignIpv6AddressOnCreation": False,
    "enableDns64": False,
    "enableResourceNameDnsARecordOnLaunch": False,
    "enableResourceNameDnsAaaaRecordOnLaunch": False,
    "mapPublicIpOnLaunch": False,
    "privateDnsHostnameTypeOnLaunch": "ip-name",
}
"""The attributes of a subnet just made; a call changes one of them."""


def create(aws: Aws, props: Props) -> str:
    """Makes the subnet, then sets each attribute that a fresh one lacks."""
    ec2 = aws.client("ec2")
    asked = request(ec2, "CreateSubnet", props) | tagging.specification("subnet", props)
    id: str = ec2.create_subnet(**asked)["Subnet"]["SubnetId"]
    with initializing(id):
        for name, fresh in _FRESH.items():
            if props.get(name, fresh) != fresh:
                ec2.modify_subnet_attribute(SubnetId=id, **_attribute(name, props[name]))
    return id


def _attribute(name: str, value: Any) -> dict[str, Any]:
    return {pascal(name): {"Value": value} if isinstance(value, bool) else value}


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The subnet with its attributes."""
    with gone_is_fine("InvalidSubnetID.NotFound"):
        subnet = aws.client("ec2").describe_subnets(SubnetIds=[id])["Subnets"][0]
        named = subnet.get("PrivateDnsNameOptionsOnLaunch", {})
        return {
            "availabilityZone": subnet["AvailabilityZone"],
            "availabilityZoneId": subnet["AvailabilityZoneId"],
            "cidrBlock": subnet["CidrBlock"],
            "vpcId": subnet["VpcId"],
            "assignIpv6AddressOnCreation": subnet["AssignIpv6AddressOnCreation"],
            "enableDns64": subnet.get("EnableDns64", False),
            "enableResourceNameDnsARecordOnLaunch": named.get("EnableResourceNameDnsARecord", False),
            "enableResourceNameDnsAaaaRecordOnLaunch": named.get("EnableResourceNameDnsAAAARecord", False),
            "ipv6Native": subnet.get("Ipv6Native", False),
            "mapPublicIpOnLaunch": subnet["MapPublicIpOnLaunch"],
            "privateDnsHostnameTypeOnLaunch": named.get("HostnameType", "ip-name"),
            **_ipv6(subnet),
            "arn": subnet["SubnetArn"],
            "ownerId": subnet["OwnerId"],
            "tagsAll": tag_lists.as_map(subnet.get("Tags")),
        }
    return None


def _ipv6(subnet: Props) -> Props:
    for one in subnet.get("Ipv6CidrBlockAssociationSet", []):
        if one["Ipv6CidrBlockState"]["State"] == "associated":
            return {"ipv6CidrBlock": one["Ipv6CidrBlock"], "ipv6CidrBlockAssociationId": one["AssociationId"]}
    return {}


def update(aws: Aws, id: str, change: Change) -> None:
    """One call for each attribute; an old IPv6 block is removed before the new one is added."""
    ec2 = aws.client("ec2")
    if "ipv6CidrBlock" in change.keys:
        if change.old.get("ipv6CidrBlockAssociationId"):
            ec2.disassociate_subnet_cidr_block(AssociationId=change.old["ipv6CidrBlockAssociationId"])
        if change.new.get("ipv6CidrBlock"):
            ec2.associate_subnet_cidr_block(SubnetId=id, Ipv6CidrBlock=change.new["ipv6CidrBlock"])
    for name in sorted(change.keys & _FRESH.keys()):
        ec2.modify_subnet_attribute(SubnetId=id, **_attribute(name, change.new.get(name, _FRESH[name])))
    tagging.retag(aws, id, change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the subnet, once no network interface is in it any more."""
    with gone_is_fine("InvalidSubnetID.NotFound"):
        retry(lambda: aws.client("ec2").delete_subnet(SubnetId=id), ("DependencyViolation", ""))


HANDLERS = (ResourceHandler(token="aws:ec2/subnet:Subnet", create=create, read=read, update=update, delete=delete),)
