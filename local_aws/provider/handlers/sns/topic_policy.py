"""Who may use an SNS topic. A topic always has a policy, so there is nothing to create and nothing to delete."""

import json

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

_OWNER_MAY = (
    "GetTopicAttributes",
    "SetTopicAttributes",
    "AddPermission",
    "RemovePermission",
    "DeleteTopic",
    "Subscribe",
    "ListSubscriptionsByTopic",
    "Publish",
)


def create(aws: Aws, props: Props) -> str:
    """Puts the policy on the topic, whose ARN is the id."""
    id: str = props["arn"]
    _put(aws, id, props["policy"])
    return id


def _put(aws: Aws, id: str, policy: str) -> None:
    aws.client("sns").set_topic_attributes(TopicArn=id, AttributeName="Policy", AttributeValue=policy)


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The topic's policy; it is gone only together with its topic."""
    with gone_is_fine("NotFound", "NotFoundException"):
        attributes = aws.client("sns").get_topic_attributes(TopicArn=id)["Attributes"]
        return {"arn": id, "policy": attributes["Policy"], "owner": attributes["Owner"]}
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the new policy."""
    _put(aws, id, change.new["policy"])


def delete(aws: Aws, id: str, known: Props) -> None:
    """Puts back the policy that AWS gives a new topic: its owner's account may use it."""
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [f"SNS:{action}" for action in _OWNER_MAY],
        "Resource": id,
        "Condition": {"StringEquals": {"AWS:SourceOwner": known.get("owner") or aws.account}},
    }
    default = {"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]}
    with gone_is_fine("NotFound", "NotFoundException"):
        _put(aws, id, json.dumps(default))


HANDLERS = (
    ResourceHandler(token="aws:sns/topicPolicy:TopicPolicy", create=create, read=read, update=update, delete=delete),
)
