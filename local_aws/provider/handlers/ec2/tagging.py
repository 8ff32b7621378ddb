"""EC2 tags anything by its id, with two calls of its own."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws
from local_aws.provider.handlers.handler import Change
from local_aws.provider.values import Props


def specification(resource_type: str, props: Props) -> dict[str, Any]:
    """The argument by which a create call tags what it makes; none without tags, AWS refuses an empty list."""
    if not props.get("tagsAll"):
        return {}
    return {"TagSpecifications": [{"ResourceType": resource_type, "Tags": tag_lists.as_list(props["tagsAll"])}]}


def retag(aws: Aws, id: str, change: Change) -> None:
    """Sets and removes the tags that changed."""
    put, removed = tag_lists.difference(change)
    if removed:
        aws.client("ec2").delete_tags(Resources=[id], Tags=[{"Key": key} for key in removed])
    if put:
        aws.client("ec2").create_tags(Resources=[id], Tags=tag_lists.as_list(put))
