"""What counts as this machine, said so narrowly that no two readers of an address can differ about it."""

import re

_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_HOST = rf"(?:localhost|127(?:\.{_BYTE}){{3}}|\[::1\])"
_PORT = r"(?::(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3}))?"
_ORIGIN = rf"https?://{_HOST}{_PORT}"

_AUTHORITY = re.compile(f"{_HOST}{_PORT}")
_ENDPOINT = re.compile(f"{_ORIGIN}/?")
_URL = re.compile(rf"{_ORIGIN}(?:[/?][!-~]*)?")

SHOWN_CHARACTERS = 60
"""Of a value that is refused: it may be long, and come from anywhere."""


def is_authority(text: str) -> bool:
    """Whether this is host and optional port of this machine, as a `Host` header has them."""
    return _AUTHORITY.fullmatch(text) is not None


def is_endpoint(text: str) -> bool:
    """Whether this is `http(s)://`, this machine and at most a port and a slash."""
    return _ENDPOINT.fullmatch(text) is not None


def is_url(text: str) -> bool:
    """Whether this leads to this machine, with whatever path and query."""
    return _URL.fullmatch(text) is not None


def shown(value: object) -> str:
    """A refused value, as far as a message shows it."""
    text = repr(value)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
