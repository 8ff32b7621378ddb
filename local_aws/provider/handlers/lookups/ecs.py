"""Look-up of an ECS cluster."""

from local_aws.provider.handlers.aws import Aws
from local_aws.provider.values import Props


def get_cluster(aws: Aws, args: Props) -> Props:
    """By name; one that is INACTIVE is gone, as the real provider has it."""
    found = aws.client("ecs").describe_clusters(clusters=[args["clusterName"]], include=["TAGS", "SETTINGS"])[
        "clusters"
    ]
    if not found or found[0]["status"] == "INACTIVE":
        raise ValueError(f"({args['clusterName']}): couldn't find resource")
    cluster = found[0]
    return {
        **args,
        "id": cluster["clusterArn"],
        "arn": cluster["clusterArn"],
        "clusterName": cluster["clusterName"],
        "pendingTasksCount": cluster.get("pendingTasksCount", 0),
        "region": aws.region,
        "registeredContainerInstancesCount": cluster.get("registeredContainerInstancesCount", 0),
        "runningTasksCount": cluster.get("runningTasksCount", 0),
        "serviceConnectDefaults": [],
        "settings": [{"name": one["name"], "value": one["value"]} for one in cluster.get("settings", [])],
        "status": cluster["status"],
        "tags": {tag["key"]: tag["value"] for tag in cluster.get("tags", [])},
    }
