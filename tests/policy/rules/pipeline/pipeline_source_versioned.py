"""pipeline-source-versioned: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unlinked, without
from tests.policy.pipelines import DELIVERED, SOURCE, not_yet, piped
from tests.policy.rules.rule_case import Case, Pass

CONFIGURATION = (*SOURCE, "configuration")
BARE = without(DELIVERED, "versions")


def versions(status: Any) -> Program:
    return change(DELIVERED, "versions", "versioningConfiguration", "status", to=status)


def inside(versioning: Any) -> Program:
    return change(BARE, "sources", "versioning", to=versioning)


STOPS: dict[str, Case] = {
    "no versions": Case(BARE, on="sources", says="BucketVersioning"),
    "versions that are suspended": Case(versions("Suspended"), on="sources"),
    "versions switched off": Case(inside({"enabled": False}), on="sources"),
    "versions of another bucket": Case(
        unlinked(change(DELIVERED, "versions", "bucket", to="other"), "versions"), on="sources"
    ),
    "a bucket whose name is not known yet": Case(
        not_yet(*CONFIGURATION, "S3Bucket", of="sources", program=BARE), on="sources"
    ),
    "not set, which a first preview does not know": Case(inside(UNKNOWN), on="sources"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "versions": DELIVERED,
    "versions in the bucket itself": inside({"enabled": True}),
    "a bucket of another program": piped(*CONFIGURATION, "S3Bucket", to="elsewhere", program=BARE),
    "another source": piped(*SOURCE, "provider", to="CodeCommit", program=BARE),
    "a bucket that something is deployed to": piped(*SOURCE, "category", to="Deploy", program=BARE),
    "no bucket": piped(*CONFIGURATION, to={}, program=BARE),
}

UNDECIDED: dict[str, Case] = {
    "an unknown status": Case(versions(UNKNOWN), on="sources"),
    "versions of a bucket that is not known": Case(
        unlinked(change(DELIVERED, "versions", "bucket", to=UNKNOWN), "versions"), on="sources"
    ),
}
