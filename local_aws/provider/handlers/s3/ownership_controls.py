"""Who owns the objects of a bucket, and whether ACLs count."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

_TOKEN = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
_NAMES = {"rule": "rules"}


def create(aws: Aws, props: Props) -> str:
    """Puts the rule on the bucket, whose name is the id."""
    s3 = aws.client("s3")
    id: str = props["bucket"]
    asked = {"bucket": id, "ownershipControls": {"rule": props["rule"]}}
    s3.put_bucket_ownership_controls(**request(s3, "PutBucketOwnershipControls", asked, _NAMES))
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The rule of the bucket."""
    with gone_is_fine("NoSuchBucket", "OwnershipControlsNotFoundError"):
        found = aws.client("s3").get_bucket_ownership_controls(Bucket=id)["OwnershipControls"]
        return {"bucket": id, **from_aws(fields(_TOKEN, "bucket", "region"), found, _NAMES)}
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the new rule in place of the old one."""
    create(aws, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the rule off."""
    with gone_is_fine("NoSuchBucket", "OwnershipControlsNotFoundError"):
        aws.client("s3").delete_bucket_ownership_controls(Bucket=id)


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
