"""How an ECS task is reached: its network interface or its host ports, and the target groups that have it."""

import ipaddress
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from moto.ec2.models import ec2_backends
from moto.ecs.models import EC2ContainerServiceBackend
from moto.elbv2.models import elbv2_backends

from local_aws.server.extensions.patching import AwsError
from model.placement import Instance
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


def bindings(definition: Any, instance: Instance) -> dict[str, list[dict[str, Any]]]:
    """The network bindings of a task's containers, by name. One with an interface of its own has none."""
    found: dict[str, list[dict[str, Any]]] = {}
    bound: set[HostPort] = set()
    for container in definition.container_definitions:
        found[container["name"]] = []
        for mapping in container["portMappings"]:
            protocol = mapping.get("protocol", "tcp")
            port = mapping.get("hostPort") or instance.free_port(protocol, frozenset(bound))
            bound.add((protocol, port))
            found[container["name"]].append(
                {"bindIP": "0.0.0.0", "containerPort": mapping["containerPort"], "hostPort": port, "protocol": protocol}
            )
    return found


def register_targets(
    backend: EC2ContainerServiceBackend, task: "Task", load_balancers: Iterable[dict[str, Any]]
) -> None:
    """Registers the task in the target groups of its service. Raises where it has no port for one."""
    groups = elbv2_backends[backend.account_id][backend.region_name].target_groups
    for balancer in load_balancers:
        arn, port = balancer.get("targetGroupArn"), int(balancer["containerPort"])
        if arn not in groups:
            continue
        if task.private_ip:
            target = {"Id": task.private_ip, "Port": port}
        else:
            bound = [
                binding
                for container in task.containers
                if container["name"] == balancer["containerName"]
                for binding in container["networkBindings"]
                if binding["containerPort"] == port
            ]
            if not bound:
                raise AwsError.of(PORT_NOT_FOUND, container=balancer["containerName"], port=port)
            target = {"Id": task.ec2_instance_id, "Port": bound[0]["hostPort"]}
        groups[arn].register([target])
        task.targets.append((arn, target))


def release(backend: EC2ContainerServiceBackend, task: "Task") -> None:
    """Takes a stopped task out of its target groups, and deletes its interface."""
    groups = elbv2_backends[backend.account_id][backend.region_name].target_groups
    for arn, target in task.targets:
        if arn in groups:
            groups[arn].targets.pop((target["Id"], str(target["Port"])), None)  # type: ignore[call-overload]
    if task.interface_id:
        ec2_backends[backend.account_id][backend.region_name].enis.pop(task.interface_id, None)
