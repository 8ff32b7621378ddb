"""Retries of what AWS refuses for now, and waits for what takes a while, up to a time-out.

The real provider waits for minutes. Here nothing changes by itself, only by what the engine does at the same time, so
seconds are enough and a mistake shows soon.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from botocore.exceptions import ClientError

T = TypeVar("T")

TIMEOUT_SECONDS = 15.0
PAUSE_SECONDS = 0.1


def retry(call: Callable[[], T], *errors: tuple[str, str]) -> T:
    """Repeats the call while AWS answers with one of these: an error code, and a part of its text.

    Any other error is final, and after the time-out this one is, too.
    """
    end = time.monotonic() + TIMEOUT_SECONDS
    while True:
        try:
            return call()
        except ClientError as error:
            answer = error.response["Error"]
            expected = any(answer["Code"] == code and text in answer["Message"] for code, text in errors)
            if not expected or time.monotonic() > end:
                raise
        time.sleep(PAUSE_SECONDS)


def wait_until(done: Callable[[], bool], what: str) -> None:
    """Looks until it is done; after the time-out a TimeoutError says what was waited for."""
    end = time.monotonic() + TIMEOUT_SECONDS
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(f"timeout while waiting for {what} (the local AWS waits {TIMEOUT_SECONDS:g} s)")
        time.sleep(PAUSE_SECONDS)
