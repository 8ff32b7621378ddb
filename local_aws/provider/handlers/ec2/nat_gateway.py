"""NAT gateway, zonal: it is in one subnet."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.ec2 import tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

_NAMES = {"privateIp": "PrivateIpAddress"}


def create(aws: Aws, props: Props) -> str:
    """Makes the gateway; on the local AWS it is available at once."""
    ec2 = aws.client("ec2")
    asked = request(ec2, "CreateNatGateway", props, _NAMES) | tagging.specification("natgateway", props)
    id: str = ec2.create_nat_gateway(**asked)["NatGateway"]["NatGatewayId"]
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The gateway and its first address; a deleted one is gone, though AWS shows it for an hour."""
    with gone_is_fine("NatGatewayNotFound"):
        for gateway in aws.client("ec2").describe_nat_gateways(NatGatewayIds=[id])["NatGateways"]:
            if gateway["State"] in ("deleting", "deleted"):
                return None
            address = next(iter(gateway.get("NatGatewayAddresses", [])), {})
            return {
                "allocationId": address.get("AllocationId"),
                "associationId": address.get("AssociationId"),
                "availabilityMode": gateway.get("AvailabilityMode", "zonal"),
                "connectivityType": gateway.get("ConnectivityType", "public"),
                "networkInterfaceId": address.get("NetworkInterfaceId"),
                "privateIp": address.get("PrivateIp"),
                "publicIp": address.get("PublicIp"),
                "subnetId": gateway["SubnetId"],
                "vpcId": gateway["VpcId"],
                "tagsAll": tag_lists.as_map(gateway.get("Tags")),
            }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Adds and removes secondary addresses: of a public gateway by their allocation, of a private one by themselves."""
    ec2 = aws.client("ec2")
    added, removed = _moved(change, "secondaryAllocationIds")
    if added:
        ec2.associate_nat_gateway_address(NatGatewayId=id, AllocationIds=added)
    if removed:
        held = ec2.describe_nat_gateways(NatGatewayIds=[id])["NatGateways"][0]["NatGatewayAddresses"]
        leaving = [one["AssociationId"] for one in held if one.get("AllocationId") in removed]
        ec2.disassociate_nat_gateway_address(NatGatewayId=id, AssociationIds=leaving)
    added, removed = _moved(change, "secondaryPrivateIpAddresses")
    if added:
        ec2.assign_private_nat_gateway_address(NatGatewayId=id, PrivateIpAddresses=added)
    if removed:
        ec2.unassign_private_nat_gateway_address(NatGatewayId=id, PrivateIpAddresses=removed)
    tagging.retag(aws, id, change)


def _moved(change: Change, name: str) -> tuple[list[str], list[str]]:
    old, new = (set(side.get(name) or ()) for side in (change.old, change.new))
    return (sorted(new - old), sorted(old - new)) if name in change.keys else ([], [])


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the gateway; its Elastic IP stays."""
    with gone_is_fine("NatGatewayNotFound"):
        aws.client("ec2").delete_nat_gateway(NatGatewayId=id)


HANDLERS = (
    ResourceHandler(token="aws:ec2/natGateway:NatGateway", create=create, read=read, update=update, delete=delete),
)
