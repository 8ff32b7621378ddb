"""Who may use an S3 bucket."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Puts the policy on its bucket, whose name is the id."""
    id: str = props["bucket"]
    aws.client("s3").put_bucket_policy(Bucket=id, Policy=props["policy"])
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The policy of the bucket."""
    with gone_is_fine("NoSuchBucket", "NoSuchBucketPolicy"):
        return {"bucket": id, "policy": aws.client("s3").get_bucket_policy(Bucket=id)["Policy"]}
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the new policy in place of the old one."""
    create(aws, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the policy off."""
    with gone_is_fine("NoSuchBucket", "NoSuchBucketPolicy"):
        aws.client("s3").delete_bucket_policy(Bucket=id)


HANDLERS = (
    ResourceHandler(token="aws:s3/bucketPolicy:BucketPolicy", create=create, read=read, update=update, delete=delete),
)
