"""SNS topic: its settings are attributes, which are texts."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.sns.attributes import from_aws, member, text
from local_aws.provider.values import Props

_TOKEN = "aws:sns/topic:Topic"
_NOT_ATTRIBUTES = ("name", "namePrefix", "region", "tags")


def create(aws: Aws, props: Props) -> str:
    """Makes the topic, then sets its attributes one by one; only at creation can it be made a FIFO topic."""
    sns = aws.client("sns")
    fifo = {"Attributes": {"FifoTopic": "true"}} if props.get("fifoTopic") else {}
    tagged = {"Tags": tag_lists.as_list(props["tagsAll"])} if props.get("tagsAll") else {}
    id: str = sns.create_topic(Name=props["name"], **fifo, **tagged)["TopicArn"]
    with initializing(id):
        for name in _settable():
            if props.get(name) not in (None, False, ""):
                _set(aws, id, name, props[name])
    return id


def _settable() -> list[str]:
    return list(fields(_TOKEN, *_NOT_ATTRIBUTES, "fifoTopic"))


def _set(aws: Aws, id: str, name: str, value: Any) -> None:
    aws.client("sns").set_topic_attributes(TopicArn=id, AttributeName=member(name), AttributeValue=text(value))


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The topic's attributes and tags."""
    sns = aws.client("sns")
    with gone_is_fine("NotFound", "NotFoundException"):
        attributes = sns.get_topic_attributes(TopicArn=id)["Attributes"]
        return {
            **from_aws(fields(_TOKEN, *_NOT_ATTRIBUTES), attributes),
            "name": id.rpartition(":")[2],
            "arn": id,
            "beginningArchiveTime": attributes.get("BeginningArchiveTime", ""),
            "owner": attributes["Owner"],
            "tagsAll": tag_lists.as_map(sns.list_tags_for_resource(ResourceArn=id)["Tags"]),
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Sets each attribute that changed; what the program has removed is sent as empty text."""
    for name in _settable():
        if name in change.keys:
            _set(aws, id, name, change.new.get(name))
    sns = aws.client("sns")
    tag_lists.retag(sns.tag_resource, sns.untag_resource, change, ResourceArn=id)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the topic with its subscriptions; an archive has to go first."""
    with gone_is_fine("NotFound", "NotFoundException"):
        if known.get("archivePolicy"):
            _set(aws, id, "archivePolicy", None)
        aws.client("sns").delete_topic(TopicArn=id)


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
