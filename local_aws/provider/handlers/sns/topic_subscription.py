"""Subscription to an SNS topic."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.sns.attributes import from_aws, member, text
from local_aws.provider.values import Props

_TOKEN = "aws:sns/topicSubscription:TopicSubscription"
_FIXED = ("topic", "protocol", "endpoint", "region")
_WRITE_ONLY = ("confirmationTimeoutInMinutes", "endpointAutoConfirms")


def create(aws: Aws, props: Props) -> str:
    """Subscribes the endpoint, then sets the attributes one by one. The local AWS confirms at once."""
    sns = aws.client("sns")
    made = sns.subscribe(
        TopicArn=props["topic"], Protocol=props["protocol"], Endpoint=props["endpoint"], ReturnSubscriptionArn=True
    )
    id: str = made["SubscriptionArn"]
    with initializing(id):
        for name in _settable():
            if props.get(name) not in (None, False, ""):
                _set(aws, id, name, props)
    return id


def _settable() -> list[str]:
    return sorted(fields(_TOKEN, *_FIXED, *_WRITE_ONLY))


def _set(aws: Aws, id: str, name: str, props: Props) -> None:
    # A removed filter is sent as an empty one.
    value = props.get(name) or ("{}" if name == "filterPolicy" else props.get(name))
    aws.client("sns").set_subscription_attributes(
        SubscriptionArn=id, AttributeName=member(name), AttributeValue=text(value)
    )


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The subscription's attributes; an empty filter is none."""
    with gone_is_fine("NotFound", "NotFoundException"):
        attributes = aws.client("sns").get_subscription_attributes(SubscriptionArn=id)["Attributes"]
        inputs = from_aws(fields(_TOKEN, *_FIXED, *_WRITE_ONLY), attributes)
        return {
            **inputs,
            "filterPolicy": None if inputs["filterPolicy"] == "{}" else inputs["filterPolicy"],
            "topic": attributes["TopicArn"],
            "protocol": attributes["Protocol"],
            "endpoint": attributes["Endpoint"],
            "arn": id,
            "confirmationWasAuthenticated": attributes.get("ConfirmationWasAuthenticated") == "true",
            "ownerId": attributes["Owner"],
            "pendingConfirmation": attributes.get("PendingConfirmation") == "true",
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Sets each attribute that changed."""
    for name in _settable():
        if name in change.keys:
            _set(aws, id, name, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Ends the subscription; AWS itself ends one that was never confirmed."""
    if not known.get("pendingConfirmation"):
        with gone_is_fine("NotFound", "NotFoundException"):
            aws.client("sns").unsubscribe(SubscriptionArn=id)


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
