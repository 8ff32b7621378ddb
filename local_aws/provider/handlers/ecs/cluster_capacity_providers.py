"""Cluster capacity providers: which providers a cluster has, and its default strategy; always both lists as a whole."""

from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_NOT_YET = (
    ("ClientException", "Cluster was not ACTIVE"),
    ("ResourceInUseException", ""),
    ("UpdateInProgressException", ""),
)


def _put(aws: Aws, props: Props) -> None:
    ecs = aws.client("ecs")
    lists: dict[str, Any] = {
        "capacityProviders": props.get("capacityProviders", []),
        "defaultCapacityProviderStrategy": props.get("defaultCapacityProviderStrategies", []),
    }
    asked = request(ecs, "PutClusterCapacityProviders", lists | {"cluster": props["clusterName"]})
    retry(lambda: ecs.put_cluster_capacity_providers(**asked), *_NOT_YET)


def create(aws: Aws, props: Props) -> str:
    """Puts both lists; the id is the cluster's name."""
    _put(aws, props)
    return props["clusterName"]


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """Both lists, as the cluster has them."""
    with gone_is_fine("ClusterNotFoundException"):
        for cluster in aws.client("ecs").describe_clusters(clusters=[id])["clusters"]:
            if cluster["status"] != "INACTIVE":
                return {
                    "clusterName": cluster["clusterName"],
                    "capacityProviders": cluster.get("capacityProviders", []),
                    "defaultCapacityProviderStrategies": cluster.get("defaultCapacityProviderStrategy", []),
                }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts both lists."""
    _put(aws, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Puts two empty lists."""
    with gone_is_fine("ClusterNotFoundException"):
        _put(aws, {"clusterName": id})


HANDLERS = (
    ResourceHandler(
        token="aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        create=create,
        read=read,
        update=update,
        delete=delete,
    ),
)
