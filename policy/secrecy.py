"""Values that a program keeps secret, and texts without them."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, Final

from policy.reading import LONGEST_JSON

HIDDEN: Final = "[secret]"
LEAST_PART: Final = 4
"""Characters of a part of a secret, such as the name in an ARN, that is hidden too; a shorter one may be any word."""


def shown(value: Any) -> Iterator[str]:
    """The texts that a message could show of a secret value.

    A JSON text is as secret as all that is in it, but for its names: else nobody could tell which container or variable
    is meant. One that is longer than rules read is shown by none.
    """
    if isinstance(value, dict):
        for key, inside in value.items():
            if key.lower() != "name":
                yield from shown(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from shown(inside)
    elif isinstance(value, str):
        yield from _texts(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(int(value)) if float(value).is_integer() else str(value)


def hide(text: str, secrets: Iterable[str]) -> str:
    """The text with each of the secrets, as a word, taken out."""
    small = text.lower()
    for secret in sorted((one for one in secrets if one.lower() in small), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return text


def _texts(value: str) -> Iterator[str]:
    if value[:1] in ("[", "{") and len(value) <= LONGEST_JSON:
        with suppress(ValueError, RecursionError):
            yield from shown(json.loads(value))
    if value.strip():
        yield value
    for separator in (":", "/"):
        if len(part := value.rpartition(separator)[2]) >= LEAST_PART:
            yield part
