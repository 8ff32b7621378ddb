"""Rule of EventBridge, which the real provider counts to CloudWatch: which events are sent on."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_TOKEN = "aws:cloudwatch/eventRule:EventRule"
_DEFAULT_BUS = "default"
_GONE = "ResourceNotFoundException"
# EventBridge sees a new role only after a moment.
_NOT_YET = ("ValidationException", "cannot be assumed by principal")


def create(aws: Aws, props: Props) -> str:
    """Makes the rule; its id is its name, with the bus before it where that isn't the default one."""
    _put(aws, props)
    bus = props.get("eventBusName") or _DEFAULT_BUS
    return props["name"] if bus == _DEFAULT_BUS else f"{bus}/{props['name']}"


def _put(aws: Aws, props: Props) -> None:
    events = aws.client("events")
    enabled = props.get("isEnabled")
    state = props.get("state") or (None if enabled is None else "ENABLED" if enabled else "DISABLED")
    asked = request(events, "PutRule", props | {"state": state})
    retry(lambda: events.put_rule(**asked), _NOT_YET)


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The rule and its tags. An import has the state alone, since a program gives that or `isEnabled`."""
    bus, _, name = id.rpartition("/")
    events = aws.client("events")
    with gone_is_fine(_GONE):
        rule = events.describe_rule(Name=name, EventBusName=bus or _DEFAULT_BUS)
        inputs = fields(_TOKEN, "tags", "region", "forceDestroy", "namePrefix", "isEnabled")
        return {
            **dict.fromkeys(inputs),
            **from_aws(inputs, rule),
            "eventBusName": bus or _DEFAULT_BUS,
            "forceDestroy": known.get("forceDestroy", False),
            "isEnabled": rule["State"] != "DISABLED" if known else None,
            "arn": rule["Arn"],
            "tagsAll": tag_lists.as_map(events.list_tags_for_resource(ResourceARN=rule["Arn"])["Tags"]),
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """One PutRule with everything; tags apart. A switch that changed wins over the other, which kept its value."""
    new = dict(change.new)
    if "isEnabled" in change.keys:
        new["state"] = None
    if change.keys - {"tags", "tagsAll", "forceDestroy"}:
        _put(aws, new | {"tagsAll": None})
    events = aws.client("events")
    tag_lists.retag(events.tag_resource, events.untag_resource, change, ResourceARN=change.old["arn"])


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the rule, again and again while targets of it go."""
    bus, _, name = id.rpartition("/")
    events = aws.client("events")
    force = bool(known.get("forceDestroy"))
    with gone_is_fine(_GONE):
        retry(
            lambda: events.delete_rule(Name=name, EventBusName=bus or _DEFAULT_BUS, Force=force),
            ("ValidationException", "Rule can't be deleted since it has targets"),
        )


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
