"""fargate-runs-task: what it stops, lets through and leaves undecided."""

from collections.abc import Mapping
from typing import Any

from model.fargate import NOT_ON_FARGATE
from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers


def container(program: Program = NATIVE, **more: Any) -> Program:
    return containers(program, task({"containerPort": 4000}, **more))


VALUES: Mapping[str, Any] = {
    "disableNetworking": True,
    "extraHosts": [{"hostname": "db", "ipAddress": "10.0.0.9"}],
    "linuxParameters.devices": [{"hostPath": "/dev/fuse"}],
    "linuxParameters.maxSwap": 1,
    "linuxParameters.sharedMemorySize": 1,
    "linuxParameters.swappiness": 1,
}


def with_parameter(path: str, program: Program = NATIVE) -> Program:
    """A container with this parameter, as `linuxParameters.maxSwap` is written."""
    outer, _, inner = path.partition(".")
    value = VALUES.get(path, ["x"])
    return container(program, **{outer: {inner: value} if inner else value})


def of_task(prop: str, value: Any, program: Program = NATIVE) -> Program:
    return change(program, "tasks", prop, to=value)


GPU = [{"type": "GPU", "value": "1"}]
ZONE = [{"type": "memberOf", "expression": "attribute:ecs.availability-zone == eu-west-1a"}]

STOPS: dict[str, Case] = {
    **{
        f"{path}": Case(with_parameter(path), on="tasks", says=f"do not support {path.rpartition('.')[2]}”")
        for path in NOT_ON_FARGATE
    },
    "links, in a first preview": Case(with_parameter("links", NATIVE_PREVIEW), on="tasks", says="links"),
    "links, in a rolling service": Case(with_parameter("links", ROLLING), on="tasks", says="links"),
    "privileged": Case(container(privileged=True), on="tasks", says="'privileged' setting be 'false'”"),
    "a GPU": Case(container(resourceRequirements=GPU), on="tasks", says="do not support GPU”"),
    "a capability": Case(
        container(linuxParameters={"capabilities": {"add": ["NET_ADMIN", "SYS_PTRACE"]}}), on="tasks", says="NET_ADMIN"
    ),
    "more than two minutes to stop": Case(container(stopTimeout=121), on="tasks", says="121 seconds"),
    "too little ephemeral storage": Case(
        of_task("ephemeralStorage", {"sizeInGib": 20}), on="tasks", says="20 GiB; Fargate has 21 to 200"
    ),
    "too much ephemeral storage": Case(of_task("ephemeralStorage", {"sizeInGib": 201}), on="tasks", says="201 GiB"),
    "placement constraints": Case(
        of_task("placementConstraints", ZONE), on="tasks", says="do not support constraints”"
    ),
    "ipcMode": Case(of_task("ipcMode", "task"), on="tasks", says="do not support ipcMode”"),
    "a Docker volume": Case(
        of_task("volumes", [{"name": "data", "dockerVolumeConfiguration": {"scope": "shared"}}]),
        on="tasks",
        says="do not support dockerVolumeConfiguration”",
    ),
    "a path of the host": Case(
        of_task("volumes", [{"name": "data", "hostPath": "/data"}]), on="tasks", says="sourcePath”"
    ),
    "a bridge": Case(of_task("networkMode", "bridge"), on="tasks", says="bridge"),
    "no network mode": Case(of_task("networkMode", None), on="tasks", says="networkMode: not set, which means bridge"),
    "hosts and Fargate": Case(
        of_task("requiresCompatibilities", ["EC2", "FARGATE"], with_parameter("links")), on="tasks", says="links"
    ),
    "placement constraints, while the containers are not known": Case(
        change(of_task("placementConstraints", ZONE), "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "Fargate": NATIVE,
    "all of it on hosts": containers(
        of_task("ipcMode", "host", BLUE_GREEN),
        task(privileged=True, resourceRequirements=GPU, stopTimeout=900, links=["db"]),
    ),
    "two minutes to stop": container(stopTimeout=120),
    "empty ones": container(
        links=[], extraHosts=[], privileged=False, disableNetworking=False, linuxParameters={"devices": []}
    ),
    "empty ones, as the provider reads them back": of_task(
        "volumes",
        [{"name": "scratch", "hostPath": "", "dockerVolumeConfiguration": {}}],
        of_task("ipcMode", ""),
    ),
    "a tmpfs": container(linuxParameters={"tmpfs": [{"containerPath": "/tmp", "size": 64}]}),
    "the capability that Fargate has, however it is written": container(
        linuxParameters={"capabilities": {"add": ["SYS_PTRACE", "cap_sys_ptrace"]}}
    ),
    "capabilities that are dropped": container(linuxParameters={"capabilities": {"drop": ["ALL"]}}),
    "an init process": container(linuxParameters={"initProcessEnabled": True}),
    "a volume of its own, and one of EFS": of_task(
        "volumes", [{"name": "scratch"}, {"name": "shared", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]
    ),
    "a network mode and an ipcMode that are not known yet": of_task(
        "networkMode", UNKNOWN, of_task("ipcMode", UNKNOWN)
    ),
    "shared processes within the task": of_task("pidMode", "task"),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(NATIVE, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
}
