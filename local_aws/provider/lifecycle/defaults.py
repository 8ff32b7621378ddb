"""`__defaults`: the record, in each object of checked inputs, of the properties that Check filled in."""

from typing import Any

DEFAULTS = "__defaults"
"""The key; its value lists the names of those properties, sorted."""


def without_defaults(value: Any) -> Any:
    """The value without `__defaults`, at any depth: what is sent to AWS, and what the state holds."""
    if isinstance(value, dict):
        return {key: without_defaults(member) for key, member in value.items() if key != DEFAULTS}
    return [without_defaults(member) for member in value] if isinstance(value, list) else value
