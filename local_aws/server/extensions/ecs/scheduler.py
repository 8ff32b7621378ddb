"""The ECS service scheduler, without a clock: after each change every service is brought to its desired count.

Faithful: placement, the service events and their words (ECS developer guide, "Service event messages"), pending tasks
that wait for room, capacity providers that scale out to make it. Not faithful: it takes no time, so deployment
percents, grace periods and cooldowns have no effect; nothing scales in.
"""

from typing import Any

from moto.autoscaling.models import autoscaling_backends
from moto.ecs.models import Cluster, EC2ContainerServiceBackend, ecs_backends

from local_aws.server.extensions.ecs import hosts, tasks
from local_aws.server.extensions.ecs.capacity_providers import auto_scaling_group
from local_aws.server.extensions.ecs.desired_tasks import DesiredTasks, desired_tasks
from local_aws.server.extensions.ecs.service_events import failures_as_events, pending, steady_state
from local_aws.server.extensions.ecs.tasks import Task, TaskSpec
from model.fargate import FARGATE_PROVIDERS
from model.hosts import Requirements
from model.placement import Instance, Unplaced, place
from model.texts.service_events import COMPLETED, IN_PROGRESS


def reconcile() -> None:
    """Brings every service of every region to its desired count, as far as there is room. The caller holds the lock.

    What cannot be done for one service becomes an event of that service, and the others go on.
    """
    backends: list[Any] = [backend for _, _, backend in ecs_backends.iter_backends()]
    for backend in backends:
        hosts.refresh(backend)
        for cluster in backend.clusters.values():
            _reconcile_cluster(backend, cluster)


def _reconcile_cluster(backend: EC2ContainerServiceBackend, cluster: Cluster) -> None:
    services = [service for service in backend.services.values() if service.cluster_name == cluster.name]
    alive: dict[str, list[Task]] = {}
    for task in tasks.running(backend, cluster):
        alive.setdefault(task.group, []).append(task)
    desired: dict[str, list[DesiredTasks]] = {}
    for service in services:
        group = f"service:{service.name}"
        desired[service.name], mine = [], alive.setdefault(group, [])
        with failures_as_events(service):
            desired[service.name] = desired_tasks(backend, cluster, service)
            alive[group] = _stop_extra(backend, desired[service.name], mine)
    instances = hosts.with_room(backend, cluster)
    for service in services:
        mine = alive[f"service:{service.name}"]
        for one in desired[service.name]:
            with failures_as_events(service):
                instances = _start_missing(backend, cluster, service, one, mine, instances)
        _count(service, desired[service.name], mine)
    hosts.count(backend, cluster)
    cluster.running_tasks_count = len(tasks.running(backend, cluster))
    cluster.pending_tasks_count = sum(service.pending_count for service in services)
    cluster.active_services_count = sum(service.status == "ACTIVE" for service in services)


def _stop_extra(backend: EC2ContainerServiceBackend, desired: list[DesiredTasks], alive: list[Task]) -> list[Task]:
    """Stops the tasks that are no longer desired; returns the rest."""
    places = {one.id: one.count for one in desired}
    kept = []
    for task in alive:
        started_by = task.started_by or ""
        if places.get(started_by, 0) > 0:
            places[started_by] -= 1
            kept.append(task)
        else:
            tasks.stop(backend, task, f"Scaling activity initiated by (deployment {started_by})")
    return kept


