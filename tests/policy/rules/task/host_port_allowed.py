"""host-port-allowed: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change, without
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass

MISMATCH = task({"containerPort": 4000, "hostPort": 80})


def mapped(program: Program, *mappings: dict[str, object]) -> Program:
    return change(program, "tasks", "containerDefinitions", to=task(*mappings))


ON_HOST = change(mapped(BLUE_GREEN, {"containerPort": 4000, "hostPort": 80}), "tasks", "networkMode", to="host")

STOPS: dict[str, Case] = {
    "another host port in awsvpc": Case(
        mapped(NATIVE, {"containerPort": 4000, "hostPort": 80}), on="tasks", says="networkMode=awsvpc"
    ),
    "another host port in host mode": Case(ON_HOST, on="tasks", says="networkMode=host"),
    "in a first preview": Case(
        mapped(NATIVE_PREVIEW, {"containerPort": 4000, "hostPort": 80}), on="tasks", says="host port 80"
    ),
    "of a rolling service": Case(mapped(ROLLING, {"containerPort": 8080, "hostPort": 80}), on="tasks"),
    "of a task that no service runs": Case(without(ON_HOST, "service", "release"), on="tasks"),
    "in the second mapping": Case(
        mapped(NATIVE, {"containerPort": 4000}, {"containerPort": 9090, "hostPort": 9091}), on="tasks", says="9091"
    ),
    "in two containers": Case(
        change(NATIVE, "tasks", "containerDefinitions", to=f"{MISMATCH[:-1]},{MISMATCH[1:].replace('web', 'api', 1)}"),
        on="tasks",
        count=2,
    ),
    "in two mappings": Case(
        mapped(NATIVE, {"containerPort": 4000, "hostPort": 80}, {"containerPort": 9090, "hostPort": 81}),
        on="tasks",
        count=2,
    ),
    "ports written as text": Case(mapped(NATIVE, {"containerPort": "4000", "hostPort": "80"}), on="tasks"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no host port": NATIVE,
    "no host port, in a first preview": NATIVE_PREVIEW,
    "the same port twice": ROLLING,
    "the same port, one as text": mapped(NATIVE, {"containerPort": 4000, "hostPort": "4000"}),
    "host port 0": mapped(NATIVE, {"containerPort": 4000, "hostPort": 0}),
    "a range beside a host port, which is another matter": mapped(
        NATIVE, {"containerPortRange": "4000-4010", "hostPort": 80}
    ),
    "a range": mapped(NATIVE, {"containerPortRange": "4000-4010"}),
    "no port at all": mapped(NATIVE),
    "a bridge network, which maps": mapped(BLUE_GREEN, {"containerPort": 4000, "hostPort": 80}),
    "no network mode, which is bridge": change(
        mapped(BLUE_GREEN, {"containerPort": 4000, "hostPort": 80}), "tasks", "networkMode", to=None
    ),
    "unknown containers on a bridge network": change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(NATIVE, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
    "an unknown network mode": Case(
        change(mapped(NATIVE, {"containerPort": 4000, "hostPort": 80}), "tasks", "networkMode", to=UNKNOWN),
        on="tasks",
        says="network mode",
    ),
}
