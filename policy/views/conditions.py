"""The conditions of listener rules: whether one rule takes every request that another one matches."""

from collections.abc import Iterable, Iterator
from typing import Any

from model.rule_conditions import LONGEST_VALUE, MOST_VALUES
from policy.reading import UNKNOWN, Resource, Unknown, items, read, text_of
from policy.views.wildcards import fits

Answer = bool | Unknown
# Here `*` stands for any text and `?` for one character. The case matters in paths only.
PATTERNS = ("pathPattern", "hostHeader", "httpHeader", "queryStrings")
# Patterns that every request meets; a header must be there to meet one.
ALWAYS = {"pathPattern": ("*", "/*"), "hostHeader": ("*",)}


def takes_all(rule: Resource, other: Resource) -> Answer:
    """Whether `rule` matches every request that `other` matches; False where that cannot be proven.

    A request must meet all conditions of a rule, each by one of its values.
    """
    ours, theirs = list(_conditions(rule)), list(_conditions(other))
    if sum(len(values) for _, values in (*ours, *theirs)) > 2 * MOST_VALUES:
        return False  # AWS refuses one of them.
    return bool(ours) and every(_met(kind, values, theirs) for kind, values in ours)


def every(answers: Iterable[Answer]) -> Answer:
    """False if one answer is, whatever is not known of the others."""
    found = set(answers)
    return False if False in found else UNKNOWN if UNKNOWN in found else True


def some(answers: Iterable[Answer]) -> Answer:
    """True if one answer is, whatever is not known of the others."""
    found = set(answers)
    return True if True in found else UNKNOWN if UNKNOWN in found else False


def _conditions(rule: Resource) -> Iterator[tuple[Any, list[Any]]]:
    """Each condition's kind, such as `hostHeader`, for a header with its name; and its values.

    An unknown kind may be any. Regular expressions are a kind of their own, of which nothing but equality is known.
    """
    for _, condition in items(rule.get("conditions")):
        for kind, said in _blocks(condition):
            name = text_of(read(said, "httpHeaderName", default=""))
            about = UNKNOWN if UNKNOWN in (kind, name) else (kind, str(name).lower())
            if kind == "queryStrings":
                yield about, [_query(one) for _, one in items(said)]
                continue
            for key in ("values", "regexValues"):
                if values := [one for _, one in items(read(said, key))]:
                    yield about if key == "values" or about is UNKNOWN else (*about, "regex"), values


def _blocks(condition: Any) -> Iterable[tuple[Any, Any]]:
    if condition is UNKNOWN:
        return [(UNKNOWN, UNKNOWN)]
    return condition.items() if isinstance(condition, dict) else ()


def _query(said: Any) -> Any:
    key, value = read(said, "key", default="*"), read(said, "value", default="")
    return UNKNOWN if UNKNOWN in (key, value) else f"{key}\n{value}"


def _met(kind: Any, values: list[Any], theirs: list[tuple[Any, list[Any]]]) -> Answer:
    """Whether every request that meets `theirs` meets a condition of this kind with these values."""
    if kind is UNKNOWN:
        return UNKNOWN
    if any(one in values for one in ALWAYS.get(kind[0], ())):
        return True
    return some(
        UNKNOWN if about is UNKNOWN else every(some(_covers(kind, mine, one) for mine in values) for one in wanted)
        for about, wanted in theirs
        if about in (UNKNOWN, kind)
    )


def _covers(kind: tuple[str, ...], mine: Any, one: Any) -> Answer:
    """Whether all that one value means, another does."""
    if UNKNOWN in (mine, one):
        return UNKNOWN
    if mine == one:
        return True
    if not (isinstance(mine, str) and isinstance(one, str)) or kind[0] not in PATTERNS or "regex" in kind:
        return False
    # A wildcard in `one` is taken as the character that it is written with, which only a `*` in `mine` covers.
    if ("?" in mine and "*" in one) or max(len(mine), len(one)) > 2 * LONGEST_VALUE + 1:
        return False
    return fits(mine, one) if kind[0] == "pathPattern" else fits(mine.lower(), one.lower())
