"""A bucket that nobody outside of the account reaches, whatever its policy or its objects say."""

import pulumi_aws as aws
from pulumi import ResourceOptions


def shut(name: str, bucket: aws.s3.Bucket, opts: ResourceOptions) -> aws.s3.BucketPublicAccessBlock:
    """All four of S3's blocks (S3 user guide, blocking public access)."""
    return aws.s3.BucketPublicAccessBlock(
        name,
        bucket=bucket.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=opts,
    )
