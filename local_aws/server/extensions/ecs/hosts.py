"""ECS container instances: EC2 instances that run the agent.

An instance whose user data sets `ECS_CLUSTER=name` joins that cluster when it has booted, and leaves when it stops
running. A capacity provider that lacks room has its Auto Scaling group start more.

Faithful: CPU units, memory and network interfaces of its type, one interface kept for itself. Memory registered with
ECS is less than the type's: measured values where known, else 93 % of it. Not faithful: the agent's version;
`awsvpcTrunking`.
"""

import base64
import re
from collections import Counter
from functools import partial
from typing import Any

from moto.autoscaling.models import autoscaling_backends
from moto.ec2.models import ec2_backends
from moto.ec2.models.instance_types import INSTANCE_TYPES
from moto.ecs.models import Cluster, ContainerInstance, EC2ContainerServiceBackend

from local_aws.server.account import Account, account
from local_aws.server.extensions.ecs.capacity_providers import auto_scaling_group
from local_aws.server.extensions.patching import AwsError, patches
from model.hosts import Host
from model.instance_types import host as model_host
from model.instance_types import instance_types
from model.moving.fleet import CapacityProvider
from model.placement import Instance
from model.ports import AGENT_PORTS, LINUX_DYNAMIC_PORTS
from model.texts.ecs import INSTANCE_HAS_TASKS, NOT_AN_INSTANCE

LEFT = "left_ecs"
"""Marks an EC2 instance that was deregistered, so that it doesn't join again."""

BOOTED = "boots_for_ecs"
"""Marks one that has been started for a cluster."""

_describe = EC2ContainerServiceBackend.describe_container_instances

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


def of(backend: EC2ContainerServiceBackend, cluster: Cluster) -> list[ContainerInstance]:
    """The cluster's container instances."""
    return list(backend.container_instances.get(cluster.name, {}).values())


def moving(host: ContainerInstance) -> Instance:
    """The model's, with what its tasks leave."""
    return vars(host)["moving"]


def follow(account: Account) -> None:
    """New instances boot and join, those that are gone leave, their tasks with them."""
    backend = account.backend
    _follow_providers(account)
    reservations = ec2_backends[account.id][account.region].reservations.values()
    alive = {one.id: one for reservation in reservations for one in reservation.instances if one.state == "running"}
    for cluster in backend.clusters.values():
        for host in of(backend, cluster):
            if host.ec2_instance_id not in alive:
                _leave(account, cluster, host)
    for instance in alive.values():
        name = _cluster_name(instance)
        cluster = backend.clusters.get(name) if name else None
        if cluster and cluster.status == "ACTIVE" and not hasattr(instance, BOOTED) and not hasattr(instance, LEFT):
            setattr(instance, BOOTED, True)
            account.cloud.clock.after(account.cloud.pace.host_boot, _join, account, cluster.name, instance.id)


def show(backend: EC2ContainerServiceBackend, cluster: Cluster) -> None:
    """Writes what tasks leave on each instance into what is described."""
    tasks: list[Any] = list(backend.tasks.get(cluster.name, {}).values())
    pending = Counter(task.host_id for task in tasks if task.last_status == "PENDING")
    running = Counter(task.host_id for task in tasks if task.last_status not in ("PENDING", "STOPPED"))
    for host in of(backend, cluster):
        host.running_tasks_count, host.pending_tasks_count = running[host.id], pending[host.id]
        host.remaining_resources = _resources(moving(host).left)


@patches(EC2ContainerServiceBackend)
def describe_container_instances(
    self: EC2ContainerServiceBackend, cluster_str: str, list_container_instance_ids: list[str]
) -> Any:
    """With what is left on each."""
    show(self, self._get_cluster(cluster_str))
    return _describe(self, cluster_str, list_container_instance_ids)


@patches(EC2ContainerServiceBackend)
def register_container_instance(
    self: EC2ContainerServiceBackend, cluster_str: str, ec2_instance_id: str
) -> ContainerInstance:
    """With the resources of its type."""
    cluster = self._get_cluster(cluster_str)
    host: Any = ContainerInstance(ec2_instance_id, self.account_id, self.region_name, cluster.name, backend=self)
    host.attributes |= {"ecs.capability.docker-remote-api.1.44": None, "ecs.capability.task-eni": None}
    instance_type, zone = host.attributes["ecs.instance-type"], host.attributes["ecs.availability-zone"]
    host.moving = Instance(id=host.id, zone=zone or "", left=host_of_type(instance_type))
    host.registered_resources = host.remaining_resources = _resources(host.moving.left)
    self.container_instances.setdefault(cluster.name, {})[host.id] = host
    account(self.account_id, self.region_name).fleet(cluster.name).join(host.moving)
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
    show(self, cluster)
    if host.running_tasks_count and not force:
        raise AwsError.of(INSTANCE_HAS_TASKS)
    setattr(ec2_backends[self.account_id][self.region_name].get_instance(host.ec2_instance_id), LEFT, True)
    _leave(account(self.account_id, self.region_name), cluster, host)
    host.status = "INACTIVE"
    return host


def _join(account: Account, cluster: str, instance_id: str) -> None:
    backend = account.backend
    instance = ec2_backends[account.id][account.region].get_instance_by_id(instance_id)
    active = cluster in backend.clusters and backend.clusters[cluster].status == "ACTIVE"
    if instance and instance.state == "running" and active and not hasattr(instance, LEFT):
        backend.register_container_instance(cluster, instance_id)


def _leave(account: Account, cluster: Cluster, host: ContainerInstance) -> None:
    del account.backend.container_instances[cluster.name][host.id]
    account.cloud.end_host(account.fleet(cluster.name), moving(host))


def _follow_providers(account: Account) -> None:
    """Which provider each instance belongs to, and how far a provider may scale."""
    backend = account.backend
    for cluster in backend.clusters.values():
        fleet = account.fleet(cluster.name)
        for name in cluster.capacity_providers or []:
            provider = backend._get_provider(name)
            group = auto_scaling_group(backend, provider) if provider else None
            if group is None:
                continue
            managed = provider.auto_scaling_group_provider["managedScaling"]["status"] == "ENABLED"
            if name not in fleet.providers:
                grow = partial(_grow, account, name)
                CapacityProvider(fleet, name, host_of_type(group.instance_type), 0, grow)
            fleet.providers[name].maximum = int(group.max_size or 0) if managed else 0
            fleet.providers[name].host = host_of_type(group.instance_type)
            members = {state.instance.id for state in group.instance_states}
            for host in of(backend, cluster):
                if host.ec2_instance_id in members and moving(host).provider != name:
                    fleet.belongs(moving(host), name)


def _grow(account: Account, provider: str, count: int) -> None:
    """The provider's Auto Scaling group starts so many more instances."""
    group = auto_scaling_group(account.backend, account.backend._get_provider(provider))
    if group:
        capacity = min(int(group.max_size or 0), (group.desired_capacity or 0) + count)
        autoscaling_backends[account.id][account.region].set_desired_capacity(group.name, capacity)


def _cluster_name(instance: Any) -> str | None:
    if not instance.user_data:
        return None
    text = base64.b64decode(str(instance.user_data)).decode(errors="replace")
    named = _CLUSTER.search(text)
    return named[1] if named else None


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
