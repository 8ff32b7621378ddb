"""What S3 refuses to make public of a bucket, whatever its policy and ACLs say."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

_TOKEN = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"


def create(aws: Aws, props: Props) -> str:
    """Puts all four switches on the bucket, whose name is the id."""
    s3 = aws.client("s3")
    id: str = props["bucket"]
    asked = request(s3, "PutPublicAccessBlock", {"bucket": id, "publicAccessBlockConfiguration": props})
    s3.put_public_access_block(**asked)
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The four switches. AWS doesn't know `skipDestroy`."""
    with gone_is_fine("NoSuchBucket", "NoSuchPublicAccessBlockConfiguration"):
        found = aws.client("s3").get_public_access_block(Bucket=id)["PublicAccessBlockConfiguration"]
        switches = from_aws(fields(_TOKEN, "bucket", "region", "skipDestroy"), found)
        return {"bucket": id, **switches, "skipDestroy": known.get("skipDestroy")}
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts all four again."""
    create(aws, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the block off, unless `skipDestroy` leaves it there."""
    if not known.get("skipDestroy"):
        with gone_is_fine("NoSuchBucket", "NoSuchPublicAccessBlockConfiguration"):
            aws.client("s3").delete_public_access_block(Bucket=id)


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
