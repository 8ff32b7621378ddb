"""Cluster."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.ecs import tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

TOKEN = "aws:ecs/cluster:Cluster"
NAMES = {"s3BucketEncryptionEnabled": "s3EncryptionEnabled"}
_NOT_YET = (("InvalidParameterException", "Unable to assume the service linked role"),)
_OCCUPIED = tuple(
    (code, "")
    for code in (
        "ClusterContainsCapacityProviderException",
        "ClusterContainsContainerInstancesException",
        "ClusterContainsServicesException",
        "ClusterContainsTasksException",
        "UpdateInProgressException",
    )
)


def create(aws: Aws, props: Props) -> str:
    """Makes the cluster; its id is its ARN."""
    ecs = aws.client("ecs")
    asked = request(ecs, "CreateCluster", props | {"clusterName": props["name"]}, NAMES)
    return retry(lambda: ecs.create_cluster(**asked), *_NOT_YET)["cluster"]["clusterArn"]


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The cluster; the id to import is its name."""
    with gone_is_fine("ClusterNotFoundException"):
        include = ["TAGS", "SETTINGS", "CONFIGURATIONS"]
        found = aws.client("ecs").describe_clusters(clusters=[id], include=include)["clusters"]
        for cluster in found:
            if cluster["status"] != "INACTIVE":
                inputs = fields(TOKEN, "name", "region", "tags")
                return {
                    **dict.fromkeys(inputs),
                    **from_aws(inputs, cluster, NAMES),
                    "id": cluster["clusterArn"],
                    "name": cluster["clusterName"],
                    "arn": cluster["clusterArn"],
                    "tagsAll": tagging.own(cluster.get("tags")),
                }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """One UpdateCluster for whatever changed."""
    ecs = aws.client("ecs")
    changed = {key: change.new.get(key) for key in change.keys - {"tags", "tagsAll"}}
    if changed:
        ecs.update_cluster(**request(ecs, "UpdateCluster", changed | {"cluster": id}, NAMES))
    tagging.retag(aws, id, change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the cluster, again and again while something is still in it."""
    with gone_is_fine("ClusterNotFoundException"):
        retry(lambda: aws.client("ecs").delete_cluster(cluster=id), *_OCCUPIED)


HANDLERS = (ResourceHandler(token=TOKEN, create=create, read=read, update=update, delete=delete),)
