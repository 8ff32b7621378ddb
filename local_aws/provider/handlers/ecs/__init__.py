"""ECS: clusters and their capacity, task definitions, services; one module for each type."""

from local_aws.provider.handlers.ecs import (
    capacity_provider,
    cluster,
    cluster_capacity_providers,
    service,
    task_definition,
)

HANDLERS = (
    *cluster.HANDLERS,
    *capacity_provider.HANDLERS,
    *cluster_capacity_providers.HANDLERS,
    *task_definition.HANDLERS,
    *service.HANDLERS,
)
