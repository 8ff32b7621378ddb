"""ECS's calls about tasks: RunTask with AWS's failures, DescribeTasks and ListTasks that change nothing, StopTask."""

from dataclasses import replace
from typing import Any

from moto.core.responses import ActionResult
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse

from local_aws.server.account import account
from local_aws.server.extensions.ecs import hosts, overrides, revisions, task_records, tasks
from local_aws.server.extensions.patching import AwsError, patches
from model.hosts import Scarce
from model.moving.tasks import Task
from model.placement import Unplaced
from model.texts.ecs import NO_NETWORK, TASK_NOT_FOUND

FAILURES = {
    Scarce.HOSTS: "EMPTY CLUSTER",
    Scarce.CPU: "RESOURCE:CPU",
    Scarce.MEMORY: "RESOURCE:MEMORY",
    Scarce.PORTS: "RESOURCE:PORTS",
    Scarce.INTERFACES: "RESOURCE:ENI",
}
"""The reasons of RunTask (ECS developer guide, API failure reasons). It is not asked for `distinctInstance` here."""
OF_A_RUN = ("startedBy", "tags", "overrides", "clientToken")
"""What RunTask says of its tasks alone."""


@patches(EC2ContainerServiceResponse)
def run_task(self: EC2ContainerServiceResponse) -> ActionResult:
    """Places `count` tasks; those that don't fit are `failures` with AWS's reasons. The same client token again: the
    same tasks."""
    backend, params = self.ecs_backend, self._get_params()
    cluster = backend._get_cluster(params.get("cluster", "default"))
    if again := _of_the_token(backend, cluster, params.get("clientToken")):
        return ActionResult({"tasks": again, "failures": []})
    definition = backend.describe_task_definition(params["taskDefinition"])
    strategy = params.get("capacityProviderStrategy") or cluster.default_capacity_provider_strategy
    network = params.get("networkConfiguration")
    if definition.network_mode == "awsvpc" and not network:
        raise AwsError.of(NO_NETWORK)
    settings = {
        "launchType": params.get("launchType"),
        "capacityProviderStrategy": None if params.get("launchType") else strategy,
        "networkConfiguration": network,
    }
    here = account(backend.account_id, backend.region_name)
    launch = revisions.launch(settings)
    launch = replace(launch, settings={**launch.settings, **{key: params.get(key) for key in OF_A_RUN}})
    started = here.cloud.run_tasks(
        params.get("group") or f"family:{definition.family}",
        overrides.of_a_task(revisions.revision(definition), params.get("overrides")),
        int(params.get("count") or 1),
        fleet=here.fleet(cluster.name),
        launch=launch,
    )
    failures: list[dict[str, str]] = []
    for unplaced in (one for one in started if isinstance(one, Unplaced)):
        arns = {host.id: host.container_instance_arn for host in hosts.of(backend, cluster)}
        failures.append({"arn": arns.get(unplaced.closest, cluster.arn), "reason": FAILURES[unplaced.lacking]})
    running = [one for one in started if isinstance(one, Task)]
    if running:
        task_records.follow_service(here, cluster, running[0].task_set.service, None)
    described = [task_records.record(here, cluster, one) for one in running if one.status != "STOPPED"]
    return ActionResult({"tasks": described, "failures": failures})


def _of_the_token(backend: EC2ContainerServiceBackend, cluster: Any, token: str | None) -> list[tasks.Task]:
    kept: dict[str, Any] = backend.tasks.get(cluster.name, {})
    return [one for one in kept.values() if token and one.moving.task_set.launch.settings.get("clientToken") == token]


@patches(EC2ContainerServiceBackend)
def describe_tasks(self: EC2ContainerServiceBackend, cluster_str: str, names: list[str]) -> list[tasks.Task]:
    """By ARN or id; looking changes nothing."""
    cluster = self._get_cluster(cluster_str)
    wanted = {name.split("/")[-1] for name in names}
    kept: dict[str, Any] = self.tasks.get(cluster.name, {})
    return [task for arn, task in kept.items() if arn.split("/")[-1] in wanted]


@patches(EC2ContainerServiceBackend)
def list_tasks(
    self: EC2ContainerServiceBackend,
    cluster_str: str | None = None,
    container_instance: str | None = None,
    family: str | None = None,
    started_by: str | None = None,
    service_name: str | None = None,
    desiredStatus: str | None = None,
) -> list[tasks.Task]:
    """The running ones, or the stopped ones when these are asked for."""
    kept: list[Any] = [task for cluster in self.tasks.values() for task in cluster.values()]
    if cluster_str:
        name = self._get_cluster(cluster_str).name
        kept = [task for task in kept if task.cluster_name == name]
    wanted = {
        "host_id": container_instance and container_instance.split("/")[-1],
        "started_by": started_by,
        "group": service_name and f"service:{service_name.split('/')[-1]}",
        "desired_status": desiredStatus or "RUNNING",
    }
    return [
        task
        for task in kept
        if all(value is None or getattr(task, key) == value for key, value in wanted.items())
        and (family is None or task.task_definition_arn.split("/")[-1].rpartition(":")[0] == family)
    ]


@patches(EC2ContainerServiceBackend)
def stop_task(self: EC2ContainerServiceBackend, cluster_str: str, task_str: str, reason: str | None) -> tasks.Task:
    """A service's task is replaced by a new one."""
    found = describe_tasks(self, cluster_str, [task_str])
    if not found:
        raise AwsError.of(TASK_NOT_FOUND)
    moving = found[0].moving
    found[0].stopped_by_user = moving.status in ("PENDING", "RUNNING")
    moving.task_set.service.stop([moving], reason or "Task stopped by user")
    return found[0]
