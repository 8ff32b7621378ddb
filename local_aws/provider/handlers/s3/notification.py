"""Whom a bucket tells what happens to its objects: EventBridge, functions, queues and topics."""

import secrets
from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

_KINDS = {
    "lambdaFunctions": ("LambdaFunctionConfigurations", "LambdaFunctionArn", "lambdaFunctionArn", "lambda"),
    "queues": ("QueueConfigurations", "QueueArn", "queueArn", "queue"),
    "topics": ("TopicConfigurations", "TopicArn", "topicArn", "topic"),
}
"""By property: AWS's list and its member for the receiver, the program's, and what the provider's own ids contain."""
_FILTERS = {"filterPrefix": "prefix", "filterSuffix": "suffix"}


def create(aws: Aws, props: Props) -> str:
    """Puts the whole configuration on the bucket, in place of the one that is there."""
    id: str = props["bucket"]
    _put(aws, id, props)
    return id


def _put(aws: Aws, id: str, props: Props) -> None:
    configuration: dict[str, Any] = {}
    if props.get("eventbridge"):
        configuration["EventBridgeConfiguration"] = {}
    for name, (members, receiver, property, kind) in _KINDS.items():
        if props.get(name):
            configuration[members] = [
                {
                    "Id": one.get("id") or f"tf-s3-{kind}-{secrets.token_hex(13)}",
                    "Events": one["events"],
                    receiver: one[property],
                    **_filter(one),
                }
                for one in props[name]
            ]
    aws.client("s3").put_bucket_notification_configuration(Bucket=id, NotificationConfiguration=configuration)


def _filter(one: Props) -> dict[str, Any]:
    rules = [{"Name": name, "Value": one[key]} for key, name in _FILTERS.items() if one.get(key)]
    return {"Filter": {"Key": {"FilterRules": rules}}} if rules else {}


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The configuration. A bucket always has one; that it tells nobody, where it should, means that it is gone."""
    with gone_is_fine("NoSuchBucket"):
        found = aws.client("s3").get_bucket_notification_configuration(Bucket=id)
        read: Props = {"eventbridge": "EventBridgeConfiguration" in found}
        for name, (members, receiver, property, _) in _KINDS.items():
            read[name] = [_read(one, receiver, property) for one in found.get(members, ())]
        return {"bucket": id, **read} if any(read.values()) or not any(map(known.get, read)) else None
    return None


def _read(one: dict[str, Any], receiver: str, property: str) -> Props:
    rules = one.get("Filter", {}).get("Key", {}).get("FilterRules", [])
    values = {rule["Name"].lower(): rule["Value"] for rule in rules}
    filters = {key: values[name] for key, name in _FILTERS.items() if name in values}
    return {"id": one["Id"], "events": one["Events"], property: one[receiver], **filters}


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the new configuration in place of the old one; who stays keeps its id."""
    _put(aws, id, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Puts an empty one there."""
    with gone_is_fine("NoSuchBucket"):
        _put(aws, id, {})


HANDLERS = (
    ResourceHandler(
        token="aws:s3/bucketNotification:BucketNotification", create=create, read=read, update=update, delete=delete
    ),
)
