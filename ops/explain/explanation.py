"""What is said about one text of AWS."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A text of AWS, why it is said and what to do about it."""

    text: str
    """AWS's words, as they were found."""
    code: str
    """AWS's name for the error; empty where it has none."""
    cause: str
    fix: str
    """Empty: nothing is wrong, the text reports what is meant to happen."""
    rule: str
    """The rule of the policy pack that stops it before it happens; empty: none can."""
    source: str
    """Where AWS says it: a page, a thread, or the call that answers with it."""
    values: Mapping[str, str]
    """What was found in the text's places: names, ports, minutes, ids."""
