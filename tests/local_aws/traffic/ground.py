"""What the tests here stand on: a load balancer, its target groups and tasks, in a folder of their own."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from local_aws.traffic.desired import (
    Action,
    Desired,
    Forward,
    HealthCheck,
    Listener,
    LoadBalancer,
    Rule,
    Target,
    TargetGroup,
)
from local_aws.traffic.names import name_of
from local_aws.traffic.task import Task
from local_aws.traffic.tasks import Tasks
from local_aws.traffic.traffic import Traffic
from tests.local_aws import scene

BALANCER = "app/web/50dc6c495c0c9188"
BLUE = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web-blue/0123456789abcdef"
GREEN = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web-green/fedcba9876543210"
CHECK = HealthCheck(path="/health", interval_seconds=0.2, timeout_seconds=1, healthy_threshold=2, unhealthy_threshold=2)


def task(id_: str, revision: int = 1, **environment: str) -> Task:
    """A task of the family `web`."""
    return Task(id=id_, family="web", revision=revision, container="nginx", container_port=80, environment=environment)


@dataclass
class Ground:
    """Tests change `listener`, `groups` and `tasks` and apply them."""

    folder: Path
    groups: dict[str, list[Task]] = field(default_factory=lambda: {BLUE: [], GREEN: []})
    draining: set[str] = field(default_factory=set)
    """Ids of tasks."""
    others: dict[str, list[int]] = field(default_factory=dict)
    """Ports of targets that are no tasks of ours, by group."""
    check: HealthCheck = CHECK
    group: TargetGroup = field(default_factory=lambda: TargetGroup(id=""))
    listeners: tuple[Listener, ...] = ()
    http2: bool = True

    def __post_init__(self) -> None:
        self.traffic = Traffic(self.folder / "traffic")
        self.tasks = Tasks(self.folder / "tasks")
        self.forward({BLUE: 100})

    def forward(self, weights: dict[str, int], rules: tuple[Rule, ...] = ()) -> None:
        """One HTTP listener on port 80."""
        self.listen(Forward(weights=weights), rules)

    def listen(self, action: Action, rules: tuple[Rule, ...] = ()) -> None:
        """One HTTP listener on port 80."""
        self.listeners = (Listener(port=80, protocol="HTTP", action=action, rules=rules),)

    def desired(self) -> Desired:
        """As it stands; starts and ends tasks."""
        ports = self._ports()
        targets = [
            Target(group=group, port=ports[task.id], draining=task.id in self.draining)
            for group, tasks in self.groups.items()
            for task in tasks
        ]
        targets += [Target(group=group, port=port) for group, others in self.others.items() for port in others]
        return Desired(
            load_balancers=(LoadBalancer(id=BALANCER, listeners=self.listeners, http2=self.http2),),
            target_groups=tuple(replace(self.group, id=id_, health_check=self.check) for id_ in self.groups),
            targets=tuple(targets),
        )

    def apply(self) -> None:
        """Makes it so."""
        problems = self.traffic.apply(self.desired())
        assert problems == {}, problems

    def ready(self) -> None:
        """Makes it so, and waits until all targets are healthy."""
        self.apply()
        until(lambda: set(self.traffic.health().values()) <= {"healthy"}, "all targets are healthy")

    def port(self, asked: int = 80) -> int:
        """Where the load balancer listens."""
        return self.traffic.ports()[BALANCER][asked]

    def active(self, id_: str) -> int:
        """How many requests are with a task."""
        port = self._ports()[id_]
        statuses = self.traffic._balancers[name_of(BALANCER)]._admin.get("/clusters")
        return sum(int(line.rpartition(":")[2]) for line in statuses.splitlines() if f":{port}::rq_active" in line)

    def _ports(self) -> dict[str, int]:
        return self.tasks.apply([task for tasks in self.groups.values() for task in tasks])

    def kill(self, id_: str) -> None:
        """A task that has a process of its own."""
        self.tasks._processes.signal(f"task-{name_of(id_)}", signal.SIGKILL)

    def envoy(self) -> int:
        """Envoy's process id."""
        return self.traffic.counters()[BALANCER].run

    def end(self) -> None:
        """Ends everything; nothing may be left over."""
        pids = started(self.folder)
        self.traffic.end()
        self.tasks.end()
        assert [pid for pid in pids if alive(pid)] == []


def started(folder: Path) -> list[int]:
    """The ids of all processes that the registries of this folder know."""
    files = list(folder.rglob("*.process"))
    return [int(lines[1]) for lines in (file.read_text().splitlines() for file in files) if len(lines) > 1]


def alive(pid: int) -> bool:
    """Whether such a process runs; one that nobody waited for doesn't."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return not state.startswith("Z")


def until(true: Callable[[], object], what: str) -> None:
    """Waits for a condition, which is called so where it never comes true."""
    scene.until(true, seen=lambda: what)


def ids(tasks: Iterable[Task]) -> set[str]:
    """Of tasks."""
    return {task.id for task in tasks}
