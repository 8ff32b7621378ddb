"""The processes of all tasks of one folder."""

import json
import signal
import socket
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from local_aws.traffic.files import replace
from local_aws.traffic.names import name_of
from local_aws.traffic.processes import Processes
from local_aws.traffic.task import Task

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = [sys.executable, "-S", "-P"]
"""The standard library and ours, and no other package: a task takes less memory."""
RESPONDER = "responder"
START_SECONDS = 10
END_SECONDS = 2
HEALTH_PATH = "/health"


class NotServed(Exception):
    """The responder doesn't answer for its tasks."""


class Tasks:
    """Makes processes follow the tasks that should run; the first `apply` adopts an earlier owner's of the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._processes = Processes(self._folder / "processes")
        self._wanted = self._folder / "wanted.json"
        self._ports = self._folder / "ports.json"
        self._alone: set[str] = set()

    def apply(self, tasks: Iterable[Task]) -> dict[str, int]:
        """The port of each task. Who isn't wanted any more gets SIGTERM, finishes what it has begun, and ends.

        Blocks some milliseconds, and 0.3 s where the responder must be started. A task that ended by itself isn't
        started again: its successor has another id.
        """
        wanted = {task.id: task for task in tasks}
        alone = {_process(task.id): task for task in wanted.values() if task.alone}
        self._alone = set(alone)
        self._end_others()
        for name in alone.keys() - self._processes.names():
            self._start(name, alone[name])
        ports = {task.id: self._processes.note(name)["port"] for name, task in alone.items()}
        return ports | self._share([task for task in wanted.values() if not task.alone])

    def exited(self) -> dict[str, int | None]:
        """Wanted tasks that ended, with the exit code (negative: the signal; None: an earlier owner's child).

        Also brings a killed responder back, with the same ports.
        """
        if RESPONDER in self._processes.names() and not self._processes.alive(RESPONDER):
            self._start_responder()
        dead = [name for name in self._alone if not self._processes.alive(name)]
        return {self._processes.note(name)["task"]: self._processes.exit_code(name) for name in dead}

    def leave(self) -> None:
        """They go on."""
        self._processes.leave()

    def end(self) -> None:
        """Ends all of them, also an earlier owner's."""
        self._processes.end(self._processes.names(), END_SECONDS)
        for file in (self._wanted, self._ports):
            file.unlink(missing_ok=True)

    def _end_others(self) -> None:
        for name in self._processes.names() - self._alone - {RESPONDER}:
            if self._processes.alive(name):
                self._processes.signal(name, signal.SIGTERM)
            else:
                self._processes.forget(name)

    def _start(self, name: str, task: Task) -> None:
        with socket.socket() as bound:  # handed over: nobody else can have the port, and nobody answers on it yet
            bound.bind(("127.0.0.1", 0))
            environment = {
                "HEALTH_PATH": HEALTH_PATH,
                **task.environment,
                "ABOUT": json.dumps(task.about),
                "LISTEN_FD": str(bound.fileno()),
                "MEMORY_MIB": str(task.memory_mib),
                "PYTHONPATH": str(ROOT),
            }
            note = {"task": task.id, "port": bound.getsockname()[1]}
            command = [*PYTHON, "-m", "app"]
            self._processes.start(name, command, environment=environment, note=note, pass_fds=[bound.fileno()])

    def _share(self, tasks: list[Task]) -> dict[str, int]:
        if not tasks and RESPONDER not in self._processes.names():
            return {}
        content = {task.id: {"about": task.about, "health_path": _health_path(task.environment)} for task in tasks}
        if content != _read(self._wanted):
            replace(self._wanted, content)
        if not self._processes.alive(RESPONDER):
            self._start_responder()
        deadline = time.monotonic() + START_SECONDS
        while (ports := _read(self._ports)).keys() != content.keys():
            if time.monotonic() > deadline:
                log = self._processes.log(RESPONDER).read_text(errors="replace").strip()
                raise NotServed(f"the responder doesn't answer for its tasks: {log or 'it printed nothing'}")
            time.sleep(0.005)
        return ports

    def _start_responder(self) -> None:
        command = [*PYTHON, "-m", "local_aws.traffic.responder", str(self._folder)]
        self._processes.start(RESPONDER, command, environment={"PYTHONPATH": str(ROOT)})


def _process(task: str) -> str:
    return f"task-{name_of(task)}"


def _health_path(environment: Mapping[str, str]) -> str:
    return environment.get("HEALTH_PATH", HEALTH_PATH)


def _read(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text()) if file.exists() else {}
