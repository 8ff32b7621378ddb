"""Buckets of S3, and what is set on them, as the provider makes, changes, reads and removes them."""

import json
from typing import Any

import grpc
import pytest

from tests.local_aws.provider.plugin import CheckFailed, Plugin, contract

BUCKET = "aws:s3/bucket:Bucket"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
NOTIFICATION = "aws:s3/bucketNotification:BucketNotification"
OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
TAGS = {"Name": "logs", "team": "shop"}


def encrypted(algorithm: str = "AES256", **more: Any) -> dict[str, Any]:
    return {"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm, **more}}


def readable(bucket: str, action: str = "s3:GetObject") -> str:
    statement = {"Effect": "Allow", "Principal": "*", "Action": action, "Resource": f"arn:aws:s3:::{bucket}/*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture
def bucket(plugin: Plugin, name: str) -> str:
    return plugin.create(BUCKET, {"bucket": name}).id


@pytest.mark.parametrize(
    "change",
    [
        {"tags": {"Name": "other"}},
        {"tags": None},
        {"versioning": {"enabled": False}},
        {"serverSideEncryptionConfiguration": {"rule": encrypted("aws:kms")}},
        {"policy": readable("*", "s3:ListBucket")},
    ],
    ids=str,
)
def test_a_bucket_changes_in_place(plugin: Plugin, change: dict[str, Any], name: str) -> None:
    inputs = {
        "tags": TAGS,
        "versioning": {"enabled": True},
        "serverSideEncryptionConfiguration": {"rule": encrypted()},
        "policy": readable("*"),
    }
    contract(plugin, BUCKET, inputs, change, name)


def test_an_acl_changes_in_place(plugin: Plugin, name: str, aws: Any) -> None:
    def grants() -> int:
        return len(aws("s3").get_bucket_acl(Bucket=name)["Grants"])

    made = plugin.create(BUCKET, {"bucket": name, "acl": "public-read"})
    assert grants() == 2
    assert plugin.diff(made, {"bucket": name}) == {"acl": "delete"}
    plugin.update(made, {"bucket": name})
    assert grants() == 1


@pytest.mark.parametrize("change", [{"bucket": "renamed-2f81"}, {"objectLockEnabled": False}], ids=str)
def test_a_bucket_is_replaced_for_another_name_or_lock(plugin: Plugin, change: dict[str, Any], name: str) -> None:
    contract(plugin, BUCKET, {"bucket": name, "objectLockEnabled": True}, change, replaces=True)


def test_a_bucket_without_a_name_gets_one_in_lower_case(plugin: Plugin, name: str) -> None:
    made = plugin.create(BUCKET, {}, f"Logs-{name}")
    stem, _, random = made.id.rpartition("-")
    assert (stem, len(random)) == (f"logs-{name}", 7)
    assert plugin.create(BUCKET, {"bucketPrefix": name}).id.startswith(name)
    with pytest.raises(CheckFailed, match="63"):
        plugin.check(BUCKET, {}, "a" * 56)


def test_a_bucket_has_addresses_in_its_region(endpoint: str, name: str) -> None:
    with Plugin(endpoint, region="eu-west-1") as plugin:
        state = plugin.create(BUCKET, {"bucket": name}).state
    assert state["arn"] == f"arn:aws:s3:::{name}"
    assert state["bucketDomainName"] == f"{name}.s3.amazonaws.com"
    assert state["bucketRegionalDomainName"] == f"{name}.s3.eu-west-1.amazonaws.com"
    assert (state["bucketRegion"], state["hostedZoneId"]) == ("eu-west-1", "Z1BKCTXD74EZPE")


def test_a_bucket_of_the_same_name_is_refused(plugin: Plugin, bucket: str) -> None:
    with pytest.raises(grpc.RpcError, match="already exists: choose another name"):
        plugin.create(BUCKET, {"bucket": bucket})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"website": {"indexDocument": "index.html"}}, "does not carry out website of a bucket: leave it out"),
        ({"lifecycleRules": [{"enabled": True}]}, "write a BucketLifecycleConfiguration"),
        ({"bucketNamespace": "account-regional"}, "leave bucketNamespace out"),
    ],
)
def test_what_the_local_aws_cannot_do_is_refused(plugin: Plugin, given: dict[str, Any], says: str, name: str) -> None:
    with pytest.raises(grpc.RpcError, match=says):
        plugin.create(BUCKET, {"bucket": name, **given})
    made = plugin.create(BUCKET, {"bucket": name})
    if "bucketNamespace" not in given:
        with pytest.raises(grpc.RpcError, match=says):
            plugin.update(made, {"bucket": name, **given})


