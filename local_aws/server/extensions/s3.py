"""S3: what a bucket tells EventBridge, as AWS words it, and that it tells it.

Not faithful: the address that a request came from, and whose it was; a bucket's policy is kept and refuses nothing,
since moto knows no condition and took one that demands TLS for one that denies all.
"""

from datetime import UTC, datetime
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.iam.access_control import PermissionResult
from moto.moto_api._internal import mock_random
from moto.s3 import notifications
from moto.s3.models import FakeBucket, FakeKey
from moto.s3.responses import S3Response

from local_aws.server.extensions import eventbridge
from local_aws.server.extensions.patching import patches

REASONS = {
    "s3:ObjectCreated:Put": "PutObject",
    "s3:ObjectCreated:Post": "POST Object",
    "s3:ObjectCreated:Copy": "CopyObject",
    "s3:ObjectCreated:CompleteMultipartUpload": "CompleteMultipartUpload",
    "s3:ObjectRemoved:Delete": "DeleteObject",
    "s3:ObjectRemoved:DeleteMarkerCreated": "DeleteObject",
}
"""By the call's name in notifications (S3 user guide, ev-events)."""


@patches(FakeBucket)
def get_permission(self: FakeBucket, action: str, resource: str) -> Any:
    """No policy is enforced."""
    return PermissionResult.NEUTRAL


def send(account_id: str, bucket: FakeBucket, event_name: str, key: FakeKey) -> None:
    """An event of an object, on the default bus. moto spells `etag` and `reason` otherwise, and tells all buses."""
    if event_name not in REASONS:
        return
    made: dict[str, Any] = {"key": key.name, "sequencer": f"{mock_random.randint(0, 16**16 - 1):016X}"}
    if event_name.startswith("s3:ObjectCreated"):
        made |= {"size": key.size, "etag": key.etag.strip('"')}
    if key.version_id and bucket.is_versioned:
        made["version-id"] = key.version_id
    detail: dict[str, Any] = {
        "version": "0",
        "bucket": {"name": bucket.name},
        "object": made,
        "request-id": mock_random.get_random_hex(16).upper(),
        "requester": account_id,
        "source-ip-address": "127.0.0.1",
        "reason": REASONS[event_name],
    }
    kind = notifications._detail_type(event_name)
    eventbridge.put(account_id, bucket.region_name, "aws.s3", kind, datetime.now(UTC), [bucket.arn], detail)


notifications._send_event_bridge_message = send


@patches(S3Response)
def get_bucket_notification(self: S3Response) -> Any:
    """moto's, which doesn't show that EventBridge is told."""
    told = self.backend.get_bucket_notification_configuration(self.bucket_name)
    self.data["Action"] = "GetBucketNotificationConfiguration"
    if not told:
        return self.serialized(EmptyResult())
    shown: dict[str, Any] = {
        "TopicConfigurations": [_shown(one, "TopicArn") for one in told.topic],
        "QueueConfigurations": [_shown(one, "QueueArn") for one in told.queue],
        "LambdaFunctionConfigurations": [_shown(one, "LambdaFunctionArn") for one in told.cloud_function],
    }
    if told.event_bridge is not None:
        shown["EventBridgeConfiguration"] = {}
    return self.serialized(ActionResult(shown))


def _shown(one: Any, receiver: str) -> dict[str, Any]:
    rules = one.filters["S3Key"]["FilterRule"] if one.filters else []
    filters = {"Filter": {"Key": {"FilterRules": rules}}} if rules else {}
    return {"Id": one.id, receiver: one.arn, "Events": one.events, **filters}
