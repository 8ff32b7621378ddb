"""S3 bucket. What is set on one by a type of its own is left to that, as the real provider leaves it."""

import secrets

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, attempt, gone_is_fine
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.s3 import deprecated
from local_aws.provider.values import Props
from model.buckets import HOSTED_ZONES

_WITHOUT_CONSTRAINT = "us-east-1"
"""The region whose buckets are made by naming none."""


def create(aws: Aws, props: Props) -> str:
    """Makes the bucket, then its tags, and what the program sets on it by a deprecated property."""
    deprecated.check(props)
    if props.get("bucketNamespace") == "account-regional":
        raise ValueError("the local AWS has one namespace for all buckets: leave bucketNamespace out there")
    s3 = aws.client("s3")
    id: str = props.get("bucket") or props["bucketPrefix"] + secrets.token_hex(13)
    if not attempt.get().again and _region(aws, id):
        # In this region AWS would answer with the one that is there, as if it had made it.
        raise ValueError(f"bucket {id} already exists: choose another name, or import the one that is there")
    where = {} if aws.region == _WITHOUT_CONSTRAINT else {"LocationConstraint": aws.region}
    s3.create_bucket(
        Bucket=id,
        **({"CreateBucketConfiguration": where} if where else {}),
        **({"ObjectLockEnabledForBucket": True} if props.get("objectLockEnabled") else {}),
    )
    with initializing(id):
        if props.get("tagsAll"):
            _tag(aws, id, props)
        deprecated.put(aws, id, props, frozenset(props))
    return id


def _region(aws: Aws, id: str) -> str | None:
    with gone_is_fine("404", "NoSuchBucket"):
        region: str = aws.client("s3").head_bucket(Bucket=id)["BucketRegion"]
        return region
    return None


def _tag(aws: Aws, id: str, props: Props) -> None:
    if tags := tag_lists.as_list(props.get("tagsAll")):
        aws.client("s3").put_bucket_tagging(Bucket=id, Tagging={"TagSet": tags})
    else:
        aws.client("s3").delete_bucket_tagging(Bucket=id)


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The bucket, its tags, and what is set on it, by whomever."""
    region = _region(aws, id)
    if not region:
        return None
    return {
        **deprecated.read(aws, id, known),
        "bucket": id,
        "bucketNamespace": "global",
        "bucketPrefix": known.get("bucketPrefix"),
        "forceDestroy": known.get("forceDestroy", False),
        "objectLockEnabled": _locked(aws, id),
        "arn": f"arn:{aws.partition}:s3:::{id}",
        "bucketDomainName": f"{id}.s3.amazonaws.com",
        "bucketRegion": region,
        "bucketRegionalDomainName": f"{id}.s3.{region}.amazonaws.com",
        "hostedZoneId": HOSTED_ZONES.get(region),
        "tagsAll": _tags(aws, id),
    }


def _locked(aws: Aws, id: str) -> bool:
    with gone_is_fine("ObjectLockConfigurationNotFoundError"):
        found = aws.client("s3").get_object_lock_configuration(Bucket=id)
        return found["ObjectLockConfiguration"].get("ObjectLockEnabled") == "Enabled"
    return False


def _tags(aws: Aws, id: str) -> dict[str, str]:
    with gone_is_fine("NoSuchTagSet"):
        return tag_lists.as_map(aws.client("s3").get_bucket_tagging(Bucket=id)["TagSet"])
    return {}


def update(aws: Aws, id: str, change: Change) -> None:
    """Tags, and each deprecated property that changed. Of `forceDestroy` only a delete makes use."""
    deprecated.check({key: change.new.get(key) for key in change.keys})
    if "tagsAll" in change.keys:
        _tag(aws, id, change.new)
    deprecated.put(aws, id, change.new, change.keys)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the bucket; AWS refuses one with objects, and with `forceDestroy` these go first, all their versions."""
    s3 = aws.client("s3")
    unlocked = {"BypassGovernanceRetention": True} if known.get("objectLockEnabled") else {}
    with gone_is_fine("NoSuchBucket"):
        if known.get("forceDestroy"):
            for page in s3.get_paginator("list_object_versions").paginate(Bucket=id):
                for one in (*page.get("Versions", ()), *page.get("DeleteMarkers", ())):
                    s3.delete_object(Bucket=id, Key=one["Key"], VersionId=one["VersionId"], **unlocked)
        s3.delete_bucket(Bucket=id)


HANDLERS = (ResourceHandler(token="aws:s3/bucket:Bucket", create=create, read=read, update=update, delete=delete),)
