"""Everything in Elastic Load Balancing is tagged by its ARN, with the same three calls."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws
from local_aws.provider.handlers.handler import Change


def of(aws: Aws, arn: str) -> tag_lists.Tags:
    """The tags that AWS has for the ARN."""
    answer = aws.client("elbv2").describe_tags(ResourceArns=[arn])
    return tag_lists.as_map(answer["TagDescriptions"][0]["Tags"])


def retag(aws: Aws, arn: str, change: Change) -> None:
    """Sets and removes the tags that changed."""
    put, removed = tag_lists.difference(change)
    if removed:
        aws.client("elbv2").remove_tags(ResourceArns=[arn], TagKeys=removed)
    if put:
        aws.client("elbv2").add_tags(ResourceArns=[arn], Tags=tag_lists.as_list(put))
