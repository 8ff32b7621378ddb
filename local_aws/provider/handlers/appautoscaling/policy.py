"""Scaling policy: step scaling or target tracking. Predictive scaling is not there."""

from typing import Any

from local_aws.provider.handlers.appautoscaling.which import imported, named
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_TOKEN = "aws:appautoscaling/policy:Policy"
_NOT_YET = (
    ("FailedResourceAccessException", "Rate exceeded"),
    ("FailedResourceAccessException", "is not authorized to perform"),
    ("FailedResourceAccessException", "token included in the request is invalid"),
    ("ObjectNotFoundException", ""),
)


def create(aws: Aws, props: Props) -> str:
    """Puts it; its name is the id."""
    _put(aws, props)
    return props["name"]


def _put(aws: Aws, props: Props) -> None:
    scaling = aws.client("application-autoscaling")
    asked = request(scaling, "PutScalingPolicy", props) | {"PolicyName": props["name"]}
    retry(lambda: scaling.put_scaling_policy(**asked), *_NOT_YET)


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The policy, with the alarms that AWS made for it."""
    which = known or imported(id)
    policy = _find(aws, which["name"], which)
    if policy is None:
        return None
    inputs = fields(_TOKEN, "name", "region")
    return {
        **dict.fromkeys(inputs),
        **from_aws(inputs, policy | _steps(policy)),
        "id": policy["PolicyName"],
        "name": policy["PolicyName"],
        "arn": policy["PolicyARN"],
        "alarmArns": [alarm["AlarmARN"] for alarm in policy.get("Alarms", [])],
    }


def _steps(policy: dict[str, Any]) -> dict[str, Any]:
    """Bounds of steps are texts in a program: 0 and not 0.0."""
    if not (said := policy.get("StepScalingPolicyConfiguration")):
        return {}
    steps = [
        {key: f"{value:g}" if key.startswith("MetricInterval") else value for key, value in step.items()}
        for step in said.get("StepAdjustments", [])
    ]
    return {"StepScalingPolicyConfiguration": said | {"StepAdjustments": steps}}


def _find(aws: Aws, name: str, props: Props) -> dict[str, Any] | None:
    answer = aws.client("application-autoscaling").describe_scaling_policies(PolicyNames=[name], **named(props))
    return next(iter(answer["ScalingPolicies"]), None)


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the whole of it again."""
    _put(aws, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes it, and AWS its alarms."""
    with gone_is_fine("ObjectNotFoundException"):
        if _find(aws, known["name"], known):
            aws.client("application-autoscaling").delete_scaling_policy(PolicyName=known["name"], **named(known))


HANDLERS = (
    ResourceHandler(
        token=_TOKEN,
        create=create,
        read=read,
        update=update,
        delete=delete,
        # With other alarms.
        unknown_outputs=lambda _: frozenset({"alarmArns"}),
    ),
)
