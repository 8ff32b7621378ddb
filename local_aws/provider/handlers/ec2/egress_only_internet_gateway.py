"""Egress-only internet gateway: the way out for IPv6, by which nobody comes in."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.ec2 import tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Makes the gateway in its VPC."""
    asked = {"VpcId": props["vpcId"]} | tagging.specification("egress-only-internet-gateway", props)
    made = aws.client("ec2").create_egress_only_internet_gateway(**asked)["EgressOnlyInternetGateway"]
    id: str = made["EgressOnlyInternetGatewayId"]
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The gateway and its VPC."""
    with gone_is_fine("InvalidGatewayID.NotFound"):
        found = aws.client("ec2").describe_egress_only_internet_gateways(EgressOnlyInternetGatewayIds=[id])
        for gateway in found["EgressOnlyInternetGateways"]:
            return {"vpcId": gateway["Attachments"][0]["VpcId"], "tagsAll": tag_lists.as_map(gateway.get("Tags"))}
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Tags."""
    tagging.retag(aws, id, change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the gateway."""
    with gone_is_fine("InvalidGatewayID.NotFound"):
        aws.client("ec2").delete_egress_only_internet_gateway(EgressOnlyInternetGatewayId=id)


HANDLERS = (
    ResourceHandler(
        token="aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        create=create,
        read=read,
        update=update,
        delete=delete,
    ),
)
