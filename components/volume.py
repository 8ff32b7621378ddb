"""A volume of a task: a folder that its containers share, or a file system of Amazon EFS."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi_aws as aws

from components.container import Container
from components.roles import Statement
from model.efs import ACCESS_POINT_KEY, MOUNT, WRITE


@dataclass(frozen=True, kw_only=True)
class Volume:
    """By its name, containers mount it."""

    name: str
    file_system_id: str | None = None
    """In EFS; None: it is empty at the start of each task, and gone with it."""
    access_point_id: str | None = None
    """Of the file system: who clients are there, and which folder they see. None: itself, and the root directory."""
    root_directory: str = "/"
    """Of the file system; without an access point only."""


def declared(volume: Volume) -> aws.ecs.TaskDefinitionVolumeArgsDict:
    """What is in EFS is mounted with the task's role, and encrypted on its way."""
    if not volume.file_system_id:
        return {"name": volume.name}
    authorization: aws.ecs.TaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfigArgsDict = {"iam": "ENABLED"}
    if volume.access_point_id:
        authorization["access_point_id"] = volume.access_point_id
    return {
        "name": volume.name,
        "efs_volume_configuration": {
            "file_system_id": volume.file_system_id,
            "root_directory": volume.root_directory,
            "transit_encryption": "ENABLED",
            "authorization_config": authorization,
        },
    }


def permissions(volumes: Sequence[Volume], containers: Sequence[Container], efs: str) -> list[Statement]:
    """What the task's role may do of the file systems: mount, and write where a container mounts to write. `efs` is the
    beginning of their ARNs."""
    written = {one.volume for container in containers for one in container.mounts if not one.read_only}
    statements: list[Statement] = []
    for volume in volumes:
        if volume.file_system_id:
            statement: Statement = {
                "Action": [MOUNT, *([WRITE] if volume.name in written else [])],
                "Resource": f"{efs}file-system/{volume.file_system_id}",
            }
            if volume.access_point_id:
                by = f"{efs}access-point/{volume.access_point_id}"
                statement["Condition"] = {"StringEquals": {ACCESS_POINT_KEY: by}}
            statements.append(statement)
    return statements
