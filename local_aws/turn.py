"""One `make up` or `make down` at a time on one local AWS: the second would find half of what the first one does."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from local_aws.home import Home


class Busy(Exception):
    """Another one is at it; the text says which."""


@contextmanager
def turn(home: Home, what: str) -> Iterator[None]:
    """Raises Busy. A killed command gives its turn back."""
    with (home.folder / "turn").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            other = file.read().strip() or "another command"
            raise Busy(f"{what}: {other} is under way on this local AWS; run it again when that has ended") from None
        file.truncate(0)
        file.write(f"{what} (process {os.getpid()})")
        file.flush()
        yield
