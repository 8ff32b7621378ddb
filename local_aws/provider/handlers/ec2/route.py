"""Routes that are resources of their own. A route is known by its table and its destination."""

from typing import Any
from zlib import crc32

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

TOKEN = "aws:ec2/route:Route"
NAMES = {"egressOnlyGatewayId": "EgressOnlyInternetGatewayId"}
_DESTINATIONS = ("destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId")


def destination(props: Props) -> Props:
    """The one property that says where the route leads."""
    return {name: props[name] for name in _DESTINATIONS if props.get(name)}


def with_endpoint(answer: dict[str, Any]) -> dict[str, Any]:
    """A route of AWS's answer; a VPC endpoint, which AWS returns as a gateway, is under its own name."""
    gateway = answer.get("GatewayId", "")
    return answer | {"GatewayId": None, "VpcEndpointId": gateway} if gateway.startswith("vpce-") else answer


def create(aws: Aws, props: Props) -> str:
    """Adds the route to its table."""
    ec2 = aws.client("ec2")
    ec2.create_route(**request(ec2, "CreateRoute", props, NAMES))
    return _id(props)


def _id(props: Props) -> str:
    where = next(iter(destination(props).values()))
    return f"r-{props['routeTableId']}{crc32(where.encode())}"


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The route; to import one, the id is TABLE_DESTINATION."""
    table, _, where = id.partition("_") if not known else (known["routeTableId"], "", "")
    wanted = {where} if where else set(destination(known).values())
    with gone_is_fine("InvalidRouteTableID.NotFound"):
        tables = aws.client("ec2").describe_route_tables(RouteTableIds=[table])["RouteTables"]
        for answer in map(with_endpoint, tables[0]["Routes"]):
            props = from_aws(fields(TOKEN), answer, NAMES)
            if wanted & set(destination(props).values()):
                state = {"routeTableId": table, "origin": answer.get("Origin"), "state": answer.get("State")} | props
                return state | {"id": _id(state)}
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Gives the route another target."""
    ec2 = aws.client("ec2")
    ec2.replace_route(**request(ec2, "ReplaceRoute", change.new, NAMES))


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the route out of its table."""
    ec2 = aws.client("ec2")
    which = {"routeTableId": known["routeTableId"]} | destination(known)
    with gone_is_fine("InvalidRoute.NotFound", "InvalidRouteTableID.NotFound"):
        ec2.delete_route(**request(ec2, "DeleteRoute", which))


HANDLERS = (ResourceHandler(token=TOKEN, create=create, read=read, update=update, delete=delete),)
