"""Route tables, and which subnet uses which."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.ec2 import route, tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.values import Props

_TOKEN = "aws:ec2/routeTable:RouteTable"
_NAMES = route.NAMES | {"cidrBlock": "DestinationCidrBlock", "ipv6CidrBlock": "DestinationIpv6CidrBlock"}


def create(aws: Aws, props: Props) -> str:
    """Makes the table, then adds its inline routes one by one."""
    ec2 = aws.client("ec2")
    asked = request(ec2, "CreateRouteTable", props) | tagging.specification("route-table", props)
    id: str = ec2.create_route_table(**asked)["RouteTable"]["RouteTableId"]
    with initializing(id):
        _change(aws, id, {}, props)
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The table with the routes that somebody added: not the local one, nor those of gateway endpoints."""
    with gone_is_fine("InvalidRouteTableID.NotFound"):
        table = aws.client("ec2").describe_route_tables(RouteTableIds=[id])["RouteTables"][0]
        return {
            "vpcId": table["VpcId"],
            "routes": [
                from_aws(fields(_TOKEN)["routes"].fields, route.with_endpoint(one), _NAMES)
                for one in table["Routes"]
                if _added(one)
            ],
            "propagatingVgws": [gateway["GatewayId"] for gateway in table.get("PropagatingVgws", [])],
            "arn": aws.arn("ec2", f"route-table/{id}"),
            "ownerId": table.get("OwnerId", aws.account),
            "tagsAll": tag_lists.as_map(table.get("Tags")),
        }
    return None


def _added(answer: dict[str, Any]) -> bool:
    gateway = answer.get("GatewayId", "")
    of_endpoint = "DestinationPrefixListId" in answer and gateway.startswith("vpce-")
    return gateway != "local" and not of_endpoint and answer.get("Origin") != "EnableVgwRoutePropagation"


def update(aws: Aws, id: str, change: Change) -> None:
    """Changes the inline routes and the propagation, when the program says which there shall be."""
    _change(aws, id, change.old, {key: change.new.get(key) for key in change.keys})
    tagging.retag(aws, id, change)


def _change(aws: Aws, id: str, old: Props, new: Props) -> None:
    ec2 = aws.client("ec2")
    gateways = old.get("propagatingVgws") or []
    for gateway in new.get("propagatingVgws") or []:
        if gateway not in gateways:
            ec2.enable_vgw_route_propagation(RouteTableId=id, GatewayId=gateway)
    for gateway in gateways:
        if new.get("propagatingVgws") is not None and gateway not in new["propagatingVgws"]:
            ec2.disable_vgw_route_propagation(RouteTableId=id, GatewayId=gateway)
    if new.get("routes") is None:
        return
    had, wanted = _by_destination(old), _by_destination(new)
    for where, one in wanted.items():
        if one != had.get(where):
            operation = "ReplaceRoute" if where in had else "CreateRoute"
            asked = request(ec2, operation, one | {"routeTableId": id}, _NAMES)
            (ec2.replace_route if where in had else ec2.create_route)(**asked)
    for where in had.keys() - wanted.keys():
        with gone_is_fine("InvalidRoute.NotFound"):
            ec2.delete_route(**request(ec2, "DeleteRoute", had[where] | {"routeTableId": id}, _NAMES))


def _by_destination(props: Props) -> dict[str, Props]:
    destinations = ("cidrBlock", "ipv6CidrBlock", "destinationPrefixListId")
    routes = [{key: value for key, value in one.items() if value} for one in props.get("routes") or []]
    return {one[key]: one for one in routes for key in destinations if key in one}


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the table off everything that uses it, then deletes it."""
    ec2 = aws.client("ec2")
    with gone_is_fine("InvalidRouteTableID.NotFound"):
        for association in ec2.describe_route_tables(RouteTableIds=[id])["RouteTables"][0]["Associations"]:
            with gone_is_fine("InvalidAssociationID.NotFound"):
                ec2.disassociate_route_table(AssociationId=association["RouteTableAssociationId"])
        ec2.delete_route_table(RouteTableId=id)


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
