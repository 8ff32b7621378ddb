"""ECS tags anything by its ARN, with lists of its own spelling."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws
from local_aws.provider.handlers.handler import Change


def own(answer: list[dict[str, str]] | None) -> tag_lists.Tags:
    """The tags in an answer, as a map."""
    return {tag["key"]: tag["value"] for tag in answer or ()}


def retag(aws: Aws, arn: str, change: Change) -> None:
    """Sets and removes the tags that changed."""
    put, removed = tag_lists.difference(change)
    if removed:
        aws.client("ecs").untag_resource(resourceArn=arn, tagKeys=removed)
    if put:
        pairs = [{"key": key, "value": value} for key, value in put.items()]
        aws.client("ecs").tag_resource(resourceArn=arn, tags=pairs)
