"""How a bucket encrypts what is put into it. Without a word about it, AWS encrypts with its own keys (AES256)."""

from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.s3 import owner
from local_aws.provider.values import Props

_TOKEN = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
UNSET = "ServerSideEncryptionConfigurationNotFoundError"


def create(aws: Aws, props: Props) -> str:
    """Puts the rules on the bucket."""
    id = owner.id_of(props)
    put(aws, id, props["rules"])
    return id


def put(aws: Aws, id: str, rules: list[Props]) -> None:
    """Sends the rules, in place of those that are there."""
    if any(rule.get("blockedEncryptionTypes") for rule in rules):
        raise ValueError("the local AWS does not know blockedEncryptionTypes: leave it out there")
    s3 = aws.client("s3")
    asked: dict[str, Any] = {"serverSideEncryptionConfiguration": {"rules": rules}}
    s3.put_bucket_encryption(**owner.call(id), **request(s3, "PutBucketEncryption", asked))


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The rules of the bucket."""
    with gone_is_fine("NoSuchBucket", UNSET):
        found = aws.client("s3").get_bucket_encryption(**owner.call(id))["ServerSideEncryptionConfiguration"]
        return {**owner.inputs(id), **from_aws({"rules": fields(_TOKEN)["rules"]}, found)}
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the new rules in place of the old ones."""
    put(aws, id, change.new["rules"])


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the rules off: AWS goes back to its own keys."""
    with gone_is_fine("NoSuchBucket", UNSET):
        aws.client("s3").delete_bucket_encryption(**owner.call(id))


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
