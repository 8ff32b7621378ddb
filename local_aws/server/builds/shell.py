"""The shell of a build: each command is a process of its own, and the next one goes on where it ended.

As CodeBuild does it since version 0.2: variables, exported or not, and the folder stay; functions and aliases don't.
"""

import codecs
import os
import re
import select
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

LOOK_SECONDS = 0.1
"""How soon it notices that it should stop."""
NAME = re.compile(r"[A-Za-z_]\w*")
"""Of a variable of the shell."""

SCRIPT = """\
. {variables}
cd "$(cat {folder})" || exit 1
trap {keep} EXIT
set -a
{command}
"""


class Stopped(Exception):
    """Somebody stopped the build, or the server leaves."""


class TimedOut(Exception):
    """The build took longer than it may."""


class Shell:
    """Owns the processes of a build; none goes on after `close`."""

    def __init__(self, own: Path, source: Path, variables: Mapping[str, str], program: str = "sh") -> None:
        self._own = own
        """A folder for its files."""
        self._program = program
        self._groups: set[int] = set()
        """Process groups that may still have members."""
        own.mkdir()
        self._folder.write_text(f"{source}\n")
        self._variables.write_text("")
        self.set(variables)

    @property
    def _folder(self) -> Path:
        return self._own / "dir.txt"

    @property
    def _variables(self) -> Path:
        return self._own / "env.sh"

    def set(self, variables: Mapping[str, str]) -> None:
        """From the next command on."""
        with self._variables.open("a") as file:
            for name, value in variables.items():
                if NAME.fullmatch(name):
                    file.write(f"export {name}={shlex.quote(value)}\n")

    def run(
        self, command: str, said: Callable[[str], object], stopped: Callable[[], bool], until: float = float("inf")
    ) -> int:
        """Its exit status. `until`: a moment of `time.monotonic`. Raises Stopped and TimedOut."""
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb") as output:
            process = self._start(command, writing)
            os.close(writing)
            self._groups.add(process.pid)
            decoder = codecs.getincrementaldecoder("utf-8")("replace")
            open_still = True
            while True:
                over = process.poll() is not None
                if open_still and select.select([output], [], [], 0 if over else LOOK_SECONDS)[0]:
                    some = os.read(output.fileno(), 65536)
                    open_still = bool(some)
                    said(decoder.decode(some))
                elif over:
                    break
                elif not open_still:
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(LOOK_SECONDS)
                if stopped():
                    raise Stopped
                if time.monotonic() > until:
                    raise TimedOut
        status = process.returncode
        return status if status >= 0 else 128 - status

    def value(self, name: str) -> str:
        """Of a variable, as the last command left it."""
        found: list[str] = []
        if NAME.fullmatch(name):
            self.run(f'printf %s "${name}"', found.append, lambda: False)
        return "".join(found)

    def close(self) -> None:
        """Ends all that commands started."""
        for group in self._groups:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)

    def _start(self, command: str, writing: int) -> subprocess.Popen[bytes]:
        script = self._own / "script.sh"
        places = {"variables": shlex.quote(str(self._variables)), "folder": shlex.quote(str(self._folder))}
        keep = shlex.quote("export -p > {variables}; pwd > {folder}".format(**places))
        script.write_text(SCRIPT.format(command=command, keep=keep, **places))
        return subprocess.Popen(
            [self._program, str(script)],
            env={"PATH": os.environ.get("PATH", os.defpath)},
            stdin=subprocess.DEVNULL,
            stdout=writing,
            stderr=writing,
            start_new_session=True,
        )
