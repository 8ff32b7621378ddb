"""How IAM reads the words of a policy document (IAM user guide, IAM JSON policy elements: grammar; Resource)."""

from fnmatch import fnmatchcase
from typing import Any


def listed(value: Any) -> list[Any]:
    """An element takes one value in place of a list of one; none, where there is no such element."""
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def fits(pattern: str, text: str) -> bool:
    """The wildcards are * and ?, without Python's sets of characters."""
    return fnmatchcase(text, pattern.replace("[", "[[]"))
