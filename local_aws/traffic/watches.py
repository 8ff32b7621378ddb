"""Room for Envoy's watches: it takes an inotify instance a file, Linux gives a user 128, and without room it aborts."""

import ctypes
import os
import sys
from pathlib import Path

LIMIT = Path("/proc/sys/fs/inotify/max_user_instances")
SPARE = 8
"""For clusters that are changed: the old and the new one watch the same file for a while."""


class NoRoom(Exception):
    """The user's limit doesn't allow so many."""


def require(files: int) -> None:
    """Raises NoRoom unless so many more files can be watched now. Elsewhere than on Linux no such limit is known."""
    if not files or not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    opened: list[int] = []
    try:
        while len(opened) < files + SPARE:
            instance = libc.inotify_init1(os.O_CLOEXEC)
            if instance < 0:
                raise NoRoom(
                    f"Envoy must watch {files} more files and this user may watch {max(0, len(opened) - SPARE)} more; "
                    f"raise the limit, now {LIMIT.read_text().strip()}: sysctl fs.inotify.max_user_instances=8192"
                )
            opened.append(instance)
    finally:
        for instance in opened:
            os.close(instance)
