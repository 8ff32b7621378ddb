"""Texts with wildcards as AWS's services have them: `*` stands for any text, `?` for one character."""


def fits(pattern: str, text: str) -> bool:
    """Whether the text fits the pattern.

    Without backtracking: each part between two `*` is taken at the first place where it fits, which leaves most room
    for the others. So many wildcards cost no more than one.
    """
    first, *parts = pattern.split("*")
    if not parts:
        return len(first) == len(text) and _at(first, text, 0)
    *middle, last = parts
    end = len(text) - len(last)
    if end < len(first) or not _at(first, text, 0) or not _at(last, text, end):
        return False
    start = len(first)
    for part in filter(None, middle):
        if (found := _find(part, text, start, end)) < 0:
            return False
        start = found + len(part)
    return True


def _at(part: str, text: str, start: int) -> bool:
    if "?" not in part:
        return text.startswith(part, start)
    return all(one in ("?", other) for one, other in zip(part, text[start : start + len(part)], strict=True))


def _find(part: str, text: str, start: int, end: int) -> int:
    """Where the part is first, between these places; -1: nowhere."""
    if "?" not in part:
        return text.find(part, start, end)
    return next((place for place in range(start, end - len(part) + 1) if _at(part, text, place)), -1)
