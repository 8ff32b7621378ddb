"""Retries of what AWS refuses for now, and waits for what takes a while, up to a time-out.

The real provider waits for twenty minutes in most places; here they are as fast as AWS's time is.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from botocore.exceptions import ClientError

from local_aws.home import speed

T = TypeVar("T")

AWS_SECONDS = 20 * 60
SHORTEST_SECONDS = 15.0
"""What the engine does at the same time takes its own time."""
PAUSE_SECONDS = 0.1


def timeout_seconds() -> float:
    """How long it waits."""
    return max(SHORTEST_SECONDS, AWS_SECONDS / speed()) if speed() else SHORTEST_SECONDS


def retry(call: Callable[[], T], *errors: tuple[str, str]) -> T:
    """Repeats the call while AWS answers with one of these: an error code, and a part of its text.

    Any other error is final, and after the time-out this one is, too.
    """
    end = time.monotonic() + timeout_seconds()
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
    seconds = timeout_seconds()
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(f"timeout while waiting for {what} (the local AWS waits {seconds:g} s)")
        time.sleep(PAUSE_SECONDS)
