"""One text of AWS."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Seen = Literal["documented", "quoted", "unseen"]
"""AWS's own pages or models have it; people were seen quoting it; nobody was, and the words are ours."""

PLACE = re.compile(r"\{(\w+)\}")
"""A place in a text, and its name."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text with places for names and numbers, such as `{container}`."""

    words: str
    seen: Seen
    source: str
    """A page or thread, or which of AWS's calls answers with it."""
    code: str = ""
    """AWS's name for the error, where it comes with one."""

    def say(self, **values: object) -> str:
        """The text as AWS says it. KeyError without a value for each place."""
        return PLACE.sub(lambda place: str(values[place[1]]), self.words)

    def with_values(self, **values: object) -> "Text":
        """The same with these values in their places."""
        return replace(self, words=self.say(**values))

    def quote(self, **values: object) -> str:
        """The text in quotation marks, with … where no value is given."""
        return f"“{filled(self.words, values)}”"


def filled(words: str, values: Mapping[str, object]) -> str:
    """Words with these values in their places, and with … where there is none."""
    return PLACE.sub(lambda place: str(values.get(place[1], "…")), words)
