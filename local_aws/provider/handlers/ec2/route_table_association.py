"""Which route table a subnet, or a gateway, uses."""

from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Associates the table; AWS refuses a second table for a subnet."""
    ec2 = aws.client("ec2")
    id: str = ec2.associate_route_table(**request(ec2, "AssociateRouteTable", props))["AssociationId"]
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The association; to import one, the id is SUBNET/TABLE or GATEWAY/TABLE."""
    found = _find(aws, id, known)
    if not found:
        return None
    user = {"subnetId": found["SubnetId"]} if found.get("SubnetId") else {"gatewayId": found["GatewayId"]}
    own_id = id if known else found["RouteTableAssociationId"]
    return {"id": own_id, "routeTableId": found["RouteTableId"], **user}


def _find(aws: Aws, id: str, known: Props) -> dict[str, Any] | None:
    # An update gives AWS's association another id and the resource keeps its first one, so its user finds it, too.
    user, _, table = id.partition("/")
    users = {user if table else known.get("subnetId") or known.get("gatewayId")}
    for route_table in aws.client("ec2").describe_route_tables()["RouteTables"]:
        for one in route_table["Associations"]:
            if not one.get("Main") and {one.get("SubnetId"), one.get("GatewayId")} & users:
                return one | {"RouteTableId": route_table["RouteTableId"]}
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Gives the subnet or gateway another table, under a new association id."""
    ec2 = aws.client("ec2")
    found = _find(aws, id, change.old)
    if found:
        ec2.replace_route_table_association(
            AssociationId=found["RouteTableAssociationId"], RouteTableId=change.new["routeTableId"]
        )
    else:
        create(aws, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Leaves the subnet or gateway to the VPC's main table."""
    found = _find(aws, id, known)
    if found:
        with gone_is_fine("InvalidAssociationID.NotFound"):
            aws.client("ec2").disassociate_route_table(AssociationId=found["RouteTableAssociationId"])


HANDLERS = (
    ResourceHandler(
        token="aws:ec2/routeTableAssociation:RouteTableAssociation",
        create=create,
        read=read,
        update=update,
        delete=delete,
    ),
)
