"""The cluster that is brought, and its capacity provider."""

import json
from collections.abc import Sequence

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
    theirs = _capacity_providers(cluster.cluster_name)
    if theirs is not None and s.cluster.capacity_provider not in theirs:
        raise Unfit(
            [
                f"bluegreen:cluster.capacityProvider = {s.cluster.capacity_provider}: {s.cluster.name} has "
                f"{', '.join(theirs) or 'none'}; name one of these, or associate it with the cluster"
            ]
        )
    return BroughtCluster(name=cluster.cluster_name, capacity_provider_name=s.cluster.capacity_provider)


def _capacity_providers(cluster_name: str) -> Sequence[str] | None:
    """Of the cluster, which no look-up of ECS's own says; None where the caller may not ask Cloud Control, either."""
    try:
        found = aws.cloudcontrol.get_resource(
            type_name="AWS::ECS::ClusterCapacityProviderAssociations", identifier=cluster_name
        )
    except Exception:  # Pulumi raises no narrower one. ECS itself refuses a service that asks for another.
        return None
    return json.loads(found.properties).get("CapacityProviders")
