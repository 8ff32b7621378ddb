"""Scalable target: the bounds of, say, a service's number of tasks.

Like the real provider: registering waits until ECS has the service.
"""

from local_aws.provider.handlers.appautoscaling.which import imported, named
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.retries import retry
from local_aws.provider.handlers.tag_lists import difference
from local_aws.provider.values import Props

_TOKEN = "aws:appautoscaling/target:Target"
_NOT_YET = (("ValidationException", "Unable to assume IAM role"), ("ValidationException", "ECS service doesn't exist"))


def create(aws: Aws, props: Props) -> str:
    """Registers it; its id is the resource's."""
    scaling = aws.client("application-autoscaling")
    asked = request(scaling, "RegisterScalableTarget", props)
    retry(lambda: scaling.register_scalable_target(**asked), *_NOT_YET)
    return props["resourceId"]


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The target with its tags."""
    which = named(known or imported(id))
    scaling = aws.client("application-autoscaling")
    found = scaling.describe_scalable_targets(
        ServiceNamespace=which["ServiceNamespace"],
        ResourceIds=[which["ResourceId"]],
        ScalableDimension=which["ScalableDimension"],
    )["ScalableTargets"]
    if not found:
        return None
    [target] = found
    arn = target["ScalableTargetARN"]
    return {
        **from_aws(fields(_TOKEN, "tags", "region"), target),
        "id": target["ResourceId"],
        "arn": arn,
        "tagsAll": scaling.list_tags_for_resource(ResourceARN=arn)["Tags"],
    }


def update(aws: Aws, id: str, change: Change) -> None:
    """Registers it again with what it has now; tags go by calls of their own."""
    scaling = aws.client("application-autoscaling")
    if change.keys - {"tags", "tagsAll"}:
        scaling.register_scalable_target(**request(scaling, "RegisterScalableTarget", change.new | {"tagsAll": None}))
    put, removed = difference(change)
    if removed:
        scaling.untag_resource(ResourceARN=change.old["arn"], TagKeys=removed)
    if put:
        scaling.tag_resource(ResourceARN=change.old["arn"], Tags=put)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deregisters it."""
    with gone_is_fine("ObjectNotFoundException"):
        aws.client("application-autoscaling").deregister_scalable_target(**named(known))


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