def test_a_bucket_with_objects_stays_unless_forced(plugin: Plugin, aws: Any, name: str) -> None:
    made = plugin.create(BUCKET, {"bucket": name, "versioning": {"enabled": True}})
    for _ in range(2):
        aws("s3").put_object(Bucket=name, Key="one", Body=b"")
    aws("s3").delete_object(Bucket=name, Key="one")
    with pytest.raises(grpc.RpcError, match="BucketNotEmpty"):
        plugin.delete(made)
    plugin.delete(plugin.update(made, {"bucket": name, "versioning": {"enabled": True}, "forceDestroy": True}))
    assert plugin.refresh(made) is None


def test_what_other_resources_set_on_a_bucket_is_no_difference(plugin: Plugin, name: str) -> None:
    made = plugin.create(BUCKET, {"bucket": name})
    plugin.create(POLICY, {"bucket": name, "policy": readable(name)})
    plugin.create(VERSIONING, {"bucket": name, "versioningConfiguration": {"status": "Enabled"}})
    plugin.create(ENCRYPTION, {"bucket": name, "rules": [encrypted("aws:kms", kmsMasterKeyId="alias/logs")]})
    found = plugin.refresh(made)
    assert found is not None
    assert found.inputs == made.inputs
    assert json.loads(found.state["policy"]) == json.loads(readable(name))
    assert found.state["versioning"]["enabled"]
    assert plugin.diff(found, {"bucket": name}) == {}


def test_a_bucket_policy_changes_in_place(plugin: Plugin, bucket: str) -> None:
    inputs = {"bucket": bucket, "policy": readable(bucket)}
    contract(plugin, POLICY, inputs, {"policy": readable(bucket, "s3:PutObject")})


def test_a_public_access_block_changes_in_place(plugin: Plugin, bucket: str) -> None:
    inputs = {"bucket": bucket, "blockPublicAcls": True, "restrictPublicBuckets": True}
    contract(plugin, BLOCK, inputs, {"blockPublicAcls": None, "blockPublicPolicy": True})


def test_a_public_access_block_is_left_there_where_the_program_says_so(plugin: Plugin, bucket: str) -> None:
    made = plugin.create(BLOCK, {"bucket": bucket, "ignorePublicAcls": True, "skipDestroy": True})
    plugin.delete(made)
    assert plugin.refresh(made)


def test_ownership_controls_change_in_place(plugin: Plugin, bucket: str) -> None:
    inputs = {"bucket": bucket, "rule": {"objectOwnership": "BucketOwnerEnforced"}}
    contract(plugin, OWNERSHIP, inputs, {"rule": {"objectOwnership": "ObjectWriter"}})


def test_encryption_changes_in_place(plugin: Plugin, bucket: str) -> None:
    inputs = {
        "bucket": bucket,
        "rules": [{**encrypted("aws:kms", kmsMasterKeyId="alias/logs"), "bucketKeyEnabled": True}],
    }
    contract(plugin, ENCRYPTION, inputs, {"rules": [encrypted()]})


def test_encryption_types_that_are_blocked_are_refused(plugin: Plugin, bucket: str) -> None:
    rule = {**encrypted(), "blockedEncryptionTypes": ["SSE-C"]}
    with pytest.raises(grpc.RpcError, match="does not know blockedEncryptionTypes"):
        plugin.create(ENCRYPTION, {"bucket": bucket, "rules": [rule]})


def expiring(**more: Any) -> dict[str, Any]:
    return {"id": "old", "status": "Enabled", "expiration": {"days": 90}, "filter": {"prefix": "logs/"}, **more}


@pytest.mark.parametrize(
    "rule",
    [
        expiring(expiration={"days": 30}),
        expiring(status="Disabled"),
        expiring(filter={"tag": {"key": "team", "value": "shop"}}),
        expiring(filter={"and": {"prefix": "logs/", "tags": TAGS}}),
        expiring(expiration={"date": "2027-01-01T00:00:00Z"}),
        expiring(transitions=[{"days": 30, "storageClass": "STANDARD_IA"}, {"days": 60, "storageClass": "GLACIER"}]),
        expiring(noncurrentVersionExpiration={"noncurrentDays": 7}),
        expiring(noncurrentVersionTransitions=[{"noncurrentDays": 7, "storageClass": "GLACIER"}]),
        expiring(abortIncompleteMultipartUpload={"daysAfterInitiation": 7}),
    ],
    ids=lambda rule: str({key: value for key, value in rule.items() if expiring().get(key) != value}),
)
def test_a_lifecycle_changes_in_place(plugin: Plugin, bucket: str, rule: dict[str, Any]) -> None:
    contract(plugin, LIFECYCLE, {"bucket": bucket, "rules": [expiring()]}, {"rules": [rule]})


