"""Property paths: keys and indices from a resource down to one value, and their text as Pulumi writes it."""

import re

PropertyPath = tuple[str | int, ...]

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_STEP = re.compile(r'\.?(?P<key>[^.\[\]"]+)|\["(?P<quoted>(?:[^"\\]|\\.)*)"\]|\[(?P<index>\d+|\*)\]')


def written(path: PropertyPath) -> str:
    """The path's text, e.g. `ingress[0].fromPort` or `tags["a.b"]`."""
    return "".join(map(_step, path)).removeprefix(".")


def is_under(path: PropertyPath, pattern: str) -> bool:
    """Whether the path is at or below the one of a text (`tags`, `tags["a.b"]`, `ingress[*].self`)."""
    steps = [step["key"] or step["quoted"] or step["index"] for step in _STEP.finditer(pattern)]
    return len(steps) <= len(path) and all(step in ("*", str(key)) for step, key in zip(steps, path, strict=False))


def _step(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f".{key}" if _PLAIN_KEY.fullmatch(key) else '["' + key.replace("\\", "\\\\").replace('"', '\\"') + '"]'
