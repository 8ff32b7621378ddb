"""A container of a task: the service's own, or one beside it.

A sidecar runs as long as the task does. One that is not essential and that another waits for (`SUCCESS`) runs before
it, such as a migration.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from model.containers import STOP_SECONDS, Condition, UlimitName

TMP = "/tmp"

WRITABLE_BY_ALL = "mode=1777"
"""The option of a tmpfs, which is root's, that lets `user` write to it as every image's own /tmp does.

Without it runc takes the mode of the image's folder, and 755 where the image has none, such as one made from scratch
(github.com/opencontainers/runc/pull/3912). nginx-unprivileged keeps its process id and what it buffers in /tmp as user
101 (github.com/nginx/docker-nginx-unprivileged). ECS takes the options of Docker's --tmpfs, but for size, and so does
Fargate since January 2026 (github.com/aws/amazon-ecs-agent, proposals/shmsize-tmpfs.md; API reference, Tmpfs).
"""


@dataclass(frozen=True, kw_only=True)
class Dependency:
    """What must be true of another container before this one starts."""

    container: str
    condition: Condition


@dataclass(frozen=True, kw_only=True)
class Mount:
    """A volume of the task as a folder of the container."""

    volume: str
    path: str
    read_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Ulimit:
    """A limit that Linux sets to the container's processes."""

    name: UlimitName
    soft_limit: int
    hard_limit: int


@dataclass(frozen=True, kw_only=True)
class Container:
    """Plain values: containerDefinitions is one JSON text, and one unknown value inside would hide every port."""

    name: str
    image: str
    essential: bool = True
    """Its end is that of the task."""
    cpu_units: int = 0
    """Of the task's; 0: what the others leave."""
    memory_mib: int | None = None
    """At which it is killed; None: that of the task."""
    command: Sequence[str] = ()
    """Instead of the image's."""
    environment: Mapping[str, str] = field(default_factory=dict)
    environment_files: Sequence[str] = ()
    """ARNs of files of variables in S3."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Variable name to the ARN in Secrets Manager or the Parameter Store."""
    depends_on: Sequence[Dependency] = ()
    mounts: Sequence[Mount] = ()
    ulimits: Sequence[Ulimit] = ()
    stop_seconds: int = STOP_SECONDS
    """Between SIGTERM and SIGKILL."""
    user: str | None = None
    """Who it runs as, a name or number that its image knows; None: as its image says, which may be root."""
    read_only_root: bool = False
    """Whether it can write to none of its files but those in /tmp and in volumes."""
    tmp_mib: int = 0
    """The size of /tmp, which is memory of the task; 0: a folder like every other."""
    health_check_command: str | Sequence[str] | None = None
    """Of its shell; a list is a program with its arguments, for an image without one. None: ECS asks nobody inside the
    container; the load balancer's health check decides."""
    log_router: str | None = None
    """fluentbit or fluentd: this one is FireLens, and takes the logs of the others. None: it is not."""
    log_options: Mapping[str, str] = field(default_factory=dict)
    """Where FireLens sends its log, in FireLens's words; empty: the log group, and no FireLens."""


def waited_for(container: Container, among: Sequence[Container]) -> set[str]:
    """The names of all that must come before it, as far as those others say what they wait for."""
    others = {one.name: one for one in among}
    found: set[str] = set()
    left = [one.container for one in container.depends_on]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += [one.container for one in others[name].depends_on] if name in others else []
    return found


def definition(
    container: Container,
    *,
    ports: Sequence[Mapping[str, Any]],
    links: Sequence[str],
    log: Mapping[str, str],
    exec: bool = False,
) -> dict[str, Any]:
    """As ECS takes it. `log` is the log group and its region, `exec` whether sessions may be opened in it."""
    made: dict[str, Any] = {
        "name": container.name,
        "image": container.image,
        "essential": container.essential,
        "cpu": container.cpu_units,
        "portMappings": list(ports),
        "environment": [{"name": key, "value": value} for key, value in sorted(container.environment.items())],
        "secrets": [{"name": key, "valueFrom": arn} for key, arn in sorted(container.secrets.items())],
        "logConfiguration": _log(container, log),
    }
    optional = {
        "memory": container.memory_mib,
        "command": list(container.command),
        "links": list(links),
        "environmentFiles": [{"type": "s3", "value": arn} for arn in container.environment_files],
        "dependsOn": [{"containerName": one.container, "condition": one.condition} for one in container.depends_on],
        "mountPoints": [
            {"sourceVolume": one.volume, "containerPath": one.path, "readOnly": one.read_only}
            for one in container.mounts
        ],
        "ulimits": [
            {"name": one.name, "softLimit": one.soft_limit, "hardLimit": one.hard_limit} for one in container.ulimits
        ],
        "stopTimeout": container.stop_seconds if container.stop_seconds != STOP_SECONDS else None,
        "user": container.user,
        "readonlyRootFilesystem": container.read_only_root,
        "linuxParameters": _linux(container, exec),
        "healthCheck": _health_check(container),
        "firelensConfiguration": {"type": container.log_router} if container.log_router else None,
    }
    return made | {key: value for key, value in optional.items() if value}


def _log(container: Container, log: Mapping[str, str]) -> dict[str, Any]:
    if container.log_options:
        return {"logDriver": "awsfirelens", "options": dict(container.log_options)}
    return {
        "logDriver": "awslogs",
        "options": {
            "awslogs-group": log["group"],
            "awslogs-region": log["region"],
            "awslogs-stream-prefix": container.name,
        },
    }


def _linux(container: Container, exec: bool) -> dict[str, Any]:
    parameters: dict[str, Any] = {}
    if container.tmp_mib:
        tmpfs = {"containerPath": TMP, "size": container.tmp_mib, "mountOptions": [WRITABLE_BY_ALL]}
        parameters["tmpfs"] = [tmpfs]
    if exec:
        # Otherwise what a session leaves behind stays as zombies (ECS developer guide, ECS Exec, considerations).
        parameters["initProcessEnabled"] = True
    return parameters


def _health_check(container: Container) -> dict[str, Any] | None:
    asked = container.health_check_command
    if not asked:
        return None
    return {
        "command": ["CMD-SHELL", asked] if isinstance(asked, str) else ["CMD", *asked],
        "interval": 15,
        "timeout": 5,
        "retries": 3,
        "startPeriod": 30,
    }
