"""ECS clusters.

Faithful: creating one that exists returns it, deleting one in use is refused in AWS's words. Not faithful: a deleted
cluster stays describable as INACTIVE for ever.
"""

from typing import Any, get_args

from moto.core.responses import ActionResult
from moto.ecs.models import Cluster, EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse

from local_aws.server.extensions.ecs.capacity_providers import check_strategy
from local_aws.server.extensions.patching import AwsError, patches
from model.container_insights import ContainerInsights
from model.texts.ecs import CLUSTER_HAS_INSTANCES, CLUSTER_HAS_SERVICES, CLUSTER_HAS_TASKS, CLUSTER_SETTING

INSIGHTS: tuple[str, ...] = get_args(ContainerInsights)

_describe_clusters = EC2ContainerServiceBackend.describe_clusters
_create_cluster = EC2ContainerServiceBackend.create_cluster
_update_cluster = EC2ContainerServiceBackend.update_cluster
_delete_cluster = EC2ContainerServiceBackend.delete_cluster


@patches(EC2ContainerServiceBackend)
def create_cluster(self: EC2ContainerServiceBackend, cluster_name: str, *args: Any, **params: Any) -> Cluster:
    """An active one of the name is returned as it is."""
    existing = self.clusters.get(cluster_name)
    if existing and existing.status == "ACTIVE":
        return existing
    cluster = _create_cluster(self, cluster_name, *args, **params)
    try:
        _check_settings(cluster.settings)
        check_strategy(
            self, cluster.name, cluster.capacity_providers or [], cluster.default_capacity_provider_strategy or []
        )
    except AwsError:
        del self.clusters[cluster_name]
        raise
    return cluster


@patches(EC2ContainerServiceBackend)
def update_cluster(
    self: EC2ContainerServiceBackend, cluster_name: str, cluster_settings: Any, *args: Any, **params: Any
) -> Cluster:
    """moto's, with the settings checked."""
    _check_settings(cluster_settings or [])
    return _update_cluster(self, cluster_name, cluster_settings, *args, **params)


@patches(EC2ContainerServiceResponse)
def update_cluster_settings(self: EC2ContainerServiceResponse) -> ActionResult:
    """The older call for settings alone."""
    cluster = self.ecs_backend.update_cluster(self._get_param("cluster"), self._get_param("settings"), None, None)
    return ActionResult({"cluster": cluster})


@patches(EC2ContainerServiceBackend)
def delete_cluster(self: EC2ContainerServiceBackend, cluster_str: str) -> Cluster:
    """Refused while services, tasks or container instances are in it."""
    cluster = self._get_cluster(cluster_str)
    if any(service.cluster_name == cluster.name and service.status != "INACTIVE" for service in self.services.values()):
        raise AwsError.of(CLUSTER_HAS_SERVICES)
    if self.container_instances.get(cluster.name):
        raise AwsError.of(CLUSTER_HAS_INSTANCES)
    if any(task.last_status != "STOPPED" for task in self.tasks.get(cluster.name, {}).values()):
        raise AwsError.of(CLUSTER_HAS_TASKS)
    return _delete_cluster(self, cluster_str)


@patches(EC2ContainerServiceBackend)
def describe_clusters(self: EC2ContainerServiceBackend, cluster_names: list[str]) -> Any:
    """With the counts as they are now."""
    found, failures = _describe_clusters(self, cluster_names)
    for cluster in found:
        tasks: list[Any] = list(self.tasks.get(cluster.name, {}).values())
        services = [one for one in self.services.values() if one.cluster_name == cluster.name]
        cluster.running_tasks_count = sum(task.last_status not in ("PENDING", "STOPPED") for task in tasks)
        cluster.pending_tasks_count = sum(task.last_status == "PENDING" for task in tasks)
        cluster.active_services_count = sum(service.status == "ACTIVE" for service in services)
        cluster.registered_container_instances_count = len(self.container_instances.get(cluster.name, {}))
    return found, failures


@patches(EC2ContainerServiceBackend)
def list_clusters(self: EC2ContainerServiceBackend) -> list[str]:
    """The active ones."""
    return [cluster.arn for cluster in self.clusters.values() if cluster.status == "ACTIVE"]


def _check_settings(settings: list[dict[str, str]]) -> None:
    for setting in settings:
        if setting.get("name") != "containerInsights" or setting.get("value") not in INSIGHTS:
            raise AwsError.of(
                CLUSTER_SETTING, name=setting.get("name"), value=setting.get("value"), allowed=", ".join(INSIGHTS)
            )
