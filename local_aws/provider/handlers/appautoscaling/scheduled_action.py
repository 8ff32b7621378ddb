"""Scheduled action: other bounds of a target, from a time on.

Not like the real provider: it can be imported, as NAMESPACE/RESOURCEID/DIMENSION/NAME.
"""

from local_aws.provider.handlers.appautoscaling.which import imported, named
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_TOKEN = "aws:appautoscaling/scheduledAction:ScheduledAction"


def create(aws: Aws, props: Props) -> str:
    """Puts it."""
    _put(aws, props)
    return _id(props)


def _id(props: Props) -> str:
    return f"{props['name']}-{props['serviceNamespace']}-{props['resourceId']}"


def _put(aws: Aws, props: Props) -> None:
    scaling = aws.client("application-autoscaling")
    asked = request(scaling, "PutScheduledAction", props) | {"ScheduledActionName": props["name"]}
    retry(lambda: scaling.put_scheduled_action(**asked), ("ObjectNotFoundException", ""))


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The action; its moments as they were written."""
    which = known or imported(id)
    answer = aws.client("application-autoscaling").describe_scheduled_actions(
        ScheduledActionNames=[which["name"]], **named(which)
    )
    for action in answer["ScheduledActions"]:
        inputs = fields(_TOKEN, "name", "region", "startTime", "endTime")
        found = {**dict.fromkeys(inputs), **from_aws(inputs, action), "name": action["ScheduledActionName"]}
        moments = {key: known.get(key) for key in ("startTime", "endTime")}
        return found | moments | {"id": _id(found), "arn": action["ScheduledActionARN"]}
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the whole of it again."""
    _put(aws, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes it."""
    with gone_is_fine("ObjectNotFoundException"):
        aws.client("application-autoscaling").delete_scheduled_action(ScheduledActionName=known["name"], **named(known))


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
