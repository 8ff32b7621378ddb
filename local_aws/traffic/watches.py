"""Room for Envoy's watches: it takes an inotify instance a file, Linux gives a user 128, and without room it aborts."""

import os
from contextlib import suppress
from pathlib import Path

PROCESSES = Path("/proc")
LIMIT = PROCESSES / "sys/fs/inotify/max_user_instances"
SPARE = 8
"""For clusters that are changed (the old and the new one watch the same file for a while), and for other programs."""


class NoRoom(Exception):
    """The user's limit doesn't allow so many."""


def require(files: int) -> None:
    """Raises NoRoom unless so many more files can be watched now. Where there is no such limit, any number can.

    Counts what this user's programs have; to try it out would take it away from them for a moment.
    """
    if not files or not LIMIT.exists():
        return
    limit = int(LIMIT.read_text())
    room = limit - SPARE - sum(_instances(process) for process in PROCESSES.glob("[0-9]*"))
    if files > room:
        raise NoRoom(
            f"Envoy must watch {files} more files, and of the {limit} that Linux lets this user watch {max(0, room)} "
            "are left; raise the limit: sysctl fs.inotify.max_user_instances=8192"
        )


def _instances(process: Path) -> int:
    found = 0
    with suppress(OSError):  # it has ended
        if process.stat().st_uid == os.getuid():
            for descriptor in (process / "fd").iterdir():
                with suppress(OSError):
                    found += "inotify" in os.readlink(descriptor)
    return found
