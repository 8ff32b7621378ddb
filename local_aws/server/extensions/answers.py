"""What answers are made of: moments in real time, and members that are left out where there is nothing to say."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

Answer = dict[str, Any]
At = Callable[[float], datetime]
"""A moment of the cloud's clock in real time."""


def moment(seconds: float | None, at: At) -> datetime | None:
    """None for what has not happened."""
    return None if seconds is None else at(seconds)


def known(members: Mapping[str, Any]) -> Answer:
    """Those that have a value."""
    return {member: value for member, value in members.items() if value is not None}


def utc(when: datetime | float | None) -> datetime | None:
    """A moment that a caller or moto gives: seconds since 1970, or a time that is in UTC and may not say so."""
    if when is None or isinstance(when, datetime):
        return when and when.replace(tzinfo=when.tzinfo or UTC)
    return datetime.fromtimestamp(float(when), UTC)
