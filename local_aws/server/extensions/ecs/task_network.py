"""How an ECS task is reached: its network interface or its host ports, and the target groups that have it."""

import ipaddress
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from moto.ec2.models import ec2_backends
from moto.ecs.models import EC2ContainerServiceBackend

from local_aws.server.extensions.patching import AwsError
from model.ports import HostPort
from model.texts.ecs import NO_ADDRESS, NO_NETWORK, PORT_NOT_FOUND

if TYPE_CHECKING:
    from local_aws.server.extensions.ecs.tasks import Task


def attach_interface(
    backend: EC2ContainerServiceBackend, task: "Task", network: dict[str, Any], siblings: list[str]
) -> None:
    """Gives an awsvpc task its interface, in the subnet whose zone has the fewest of its siblings (zones of tasks).

    Raises what ECS says where there is no such subnet, or no address left in it.
    """
    if not network:
        raise AwsError.of(NO_NETWORK)
    ec2 = ec2_backends[backend.account_id][backend.region_name]
    awsvpc = network["awsvpcConfiguration"]
    subnets = [ec2.get_subnet(subnet) for subnet in awsvpc["subnets"]]
    if task.availability_zone:
        # An instance's interfaces are in its own zone.
        subnets = [subnet for subnet in subnets if subnet.availability_zone == task.availability_zone] or subnets
    subnet = min(subnets, key=lambda one: siblings.count(one.availability_zone))
    taken = {eni.private_ip_address for eni in ec2.enis.values() if eni.subnet.id == subnet.id}
    # AWS keeps the first four addresses of a subnet.
    addresses = list(ipaddress.ip_network(subnet.cidr_block).hosts())[3:]
    address = next((str(one) for one in addresses if str(one) not in taken), None)
    if address is None:
        raise AwsError.of(NO_ADDRESS, subnet=subnet.id)
    default = ec2.get_default_security_group(subnet.vpc_id)
    groups = awsvpc.get("securityGroups") or ([default.id] if default else [])
    eni = ec2.create_network_interface(subnet, address, group_ids=groups, description=task.task_arn)
    eni.status = "in-use"
    task.availability_zone, task.interface_id, task.private_ip = subnet.availability_zone, eni.id, address
    details = {
        "subnetId": subnet.id,
        "networkInterfaceId": eni.id,
        "macAddress": eni.mac_address,
        "privateIPv4Address": address,
    }
    task.attachments = [
        {
            "id": str(uuid.uuid4()),
            "type": "ElasticNetworkInterface",
            "status": "ATTACHED",
            "details": [{"name": name, "value": value} for name, value in details.items()],
        }
    ]


def bindings(definition: Any, dynamic_ports: Iterable[HostPort]) -> dict[str, list[dict[str, Any]]]:
    """The network bindings of a task's containers, by name. One with an interface of its own has none."""
    found: dict[str, list[dict[str, Any]]] = {}
    free = iter(sorted(port for _, port in dynamic_ports))
    for container in definition.container_definitions:
        found[container["name"]] = []
        for mapping in container["portMappings"]:
            protocol = mapping.get("protocol", "tcp")
            port = mapping.get("hostPort") or next(free)
            found[container["name"]].append(
                {"bindIP": "0.0.0.0", "containerPort": mapping["containerPort"], "hostPort": port, "protocol": protocol}
            )
    return found


def target(task: "Task", container: str, port: int) -> dict[str, Any]:
    """The task as a target: its own address, or that of its host and the port there. Raises where it has none."""
    if task.private_ip:
        return {"Id": task.private_ip, "Port": port}
    for one in task.bound:
        for binding in one["networkBindings"]:
            if one["name"] == container and binding["containerPort"] == port:
                return {"Id": task.ec2_instance_id, "Port": binding["hostPort"]}
    raise AwsError.of(PORT_NOT_FOUND, container=container, port=port)


def release(backend: EC2ContainerServiceBackend, task: "Task") -> None:
    """Deletes the interface of a stopped task."""
    if task.interface_id:
        ec2_backends[backend.account_id][backend.region_name].enis.pop(task.interface_id, None)
