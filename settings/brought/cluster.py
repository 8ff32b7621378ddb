"""The cluster that is brought."""

import pulumi_aws as aws

from components.brought import BroughtCluster
from settings.brought.seen import Unfit, looked_up
from settings.settings import Settings


def find(s: Settings) -> BroughtCluster:
    """Looks it up. Unfit when no service can be made there."""
    cluster = looked_up("cluster.name", lambda: aws.ecs.get_cluster(cluster_name=s.cluster.name))
    if cluster.status != "ACTIVE":
        raise Unfit(
            [
                f"bluegreen:cluster.name = {s.cluster.name}: is {cluster.status}, and ECS takes services where a "
                "cluster is ACTIVE; bring another one, or leave the key out, and one is made"
            ]
        )
    return BroughtCluster(name=cluster.cluster_name, capacity_provider_name=s.cluster.capacity_provider)
