"""`Fn::ForEach`: what is written once for all members of a collection, made out as CloudFormation does.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

HEAD = "Fn::ForEach::"

Known = Mapping[str, str]
"""The identifiers of the loops around, and their values."""
Value = Callable[[Any], Any]
"""What a collection is, which may be a parameter or stand in a mapping."""


def made(section: Mapping[str, Any], value: Value, known: Known | None = None) -> Iterator[tuple[str, str, Any]]:
    """The entries of a section or an object: the key as it is written, the one that is made of it, and what it has.

    A loop over a collection that nobody knows stays as it is.
    """
    known = known or {}
    for key, written in section.items():
        values = _values(key, written, value, known)
        if values is None:
            yield key, _replaced(str(key), known), _expanded(written, value, known)
            continue
        for one in values:
            yield from made(written[2], value, {**known, written[0]: one})


def left(written: Any) -> bool:
    """Whether a loop is in there that could not be made out."""
    if isinstance(written, dict):
        return any(str(key).startswith(HEAD) or left(one) for key, one in written.items())
    return isinstance(written, list) and any(map(left, written))


def _values(key: str, written: Any, value: Value, known: Known) -> list[str] | None:
    """What a loop goes over; None for one over something unknown, and for what is no loop."""
    match written:
        case [str(), collection, dict()] if str(key).startswith(HEAD):
            values = value(_expanded(collection, value, known))
            if isinstance(values, list) and all(isinstance(one, str | int) for one in values):
                return [str(one) for one in values]
    return None


def _expanded(written: Any, value: Value, known: Known) -> Any:
    match written:
        case {"Ref": str(name)} if len(written) == 1 and name in known:
            return known[name]
        case dict():
            return {name: inside for _, name, inside in made(written, value, known)}
        case list():
            return [_expanded(one, value, known) for one in written]
        case str():
            return _replaced(written, known)
    return written


def _replaced(text: str, known: Known) -> str:
    """`${Name}` is the value, `&{Name}` its letters and digits, as logical IDs have no others."""
    for name, one in known.items():
        text = text.replace(f"${{{name}}}", one).replace(f"&{{{name}}}", re.sub(r"[^A-Za-z0-9]", "", one))
    return text
