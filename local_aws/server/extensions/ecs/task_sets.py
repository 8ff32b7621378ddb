"""ECS's calls about task sets. moto keeps them."""

from typing import Any

from moto.ecs.models import EC2ContainerServiceBackend, TaskSet

from local_aws.server.extensions.patching import patches

_create_task_set = EC2ContainerServiceBackend.create_task_set


@patches(EC2ContainerServiceBackend)
def create_task_set(
    self: EC2ContainerServiceBackend, *args: Any, scale: dict[str, Any] | None = None, **more: Any
) -> TaskSet:
    """moto's, but the scheduler starts its tasks: moto would run others, and fails where a container has no memory."""
    task_set = _create_task_set(self, *args, **more)
    if scale:
        task_set.scale = scale
    return task_set
