"""A text of AWS as a pattern that finds it in what people paste: logs, JSON, lines that a console broke."""

import re
from collections.abc import Iterator
from functools import cached_property

from model.texts.text import PLACE, Text

GAP = r"(?:\s|\\n)+"
"""Between two words; JSON writes a line break as \\n."""
QUOTES = "\"'`“”‘’"  # noqa: RUF001
QUOTE = rf"(?:\\u20[01][89abcd]|\\?[{QUOTES}])?"
BRACKETS = {bracket: rf"\{bracket}?" for bracket in "()[]"}
"""The console and AWS's guides write events without the brackets of the API."""
TRAILER = "; Proxy: null"
"""AWS's SDK for Java ends its errors with it, in versions since about 2020."""

NESTED = frozenset({"cause", "detail", "message", "reason"})
"""Places that hold another text of AWS."""
SEVERAL = NESTED | {"alarms", "allowed", "codes", "command", "error", "events", "more", "platforms", "problem", "rules"}
SEVERAL |= {"target_groups", "tasks", "what", "where"}
"""Places that hold several words."""

INTRODUCTION = re.compile(r"[^{]+ following error: ")
"""People leave it out."""

LONGEST = 1000
"""Letters in such a place, so that a long log is searched in good time."""

_SENTENCE_END = r'(?=\.?\s*$|\.\s|\.?\n|\.?\\n|\.?\\?")'


class Pattern:
    """What finds one text, and how much of it are AWS's own words."""

    def __init__(self, text: Text) -> None:
        self.text = text
        literals = PLACE.split(self._introduction_and_rest[1])[::2]
        self.weight = sum(len(re.sub(r"\s", "", literal)) for literal in literals)
        self._longest = max((word for literal in literals for word in re.findall(r"\w+", literal)), key=len).lower()

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        introduction, rest = self._introduction_and_rest
        introduced = f"(?:{_literal(introduction)})?" if introduction else ""
        return re.compile(rf"(?<!\w){introduced}{''.join(_pieces(rest))}", re.IGNORECASE | re.DOTALL)

    @property
    def _introduction_and_rest(self) -> tuple[str, str]:
        words = self.text.words.rstrip()
        start = INTRODUCTION.match(words)
        return (start[0], words[start.end() :]) if start else ("", words)

    def finds(self, said: str, lowered: str) -> Iterator[re.Match[str]]:
        """Where the text stands in what was said; `lowered` is that in lower case."""
        return self._expression.finditer(said) if self._longest in lowered else iter(())


def _pieces(words: str) -> Iterator[str]:
    literals, names = PLACE.split(words)[::2], PLACE.split(words)[1::2]
    beginning = _literal(literals[0])
    yield beginning
    for number, name in enumerate(names):
        after = literals[number + 1]
        if name in names[:number]:
            yield f"(?P={name})"
        else:
            last = number + 1 == len(names) and not re.search(r"\w", after)
            yield f"(?P<{name}>{_last_place(name, after[:1]) if last else _place(name, beginning)})"
        yield _literal(after)


def _literal(words: str) -> str:
    return "".join(map(_piece, re.split(rf"(\s+|[{QUOTES}]|[()\[\]]|{TRAILER}|\.$)", words)))


def _piece(piece: str) -> str:
    if piece.isspace():
        return GAP
    if piece in (TRAILER, "."):
        return f"(?:{re.escape(piece)})?"
    if piece and piece in QUOTES:
        return QUOTE
    return BRACKETS.get(piece, re.escape(piece))


def _place(name: str, beginning: str) -> str:
    """One word, or several where the place is for them, but not so many that the text begins again."""
    return rf"(?:(?!{beginning}).){{1,{LONGEST}}}?" if name in SEVERAL else r"\S+?"


def _last_place(name: str, after: str) -> str:
    """The same at a text's end: as far as its bracket, its sentence or the line goes."""
    closing = re.escape(after) if after in BRACKETS else ""
    if name not in SEVERAL:
        return rf"[^\s{QUOTES}\\{closing}]+"
    line = rf'(?:(?!\\n)[^\n"{closing}])'
    return f"{line}+" if name in NESTED or closing else f"{line}+?{_SENTENCE_END}"
