"""What a bucket's own, deprecated properties set on it; for each there is a type of its own.

All but `acl` are computed: what is there is in the state, whoever set it, and leaving one out is no difference.
Carried out are those that were used most; the others are refused, not forgotten.
"""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.s3 import encryption
from local_aws.provider.values import Props

_REFUSED = {
    "accelerationStatus": "",
    "corsRules": "",
    "grants": "",
    "lifecycleRules": ", or write a BucketLifecycleConfiguration",
    "logging": "",
    "objectLockConfiguration": "",
    "replicationConfiguration": "",
    "requestPayer": "",
    "website": "",
}
"""Not carried out, and what to do about it beyond leaving it out."""


def check(props: Props) -> None:
    """A ValueError for the first property that the local AWS doesn't carry out."""
    for name, instead in _REFUSED.items():
        if props.get(name):
            raise ValueError(f"the local AWS does not carry out {name} of a bucket: leave it out there{instead}")


def put(aws: Aws, id: str, props: Props, keys: frozenset[str]) -> None:
    """Sets those among the keys."""
    s3 = aws.client("s3")
    if "acl" in keys:
        s3.put_bucket_acl(Bucket=id, ACL=props.get("acl") or "private")
    if "policy" in keys:
        s3.put_bucket_policy(Bucket=id, Policy=props["policy"])
    if "serverSideEncryptionConfiguration" in keys:
        encryption.put(aws, id, [props["serverSideEncryptionConfiguration"]["rule"]])
    if "versioning" in keys:
        _version(aws, id, bool(props["versioning"].get("enabled")))


def _version(aws: Aws, id: str, enabled: bool) -> None:
    s3 = aws.client("s3")
    # Only a bucket that had versions can be suspended.
    if enabled or s3.get_bucket_versioning(Bucket=id).get("Status"):
        status = {"Status": "Enabled" if enabled else "Suspended"}
        s3.put_bucket_versioning(Bucket=id, VersioningConfiguration=status)


def read(aws: Aws, id: str, known: Props) -> Props:
    """What is set. AWS returns grants in place of the ACL that was asked for, so that is as the program had it."""
    versioning = aws.client("s3").get_bucket_versioning(Bucket=id)
    return {
        "acl": known.get("acl"),
        "policy": _policy(aws, id),
        "serverSideEncryptionConfiguration": {"rule": _encryption_rule(aws, id)},
        "versioning": {
            "enabled": versioning.get("Status") == "Enabled",
            "mfaDelete": versioning.get("MFADelete") == "Enabled",
        },
    }


def _policy(aws: Aws, id: str) -> str | None:
    with gone_is_fine("NoSuchBucketPolicy"):
        policy: str = aws.client("s3").get_bucket_policy(Bucket=id)["Policy"]
        return policy
    return None


def _encryption_rule(aws: Aws, id: str) -> Props:
    found = encryption.read(aws, id, {})
    if found:
        rule: Props = found["rules"][0]
        return rule
    return {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}, "bucketKeyEnabled": False}
