"""Elastic IP."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.ec2 import tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.values import Props

_ASSOCIATION = {
    "instance": "InstanceId",
    "networkInterface": "NetworkInterfaceId",
    "associateWithPrivateIp": "PrivateIpAddress",
}


def create(aws: Aws, props: Props) -> str:
    """Allocates the address and gives it to the instance or interface, if it has one."""
    ec2 = aws.client("ec2")
    asked = {"domain": "vpc"} | props
    made = ec2.allocate_address(**request(ec2, "AllocateAddress", asked), **tagging.specification("elastic-ip", props))
    id: str = made["AllocationId"]
    with initializing(id):
        _associate(aws, id, props)
    return id


def _associate(aws: Aws, id: str, props: Props) -> None:
    ec2 = aws.client("ec2")
    if props.get("instance") or props.get("networkInterface"):
        wanted = {key: props.get(key) for key in _ASSOCIATION}
        ec2.associate_address(AllocationId=id, **request(ec2, "AssociateAddress", wanted, _ASSOCIATION))


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The address, what uses it, and the DNS names that the real provider makes up from it."""
    with gone_is_fine("InvalidAllocationID.NotFound"):
        address = aws.client("ec2").describe_addresses(AllocationIds=[id])["Addresses"][0]
        public, private = address["PublicIp"], address.get("PrivateIpAddress")
        return {
            "allocationId": id,
            "arn": aws.arn("ec2", f"elastic-ip/{id}"),
            "associationId": address.get("AssociationId"),
            "domain": address["Domain"],
            "instance": address.get("InstanceId"),
            "networkBorderGroup": address.get("NetworkBorderGroup", aws.region),
            "networkInterface": address.get("NetworkInterfaceId"),
            "privateDns": f"ip-{_dashed(private)}.{_internal(aws.region)}" if private else None,
            "privateIp": private,
            "publicDns": f"ec2-{_dashed(public)}.{_external(aws.region)}.amazonaws.com",
            "publicIp": public,
            "publicIpv4Pool": address.get("PublicIpv4Pool", "amazon"),
            "tagsAll": tag_lists.as_map(address.get("Tags")),
        }
    return None


def _dashed(ip: str) -> str:
    return ip.replace(".", "-")


def _internal(region: str) -> str:
    return "ec2.internal" if region == "us-east-1" else f"{region}.compute.internal"


def _external(region: str) -> str:
    return "compute-1" if region == "us-east-1" else f"{region}.compute"


def update(aws: Aws, id: str, change: Change) -> None:
    """Takes the address off the old user and gives it to the new one."""
    if change.keys & _ASSOCIATION.keys():
        _disassociate(aws, change.old)
        _associate(aws, id, change.new)
    tagging.retag(aws, id, change)


def _disassociate(aws: Aws, known: Props) -> None:
    if known.get("associationId"):
        with gone_is_fine("InvalidAssociationID.NotFound"):
            aws.client("ec2").disassociate_address(AssociationId=known["associationId"])


def delete(aws: Aws, id: str, known: Props) -> None:
    """Releases the address."""
    _disassociate(aws, known)
    with gone_is_fine("InvalidAllocationID.NotFound"):
        aws.client("ec2").release_address(AllocationId=id)


HANDLERS = (ResourceHandler(token="aws:ec2/eip:Eip", create=create, read=read, update=update, delete=delete),)
