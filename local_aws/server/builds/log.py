"""The lines of a build, on their way to CloudWatch Logs."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

FLUSH_SECONDS = 0.2
LONGEST_LINE = 256 * 1024
"""In characters: a longer one is cut into several, since CloudWatch Logs takes no larger event."""
HIDDEN = "***"
"""What stands for a secret's value (CodeBuild user guide, "Secrets Manager")."""


class Log:
    """Takes text as it comes, and gives whole lines away a few times in a second."""

    def __init__(self, put: Callable[[list[str]], object]) -> None:
        self._put = put
        self._lines: list[str] = []
        self._rest = ""
        self._secrets: list[str] = []
        self._put_at = 0.0

    def hide(self, secret: str) -> None:
        """Wherever it comes up; of a secret with several lines, such as a key, each."""
        lines = {line.strip() for line in secret.splitlines()} - {""}
        # A longer one may have a shorter one in it.
        self._secrets = sorted({*self._secrets, *lines}, key=len, reverse=True)

    def write(self, text: str) -> None:
        """What a command says."""
        *lines, self._rest = (self._rest + text).split("\n")
        while len(self._rest) > LONGEST_LINE:
            lines.append(self._rest[:LONGEST_LINE])
            self._rest = self._rest[LONGEST_LINE:]
        self._take(lines)

    def line(self, text: str) -> None:
        """What CodeBuild itself says."""
        if self._rest:
            self._take([self._rest])
            self._rest = ""
        self._take([f"[Container] {datetime.now(UTC):%Y/%m/%d %H:%M:%S.%f} {text}"])

    def flush(self) -> None:
        """Gives away what there is."""
        if self._lines:
            self._put(self._lines)
        self._lines, self._put_at = [], time.monotonic()

    def _take(self, lines: list[str]) -> None:
        for line in lines:
            for secret in self._secrets:
                line = line.replace(secret, HIDDEN)
            self._lines.append(line + "\n")
        if time.monotonic() - self._put_at > FLUSH_SECONDS:
            self.flush()
