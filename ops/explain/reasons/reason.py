"""Why AWS says something, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.texts.text import Text


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Cause and fix of one text of AWS; in both may be places of the text, such as `{container}`."""

    cause: str
    fix: str = ""
    """Empty: nothing is wrong, the text reports what is meant to happen."""
    rule: str = ""
    """The rule of the policy pack that stops it before it happens; empty: none can."""


Reasons = Mapping[Text, Reason]
