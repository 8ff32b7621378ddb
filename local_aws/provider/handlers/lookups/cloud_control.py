"""Look-ups by Cloud Control, of what no look-up of a service's own tells."""

import json
from collections.abc import Callable

from local_aws.provider.handlers.aws import Aws
from local_aws.provider.values import Props

NONE = "reading Cloud Control API Resource ({}): couldn't find resource"


def get_resource(aws: Aws, args: Props) -> Props:
    """A cluster's capacity providers, and the policy of a topic."""
    type, name = args["typeName"], args["identifier"]
    if type not in TOLD:
        raise ValueError(f"the local AWS knows nothing of {type} by Cloud Control")
    return {**args, "id": name, "properties": json.dumps(TOLD[type](aws, name)), "region": aws.region}


def _capacity_providers(aws: Aws, name: str) -> Props:
    found = aws.client("ecs").describe_clusters(clusters=[name])["clusters"]
    if not found or found[0]["status"] == "INACTIVE":
        raise ValueError(NONE.format(name))
    return {
        "Cluster": name,
        "CapacityProviders": found[0].get("capacityProviders", []),
        "DefaultCapacityProviderStrategy": [
            {key[:1].upper() + key[1:]: value for key, value in one.items()}
            for one in found[0].get("defaultCapacityProviderStrategy", [])
        ],
    }


def _topic_policy(aws: Aws, arn: str) -> Props:
    """Whether AWS tells the one of a topic's first day, too, isn't known here; it lets all of the account in."""
    attributes = aws.client("sns").get_topic_attributes(TopicArn=arn)["Attributes"]
    return {"TopicArn": arn, "PolicyDocument": json.loads(attributes["Policy"])}


TOLD: dict[str, Callable[[Aws, str], Props]] = {
    "AWS::ECS::ClusterCapacityProviderAssociations": _capacity_providers,
    "AWS::SNS::TopicInlinePolicy": _topic_policy,
}
"""By type."""
