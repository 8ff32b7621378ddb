"""What ECS refuses of the containers of a task definition among themselves: what they wait for, mount and are told."""

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from local_aws.server.extensions.patching import AwsError
from model.containers import ENDS, MOST_CONTAINERS, MOST_ENVIRONMENT_FILES
from model.texts.ecs import (
    CONTAINER_ABOVE_TASK_MEMORY,
    DEPENDENCY_CIRCLE,
    DEPENDENCY_ESSENTIAL,
    DEPENDENCY_MISSING,
    DEPENDENCY_UNCHECKED,
    EFS_ACCESS_POINT_UNENCRYPTED,
    EFS_IAM_UNENCRYPTED,
    EFS_PORT_UNENCRYPTED,
    EFS_ROOT_DIRECTORY,
    ENVIRONMENT_FILE_ARN,
    NO_LOG_ROUTER,
    TOO_MANY_CONTAINERS,
    TOO_MANY_ENVIRONMENT_FILES,
    ULIMIT,
    UNKNOWN_VOLUME,
    VOLUMES_FROM_NOBODY,
)

Definition = dict[str, Any]


def check(params: Definition, containers: Sequence[Definition]) -> None:
    """Raises the first that it finds."""
    if len(containers) > MOST_CONTAINERS:
        raise AwsError.of(TOO_MANY_CONTAINERS)
    _dependencies(containers)
    _memory(params, containers)
    _volumes(params, containers)
    for container in containers:
        _told(container)
    drivers = [(one.get("logConfiguration") or {}).get("logDriver") for one in containers]
    if "awsfirelens" in drivers and not any(one.get("firelensConfiguration") for one in containers):
        raise AwsError.of(NO_LOG_ROUTER)


def _dependencies(containers: Sequence[Definition]) -> None:
    by_name = {one["name"]: one for one in containers}
    waits_for = {name: list(_waited_for(one)) for name, one in by_name.items()}
    for on, condition in (one for each in waits_for.values() for one in each):
        if on not in by_name:
            raise AwsError.of(DEPENDENCY_MISSING, container=on)
        if condition == "HEALTHY" and not by_name[on].get("healthCheck"):
            raise AwsError.of(DEPENDENCY_UNCHECKED)
        if condition in ENDS and by_name[on]["essential"]:
            raise AwsError.of(DEPENDENCY_ESSENTIAL)
    try:
        TopologicalSorter({name: [on for on, _ in each] for name, each in waits_for.items()}).prepare()
    except CycleError as error:
        raise AwsError.of(DEPENDENCY_CIRCLE, circle=", ".join(error.args[1][:-1])) from None


def _waited_for(container: Definition) -> Iterator[tuple[str, str]]:
    for one in container.get("dependsOn") or ():
        yield one["containerName"], one["condition"]


def _memory(params: Definition, containers: Sequence[Definition]) -> None:
    for container in containers:
        if params.get("memory") and (container.get("memory") or 0) > int(params["memory"]):
            raise AwsError.of(CONTAINER_ABOVE_TASK_MEMORY, container=container["name"])


def _volumes(params: Definition, containers: Sequence[Definition]) -> None:
    volumes = params.get("volumes") or []
    names, declared = {one["name"] for one in containers}, {one.get("name") for one in volumes}
    for container in containers:
        for mount in container["mountPoints"]:
            if mount.get("sourceVolume") not in declared:
                raise AwsError.of(UNKNOWN_VOLUME, volume=mount.get("sourceVolume"))
        for one in container["volumesFrom"]:
            if one.get("sourceContainer") not in names:
                raise AwsError.of(VOLUMES_FROM_NOBODY, container=one.get("sourceContainer"))
    for efs in (one["efsVolumeConfiguration"] for one in volumes if one.get("efsVolumeConfiguration")):
        _efs(efs)


def _efs(efs: Definition) -> None:
    authorization = efs.get("authorizationConfig") or {}
    access_point, encrypted = authorization.get("accessPointId"), efs.get("transitEncryption") == "ENABLED"
    if access_point and efs.get("rootDirectory") not in (None, "", "/"):
        raise AwsError.of(EFS_ROOT_DIRECTORY)
    if authorization.get("iam") == "ENABLED" and not encrypted:
        raise AwsError.of(EFS_IAM_UNENCRYPTED)
    if access_point and not encrypted:
        raise AwsError.of(EFS_ACCESS_POINT_UNENCRYPTED)
    if efs.get("transitEncryptionPort") and not encrypted:
        raise AwsError.of(EFS_PORT_UNENCRYPTED)


def _told(container: Definition) -> None:
    files = container.get("environmentFiles") or []
    if len(files) > MOST_ENVIRONMENT_FILES:
        raise AwsError.of(TOO_MANY_ENVIRONMENT_FILES)
    if not all(one["value"].startswith("arn:") for one in files):
        raise AwsError.of(ENVIRONMENT_FILE_ARN)
    for limit in container.get("ulimits") or ():
        if limit["softLimit"] > limit["hardLimit"]:
            raise AwsError.of(ULIMIT, name=limit["name"])
