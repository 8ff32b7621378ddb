"""ECS tasks, run by a service or alone.

Faithful: host ports from 32768 up, an elastic network interface with an address of its subnet (awsvpc), registration
in the service's target group. Not faithful: a task is RUNNING at once and STOPPED at once, and
runs nothing; the last hundred stopped ones of a cluster stay describable.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moto.core.utils import utcnow
from moto.ecs.models import Cluster, EC2ContainerServiceBackend

from local_aws.server.extensions.ecs import task_network
from local_aws.server.extensions.ecs.requirements import requirements_of
from model.hosts import Requirements
from model.placement import Instance
from model.ports import HostPort

STOPPED_KEPT = 100


@dataclass(eq=False, kw_only=True)
class Task:
    """One task; the names are those of the API."""

    task_arn: str
    cluster_arn: str
    cluster_name: str
    task_definition_arn: str
    group: str
    started_by: str | None
    launch_type: str
    capacity_provider_name: str | None
    availability_zone: str
    cpu: str
    memory: str
    requirements: Requirements
    container_instance_arn: str | None = None
    ec2_instance_id: str | None = None
    platform_version: str | None = None
    platform_family: str | None = None
    enable_execute_command: bool = False
    tags: list[dict[str, str]] = field(default_factory=list)
    overrides: dict[str, Any] = field(default_factory=dict)
    containers: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    interface_id: str | None = None
    private_ip: str | None = None
    targets: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Where it is registered: target group ARN, id and port."""
    created_at: datetime = field(default_factory=utcnow)
    started_at: datetime = field(default_factory=utcnow)
    last_status: str = "RUNNING"
    desired_status: str = "RUNNING"
    connectivity: str = "CONNECTED"
    health_status: str = "UNKNOWN"
    version: int = 1
    stopped_at: datetime | None = None
    stopped_reason: str | None = None
    stop_code: str | None = None

    @property
    def host_id(self) -> str:
        """The container instance's id; empty on Fargate."""
        return (self.container_instance_arn or "").split("/")[-1]

    @property
    def ports(self) -> frozenset[HostPort]:
        """The host ports that it holds."""
        return frozenset(
            (binding["protocol"], binding["hostPort"])
            for container in self.containers
            for binding in container["networkBindings"]
        )


@dataclass(frozen=True, kw_only=True)
class TaskSpec:
    """What to start: the same for every task of a service's deployment."""

    definition: Any
    group: str
    apart: str = ""
    """See `model.hosts.Requirements.apart`."""
    started_by: str | None = None
    provider: str | None = None
    network: dict[str, Any] | None = None
    load_balancers: tuple[dict[str, Any], ...] = ()
    platform_version: str | None = None
    tags: tuple[dict[str, str], ...] = ()
    execute_command: bool = False

    @property
    def requirements(self) -> Requirements:
        """What each of the tasks takes."""
        return requirements_of(self.definition, apart=self.apart)


def running(backend: EC2ContainerServiceBackend, cluster: Cluster) -> list[Task]:
    """The cluster's tasks that hold resources."""
    kept: dict[str, Any] = backend.tasks.get(cluster.name, {})
    return [task for task in kept.values() if task.last_status == "RUNNING"]


def start(backend: EC2ContainerServiceBackend, cluster: Cluster, spec: TaskSpec, instance: Instance | None) -> Task:
    """Runs one task: on the instance, of which it takes its share, or on Fargate when there is none.

    One that cannot run leaves nothing behind.
    """
    requirements = spec.requirements
    host = backend.container_instances[cluster.name][instance.id] if instance else None
    task_id = uuid.uuid4().hex
    task = Task(
        task_arn=f"{cluster.arn.replace(':cluster/', ':task/')}/{task_id}",
        cluster_arn=cluster.arn,
        cluster_name=cluster.name,
        task_definition_arn=spec.definition.arn,
        group=spec.group,
        started_by=spec.started_by,
        launch_type="EC2" if host else "FARGATE",
        capacity_provider_name=spec.provider,
        availability_zone=instance.zone if instance else "",
        cpu=str(requirements.cpu_units),
        memory=str(requirements.memory_mib),
        requirements=requirements,
        container_instance_arn=host.container_instance_arn if host else None,
        ec2_instance_id=host.ec2_instance_id if host else None,
        platform_version=None if host else "1.4.0",
        platform_family=None if host else "Linux",
        enable_execute_command=spec.execute_command,
        tags=list(spec.tags),
    )
    if requirements.own_interface:
        siblings = [other.availability_zone for other in running(backend, cluster) if other.group == task.group]
        task_network.attach_interface(backend, task, spec.network or {}, siblings)
    bindings = task_network.bindings(spec.definition, instance) if instance and not requirements.own_interface else {}
    task.containers = [
        _container(task, definition, bindings.get(definition["name"], []))
        for definition in spec.definition.container_definitions
    ]
    try:
        task_network.register_targets(backend, task, spec.load_balancers)
    except Exception:
        task_network.release(backend, task)
        raise
    if instance:
        instance.take(requirements, task.ports)
    backend.tasks.setdefault(cluster.name, {})[task.task_arn] = task  # type: ignore[assignment]
    return task


def stop(backend: EC2ContainerServiceBackend, task: Task, reason: str, code: str = "ServiceSchedulerInitiated") -> None:
    """Ends it: out of its target groups, its interface deleted."""
    task_network.release(backend, task)
    task.last_status = task.desired_status = "STOPPED"
    task.stopped_at, task.stopped_reason, task.stop_code = utcnow(), reason, code
    task.connectivity = "DISCONNECTED"
    for container in task.containers:
        container["lastStatus"] = "STOPPED"
    kept: dict[str, Any] = backend.tasks[task.cluster_name]
    stopped = [arn for arn, one in kept.items() if one.last_status == "STOPPED"]
    for arn in stopped[:-STOPPED_KEPT]:
        del kept[arn]


def _container(task: Task, definition: dict[str, Any], bindings: list[dict[str, Any]]) -> dict[str, Any]:
    container_id = uuid.uuid4()
    return {
        "containerArn": f"{task.task_arn.replace(':task/', ':container/')}/{container_id}",
        "taskArn": task.task_arn,
        "name": definition["name"],
        "image": definition.get("image"),
        "runtimeId": f"{task.task_arn.split('/')[-1]}-{container_id.int % 10**10}",
        "lastStatus": "RUNNING",
        "healthStatus": "UNKNOWN",
        "cpu": str(definition.get("cpu") or 0),
        "networkBindings": bindings,
        "networkInterfaces": [{"attachmentId": task.attachments[0]["id"], "privateIpv4Address": task.private_ip}]
        if task.private_ip
        else [],
    }
