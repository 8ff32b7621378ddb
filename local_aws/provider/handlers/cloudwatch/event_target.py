"""Target of a rule of EventBridge: who gets the events, and in which words."""

import secrets

from local_aws.provider.handlers.aws import Aws, attempt, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

_TOKEN = "aws:cloudwatch/eventTarget:EventTarget"
_NAMES = {"targetId": "Id", "inputPaths": "InputPathsMap", "sqsTarget": "SqsParameters"}
_DEFAULT_BUS = "default"
_GONE = "ResourceNotFoundException"
_UNKNOWN = (
    *("appsyncTarget", "batchTarget", "ecsTarget", "httpTarget", "kinesisTarget", "redshiftTarget"),
    *("runCommandTargets", "sagemakerPipelineTarget"),
)
"""For services that the local AWS sends no event to."""


def create(aws: Aws, props: Props) -> str:
    """Adds the target to the rule; one that the program doesn't name gets a name of the provider's."""
    target_id = props.get("targetId") or f"terraform-{attempt.get().token[:26] or secrets.token_hex(13)}"
    _put(aws, props | {"targetId": target_id})
    return _id(props.get("eventBusName") or _DEFAULT_BUS, props["rule"], target_id)


def _id(bus: str, rule: str, target_id: str) -> str:
    return "-".join((rule, target_id) if bus == _DEFAULT_BUS else (bus, rule, target_id))


def _put(aws: Aws, props: Props) -> None:
    for name in _UNKNOWN:
        if props.get(name):
            raise ValueError(f"the local AWS does not know {name} of an event target: leave it out there")
    events = aws.client("events")
    asked = request(events, "PutTargets", props | {"targets": [props]}, _NAMES)
    for failed in events.put_targets(**asked)["FailedEntries"]:
        raise ValueError(f"target {failed['TargetId']}: {failed['ErrorCode']}: {failed['ErrorMessage']}")


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The target. The id to import is RULE/TARGETID, with BUS/ before it where that isn't the default one."""
    if known:
        bus, rule = known.get("eventBusName") or _DEFAULT_BUS, known["rule"]
        target_id = known.get("targetId") or id.removeprefix(_id(bus, rule, ""))
    else:
        bus, rule, target_id = [_DEFAULT_BUS, *id.split("/")][-3:]
    with gone_is_fine(_GONE):
        for page in aws.client("events").get_paginator("list_targets_by_rule").paginate(Rule=rule, EventBusName=bus):
            for target in page["Targets"]:
                if target["Id"] == target_id:
                    inputs = fields(_TOKEN, "rule", "eventBusName", "region", "forceDestroy", *_UNKNOWN)
                    return {
                        **dict.fromkeys(inputs),
                        **from_aws(inputs, target, _NAMES),
                        "id": _id(bus, rule, target_id),
                        "rule": rule,
                        "eventBusName": bus,
                        "forceDestroy": known.get("forceDestroy", False),
                    }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """One PutTargets with everything."""
    _put(aws, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the target off the rule."""
    with gone_is_fine(_GONE):
        aws.client("events").remove_targets(
            Rule=known["rule"],
            EventBusName=known.get("eventBusName") or _DEFAULT_BUS,
            Ids=[known["targetId"]],
            Force=bool(known.get("forceDestroy")),
        )


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
