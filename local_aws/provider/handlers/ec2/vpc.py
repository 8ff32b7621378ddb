"""VPC."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import pascal, request
from local_aws.provider.handlers.ec2 import tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_FRESH = {"enableDnsHostnames": False, "enableDnsSupport": True, "enableNetworkAddressUsageMetrics": False}
"""The attributes of a VPC just made; a call changes one of them."""


def create(aws: Aws, props: Props) -> str:
    """Makes the VPC, then sets each attribute that a fresh one lacks."""
    ec2 = aws.client("ec2")
    generated = {"amazonProvidedIpv6CidrBlock": props.get("assignGeneratedIpv6CidrBlock")}
    asked = request(ec2, "CreateVpc", props | generated) | tagging.specification("vpc", props)
    id: str = ec2.create_vpc(**asked)["Vpc"]["VpcId"]
    with initializing(id):
        for name, fresh in _FRESH.items():
            if props.get(name, fresh) != fresh:
                ec2.modify_vpc_attribute(VpcId=id, **{pascal(name): {"Value": props[name]}})
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The VPC, its attributes, and the table, list and group that AWS made with it."""
    ec2 = aws.client("ec2")
    with gone_is_fine("InvalidVpcID.NotFound"):
        vpc = ec2.describe_vpcs(VpcIds=[id])["Vpcs"][0]
        here = [{"Name": "vpc-id", "Values": [id]}]
        tables = ec2.describe_route_tables(Filters=[*here, {"Name": "association.main", "Values": ["true"]}])
        lists = ec2.describe_network_acls(Filters=[*here, {"Name": "default", "Values": ["true"]}])
        groups = ec2.describe_security_groups(Filters=[*here, {"Name": "group-name", "Values": ["default"]}])
        main = next((table["RouteTableId"] for table in tables["RouteTables"]), None)
        return {
            "cidrBlock": vpc["CidrBlock"],
            "instanceTenancy": vpc["InstanceTenancy"],
            **{name: ec2.describe_vpc_attribute(VpcId=id, Attribute=name)[pascal(name)]["Value"] for name in _FRESH},
            **_ipv6(vpc),
            "arn": aws.arn("ec2", f"vpc/{id}"),
            "defaultNetworkAclId": next((acl["NetworkAclId"] for acl in lists["NetworkAcls"]), None),
            "defaultRouteTableId": main,
            "defaultSecurityGroupId": next((group["GroupId"] for group in groups["SecurityGroups"]), None),
            "dhcpOptionsId": vpc["DhcpOptionsId"],
            "mainRouteTableId": main,
            "ownerId": vpc.get("OwnerId", aws.account),
            "tagsAll": tag_lists.as_map(vpc.get("Tags")),
        }
    return None


def _ipv6(vpc: Props) -> Props:
    held = [
        one for one in vpc.get("Ipv6CidrBlockAssociationSet", []) if one["Ipv6CidrBlockState"]["State"] == "associated"
    ]
    if not held:
        return {"assignGeneratedIpv6CidrBlock": False}
    return {
        "assignGeneratedIpv6CidrBlock": held[0].get("Ipv6Pool") == "Amazon",
        "ipv6CidrBlock": held[0]["Ipv6CidrBlock"],
        "ipv6AssociationId": held[0]["AssociationId"],
    }


def update(aws: Aws, id: str, change: Change) -> None:
    """One call for each attribute, for the tenancy, and for the generated IPv6 block."""
    ec2 = aws.client("ec2")
    for name in sorted(change.keys & _FRESH.keys()):
        ec2.modify_vpc_attribute(VpcId=id, **{pascal(name): {"Value": change.new.get(name, _FRESH[name])}})
    if "instanceTenancy" in change.keys:
        ec2.modify_vpc_tenancy(VpcId=id, InstanceTenancy=change.new["instanceTenancy"])
    if "assignGeneratedIpv6CidrBlock" in change.keys:
        if change.new.get("assignGeneratedIpv6CidrBlock"):
            ec2.associate_vpc_cidr_block(VpcId=id, AmazonProvidedIpv6CidrBlock=True)
        else:
            ec2.disassociate_vpc_cidr_block(AssociationId=change.old["ipv6AssociationId"])
    tagging.retag(aws, id, change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the VPC, once nothing is in it any more."""
    with gone_is_fine("InvalidVpcID.NotFound"):
        retry(lambda: aws.client("ec2").delete_vpc(VpcId=id), ("DependencyViolation", ""))


def replaces(change: Change) -> frozenset[str]:
    """Tenancy can only be given up in place: from dedicated to default."""
    return change.keys & {"instanceTenancy"} if change.new.get("instanceTenancy") != "default" else frozenset()


def unknown_outputs(change: Change) -> frozenset[str]:
    """EC2 gives the block, or takes it away."""
    given = "assignGeneratedIpv6CidrBlock" in change.keys
    return frozenset({"ipv6CidrBlock", "ipv6AssociationId"}) if given else frozenset()


HANDLERS = (
    ResourceHandler(
        token="aws:ec2/vpc:Vpc",
        create=create,
        read=read,
        update=update,
        delete=delete,
        replaces=replaces,
        unknown_outputs=unknown_outputs,
    ),
)
