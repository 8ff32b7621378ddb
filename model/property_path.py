"""Property paths: keys and indices from a resource down to one value, and their text as Pulumi writes it."""

import re
from functools import cache

PropertyPath = tuple[str | int, ...]

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_STEP = re.compile(r'\.?(?:(?P<key>[^.\[\]"]+)|\["(?P<quoted>(?:[^"\\]|\\.)*)"\]|\[(?P<index>\d+|\*)\])')


def written(path: PropertyPath) -> str:
    """The path's text, e.g. `ingress[0].fromPort` or `tags["a.b"]`."""
    return "".join(map(_step, path)).removeprefix(".")


def is_under(path: PropertyPath, pattern: str) -> bool:
    """Whether the path is at or below the one of a text (`tags`, `tags["a.b"]`, `ingress[*].self`).

    Nothing is below a text that is no path; Pulumi's engine passes over such a one.
    """
    steps = _steps(pattern)
    return 0 < len(steps) <= len(path) and all(step in ("*", str(key)) for step, key in zip(steps, path, strict=False))


@cache
def _steps(pattern: str) -> tuple[str, ...]:
    """Keys and indices; none where the text is no path."""
    found: list[str] = []
    at = 0
    while at < len(pattern):
        step = _STEP.match(pattern, at)
        if step is None:
            return ()
        found.append(step["key"] or step["quoted"] or step["index"] or "")
        at = step.end()
    return tuple(found)


def _step(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f".{key}" if _PLAIN_KEY.fullmatch(key) else '["' + key.replace("\\", "\\\\").replace('"', '\\"') + '"]'
