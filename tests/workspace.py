"""A local AWS and a Pulumi home of a test's own, used the way a person does: by `./local CMD…`."""

import json
import os
import random
import shutil
import socket
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

from local_aws import starter
from local_aws.home import SPEED, TRAFFIC, Home
from tests.conftest import clients_of

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ("Pulumi.yaml", "__main__.py", "outputs.py", "settings", "components", "model", "ops", "policy", "app")


_untried = iter(random.sample(range(20_000, 32_768), 12_768))


def free_port() -> int:
    """One that nobody has now, that it has not given before, that other tests side by side hardly ask for, and that the
    system gives to nobody's connection (on Linux these have 32768 and more)."""
    for port in _untried:
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("one process has tried all ports")


@dataclass(frozen=True)
class Workspace:
    """One home below a temporary folder; `stop` ends its server."""

    folder: Path
    port: int
    traffic: bool = False
    """Whether its load balancers and tasks are real."""
    speed: float = inf
    """How many seconds of AWS pass in one."""

    @classmethod
    def new(cls, folder: Path, *, traffic: bool = False, speed: float = inf) -> "Workspace":
        """A workspace on a port that is free now."""
        return cls(folder, free_port(), traffic, speed)

    @property
    def home(self) -> Home:
        return Home(self.folder / "home", self.port)

    @property
    def environment(self) -> dict[str, str]:
        """The caller's variables; a real account's credentials in them must never be used."""
        return os.environ | {
            "LOCAL_AWS_HOME": str(self.home.folder),
            "LOCAL_AWS_PORT": str(self.port),
            TRAFFIC: "on" if self.traffic else "off",
            SPEED: str(self.speed),
            "AWS_ACCESS_KEY_ID": "AKIAREALACCOUNT",
            "AWS_PROFILE": "production",
            "PULUMI_ACCESS_TOKEN": "pul-real",
        }

    def program(self, *stack_files: str) -> Path:
        """A copy of our program that a test may change, with these stack files (all of them when none is named)."""
        copy = self.folder / "program"
        copy.mkdir()
        files = stack_files or tuple(file.name for file in ROOT.glob("Pulumi.*.yaml"))
        for name in (*PROGRAM, *files):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, copy / name)
        (copy / ".venv").symlink_to(ROOT / ".venv")
        return copy

    def flat(self, name: str) -> Path:
        """A copy of one of the programs in tests/programs, none of which is ours."""
        copy = self.folder / "tests" / "programs" / name
        shutil.copytree(ROOT / "tests" / "programs" / name, copy, ignore=shutil.ignore_patterns("__pycache__"))
        if not (self.folder / ".venv").exists():  # where their Pulumi.yaml looks for it
            (self.folder / ".venv").symlink_to(ROOT / ".venv")
        return copy

    def start(self, *command: str, cwd: Path) -> "subprocess.Popen[str]":
        """Starts `./local CMD…` in a process group of its own, so that a test can kill all of it."""
        return subprocess.Popen(
            [str(ROOT / "local"), *command],
            cwd=cwd,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def run(self, *command: str, cwd: Path) -> tuple[int, str]:
        """The exit code of `./local CMD…` and all that it printed."""
        process = self.start(*command, cwd=cwd)
        output, _ = process.communicate(timeout=240)
        return process.returncode, output

    def pulumi(self, *words: str, cwd: Path) -> str:
        """What a Pulumi command printed; a failed one fails the test with it."""
        code, output = self.run("pulumi", *words, "--non-interactive", cwd=cwd)
        assert code == 0, output
        return output

    def up(self, stack: str, cwd: Path, *words: str) -> str:
        """`pulumi up`, with the stack created where it isn't there."""
        self.pulumi("stack", "select", "--create", stack, cwd=cwd)
        return self.pulumi("up", "--yes", "--skip-preview", "--stack", stack, *words, cwd=cwd)

    def outputs(self, stack: str, cwd: Path) -> dict[str, Any]:
        return json.loads(self.pulumi("stack", "output", "--json", "--stack", stack, cwd=cwd))

    def aws(self, service: str) -> Any:
        """A boto3 client of this workspace's local AWS."""
        return clients_of(f"http://127.0.0.1:{self.port}")(service)

    def stop(self) -> None:
        """Ends the local AWS."""
        starter.stop(self.home)


def changes(preview: str) -> dict[str, str]:
    """`Listener web-dev-test` -> update, replace, create or delete, of a `pulumi preview --json`; AWS types only."""
    found: dict[str, str] = {}
    for step in json.loads(preview)["steps"]:
        kind, name = step["urn"].split("$")[-1].split("::")[-2:]
        if kind.startswith("aws:") and step["op"] in ("create", "update", "replace", "delete"):
            found[f"{kind.rpartition(':')[2]} {name}"] = step["op"]
    return found
