"""container-ports-differ: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers


def two(first: dict[str, Any], second: dict[str, Any], program: Program = NATIVE) -> Program:
    """Two containers with a port mapping each."""
    return containers(program, task(first), task(second, name="proxy"))


def in_host_mode(program: Program) -> Program:
    return change(program, "tasks", "networkMode", to="host")


P80 = {"containerPort": 80}
FIXED = {"containerPort": 80, "hostPort": 8080}

STOPS: dict[str, Case] = {
    "one container port twice": Case(
        two(P80, P80), on="tasks", says="“TCP host port '80' is mapped multiple times in task.”"
    ),
    "one container port twice, in a first preview": Case(two(P80, P80, NATIVE_PREVIEW), on="tasks", says="which web"),
    "one container port twice, in a rolling service": Case(two(P80, P80, ROLLING), on="tasks"),
    "one container port twice on host": Case(in_host_mode(two(P80, P80, BLUE_GREEN)), on="tasks"),
    "host port and container port": Case(two(P80, {"containerPort": 80, "hostPort": 80}), on="tasks"),
    "UDP": Case(two({**P80, "protocol": "udp"}, {**P80, "protocol": "UDP"}), on="tasks", says="UDP port 80"),
    "twice in one container": Case(containers(NATIVE, task(P80, P80)), on="tasks", says="which web"),
    "three times": Case(containers(NATIVE, task(P80), task(P80, name="a"), task(P80, name="b")), on="tasks", count=2),
    "a fixed host port twice on a bridge": Case(
        two(FIXED, {"containerPort": 81, "hostPort": 8080}, BLUE_GREEN), on="tasks", says="TCP port 8080"
    ),
    "a fixed host port twice on a bridge, in a first preview": Case(two(FIXED, FIXED, FIRST_PREVIEW), on="tasks"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "one port": NATIVE,
    "two ports": two(P80, {"containerPort": 81}),
    "one number for TCP and UDP": two(P80, {**P80, "protocol": "udp"}),
    "one container port twice on a bridge": two(P80, P80, BLUE_GREEN),
    "one container port twice on a bridge, and host port 0": two(
        {**P80, "hostPort": 0}, {**P80, "hostPort": 0}, BLUE_GREEN
    ),
    "one container port twice behind two host ports": two(FIXED, {**P80, "hostPort": 8081}, BLUE_GREEN),
    "ranges": two({"containerPortRange": "80-90"}, {"containerPortRange": "80-90"}),
    "one container port twice, while the network mode is not known": change(
        two(P80, P80), "tasks", "networkMode", to=UNKNOWN
    ),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(NATIVE, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
}
