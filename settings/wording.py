"""How a refusal shows what people wrote, and guesses what they meant."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

MOST_SHOWN = 60
"""Characters of a value that a refusal shows."""


def shortened(text: str) -> str:
    """A value, or what is said of one, as far as a person reads it."""
    shown = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text[:MOST_SHOWN])
    return shown if len(text) <= MOST_SHOWN else f"{shown}…"


def nearest(word: str, allowed: Iterable[str]) -> str:
    """The one that was meant, in whatever case and with whatever between its words; empty when none is near."""
    folded = {_folded(one): one for one in allowed}
    found = get_close_matches(_folded(word[:MOST_SHOWN]), folded, n=1)
    return folded[found[0]] if found else ""


def _folded(word: str) -> str:
    return re.sub(r"[\W_]", "", word.lower())
