"""Ends what the language host has started when the host is killed and can't do so itself.

A program that goes on keeps the engine waiting: its host is gone, and nobody else would tell the engine of its end. A
shell reads which process groups run, since it starts in a millisecond; it has its own session, so no signal meant for
the engine reaches it.
"""

import subprocess
import threading
from contextlib import suppress

# Its standard input ends with the host.
_SCRIPT = """
running=
while read -r what group; do
  left=
  for one in $running; do [ "$one" = "$group" ] || left="$left $one"; done
  running=$left
  [ "$what" = began ] && running="$running $group"
done
for group in $running; do kill -s KILL -- "-$group" 2>/dev/null; done
"""


class Keeper:
    """Knows the process groups that must not outlive this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shell = subprocess.Popen(
            ["/bin/sh", "-c", _SCRIPT],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def began(self, group: int) -> None:
        """A process group has started."""
        self._tell(f"began {group}")

    def ended(self, group: int) -> None:
        """It is over, and its number may soon be another's."""
        self._tell(f"ended {group}")

    def _tell(self, line: str) -> None:
        assert self._shell.stdin is not None
        with self._lock, suppress(BrokenPipeError):
            self._shell.stdin.write(f"{line}\n".encode())
            self._shell.stdin.flush()