def _start_missing(
    backend: EC2ContainerServiceBackend,
    cluster: Cluster,
    service: Any,
    desired: DesiredTasks,
    alive: list[Task],
    instances: list[Instance],
) -> list[Instance]:
    """Starts the tasks that are missing and adds each to the service's; returns the instances with what is left."""
    mine = [task for task in alive if task.started_by == desired.id]
    if len(mine) >= desired.count:
        return instances
    definition = backend.describe_task_definition(desired.definition)
    constraints = service.placement_constraints or []
    distinct = service.scheduling_strategy == "DAEMON" or any(one["type"] == "distinctInstance" for one in constraints)
    while len(mine) < desired.count:
        provider = _provider(desired.strategy, mine)
        spec = TaskSpec(
            definition=definition,
            group=f"service:{service.name}",
            apart=service.arn if distinct else "",
            started_by=desired.id,
            provider=provider,
            network=desired.network,
            load_balancers=tuple(desired.load_balancers),
            tags=tuple(_tags(service, definition)),
            execute_command=service.enable_execute_command,
        )
        instance = None
        if desired.launch_type != "FARGATE" and provider not in FARGATE_PROVIDERS:
            usable = [one for one in instances if provider is None or _provides(backend, cluster, provider, one)]
            siblings = [one for task in mine for one in instances if one.id == task.host_id]
            instance = place(spec.requirements, usable, siblings)
        if isinstance(instance, Unplaced):
            if not provider or not _grow(backend, provider, spec.requirements):
                pending(service, instance)
                break
            hosts.refresh(backend)
            instances = hosts.with_room(backend, cluster)
            continue
        task = tasks.start(backend, cluster, spec, instance)
        mine.append(task)
        alive.append(task)
    return instances


def _provider(strategy: list[dict[str, Any]], mine: list[Task]) -> str | None:
    """The capacity provider of the next task: bases first, then by weight."""
    if not strategy:
        return None
    counts = [sum(task.capacity_provider_name == item["capacityProvider"] for task in mine) for item in strategy]
    for item, count in zip(strategy, counts, strict=True):
        if count < (item.get("base") or 0):
            return item["capacityProvider"]
    shares = [
        ((count - (item.get("base") or 0)) / item["weight"], item["capacityProvider"])
        for item, count in zip(strategy, counts, strict=True)
        if item.get("weight")
    ]
    return min(shares, key=lambda share: share[0])[1] if shares else strategy[0]["capacityProvider"]


def _provides(backend: EC2ContainerServiceBackend, cluster: Cluster, provider: str, host: Instance) -> bool:
    known = backend._get_provider(provider)
    group = auto_scaling_group(backend, known) if known else None
    instance = backend.container_instances[cluster.name][host.id].ec2_instance_id
    return group is not None and any(state.instance.id == instance for state in group.instance_states)


def _grow(backend: EC2ContainerServiceBackend, provider: str, requirements: Requirements) -> bool:
    """One more instance, where managed scaling may and the task would fit on it."""
    known = backend._get_provider(provider)
    group = auto_scaling_group(backend, known) if known else None
    if (
        known is None
        or group is None
        or known.auto_scaling_group_provider["managedScaling"]["status"] != "ENABLED"
        or (group.desired_capacity or 0) >= (group.max_size or 0)
        or hosts.host_of_type(group.instance_type).lacks(requirements)
    ):
        return False
    autoscaling = autoscaling_backends[backend.account_id][backend.region_name]
    autoscaling.set_desired_capacity(group.name, (group.desired_capacity or 0) + 1)
    return True


def _tags(service: Any, definition: Any) -> list[dict[str, str]]:
    source = {"SERVICE": service.tags, "TASK_DEFINITION": definition.tags}.get(service.propagate_tags, [])
    managed = [
        {"key": "aws:ecs:clusterName", "value": service.cluster_name},
        {"key": "aws:ecs:serviceName", "value": service.name},
    ]
    return (managed if service.enable_ecs_managed_tags else []) + list(source or [])


def _count(service: Any, desired: list[DesiredTasks], mine: list[Task]) -> None:
    service.running_count = len(mine)
    service.pending_count = max(0, sum(one.count for one in desired) - len(mine))
    if service.status == "DRAINING" and not mine:
        service.status = "INACTIVE"
    for one in desired:
        running = sum(task.started_by == one.id for task in mine)
        counts = {"runningCount": running, "pendingCount": one.count - running}
        steady = running == one.count
        for task_set in service.task_sets:
            if task_set.id == one.id:
                stability = {"stabilityStatus": "STEADY_STATE" if steady else "STABILIZING"}
                task_set.__dict__.update(counts, computedDesiredCount=one.count, **stability)
        for deployment in service.deployments:
            if deployment["id"] == one.id:
                state = "COMPLETED" if steady else "IN_PROGRESS"
                reason = (COMPLETED if steady else IN_PROGRESS).say(deployment=one.id)
                deployment.update(counts, desiredCount=one.count, rolloutState=state, rolloutStateReason=reason)
        if steady and desired:
            steady_state(service)
