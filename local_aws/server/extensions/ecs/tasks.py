"""ECS tasks as calls describe them: what the model's task is, with the names and addresses that it has here.

Faithful: host ports from 32768 up, an elastic network interface with an address of its subnet (awsvpc), the states and
their times. Not faithful: a task's own containers have no states of their own; the last hundred stopped tasks of a
cluster stay describable.
"""

import sys
import traceback
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moto.core.exceptions import ServiceException
from moto.ecs.models import Cluster, EC2ContainerServiceBackend

from local_aws.server.account import Account
from local_aws.server.extensions.ecs import task_network
from local_aws.server.extensions.elbv2 import routes
from model.moving import tasks as model
from model.moving.services import Service
from model.texts.ecs import NOT_STARTED
from model.texts.service_events import CANNOT_PULL, ESSENTIAL_EXITED

STOPPED_KEPT = 100
USER_STOPPED = "Task stopped by user"


@dataclass(eq=False, kw_only=True)
class Task:
    """One task; the names are those of the API."""

    moving: model.Task
    account: Account
    task_arn: str
    cluster_arn: str
    cluster_name: str
    task_definition_arn: str
    group: str
    started_by: str | None
    launch_type: str
    availability_zone: str
    cpu: str
    memory: str
    container_instance_arn: str | None = None
    ec2_instance_id: str | None = None
    platform_version: str | None = None
    platform_family: str | None = None
    enable_execute_command: bool = False
    tags: list[dict[str, str]] = field(default_factory=list)
    overrides: dict[str, Any] = field(default_factory=dict)
    bound: list[dict[str, Any]] = field(default_factory=list)
    """Its containers, without their states."""
    attachments: list[dict[str, Any]] = field(default_factory=list)
    interface_id: str | None = None
    private_ip: str | None = None
    health_status: str = "UNKNOWN"
    version: int = 1

    @property
    def last_status(self) -> str:
        return self.moving.status

    @property
    def desired_status(self) -> str:
        return "RUNNING" if self.moving.status in ("PENDING", "RUNNING") else "STOPPED"

    @property
    def connectivity(self) -> str:
        return "DISCONNECTED" if self.moving.status in ("PENDING", "STOPPED") else "CONNECTED"

    @property
    def capacity_provider_name(self) -> str | None:
        return self.moving.provider or None

    @property
    def created_at(self) -> datetime:
        return self.account.at(self.moving.created_at)

    @property
    def started_at(self) -> datetime | None:
        return self._at(self.moving.running_at)

    @property
    def stopping_at(self) -> datetime | None:
        return self._at(self.moving.stopping_at)

    @property
    def stopped_at(self) -> datetime | None:
        return self._at(self.moving.stopped_at)

    @property
    def stopped_reason(self) -> str | None:
        return self.moving.stop_reason or None

    @property
    def stop_code(self) -> str | None:
        """Why it stopped, as ECS sorts it (ECS API reference, Task)."""
        reason = self.moving.stop_reason
        if not reason:
            return None
        codes = {CANNOT_PULL: "TaskFailedToStart", ESSENTIAL_EXITED.say(): "EssentialContainerExited"}
        if reason.startswith(USER_STOPPED):
            return "UserInitiated"
        return codes.get(reason) or ("ServiceSchedulerInitiated" if self.moving.running_at else "TaskFailedToStart")

    @property
    def containers(self) -> list[dict[str, Any]]:
        """Each in the task's own state."""
        status = self.moving.status if self.moving.status in ("PENDING", "STOPPED") else "RUNNING"
        return [container | {"lastStatus": status} for container in self.bound]

    @property
    def host_id(self) -> str:
        """The container instance's id; empty on Fargate."""
        return (self.container_instance_arn or "").split("/")[-1]

    def _at(self, seconds: float | None) -> datetime | None:
        return None if seconds is None else self.account.at(seconds)


def _reason(error: Exception) -> str:
    """In AWS's words, else as a failure of the local AWS."""
    if isinstance(error, ServiceException):
        return error.message
    traceback.print_exception(error, file=sys.stderr)
    return f"the local AWS failed: {error!r}; its log has the traceback"


def record(account: Account, cluster: Cluster, task: model.Task) -> Task:
    """What calls show of the task."""
    kept: Any = account.backend.tasks[cluster.name]
    return kept[_arn(cluster, task)]


def follow_service(account: Account, cluster: Cluster, owner: Service, service: Any) -> None:
    """Each new task gets its record and its address; one that can have none fails, in ECS's words."""
    kept: Any = account.backend.tasks.setdefault(cluster.name, {})
    for task_set in list(owner.task_sets):
        for task in list(task_set.tasks.values()):
            if _arn(cluster, task) in kept:
                continue
            try:
                new = _new(account, cluster, task, service)
            except Exception as error:
                reason = _reason(error)
                owner.say(NOT_STARTED.say(service=owner.name, reason=reason.rstrip(".")))
                owner.fail([task], reason)
            else:
                kept[new.task_arn] = new


