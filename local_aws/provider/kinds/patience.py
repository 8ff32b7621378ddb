"""What AWS refuses for now, and what takes a while: tried again, looked at again, up to a limit.

The real provider has minutes for it, as AWS does. Here nothing changes by itself, only by what the engine does at the
same time, so seconds are enough and a fault shows soon.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from botocore.exceptions import ClientError

T = TypeVar("T")

LIMIT_SECONDS = 15.0
PAUSE_SECONDS = 0.1


def insist(call: Callable[[], T], *refusals: tuple[str, str]) -> T:
    """Repeats the call while AWS answers with one of these: an error code, and a part of its text.

    Any other error is final, and at the limit this one too.
    """
    end = time.monotonic() + LIMIT_SECONDS
    while True:
        try:
            return call()
        except ClientError as error:
            answer = error.response["Error"]
            known = any(answer["Code"] == code and text in answer["Message"] for code, text in refusals)
            if not known or time.monotonic() > end:
                raise
        time.sleep(PAUSE_SECONDS)


def wait(until: Callable[[], bool], what: str) -> None:
    """Looks until it is so; a TimeoutError that names what was waited for at the limit."""
    end = time.monotonic() + LIMIT_SECONDS
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(f"timeout while waiting for {what} (the local AWS waits {LIMIT_SECONDS:g} s)")
        time.sleep(PAUSE_SECONDS)
