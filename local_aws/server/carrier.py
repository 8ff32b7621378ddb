"""Makes real traffic follow what moto's records say: a thread that looks after each change.

It never makes a call fail: what a load balancer cannot do is a line in the log, and is tried again at the next change.
"""

import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from local_aws.traffic.desired import Desired, Target
from local_aws.traffic.tasks import NotServed, Tasks
from local_aws.traffic.traffic import Traffic

if TYPE_CHECKING:
    from local_aws.server.wanted_traffic import Registration

LOOK_SECONDS = 0.5
"""How often it looks at the health of targets."""


class Carrier:
    """Owns the Envoys and task processes of a folder, which go on when it leaves."""

    def __init__(self, folder: Path, lock: threading.Lock) -> None:
        self._lock = lock
        """Held while moto's objects are read."""
        self._traffic = Traffic(folder / "balancers")
        self._tasks = Tasks(folder / "tasks")
        self._changed = threading.Event()
        self._over = threading.Event()
        self._addresses: dict[str, dict[int, int]] = {}
        self._registered: dict[tuple[str, int], Registration] = {}
        """By target group and local port."""
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
            changed = self._changed.wait(LOOK_SECONDS)
            self._changed.clear()
            if self._over.is_set() or self._traffic.unavailable:
                continue
            try:
                if changed:
                    self._follow()
                self._look_at_health()
            except (NotServed, OSError) as error:
                _log(str(error))
            except Exception:
                _log(traceback.format_exc())

    def _follow(self) -> None:
        # moto takes a second to import, and the server is already answering then.
        from local_aws.server.wanted_traffic import wanted_traffic

        with self._lock:
            wanted = wanted_traffic()
        ports = self._tasks.apply(task for task, _ in wanted.tasks)
        self._registered = {
            (one[0], ports[task.id]): one for task, registrations in wanted.tasks for one in registrations
        }
        targets = [Target(group=arn, port=port) for arn, port in self._registered]
        problems = self._traffic.apply(
            Desired(
                load_balancers=wanted.load_balancers,
                target_groups=wanted.target_groups,
                targets=tuple(targets),
            )
        )
        listening = self._traffic.ports()
        self._addresses = {wanted.dns_names[arn]: ports for arn, ports in listening.items() if arn in wanted.dns_names}
        for arn, problem in problems.items():
            _log(f"load balancer {arn}: {problem}")

    def _look_at_health(self) -> None:
        from local_aws.server.extensions.elbv2 import targets

        self._tasks.exited()  # brings back what others' tasks share
        states = self._traffic.health()
        targets.found = {one: states[key] for key, one in self._registered.items() if key in states}


def end(folder: Path) -> None:
    """Ends everything that was left there by a server that has stopped."""
    if folder.exists():
        Tasks(folder / "tasks").end()
        Traffic(folder / "balancers").end()


def _log(text: str) -> None:
    print(f"traffic: {text}", file=sys.stderr, flush=True)
