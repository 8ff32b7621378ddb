"""Makes real traffic follow what moves, and tells the model what real load balancers and processes find: a thread.

It never makes a call fail: what a load balancer cannot do is a line in the log, and is tried again: at the next
change, or after a while.
"""

import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from local_aws.traffic.counters import Reading
from local_aws.traffic.desired import Desired, Target
from local_aws.traffic.tasks import NotServed, Tasks
from local_aws.traffic.traffic import Traffic
from model.moving.traffic import Health
from model.texts.service_events import ESSENTIAL_EXITED

if TYPE_CHECKING:
    from local_aws.server.wanted_traffic import Process, WantedTraffic

LOOK_SECONDS = 0.5
"""How often it looks at the health of targets, for processes that have ended, and at what went through load balancers;
twice a minute of a fast clock, but no more often than every `SETTLE_SECONDS`."""
SETTLE_SECONDS = 0.1
"""The same while a target waits for its first checks."""
HALF_MINUTE_SECONDS = 30
AGAIN_SECONDS = 30
"""How long after something could not follow it is tried again, where nothing changes meanwhile."""
STARTING_SECONDS = 2.0
"""How long a process that has begun to listen may fail its checks: on a busy machine it waits for its turn."""


class Carrier:
    """Owns the Envoys and task processes of a folder, which go on when it leaves."""

    def __init__(self, folder: Path, lock: threading.Lock, speed: float, moved: Callable[[], None]) -> None:
        self._lock = lock
        """Held while moto's objects and the model are read or changed."""
        self._speed = speed
        """How many times as fast health checks are made."""
        self._moved = moved
        """Called, with the lock, after the model was told something."""
        self._traffic = Traffic(folder / "balancers")
        self._tasks = Tasks(folder / "tasks")
        self._changed = threading.Event()
        self._over = threading.Event()
        self._addresses: dict[str, dict[int, int]] = {}
        self._processes: dict[str, Process] = {}
        """By the id of what runs."""
        self._ports: dict[str, int] = {}
        """The same, where each answers."""
        self._again_at = inf
        """When what could not follow is tried again."""
        self._problems: dict[str, str] = {}
        """Of load balancers that don't follow, by ARN."""
        self._reading: Reading | None = None
        self._look_seconds = look_seconds(speed)
        self._listening: dict[int, float] = {}
        """Since when a task's port was seen to listen."""
        self._patience_seconds: dict[str, float] = {}
        """How long checks of a target group must fail before one of its targets is unhealthy."""
        self._thread = threading.Thread(target=self._run, name="traffic", daemon=True)

    @property
    def unavailable(self) -> str | None:
        """Why there is no traffic on this machine; None where there is."""
        return self._traffic.unavailable

    def start(self) -> None:
        """Adopts what an earlier server left, and follows from then on."""
        self._changed.set()
        self._thread.start()

    def look(self) -> None:
        """Something has changed."""
        self._changed.set()

    def addresses(self) -> dict[str, dict[int, int]]:
        """By a load balancer's DNS name and a listener's port: the port of 127.0.0.1 where it answers."""
        return self._addresses

    def reading(self) -> Reading | None:
        """What went through each load balancer until a moment ago, by its ARN; None before anything is known of it."""
        return self._reading

    def leave(self) -> None:
        """Stops following; everything goes on."""
        self._over.set()
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join()
        self._tasks.leave()
        self._traffic.leave()

    def _run(self) -> None:
        while not self._over.is_set():
            self._changed.wait(SETTLE_SECONDS if self._settles() else self._look_seconds)
            # Not by what wait() returns: a change may come after it has given up.
            changed = self._changed.is_set() or time.monotonic() > self._again_at
            if changed:
                self._changed.clear()
            if self._over.is_set() or self._traffic.unavailable:
                continue
            try:
                if changed:
                    self._again_at = time.monotonic() + AGAIN_SECONDS
                    self._follow()
                    if not self._problems:
                        self._again_at = inf
                self._tell()
            except (NotServed, OSError) as error:
                _log(str(error))
            except Exception:
                _log(traceback.format_exc())

    def _follow(self) -> None:
        """New tasks start, then load balancers are told, and only then those that are left end: no request is lost."""
        # moto takes a second to import, and the server is already answering then.
        from local_aws.server.wanted_traffic import wanted_traffic

        with self._lock:
            wanted = wanted_traffic(self._speed)
        before, self._processes = self._processes, {one.task.id: one for one in wanted.processes}
        leaving = [one.task for id_, one in before.items() if id_ not in self._processes]
        tasks = [one.task for one in wanted.processes]
        self._ports = self._tasks.apply(tasks + leaving)
        listening = self._listening.items()
        self._listening = {port: since for port, since in listening if port in self._ports.values()}
        self._patience_seconds = {
            group.id: group.health_check.interval_seconds * group.health_check.unhealthy_threshold
            for group in wanted.target_groups
        }
        problems = self._traffic.apply(_desired(wanted, self._ports))
        if leaving:
            self._tasks.apply(tasks)
        listening = self._traffic.ports()
        names = {wanted.dns_names[arn]: ports for arn, ports in listening.items() if arn in wanted.dns_names}
        self._addresses = names | {alias: names[name] for alias, name in wanted.aliases.items() if name in names}
        for arn, problem in problems.items():
            if self._problems.get(arn) != problem:
                _log(f"load balancer {arn}: {problem}")
        self._problems = problems

    def _tell(self) -> None:
        if self._reading is None or not 0 <= time.time() - self._reading.at < self._look_seconds:
            self._reading = Reading(at=time.time(), balancers=self._traffic.counters())
        ended = self._tasks.exited()
        states = {key: state for key, state in self._traffic.health().items() if not self._starts(key, state)}
        told = False
        with self._lock:
            for id_, process in self._processes.items():
                if id_ in ended and process.essential and process.moving.status != "STOPPED":
                    process.moving.task_set.service.fail([process.moving], ESSENTIAL_EXITED.say())
                    told = True
                for group, _ in process.behind:
                    state = states.get((group.name, self._ports.get(id_, 0)))
                    if state and group.observe(process.moving, Health(state)):
                        told = True
            if told:
                self._moved()

    def _settles(self) -> bool:
        return any(
            group.targets.get(process.moving) is Health.INITIAL
            for process in list(self._processes.values())
            for group, _ in process.behind
        )

    def _starts(self, key: tuple[str, int], state: str) -> bool:
        """Whether a target fails its checks because its process has only just begun to listen: a machine may take
        longer for that than a fast clock allows. Each time anew: a whole machine may stand still for a moment, and all
        tasks with it."""
        group, port = key
        if state != "unhealthy":
            self._listening.pop(port, None)
            return False
        if port not in self._listening:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    self._listening[port] = time.monotonic()
            return True
        return time.monotonic() - self._listening[port] < STARTING_SECONDS + self._patience_seconds.get(group, 0)


def look_seconds(speed: float) -> float:
    """Where time takes none, it is measured by calls and not by minutes."""
    return LOOK_SECONDS if speed == inf else min(LOOK_SECONDS, max(SETTLE_SECONDS, HALF_MINUTE_SECONDS / speed))


def _desired(wanted: "WantedTraffic", ports: dict[str, int]) -> Desired:
    return Desired(
        load_balancers=wanted.load_balancers,
        target_groups=wanted.target_groups,
        targets=tuple(
            Target(group=group.name, port=ports[one.task.id], draining=leaves)
            for one in wanted.processes
            for group, leaves in one.behind
        ),
    )


def end(folder: Path) -> None:
    """Ends everything that was left there by a server that has stopped."""
    if folder.exists():
        Tasks(folder / "tasks").end()
        Traffic(folder / "balancers").end()


def _log(text: str) -> None:
    print(f"traffic: {text}", file=sys.stderr, flush=True)
