"""A bucket that a pipeline keeps its artifacts in, or takes its source from.

Private, encrypted, by TLS only, and with an end: an artifact is of use as long as somebody may retry its stage.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.private_bucket import shut
from components.roles import Statement
from model.partitions import global_arn

KEPT_DAYS = 30
"""Of an artifact, and of a source that another took the place of."""


@dataclass(frozen=True, kw_only=True)
class BucketArgs:
    """What it is for."""

    of_source: bool = False
    """Versions are kept, since each is a change, and the last one stays. Otherwise everything goes after its days."""
    region: str
    tags: Mapping[str, str]


class Bucket(ComponentResource):
    """A bucket and what keeps it in order."""

    name: Output[str]

    def __init__(self, name: str, args: BucketArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:PipelineBucket", name, None, opts)
        child = ResourceOptions(parent=self)

        # Destroying an environment leaves nothing; what is in here is made again from the team's own repository.
        bucket = aws.s3.Bucket(name, force_destroy=True, tags=args.tags, opts=child)
        private = shut(name, bucket, child)
        encrypted = aws.s3.BucketServerSideEncryptionConfiguration(
            name,
            bucket=bucket.bucket,
            rules=[
                {"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms"}, "bucket_key_enabled": True}
            ],
            opts=child,
        )
        aws.s3.BucketLifecycleConfiguration(name, bucket=bucket.bucket, rules=[_end(args)], opts=child)
        versioned = (
            [
                aws.s3.BucketVersioning(
                    name, bucket=bucket.bucket, versioning_configuration={"status": "Enabled"}, opts=child
                )
            ]
            if args.of_source
            else []
        )
        policy = aws.s3.BucketPolicy(
            name,
            bucket=bucket.bucket,
            policy=_encrypted_on_its_way(Output.concat(global_arn(args.region, "s3", ""), bucket.bucket)),
            # Two changes of one bucket at a time are a conflict to S3.
            opts=ResourceOptions(parent=self, depends_on=[private, encrypted, *versioned]),
        )

        # Of the policy, so that whoever uses the bucket comes after all that keeps it.
        self.name = policy.bucket
        self.register_outputs({"name": self.name})


def _end(args: BucketArgs) -> aws.s3.BucketLifecycleConfigurationRuleArgsDict:
    rule: aws.s3.BucketLifecycleConfigurationRuleArgsDict = {
        "id": "end",
        "status": "Enabled",
        "filter": {},
        "abort_incomplete_multipart_upload": {"days_after_initiation": KEPT_DAYS},
    }
    if args.of_source:
        return {**rule, "noncurrent_version_expiration": {"noncurrent_days": KEPT_DAYS}}
    return {**rule, "expiration": {"days": KEPT_DAYS}}


def _encrypted_on_its_way(bucket_arn: Input[str]) -> Output[str]:
    """Refuses what comes without TLS, whoever asks (S3 user guide, security best practices)."""
    return Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": [bucket_arn, Output.concat(bucket_arn, "/*")],
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                }
            ],
        }
    )


def exchanged(bucket_name: Input[str], *, region: str, writes: bool) -> list[Statement]:
    """What whoever takes part in a pipeline does with its artifacts."""
    bucket = Output.concat(global_arn(region, "s3", ""), bucket_name)
    objects = ["s3:GetObject", "s3:GetObjectVersion", *(["s3:PutObject"] if writes else [])]
    return [
        {"Action": objects, "Resource": Output.concat(bucket, "/*")},
        {"Action": ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"], "Resource": bucket},
    ]
