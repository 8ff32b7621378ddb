"""What EC2 refuses to delete while something uses it, and what it deletes together with its owner.

Faithful: `DependencyViolation` for security groups and subnets, on which the order of a destroy depends; the network
interfaces of instances and NAT gateways are deleted with them. Not faithful: load balancers have no network
interfaces; their use of a group or a subnet is looked up.
"""

from collections.abc import Iterator
from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.nat_gateways import NatGateway
from moto.ec2.models.subnets import Subnet
from moto.elbv2.models import elbv2_backends

from local_aws.server.extensions.patching import AwsError, patches
from model.texts.ec2 import GROUP_IN_USE, SUBNET_IN_USE

_delete_security_group = EC2Backend.delete_security_group
_delete_subnet = EC2Backend.delete_subnet
_delete_nat_gateway = EC2Backend.delete_nat_gateway
_terminate_instances = EC2Backend.terminate_instances


@patches(EC2Backend)
def delete_security_group(self: EC2Backend, name: str | None = None, group_id: str | None = None) -> None:
    """Refused while another group's rule, an interface, an endpoint or a load balancer names it."""
    if group_id and any(_users_of_group(self, group_id)):
        raise AwsError.of(GROUP_IN_USE, group=group_id)
    _delete_security_group(self, name, group_id)


@patches(EC2Backend)
def delete_subnet(self: EC2Backend, subnet_id: str) -> Subnet:
    """Refused while an interface or a load balancer is in it."""
    interfaces = any(interface.subnet.id == subnet_id for interface in self.enis.values())
    balancers = any(subnet.id == subnet_id for balancer in _balancers(self) for subnet in balancer.subnets)
    if interfaces or balancers:
        raise AwsError.of(SUBNET_IN_USE, subnet=subnet_id)
    return _delete_subnet(self, subnet_id)


@patches(EC2Backend)
def terminate_instances(self: EC2Backend, instance_ids: list[str]) -> list[Any]:
    """moto's, with each instance's primary network interface."""
    terminated = _terminate_instances(self, instance_ids)
    for instance, _ in terminated:
        for interface in instance.nics.values():
            if interface.device_index == 0:
                self.enis.pop(interface.id, None)
    return terminated


@patches(EC2Backend)
def delete_nat_gateway(self: EC2Backend, nat_gateway_id: str) -> NatGateway:
    """moto's, with its network interface; its address is free again."""
    gateway = _delete_nat_gateway(self, nat_gateway_id)
    for address in self.addresses:
        if address.eni is gateway._eni and address.association_id:
            self.disassociate_address(association_id=address.association_id)
    self.enis.pop(gateway._eni.id, None)
    return gateway


def _users_of_group(backend: EC2Backend, group_id: str) -> Iterator[Any]:
    for groups in backend.groups.values():
        for group in groups.values():
            for rule in [*group.ingress_rules, *group.egress_rules]:
                if group.id != group_id and rule.source_group.get("GroupId") == group_id:
                    yield group
    for interface in backend.enis.values():
        if any(group.id == group_id for group in interface.group_set):
            yield interface
    for endpoint in backend.vpc_end_points.values():
        if endpoint.state != "deleted" and group_id in (endpoint.security_group_ids or []):
            yield endpoint
    for balancer in _balancers(backend):
        if group_id in (balancer.security_groups or []):
            yield balancer


def _balancers(backend: EC2Backend) -> list[Any]:
    return list(elbv2_backends[backend.account_id][backend.region_name].load_balancers.values())
