"""ECS: clusters and their capacity, task definitions, services; one module a noun."""

from local_aws.provider.kinds.ecs import (
    capacity_provider,
    cluster,
    cluster_capacity_providers,
    service,
    task_definition,
)

KINDS = (
    *cluster.KINDS,
    *capacity_provider.KINDS,
    *cluster_capacity_providers.KINDS,
    *task_definition.KINDS,
    *service.KINDS,
)
