"""The tasks that an ECS service wants to run: those of its deployment, or of each of its task sets."""

import math
from dataclasses import dataclass
from typing import Any

from moto.ecs.models import Cluster, EC2ContainerServiceBackend

from local_aws.server.extensions.ecs import hosts


@dataclass(frozen=True, kw_only=True)
class DesiredTasks:
    """Those of one deployment or one task set."""

    id: str
    definition: str
    count: int
    load_balancers: list[dict[str, Any]]
    network: dict[str, Any] | None
    launch_type: str | None
    strategy: list[dict[str, Any]]


def desired_tasks(backend: EC2ContainerServiceBackend, cluster: Cluster, service: Any) -> list[DesiredTasks]:
    """What the service wants to run now."""
    if service.status != "ACTIVE":
        return []
    count = service.desired_count
    if service.scheduling_strategy == "DAEMON":
        count = len(hosts.of(backend, cluster))
    if service.task_sets:
        return [
            DesiredTasks(
                id=task_set.id,
                definition=task_set.task_definition,
                # Rounded up: botocore's model of TaskSet.computedDesiredCount.
                count=math.ceil(count * task_set.scale["value"] / 100),
                load_balancers=task_set.load_balancers,
                network=task_set.network_configuration,
                launch_type=task_set.launch_type,
                strategy=task_set.capacity_provider_strategy,
            )
            for task_set in service.task_sets
        ]
    return [
        DesiredTasks(
            id=deployment["id"],
            definition=service.task_definition,
            count=count,
            load_balancers=service.load_balancers,
            network=service.network_configuration or None,
            launch_type=service.launch_type,
            strategy=service.capacity_provider_strategy,
        )
        for deployment in service.deployments[:1]
    ]
