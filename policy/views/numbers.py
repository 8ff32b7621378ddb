"""Numbers that need not be whole."""

from typing import Any

from policy.reading import UNKNOWN, Unknown


def number(value: Any) -> float | Unknown | None:
    """A number, which programs also write as text; None when it is none."""
    if value is UNKNOWN:
        return UNKNOWN
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
