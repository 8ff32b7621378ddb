"""What a check comes to. None is well; the other two are here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class Failed(Exception):
    """The release must not go on. The text says why, for the function's log."""


@dataclass(frozen=True, kw_only=True)
class Pending:
    """Not known yet: call again after so long, with these details."""

    seconds: int
    details: Mapping[str, Any]
