"""Property values as plain Python values: dict, list, str, bool, int, float. An absent key means unset."""

from typing import Any

Props = dict[str, Any]
"""Properties by their camelCase names."""

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""Stands for a value that a preview can't know; fixed by Pulumi's wire protocol."""

SIGNATURE = "4dabf18193072939515e22adb298388d"
"""The key that says what an object stands for: a secret, an asset, an archive; fixed by the same."""


def has_unknown(value: Any) -> bool:
    """Whether the value is unknown, or holds one that is."""
    if isinstance(value, dict):
        return any(map(has_unknown, value.values()))
    if isinstance(value, list):
        return any(map(has_unknown, value))
    return isinstance(value, str) and value == UNKNOWN
