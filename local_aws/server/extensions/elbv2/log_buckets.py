"""Buckets for a load balancer's logs: whether Elastic Load Balancing may write into one.

AWS writes an object as a test when a log is switched on, and refuses the change when it may not. Faithful: the bucket,
its region, its encryption, and who may write where by its policy. Not faithful: conditions of a policy count as met.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer
from moto.s3.models import FakeBucket, s3_backends

from local_aws.server.extensions.patching import AwsError
from model.access_logs import LOG_ACCOUNTS, LOG_WRITERS, LOGS, written_key
from model.policy_documents import fits, listed
from model.texts.elbv2 import LOG_BUCKET_DENIED, LOG_BUCKET_ELSEWHERE, LOG_BUCKET_EMPTY

Document = Mapping[str, Any]
"""A policy document, or one of its statements."""


def check(backend: ELBv2Backend, balancer: FakeLoadBalancer, changed: Mapping[str, str]) -> None:
    """Raises what AWS answers to these new attributes, where they switch a log on or change one that is on."""
    attributes = {**balancer.attrs, **changed}
    for log in LOGS:
        about = f"{log}.s3."
        if attributes.get(f"{about}enabled") == "true" and any(key.startswith(about) for key in changed):
            _check(backend, balancer, about, attributes)


def _check(backend: ELBv2Backend, balancer: FakeLoadBalancer, about: str, attributes: Mapping[str, str]) -> None:
    name = attributes.get(f"{about}bucket")
    if not name:
        raise AwsError.of(LOG_BUCKET_EMPTY, key=f"{about}bucket")
    bucket = s3_backends[backend.account_id]["aws"].buckets.get(name)
    if bucket and bucket.region_name != backend.region_name:
        raise AwsError.of(LOG_BUCKET_ELSEWHERE, bucket=name, balancer=balancer.name)
    key = written_key(attributes.get(f"{about}prefix", ""), backend.account_id)
    if not bucket or not _takes(bucket, balancer.type, backend.region_name, f"arn:aws:s3:::{name}/{key}test"):
        raise AwsError.of(LOG_BUCKET_DENIED, bucket=name)


def _takes(bucket: FakeBucket, kind: str, region: str, arn: str) -> bool:
    """Whether the bucket takes an object with this ARN from a load balancer of this type."""
    if kind == "application" and _algorithm(bucket) != "AES256":
        return False
    about = [one for one in _statements(bucket) if _covers(one, kind, region, arn)]
    denied = any(one["Effect"] == "Deny" and not one.get("Condition") for one in about)
    return not denied and any(one["Effect"] == "Allow" for one in about)


def _algorithm(bucket: FakeBucket) -> str:
    rule = (bucket.encryption or {}).get("Rule", {})
    return rule.get("ApplyServerSideEncryptionByDefault", {}).get("SSEAlgorithm", "AES256")


def _statements(bucket: FakeBucket) -> Iterator[Document]:
    document: Document = json.loads(bucket.policy) if bucket.policy else {}
    statements = document.get("Statement", [])
    yield from statements if isinstance(statements, list) else [statements]


def _covers(statement: Document, kind: str, region: str, arn: str) -> bool:
    return (
        _is_writer(statement.get("Principal"), kind, region)
        and any(fits(pattern.lower(), "s3:putobject") for pattern in listed(statement.get("Action")))
        and any(fits(pattern, arn) for pattern in listed(statement.get("Resource")))
    )


def _is_writer(principal: Any, kind: str, region: str) -> bool:
    if not isinstance(principal, dict):
        return principal == "*"
    old = LOG_ACCOUNTS.get(region) if kind == "application" else None
    accounts = {"*", *((old, f"arn:aws:iam::{old}:root") if old else ())}
    services = LOG_WRITERS.get(kind, ())
    return not accounts.isdisjoint(listed(principal.get("AWS"))) or any(
        one in services for one in listed(principal.get("Service"))
    )
