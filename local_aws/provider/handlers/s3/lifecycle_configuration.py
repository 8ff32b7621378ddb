"""When S3 moves the objects of a bucket to other storage classes, and when it deletes them."""

from datetime import datetime
from functools import reduce
from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.s3 import owner
from local_aws.provider.values import Props

_TOKEN = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
_SMALLEST = "all_storage_classes_128K"
"""Below which size objects stay where they are, if the program doesn't say."""
_FORGOTTEN = (
    ("filter", "objectSizeGreaterThan"),
    ("filter", "objectSizeLessThan"),
    ("filter", "and", "objectSizeGreaterThan"),
    ("filter", "and", "objectSizeLessThan"),
    ("noncurrentVersionExpiration", "newerNoncurrentVersions"),
)
"""What moto takes of a rule and doesn't keep."""


def create(aws: Aws, props: Props) -> str:
    """Puts the rules on the bucket."""
    id = owner.id_of(props)
    _put(aws, id, props)
    return id


def _put(aws: Aws, id: str, props: Props) -> None:
    for rule in props.get("rules") or []:
        for path in _FORGOTTEN:
            if reduce(lambda value, key: (value or {}).get(key), path, rule) is not None:
                raise ValueError(
                    f"the local AWS does not know {'.'.join(path)} of a lifecycle rule: leave it out there"
                )
    s3 = aws.client("s3")
    asked = {
        "lifecycleConfiguration": {"rules": props.get("rules") or []},
        "transitionDefaultMinimumObjectSize": props.get("transitionDefaultMinimumObjectSize") or _SMALLEST,
    }
    s3.put_bucket_lifecycle_configuration(**owner.call(id), **request(s3, "PutBucketLifecycleConfiguration", asked))


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The rules of the bucket. The local AWS doesn't keep the smallest size."""
    with gone_is_fine("NoSuchBucket", "NoSuchLifecycleConfiguration"):
        found = aws.client("s3").get_bucket_lifecycle_configuration(**owner.call(id))
        return {
            **owner.inputs(id),
            **from_aws({"rules": fields(_TOKEN)["rules"]}, _dates_as_text(found)),
            "transitionDefaultMinimumObjectSize": known.get("transitionDefaultMinimumObjectSize") or _SMALLEST,
            "timeouts": known.get("timeouts"),
        }
    return None


def _dates_as_text(answer: Any) -> Any:
    match answer:
        case dict():
            return {key: _dates_as_text(value) for key, value in answer.items()}
        case list():
            return [_dates_as_text(value) for value in answer]
        case datetime():
            return answer.strftime("%Y-%m-%dT%H:%M:%SZ")
        case _:
            return answer


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the new rules in place of the old ones."""
    _put(aws, id, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the rules off: objects stay for ever."""
    with gone_is_fine("NoSuchBucket", "NoSuchLifecycleConfiguration"):
        aws.client("s3").delete_bucket_lifecycle(**owner.call(id))


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
