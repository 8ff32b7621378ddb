"""What AWS takes as tags.

Some services take more characters, and these are the ones that all of them take
(https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html).
"""

import unicodedata
from typing import Final

MOST_TAGS: Final = 50
KEY_LENGTH: Final = 128
VALUE_LENGTH: Final = 256
MARKS: Final = "+-=._:/@"
"""Besides letters, digits and spaces of any script."""


def tag_fault(key: str, value: str) -> str:
    """What is wrong with a tag, as "… must be …"; empty when nothing is."""
    if not 1 <= len(key) <= KEY_LENGTH:
        return f"its name must be 1 to {KEY_LENGTH} characters, has {len(key)}"
    if len(value) > VALUE_LENGTH:
        return f"its value must be at most {VALUE_LENGTH} characters, has {len(value)}"
    if odd := sorted({one for one in key + value if not _taken(one)}):
        return f"must be letters, digits, spaces and {MARKS}, has {', '.join(map(ascii, odd[:3]))}"
    if key.lower().startswith("aws:") or value.lower().startswith("aws:"):
        return "must not start with aws:, neither its name nor its value, because AWS keeps these"
    return ""


def _taken(character: str) -> bool:
    # General categories: letters, numbers, separators.
    return unicodedata.category(character)[0] in "LNZ" or character in MARKS
