"""VPC endpoints: a gateway endpoint's routes follow its route tables; one is deleted once."""

from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.vpcs import VPCEndPoint

from local_aws.server.extensions.patching import AwsError, patches
from model.texts.ec2 import ENDPOINT_NOT_FOUND

_create_vpc_endpoint = EC2Backend.create_vpc_endpoint
_modify_vpc_endpoint = EC2Backend.modify_vpc_endpoint
_delete_vpc_endpoints = EC2Backend.delete_vpc_endpoints


@patches(EC2Backend)
def create_vpc_endpoint(self: EC2Backend, *args: Any, endpoint_type: str | None = None, **params: Any) -> VPCEndPoint:
    """moto's; a Gateway one when the type is left out."""
    return _create_vpc_endpoint(self, *args, endpoint_type=endpoint_type or "Gateway", **params)


@patches(EC2Backend)
def modify_vpc_endpoint(self: EC2Backend, vpc_id: str, **changes: Any) -> None:
    """moto's, with the routes, which the endpoint's deletion looks for. `vpc_id` is the endpoint's id (moto's name)."""
    _modify_vpc_endpoint(self, vpc_id, **changes)
    prefix_list = self.vpc_end_points[vpc_id].destination_prefix_list_id
    if prefix_list:
        for table in changes["add_route_tables"] or []:
            self.create_route(table, None, gateway_id=vpc_id, destination_prefix_list_id=prefix_list)
        for table in changes["remove_route_tables"] or []:
            self.delete_route(table, prefix_list)


@patches(EC2Backend)
def delete_vpc_endpoints(self: EC2Backend, vpce_ids: list[str] | None = None) -> None:
    """moto's, which fails over the routes of one that it has deleted before."""
    for endpoint_id in vpce_ids or []:
        endpoint = self.vpc_end_points.get(endpoint_id)
        if endpoint is None or endpoint.state == "deleted":
            raise AwsError.of(ENDPOINT_NOT_FOUND, endpoint=endpoint_id)
    _delete_vpc_endpoints(self, vpce_ids)
