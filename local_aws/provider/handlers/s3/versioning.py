"""Whether a bucket keeps the former versions of its objects. There is nothing to delete: once on, it is suspended."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.s3 import owner
from local_aws.provider.values import Props

_TOKEN = "aws:s3/bucketVersioning:BucketVersioning"
_OFF = "Disabled"
"""The provider's word for a bucket that never had versions; AWS has none for it and takes none."""


def create(aws: Aws, props: Props) -> str:
    """Sets the status. A new bucket has no versions, so `Disabled` needs no call."""
    if props["versioningConfiguration"]["status"] != _OFF:
        _put(aws, props)
    return owner.id_of(props)


def _put(aws: Aws, props: Props) -> None:
    s3 = aws.client("s3")
    s3.put_bucket_versioning(**request(s3, "PutBucketVersioning", props))


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The status; a bucket without one isn't looked after by this type, unless the program says `Disabled`."""
    with gone_is_fine("NoSuchBucket"):
        found = aws.client("s3").get_bucket_versioning(**owner.call(id))
        status = found.get("Status")
        if status or not known or known["versioningConfiguration"]["status"] == _OFF:
            given = from_aws(fields(_TOKEN)["versioningConfiguration"].fields, found)
            return {
                **owner.inputs(id),
                "mfa": known.get("mfa"),
                "versioningConfiguration": {**given, "status": status or _OFF},
            }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Sets the new status; what AWS once versioned it never forgets."""
    status, before = (one["versioningConfiguration"]["status"] for one in (change.new, change.old))
    if status == _OFF:
        raise ValueError(
            f"versioning_configuration.status cannot be updated from {before!r} to {_OFF!r}: write 'Suspended'"
        )
    _put(aws, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Suspends it."""
    if known["versioningConfiguration"]["status"] != _OFF:
        with gone_is_fine("NoSuchBucket"):
            aws.client("s3").put_bucket_versioning(**owner.call(id), VersioningConfiguration={"Status": "Suspended"})


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
