"""Secrets in messages: which properties are wrapped, and what no text may show."""

from collections.abc import Iterable
from typing import Any

from google.protobuf.struct_pb2 import Struct

from local_aws.provider.protocol.wire import decode
from model.property_path import PropertyPath

SHORTEST_CHARACTERS = 4
"""A value of fewer characters is no secret, and removing it would spoil every text."""


def top_level(paths: Iterable[PropertyPath]) -> set[PropertyPath]:
    """The top-level properties that the paths begin with: in a state the whole property is secret."""
    return {path[:1] for path in paths}


def redacted(text: str, *messages: Struct) -> str:
    """The text without the secret values of these messages."""
    for secret in sorted(set().union(*map(_texts, messages)), key=len, reverse=True):
        if len(secret) >= SHORTEST_CHARACTERS:
            text = text.replace(secret, "[secret]")
    return text


def _texts(message: Struct) -> set[str]:
    """Every text and number inside a secret."""
    values, paths = decode(message)
    found: set[str] = set()
    for path in paths:
        value: Any = values
        for step in path:
            value = value.get(step) if isinstance(value, dict) else value[step]
        found |= _leaves(value)
    return found


def _leaves(value: Any) -> set[str]:
    if isinstance(value, dict | list):
        members = value.values() if isinstance(value, dict) else value
        return set().union(*map(_leaves, members))
    return set() if value is None else {str(value)}
