"""What a new or changed ECS service runs: a deployment of the rolling update, or CodeDeploy's first task set."""

import random
from typing import Any

from moto.core.utils import utcnow
from moto.ecs.models import Cluster, EC2ContainerServiceBackend, TaskSet

Params = dict[str, Any]


def new_deployment(service: Any) -> Params:
    """The primary deployment of a service under ECS's own controller."""
    deployment = {
        "id": _id(),
        "status": "PRIMARY",
        "taskDefinition": service.task_definition,
        "desiredCount": service.desired_count,
        "pendingCount": service.desired_count,
        "runningCount": 0,
        "failedTasks": 0,
        "createdAt": utcnow(),
        "updatedAt": utcnow(),
        "rolloutState": "IN_PROGRESS",
        "launchType": service.launch_type,
        "capacityProviderStrategy": service.capacity_provider_strategy,
        "platformVersion": service.platform_version,
        "platformFamily": service.platform_family,
        "networkConfiguration": service.network_configuration,
    }
    return {key: value for key, value in deployment.items() if value not in (None, [])}


def first_task_set(backend: EC2ContainerServiceBackend, cluster: Cluster, service: Any) -> TaskSet:
    """The primary task set of a new service under CODE_DEPLOY, which has no deployments."""
    task_set: Any = TaskSet(
        service.name,
        cluster.name,
        service.task_definition,
        backend.account_id,
        backend.region_name,
        network_configuration=service.network_configuration,
        load_balancers=service.load_balancers,
        launch_type=service.launch_type,
        capacity_provider_strategy=service.capacity_provider_strategy,
        scale={"value": 100.0, "unit": "PERCENT"},
    )
    # The first one has no externalId, the deployment's id: seen on AWS.
    task_set.__dict__.update(
        id=_id(),
        status="PRIMARY",
        started_by="CODE_DEPLOY",
        external_id=None,
        client_token=None,
        platform_version=service.platform_version,
        platform_family=service.platform_family,
        stabilityStatus="STABILIZING",
        service_arn=service.arn,
        cluster_arn=cluster.arn,
        computedDesiredCount=service.desired_count,
        pendingCount=service.desired_count,
        runningCount=0,
    )
    task_set.task_set_arn = f"{service.arn.replace(':service/', ':task-set/')}/{task_set.id}"
    return task_set


def _id() -> str:
    return f"ecs-svc/{random.randrange(10**18, 10**19)}"
