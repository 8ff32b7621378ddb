"""A copy of a checkout in a temporary folder, with a local AWS of its own, where commands are timed."""

import os
import resource
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local_aws.home import ROOT, Home

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".local", ".*_cache", ".hypothesis")


class CommandFailed(Exception):
    """A timed command ended badly; the text is what it printed."""


@dataclass(frozen=True, kw_only=True)
class Took:
    """What one run of a command cost."""

    seconds: float
    """On the clock."""
    cpu_seconds: float
    """Of the command and all that it started and waited for; the local AWS runs on its own and isn't in it."""


@dataclass(frozen=True)
class Checkout:
    """The copy; the virtual environment and the engine in it are those of the checkout that was copied."""

    folder: Path
    home: Home

    def time(self, *command: str, **variables: str) -> Took:
        """Runs the command in the copy; raises `CommandFailed` when it fails."""
        start, cpu_start = time.perf_counter(), _cpu_seconds()
        self.output(*command, **variables)
        return Took(seconds=time.perf_counter() - start, cpu_seconds=_cpu_seconds() - cpu_start)

    def output(self, *command: str, **variables: str) -> str:
        """The same; what it printed."""
        environ = os.environ | variables
        # Else a checkout that has bytecode, because somebody ran it without this, would seem faster than another.
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        environ |= {"LOCAL_AWS_HOME": str(self.home.folder), "LOCAL_AWS_PORT": str(self.home.port)}
        done = subprocess.run(
            command, cwd=self.folder, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        if done.returncode:
            raise CommandFailed(f"{' '.join(command)} ended with exit code {done.returncode}:\n{done.stdout}")
        return done.stdout

    def peak_mib(self) -> int:
        """Of memory: the most that any one process had which a command here started and waited for."""
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024

    def forget(self) -> None:
        """Back to the state after set-up: no local AWS, no stacks, no Pulumi home."""
        self.stop()
        shutil.rmtree(self.home.folder, ignore_errors=True)

    def stop(self) -> None:
        """Stops its local AWS, if it runs."""
        self.time(str(self.folder / ".venv" / "bin" / "python"), "-m", "local_aws.starter")


@contextmanager
def copied(root: Path = ROOT) -> Iterator[Checkout]:
    """The copy, until the block ends; then it is gone and its local AWS, too."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary, "checkout")
        shutil.copytree(root, folder, ignore=LEFT_OUT)
        (folder / ".venv").symlink_to(root / ".venv")
        (folder / ".local").mkdir()
        (folder / ".local" / "engine").symlink_to(root / ".local" / "engine")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            home = Home(Path(temporary, "home"), probe.getsockname()[1])
        checkout = Checkout(folder, home)
        try:
            yield checkout
        finally:
            checkout.stop()


def _cpu_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime
