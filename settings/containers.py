"""The keys of containers: what the service's own and those beside it may be given, and the volumes that they share.

Objects have the members of ECS's API. What must hold between them is in `container_checks.py`.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from components.container import Container, Dependency, Mount, Ulimit
from components.volume import Volume
from model.containers import MOST_ENVIRONMENT_FILES, STOP_SECONDS, UNLIMITED, Condition, UlimitName
from model.efs import ACCESS_POINT, FILE_SYSTEM
from model.partitions import ANY
from settings.strict import Strict, refuse_unless
from settings.values import Image, Secrets, User, Variables, between, matching

NAME = matching(
    r"[A-Za-z0-9_-]{1,255}", "must be letters, digits, hyphens and underscores, at most 255, as ECS takes them"
)
PATH = matching(r"/[^\s:,]+", "must be the path of a folder in the container that starts with /, not / itself")
FILE = re.compile(rf"{ANY}:s3:::[a-z0-9][a-z0-9.-]{{1,61}}[a-z0-9]/[!-~]+\.env")


def _files(value: Sequence[str]) -> Sequence[str]:
    refuse_unless(
        len(value) <= MOST_ENVIRONMENT_FILES,
        f"must be at most {MOST_ENVIRONMENT_FILES} of a container, has {len(value)}; put more variables into one file",
    )
    return value


class DependencyKeys(Strict):
    """One of `dependsOn`."""

    container_name: Annotated[str, NAME]
    condition: Condition

    @property
    def dependency(self) -> Dependency:
        """The same for the component."""
        return Dependency(container=self.container_name, condition=self.condition)


class MountKeys(Strict):
    """One of `mountPoints`."""

    source_volume: Annotated[str, NAME]
    container_path: Annotated[str, PATH]
    read_only: bool = False

    @property
    def mount(self) -> Mount:
        """The same for the component."""
        return Mount(volume=self.source_volume, path=self.container_path, read_only=self.read_only)


class UlimitKeys(Strict):
    """One of `ulimits`."""

    name: UlimitName
    soft_limit: Annotated[int, between(UNLIMITED, 2**31 - 1, "(-1 is no limit)")]
    hard_limit: Annotated[int, between(UNLIMITED, 2**31 - 1, "(-1 is no limit)")]

    @model_validator(mode="after")
    def _soft_within_hard(self) -> "UlimitKeys":
        within = self.hard_limit == UNLIMITED or UNLIMITED < self.soft_limit <= self.hard_limit
        refuse_unless(
            within,
            f"has softLimit {self.soft_limit}{' (no limit)' if self.soft_limit == UNLIMITED else ''} above hardLimit "
            f"{self.hard_limit}; lower it",
        )
        return self

    @property
    def ulimit(self) -> Ulimit:
        """The same for the component."""
        return Ulimit(name=self.name, soft_limit=self.soft_limit, hard_limit=self.hard_limit)


class VolumeKeys(Strict):
    """One of `volumes`."""

    name: Annotated[str, NAME]
    file_system_id: Annotated[str, matching(FILE_SYSTEM, "must be the id of a file system in EFS, fs-…")] | None = None
    access_point_id: (
        Annotated[str, matching(ACCESS_POINT, "must be the id of an access point in EFS, fsap-…")] | None
    ) = None
    root_directory: Annotated[str, matching(r"/[!-~]*", "must be a path in the file system that starts with /")] = "/"

    @model_validator(mode="after")
    def _together(self) -> "VolumeKeys":
        of_efs = self.access_point_id or self.root_directory != "/"
        refuse_unless(bool(self.file_system_id or not of_efs), "must have the fileSystemId that the others are about")
        refuse_unless(
            not self.access_point_id or self.root_directory == "/",
            "has an access point, which has a root directory of its own; take rootDirectory out",
        )
        return self

    @property
    def volume(self) -> Volume:
        """The same for the component."""
        return Volume(**self.model_dump())


class ContainerKeys(Strict):
    """What each container may be given."""

    environment: Variables
    environment_files: Annotated[
        list[
            Annotated[
                str, matching(FILE.pattern, "must be the ARN of a file of variables, arn:aws:s3:::BUCKET/NAME.env")
            ]
        ],
        AfterValidator(_files),
    ]
    secrets: Secrets
    depends_on: list[DependencyKeys]
    mount_points: list[MountKeys]
    ulimits: list[UlimitKeys]
    stop_timeout: Annotated[int, between(1, 3600, "seconds")]
    user: User
    read_only_root: bool
    tmp_mib: Annotated[int, between(0, 65_536, "MiB")]
    health_check_command: str
    log_options: dict[str, str]

    def container(self, *, name: str, image: str, **given: Any) -> Container:
        """The same for the component."""
        return Container(
            name=name,
            image=image,
            environment=self.environment,
            environment_files=self.environment_files,
            secrets=self.secrets,
            depends_on=[one.dependency for one in self.depends_on],
            mounts=[one.mount for one in self.mount_points],
            ulimits=[one.ulimit for one in self.ulimits],
            stop_seconds=self.stop_timeout,
            user=self.user or None,
            read_only_root=self.read_only_root,
            tmp_mib=self.tmp_mib,
            health_check_command=self.health_check_command or None,
            log_options=self.log_options,
            **given,
        )


UNSAID = {
    "environment": {},
    "environmentFiles": [],
    "secrets": {},
    "dependsOn": [],
    "mountPoints": [],
    "ulimits": [],
    "stopTimeout": STOP_SECONDS,
    "user": "",
    "readOnlyRoot": False,
    "tmpMib": 0,
    "healthCheckCommand": "",
    "logOptions": {},
}
"""What a sidecar need not say. Of the service's own container `Pulumi.yaml` says the same."""


class SidecarKeys(ContainerKeys):
    """One of `sidecars`."""

    name: Annotated[str, NAME]
    image: Image | None = None
    """None: that of the service."""
    essential: bool = True
    cpu: Annotated[int, between(0, 196_608, "CPU units (1024 are one vCPU)")] = 0
    memory: Annotated[int, between(6, 6_291_456, "MiB")] | None = None
    command: list[str] = Field(default_factory=list)
    log_router: Literal["fluentbit", "fluentd"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, value: Any) -> Any:
        return UNSAID | value if isinstance(value, dict) else value

    def beside(self, image: str) -> Container:
        """The same for the component, beside a service of this image."""
        return self.container(
            name=self.name,
            image=self.image or image,
            essential=self.essential,
            cpu_units=self.cpu,
            memory_mib=self.memory,
            command=self.command,
            log_router=self.log_router,
        )


class TaskKeys(ContainerKeys):
    """What a stack says of the containers: of the service's own, and of those beside it."""

    sidecars: list[SidecarKeys]
    volumes: list[VolumeKeys]