def test_a_lifecycle_for_all_objects_is_no_difference_later(plugin: Plugin, bucket: str) -> None:
    contract(plugin, LIFECYCLE, {"bucket": bucket, "rules": [expiring(filter={})]}, {})


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (expiring(filter={"objectSizeLessThan": 1024}), "filter.objectSizeLessThan"),
        (expiring(filter={"and": {"prefix": "logs/", "objectSizeGreaterThan": 1}}), "filter.and.objectSizeGreaterThan"),
        (
            expiring(noncurrentVersionExpiration={"noncurrentDays": 7, "newerNoncurrentVersions": 2}),
            "noncurrentVersionExpiration.newerNoncurrentVersions",
        ),
    ],
)
def test_what_the_local_aws_forgets_of_a_lifecycle_is_refused(
    plugin: Plugin, bucket: str, rule: dict[str, Any], says: str
) -> None:
    with pytest.raises(grpc.RpcError, match=f"does not know {says} of a lifecycle rule"):
        plugin.create(LIFECYCLE, {"bucket": bucket, "rules": [rule]})


@pytest.mark.parametrize("status", ["Suspended", "Enabled"])
def test_versioning_changes_in_place_and_is_never_deleted(plugin: Plugin, bucket: str, status: str, aws: Any) -> None:
    inputs = {"bucket": bucket, "versioningConfiguration": {"status": "Enabled"}}
    made = plugin.create(VERSIONING, inputs)
    changed = {**inputs, "versioningConfiguration": {"status": status}}
    made = plugin.update(made, changed)
    assert plugin.diff(made, changed) == {}
    assert plugin.diff(plugin.import_(VERSIONING, bucket), changed) == {}
    plugin.delete(made)
    assert aws("s3").get_bucket_versioning(Bucket=bucket)["Status"] == "Suspended"


def test_versioning_that_is_disabled_calls_nothing(plugin: Plugin, bucket: str, aws: Any) -> None:
    made = plugin.create(VERSIONING, {"bucket": bucket, "versioningConfiguration": {"status": "Disabled"}})
    assert "Status" not in aws("s3").get_bucket_versioning(Bucket=bucket)
    made = plugin.update(made, {"bucket": bucket, "versioningConfiguration": {"status": "Enabled"}})
    with pytest.raises(grpc.RpcError, match="write 'Suspended'"):
        plugin.update(made, {"bucket": bucket, "versioningConfiguration": {"status": "Disabled"}})


@pytest.mark.parametrize(
    ("token", "inputs"),
    [
        (VERSIONING, {"versioningConfiguration": {"status": "Enabled"}}),
        (ENCRYPTION, {"rules": [encrypted()]}),
        (LIFECYCLE, {"rules": [expiring()]}),
    ],
)
def test_an_expected_owner_is_part_of_the_id(plugin: Plugin, bucket: str, token: str, inputs: dict[str, Any]) -> None:
    given = {"bucket": bucket, "expectedBucketOwner": "123456789012", **inputs}
    made = plugin.create(token, given)
    assert made.id == f"{bucket},123456789012"
    assert plugin.diff(plugin.import_(token, made.id), given) == {}


@pytest.mark.parametrize("token", [POLICY, BLOCK, OWNERSHIP, ENCRYPTION, LIFECYCLE])
def test_what_is_set_on_a_bucket_goes_with_it(plugin: Plugin, bucket: str, token: str) -> None:
    inputs = {
        POLICY: {"policy": readable(bucket)},
        OWNERSHIP: {"rule": {"objectOwnership": "ObjectWriter"}},
        ENCRYPTION: {"rules": [encrypted()]},
        LIFECYCLE: {"rules": [expiring()]},
    }
    made = plugin.create(token, {"bucket": bucket, **inputs.get(token, {})})
    plugin.delete(plugin.import_(BUCKET, bucket))
    assert plugin.refresh(made) is None
    plugin.delete(made)


def test_a_bucket_tells_eventbridge_and_no_more(plugin: Plugin, aws: Any) -> None:
    bucket = plugin.create(BUCKET, {}, "told").id
    contract(plugin, NOTIFICATION, {"bucket": bucket, "eventbridge": True}, {})
    assert "EventBridgeConfiguration" not in aws("s3").get_bucket_notification_configuration(Bucket=bucket)


def test_whom_a_bucket_tells_changes_in_place(plugin: Plugin) -> None:
    bucket = plugin.create(BUCKET, {}, "telling").id
    topic = {"topicArn": "arn:aws:sns:us-east-1:123456789012:objects", "events": ["s3:ObjectCreated:*"]}
    filtered = topic | {"filterPrefix": "in/", "filterSuffix": ".zip"}
    contract(plugin, NOTIFICATION, {"bucket": bucket, "topics": [topic]}, {"eventbridge": True, "topics": [filtered]})
