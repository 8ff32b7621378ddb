"""S3: a bucket, and what is set on one by a type of its own; one module for each type."""

from local_aws.provider.handlers.s3 import (
    bucket,
    bucket_policy,
    encryption,
    lifecycle_configuration,
    notification,
    ownership_controls,
    public_access_block,
    versioning,
)

HANDLERS = (
    *bucket.HANDLERS,
    *bucket_policy.HANDLERS,
    *encryption.HANDLERS,
    *lifecycle_configuration.HANDLERS,
    *notification.HANDLERS,
    *ownership_controls.HANDLERS,
    *public_access_block.HANDLERS,
    *versioning.HANDLERS,
)
