"""Buckets of the local AWS tell EventBridge of their objects, once they are told to."""

import json
from typing import Any

import pytest


@pytest.fixture
def heard(aws: Any, name: str) -> Any:
    """What a rule hears of the bucket of this name."""
    queue = aws("sqs").create_queue(QueueName=name)["QueueUrl"]
    pattern = {"source": ["aws.s3"], "detail": {"bucket": {"name": [name]}}}
    aws("events").put_rule(Name=name, EventPattern=json.dumps(pattern))
    aws("events").put_targets(Rule=name, Targets=[{"Id": "q", "Arn": f"arn:aws:sqs:us-east-1:123456789012:{name}"}])
    aws("s3").create_bucket(Bucket=name)

    def messages() -> list[Any]:
        found = aws("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(one["Body"]) for one in found]

    return messages


def test_a_bucket_tells_nobody_unasked(aws: Any, name: str, heard: Any) -> None:
    aws("s3").put_object(Bucket=name, Key="source.zip", Body=b"zip")
    assert heard() == []


def test_an_object_is_an_event_with_its_version(aws: Any, name: str, heard: Any) -> None:
    aws("s3").put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    aws("s3").put_bucket_notification_configuration(
        Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    made = aws("s3").put_object(Bucket=name, Key="source.zip", Body=b"zip")
    (event,) = heard()
    assert (event["detail-type"], event["resources"]) == ("Object Created", [f"arn:aws:s3:::{name}"])
    assert event["detail"]["reason"] == "PutObject"
    shown = event["detail"]["object"]
    assert (shown["key"], shown["size"], shown["etag"]) == ("source.zip", 3, made["ETag"].strip('"'))
    assert shown["version-id"] == made["VersionId"]


def test_a_deleted_object_is_an_event(aws: Any, name: str, heard: Any) -> None:
    aws("s3").put_object(Bucket=name, Key="source.zip", Body=b"zip")
    aws("s3").put_bucket_notification_configuration(
        Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    aws("s3").delete_object(Bucket=name, Key="source.zip")
    (event,) = heard()
    assert (event["detail-type"], event["detail"]["reason"]) == ("Object Deleted", "DeleteObject")
    assert event["detail"]["object"]["key"] == "source.zip"


def test_whom_a_bucket_tells_is_shown(aws: Any, name: str) -> None:
    aws("s3").create_bucket(Bucket=name)
    assert "EventBridgeConfiguration" not in aws("s3").get_bucket_notification_configuration(Bucket=name)
    aws("s3").put_bucket_notification_configuration(
        Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    assert aws("s3").get_bucket_notification_configuration(Bucket=name)["EventBridgeConfiguration"] == {}


def test_a_policy_that_demands_tls_is_kept_and_refuses_nothing(aws: Any, name: str) -> None:
    aws("s3").create_bucket(Bucket=name)
    condition = {"Bool": {"aws:SecureTransport": "false"}}
    denied = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": f"arn:aws:s3:::{name}/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [denied | {"Condition": condition}]})
    aws("s3").put_bucket_policy(Bucket=name, Policy=policy)
    aws("s3").put_object(Bucket=name, Key="source.zip", Body=b"zip")
    assert aws("s3").get_object(Bucket=name, Key="source.zip")["Body"].read() == b"zip"
    assert json.loads(aws("s3").get_bucket_policy(Bucket=name)["Policy"])["Statement"][0]["Condition"] == condition
