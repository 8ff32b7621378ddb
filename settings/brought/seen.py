"""Look-ups, and what is said when AWS has no such thing."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from settings.wording import MOST_SHOWN

T = TypeVar("T")


class Unfit(Exception):
    """What is brought will not do; the lines say why, each with its key."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self.lines = list(lines)


def looked_up(key: str, ask: Callable[[], T]) -> T:
    """What AWS answers. Unfit, with the provider's words, when it does not."""
    try:
        return ask()
    except Exception as error:  # Pulumi raises no narrower one.
        raise Unfit([f"bluegreen:{key}: AWS shows none: {_said(error)}"]) from None


def required(lines: Iterable[str]) -> None:
    """Unfit when there is a line."""
    found = list(lines)
    if found:
        raise Unfit(found)


def _said(error: Exception) -> str:
    """The end of the provider's words, on one line: what comes before is the way to it."""
    said = " ".join(str(error).split())
    return said if len(said) <= 4 * MOST_SHOWN else f"…{said[-4 * MOST_SHOWN :]}"
