"""ECS container instances: EC2 instances that run the agent.

An instance whose user data sets `ECS_CLUSTER=name` joins that cluster once both are there, and leaves when it stops
running.

Faithful: CPU units, memory and network interfaces of its type, one interface kept for itself. Memory registered with
ECS is less than the type's: measured values where known, else 93 % of it. Not faithful: the agent's version;
`awsvpcTrunking`.
"""

import base64
import re
from collections import Counter
from typing import Any

from moto.ec2.models import ec2_backends
from moto.ec2.models.instance_types import INSTANCE_TYPES
from moto.ecs.models import Cluster, ContainerInstance, EC2ContainerServiceBackend

from local_aws.server.extensions.ecs import tasks
from local_aws.server.extensions.patching import AwsError, patches
from model.hosts import Host
from model.instance_types import host as model_host
from model.instance_types import instance_types
from model.placement import Instance
from model.ports import AGENT_PORTS, LINUX_DYNAMIC_PORTS
from model.texts.ecs import INSTANCE_HAS_TASKS, NOT_AN_INSTANCE

LEFT = "left_ecs"
"""Marks an EC2 instance that was deregistered, so that it doesn't join again."""

_CLUSTER = re.compile(r"""ECS_CLUSTER=["']?([\w-]+)""")


def host_of_type(instance_type: str) -> Host:
    """An empty instance of the type: of the model's table, else by the same rule."""
    if listed := instance_types().get(instance_type):
        return listed
    described: dict[str, Any] = INSTANCE_TYPES[instance_type]
    return model_host(
        instance_type,
        architecture=described["ProcessorInfo"]["SupportedArchitectures"][0],
        vcpus=described["VCpuInfo"]["DefaultVCpus"],
        memory_mib=described["MemoryInfo"]["SizeInMiB"],
        network_interfaces=described["NetworkInfo"]["MaximumNetworkInterfaces"],
    )


def with_room(backend: EC2ContainerServiceBackend, cluster: Cluster) -> list[Instance]:
    """The active instances of the cluster, each with what is left on it."""
    left = {host.id: _instance(host) for host in of(backend, cluster) if host.status == "ACTIVE"}
    for task in tasks.running(backend, cluster):
        if instance := left.get(task.host_id):
            instance.take(task.requirements, task.ports)
    return list(left.values())


def of(backend: EC2ContainerServiceBackend, cluster: Cluster) -> list[ContainerInstance]:
    """The cluster's container instances."""
    return list(backend.container_instances.get(cluster.name, {}).values())


def refresh(backend: EC2ContainerServiceBackend) -> None:
    """Lets new instances join and those that are gone leave, their tasks with them."""
    reservations = ec2_backends[backend.account_id][backend.region_name].reservations.values()
    alive = {one.id: one for reservation in reservations for one in reservation.instances if one.state == "running"}
    joined = set()
    for cluster in backend.clusters.values():
        for host in of(backend, cluster):
            if host.ec2_instance_id in alive:
                joined.add(host.ec2_instance_id)
            else:
                _leave(backend, cluster, host, f"Host EC2 (instance {host.ec2_instance_id}) terminated.")
    for instance in alive.values():
        name = _cluster_name(instance)
        cluster = backend.clusters.get(name) if name else None
        if instance.id not in joined and cluster and cluster.status == "ACTIVE" and not hasattr(instance, LEFT):
            backend.register_container_instance(cluster.name, instance.id)


def count(backend: EC2ContainerServiceBackend, cluster: Cluster) -> None:
    """Writes what tasks leave on each instance into what is described."""
    placed = Counter(task.host_id for task in tasks.running(backend, cluster))
    left = {instance.id: instance.left for instance in with_room(backend, cluster)}
    for host in of(backend, cluster):
        host.running_tasks_count = placed[host.id]
        host.remaining_resources = _resources(left.get(host.id) or _instance(host).left)
    cluster.registered_container_instances_count = len(of(backend, cluster))


@patches(EC2ContainerServiceBackend)
def register_container_instance(
    self: EC2ContainerServiceBackend, cluster_str: str, ec2_instance_id: str
) -> ContainerInstance:
    """With the resources of its type."""
    cluster = self._get_cluster(cluster_str)
    host: Any = ContainerInstance(ec2_instance_id, self.account_id, self.region_name, cluster.name, backend=self)
    host.attributes |= {"ecs.capability.docker-remote-api.1.44": None, "ecs.capability.task-eni": None}
    host.registered_resources = host.remaining_resources = _resources(_instance(host).left)
    self.container_instances.setdefault(cluster.name, {})[host.id] = host
    return host


@patches(EC2ContainerServiceBackend)
def deregister_container_instance(
    self: EC2ContainerServiceBackend, cluster_str: str, container_instance_str: str, force: bool
) -> ContainerInstance:
    """Refused over running tasks unless forced, which stops them."""
    cluster = self._get_cluster(cluster_str)
    host = self.container_instances.get(cluster.name, {}).get(container_instance_str.split("/")[-1])
    if host is None:
        raise AwsError.of(NOT_AN_INSTANCE)
    if host.running_tasks_count and not force:
        raise AwsError.of(INSTANCE_HAS_TASKS)
    setattr(ec2_backends[self.account_id][self.region_name].get_instance(host.ec2_instance_id), LEFT, True)
    _leave(self, cluster, host, "Container instance deregistered.")
    host.status = "INACTIVE"
    return host


def _leave(backend: EC2ContainerServiceBackend, cluster: Cluster, host: ContainerInstance, reason: str) -> None:
    for task in tasks.running(backend, cluster):
        if task.host_id == host.id:
            tasks.stop(backend, task, reason)
    del backend.container_instances[cluster.name][host.id]


def _cluster_name(instance: Any) -> str | None:
    if not instance.user_data:
        return None
    text = base64.b64decode(str(instance.user_data)).decode(errors="replace")
    named = _CLUSTER.search(text)
    return named[1] if named else None


def _instance(host: ContainerInstance) -> Instance:
    """The container instance without tasks."""
    instance_type, zone = host.attributes["ecs.instance-type"], host.attributes["ecs.availability-zone"]
    return Instance(id=host.id, zone=zone or "", left=host_of_type(instance_type))


def _resources(left: Host) -> list[dict[str, Any]]:
    def integer(name: str, value: int) -> dict[str, Any]:
        return {"name": name, "type": "INTEGER", "integerValue": value, "longValue": 0, "doubleValue": 0.0}

    def ports(name: str, protocol: str) -> dict[str, Any]:
        # Dynamic ports don't count as reserved: ECS developer guide.
        taken = sorted(
            port
            for taken_protocol, port in left.taken_ports
            if taken_protocol == protocol and (port < LINUX_DYNAMIC_PORTS[0] or (protocol, port) in AGENT_PORTS)
        )
        return {"name": name, "type": "STRINGSET", "stringSetValue": [str(port) for port in taken]}

    return [
        integer("CPU", left.cpu_units),
        integer("MEMORY", left.memory_mib),
        ports("PORTS", "tcp"),
        ports("PORTS_UDP", "udp"),
    ]
