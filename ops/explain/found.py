"""Texts of AWS in what people paste.

A text within a place of another, such as ECS's refusal within CodeDeploy's, says more than the one around it. Of two
that overlap otherwise, the one with more of AWS's own words is meant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from model.texts.text import Text
from ops.explain.pattern import NESTED, QUOTES, Pattern
from ops.explain.reasons import REASONS

WRAPPING = f" .,;:<>()[]{QUOTES}\\"
"""Around a value, and no part of it."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One text, and where it stands."""

    text: Text
    said: str
    start: int
    end: int
    weight: int
    """How many letters of it are AWS's own words."""
    values: Mapping[str, str]
    nests: Sequence[tuple[int, int]] = ()
    """Where its places for other texts begin and end."""
    around: Sequence["Found"] = ()
    """The texts within which it stands."""

    def holds(self, other: "Found") -> bool:
        return any(start <= other.start and other.end <= end for start, end in self.nests)

    def overlaps(self, other: "Found") -> bool:
        return self.start < other.end and other.start < self.end


def texts_in(said: str) -> list[Found]:
    """Every text that is explained, innermost, in order."""
    lowered = said.lower()
    found = [_found(pattern, match) for pattern in _patterns() for match in pattern.finds(said, lowered)]
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: -one.weight):
        if all(one.holds(other) or other.holds(one) for other in kept if one.overlaps(other)):
            kept.append(one)
    inner = [one for one in kept if not any(one.holds(other) for other in kept)]
    placed = [replace(one, around=[other for other in kept if other.holds(one)]) for one in inner]
    return sorted(placed, key=lambda one: one.start)


def names_in(said: str) -> list[Found]:
    """Every code that says enough by itself."""
    names = _names()
    return [
        Found(text=names[word[0]], said=word[0], start=word.start(), end=word.end(), weight=len(word[0]), values={})
        for word in re.finditer(r"\w+", said)
        if word[0] in names
    ]


@cache
def _patterns() -> Sequence[Pattern]:
    return [Pattern(text) for text in REASONS if text.words != text.code]


@cache
def _names() -> Mapping[str, Text]:
    """By its code, what is a name and no more; and one of the texts of a code that have one reason all."""
    by_code: dict[str, list[Text]] = {}
    for text in REASONS:
        by_code.setdefault(text.code, []).append(text)
    bare = {text.code: text for text in REASONS if text.words == text.code}
    alike = {
        code: texts[0]
        for code, texts in by_code.items()
        if code and all(text.seen != "unseen" and REASONS[text] == REASONS[texts[0]] for text in texts)
    }
    return alike | bare


def _found(pattern: Pattern, match: re.Match[str]) -> Found:
    places = match.groupdict()
    return Found(
        text=pattern.text,
        said=" ".join(match[0].split()),
        start=match.start(),
        end=match.end(),
        weight=pattern.weight,
        values={name: " ".join(value.split()).strip(WRAPPING) for name, value in places.items()},
        nests=[match.span(name) for name in places if name in NESTED],
    )