def follow_stopped(account: Account, cluster: Cluster) -> None:
    """Tasks that have stopped give back their addresses; the oldest of them are forgotten."""
    kept: Any = account.backend.tasks.get(cluster.name, {})
    stopped = [task for task in kept.values() if task.moving.status == "STOPPED"]
    for task in stopped:
        task_network.release(account.backend, task)
    for task in stopped[:-STOPPED_KEPT]:
        del kept[task.task_arn]


def follow_targets(account: Account, group_record: Any, tasks: dict[str, Task]) -> None:
    """The model's targets of the group are those that moto lists."""
    group = routes.target_group(group_record)
    before: dict[tuple[str, str], Task] = vars(group_record).setdefault("tasks", {})
    now: dict[tuple[str, str], Task] = {}
    for one in group.targets:
        task = tasks.get(one.id)
        if task:
            target = task_network.target(task, *behind(one.task_set, group.name))
            now[target["Id"], str(target["Port"])] = task
    for gone in before.keys() - now.keys():
        group_record.targets.pop(gone, None)
    for new in now.keys() - before.keys():
        group_record.targets[new] = {"Id": new[0], "Port": new[1]}
    vars(group_record)["tasks"] = now


def behind(task_set: model.TaskSet, group: str) -> tuple[str, int]:
    """The container and port that are behind this target group."""
    balancers = task_set.launch.settings.get("loadBalancers") or []
    named = [one for one in balancers if group in (one.get("targetGroupArn"), _alternate(one))]
    one = (named or balancers)[0]
    return one["containerName"], int(one["containerPort"])


def _alternate(balancer: dict[str, Any]) -> str | None:
    return (balancer.get("advancedConfiguration") or {}).get("alternateTargetGroupArn")


def _arn(cluster: Cluster, task: model.Task) -> str:
    return f"{cluster.arn.replace(':cluster/', ':task/')}/{task.id}"


def _new(account: Account, cluster: Cluster, moving: model.Task, service: Any) -> Task:
    backend: EC2ContainerServiceBackend = account.backend
    task_set = moving.task_set
    settings, requirements = task_set.launch.settings, task_set.revision.requirements
    definition = backend.describe_task_definition(task_set.revision.name)
    host = backend.container_instances[cluster.name][moving.instance.id] if moving.instance else None
    task = Task(
        moving=moving,
        account=account,
        task_arn=_arn(cluster, moving),
        cluster_arn=cluster.arn,
        cluster_name=cluster.name,
        task_definition_arn=definition.arn,
        group=f"service:{service.name}" if service else task_set.service.name,
        started_by=task_set.id if service else settings.get("startedBy"),
        launch_type="EC2" if host else "FARGATE",
        availability_zone=moving.instance.zone if moving.instance else "",
        cpu=str(requirements.cpu_units),
        memory=str(requirements.memory_mib),
        container_instance_arn=host.container_instance_arn if host else None,
        ec2_instance_id=host.ec2_instance_id if host else None,
        platform_version=None if host else "1.4.0",
        platform_family=None if host else "Linux",
        enable_execute_command=bool(service and service.enable_execute_command),
        tags=list(_tags(service, definition) if service else settings.get("tags") or []),
    )
    if requirements.own_interface:
        alive: list[Any] = [one for one in backend.tasks[cluster.name].values() if one.last_status != "STOPPED"]
        siblings = [one.availability_zone for one in alive if one.group == task.group]
        task_network.attach_interface(backend, task, settings.get("networkConfiguration") or {}, siblings)
    bindings = task_network.bindings(definition, moving.ports) if host and not requirements.own_interface else {}
    task.bound = [
        _container(task, container, bindings.get(container["name"], []))
        for container in definition.container_definitions
    ]
    try:
        for group in task_set.groups:
            task_network.target(task, *behind(task_set, group.name))
    except ServiceException:
        task_network.release(backend, task)
        raise
    return task


def _tags(service: Any, definition: Any) -> list[dict[str, str]]:
    source = {"SERVICE": service.tags, "TASK_DEFINITION": definition.tags}.get(service.propagate_tags, [])
    managed = [
        {"key": "aws:ecs:clusterName", "value": service.cluster_name},
        {"key": "aws:ecs:serviceName", "value": service.name},
    ]
    return (managed if service.enable_ecs_managed_tags else []) + list(source or [])


def _container(task: Task, definition: dict[str, Any], bindings: list[dict[str, Any]]) -> dict[str, Any]:
    container_id = uuid.uuid4()
    return {
        "containerArn": f"{task.task_arn.replace(':task/', ':container/')}/{container_id}",
        "taskArn": task.task_arn,
        "name": definition["name"],
        "image": definition.get("image"),
        "runtimeId": f"{task.task_arn.split('/')[-1]}-{container_id.int % 10**10}",
        "healthStatus": "UNKNOWN",
        "cpu": str(definition.get("cpu") or 0),
        "networkBindings": bindings,
        "networkInterfaces": [{"attachmentId": task.attachments[0]["id"], "privateIpv4Address": task.private_ip}]
        if task.private_ip
        else [],
    }
