"""What AWS's errors and events mean: the cause, the fix, and the rule of the policy pack that would have stopped it.

AWS's words are in `model/texts`, what is known of each in `reasons/`; docs/errors.md lists them.
"""

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Any

from model.texts.text import PLACE, Text, filled
from ops.explain.explanation import Explanation
from ops.explain.found import Found, names_in, texts_in
from ops.explain.reasons import REASONS

__all__ = ["Explanation", "explain", "explain_all", "nearest"]

LIKE = 0.5
"""How alike the words of a text must be for it to be a suggestion; 1 is the same."""


def explain(text: str, code: str = "") -> Explanation | None:
    """What is known of an error or event; its code counts where the text is not known."""
    said = " ".join(_plain(text).split())
    if texts := texts_in(said):
        return _explanation(max(texts, key=lambda one: (REASONS[one.text].fix != "", one.weight)))
    return next(map(_explanation, names_in(f"{code} {said}")), None)


def explain_all(text: str) -> list[Explanation]:
    """All that is known of a longer paste, in its order; what would be said twice is said once."""
    said = _plain(text)
    texts = texts_in(said)
    known = [one for inner in texts for one in (inner, *inner.around)]
    with_text = {one.text.code for one in known}
    names = [one for one in names_in(said) if one.text.code not in with_text and not any(map(one.overlaps, known))]
    explanations: dict[tuple[str, str], Explanation] = {}
    for one in map(_explanation, sorted((*texts, *names), key=lambda one: one.start)):
        explanations.setdefault((one.cause, one.fix), one)
    return list(explanations.values())


def nearest(text: str, most: int = 3) -> list[Text]:
    """The texts most like one that is not known, the likest first."""
    lines = [_words(line) for line in _plain(text).splitlines()]

    def likeness(one: Text) -> float:
        return max((SequenceMatcher(None, _words(one.words), line).ratio() for line in lines), default=0)

    rated = {one: likeness(one) for one in REASONS}
    return [one for one in nlargest(most, rated, key=rated.__getitem__) if rated[one] >= LIKE]


def _explanation(found: Found) -> Explanation:
    reason = REASONS[found.text]
    values = {name: value for one in (*found.around, found) for name, value in one.values.items()}
    return Explanation(
        text=found.said,
        code=found.text.code,
        cause=filled(reason.cause, values),
        fix=filled(reason.fix, values),
        rule=reason.rule,
        source=found.text.source,
        values=values,
    )


def _plain(text: str) -> str:
    """The texts of a JSON answer, one a line; anything else as it is."""
    try:
        return "\n".join(_strings(json.loads(text)))
    except ValueError:
        return text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", PLACE.sub(" ", text).lower())
