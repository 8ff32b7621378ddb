"""Internet gateway."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.ec2 import tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Makes the gateway and attaches it to its VPC, if it has one."""
    ec2 = aws.client("ec2")
    made = ec2.create_internet_gateway(**tagging.specification("internet-gateway", props))
    id: str = made["InternetGateway"]["InternetGatewayId"]
    with initializing(id):
        if props.get("vpcId"):
            ec2.attach_internet_gateway(InternetGatewayId=id, VpcId=props["vpcId"])
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The gateway and the VPC it is attached to."""
    with gone_is_fine("InvalidInternetGatewayID.NotFound"):
        gateway = aws.client("ec2").describe_internet_gateways(InternetGatewayIds=[id])["InternetGateways"][0]
        return {
            "vpcId": next((attachment["VpcId"] for attachment in gateway["Attachments"]), None),
            "arn": aws.arn("ec2", f"internet-gateway/{id}"),
            "ownerId": gateway.get("OwnerId", aws.account),
            "tagsAll": tag_lists.as_map(gateway.get("Tags")),
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Moves the gateway from the old VPC to the new one."""
    if "vpcId" in change.keys:
        _detach(aws, id, change.old)
        if change.new.get("vpcId"):
            aws.client("ec2").attach_internet_gateway(InternetGatewayId=id, VpcId=change.new["vpcId"])
    tagging.retag(aws, id, change)


def _detach(aws: Aws, id: str, known: Props) -> None:
    if known.get("vpcId"):
        with gone_is_fine("Gateway.NotAttached", "InvalidInternetGatewayID.NotFound"):
            retry(
                lambda: aws.client("ec2").detach_internet_gateway(InternetGatewayId=id, VpcId=known["vpcId"]),
                ("DependencyViolation", ""),
            )


def delete(aws: Aws, id: str, known: Props) -> None:
    """Detaches and deletes the gateway."""
    _detach(aws, id, known)
    with gone_is_fine("InvalidInternetGatewayID.NotFound"):
        aws.client("ec2").delete_internet_gateway(InternetGatewayId=id)


HANDLERS = (
    ResourceHandler(
        token="aws:ec2/internetGateway:InternetGateway", create=create, read=read, update=update, delete=delete
    ),
)
