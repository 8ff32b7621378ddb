"""What all of IAM's answers have in common."""

import json
from datetime import datetime
from typing import Any

GONE = "NoSuchEntity"
"""The error code for whatever isn't there."""


def written(document: Any) -> str:
    """A policy document, which boto3 has parsed, as the real provider keeps it: compact, keys in order."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"))


def moment(when: datetime) -> str:
    """RFC 3339, in UTC."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
