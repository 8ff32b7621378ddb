"""The records of tasks: each task of the model has one, with its address; a target group lists those that it has."""

import sys
import traceback
import uuid
from typing import Any

from moto.core.exceptions import ServiceException
from moto.ecs.models import Cluster, EC2ContainerServiceBackend

from local_aws.server.account import Account
from local_aws.server.extensions.ecs import overrides, task_network
from local_aws.server.extensions.ecs.tasks import Task
from local_aws.server.extensions.elbv2 import routes
from model.moving import tasks as model
from model.moving.services import Service
from model.texts.ecs import NOT_STARTED

STOPPED_KEPT = 100


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
        overrides=settings.get("overrides") or {},
        exit_codes=overrides.exit_codes(settings.get("overrides"), definition),
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
