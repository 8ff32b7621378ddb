"""Look-ups of an ECS cluster, and of its capacity providers, which Cloud Control alone tells."""

import json

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


def get_resource(aws: Aws, args: Props) -> Props:
    """Cloud Control's, of a cluster's capacity providers."""
    type, name = args["typeName"], args["identifier"]
    if type != "AWS::ECS::ClusterCapacityProviderAssociations":
        raise ValueError(f"the local AWS knows nothing of {type} by Cloud Control")
    found = aws.client("ecs").describe_clusters(clusters=[name])["clusters"]
    if not found or found[0]["status"] == "INACTIVE":
        raise ValueError(f"reading Cloud Control API Resource ({name}): couldn't find resource")
    told = {
        "Cluster": name,
        "CapacityProviders": found[0].get("capacityProviders", []),
        "DefaultCapacityProviderStrategy": [
            {key[:1].upper() + key[1:]: value for key, value in one.items()}
            for one in found[0].get("defaultCapacityProviderStrategy", [])
        ],
    }
    return {**args, "id": name, "properties": json.dumps(told), "region": aws.region}
