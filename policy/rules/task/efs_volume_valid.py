"""Who mounts a file system by a role or an access point, does so encrypted."""

from collections.abc import Iterator
from typing import Any

from model.texts.ecs import (
    EFS_ACCESS_POINT_UNENCRYPTED,
    EFS_IAM_UNENCRYPTED,
    EFS_PORT_UNENCRYPTED,
    EFS_ROOT_DIRECTORY,
)
from model.texts.text import Text
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource, items, read, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom

REFUSED = "registering the task definition fails"


@resource_rule(
    TASK_DEFINITION,
    remedy="Set transitEncryption to ENABLED, and leave rootDirectory out where there is an access point.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-efs-config.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"{REFUSED}: {EFS_IAM_UNENCRYPTED.quote()}",
)
def efs_volume_valid(task_definition: Resource, options: Options) -> Findings:
    """A volume in EFS with IAM, an access point or a port for encryption is encrypted on its way.

    Encryption is off unless it is asked for, and only an encrypted connection can tell a role or an access point. An
    access point has a root directory of its own, so the volume has no other.

    Looks at `efsVolumeConfiguration` of each of `volumes`. An empty access point, and the port 0, are as good as not
    set. Whether tasks can reach the file system is `file-system-reachable`'s.
    """
    for index, volume in items(task_definition.get("volumes")):
        efs, path = read(volume, "efsVolumeConfiguration"), f"volumes[{index}].efsVolumeConfiguration"
        if efs is UNKNOWN or UNKNOWN in (read(efs, "transitEncryption"), read(efs, "authorizationConfig")):
            yield Undecided(resource=task_definition, path=path, reason="how the volume is mounted is not known yet")
            continue
        for prop, wrong, fix, text in _faults(efs):
            yield Violation(
                resource=task_definition,
                path=f"{path}.{prop}",
                wrong=wrong,
                cost=f"{REFUSED}: {text.quote()}",
                fix=fix,
            )


def _faults(efs: Any) -> Iterator[tuple[str, str, str, Text]]:
    """Property, what is wrong, what to do, and what AWS says."""
    access_point, root = read(efs, "authorizationConfig", "accessPointId"), read(efs, "rootDirectory", default="/")
    if access_point not in (None, "", UNKNOWN) and root not in ("", "/", UNKNOWN):
        wrong = f"{root}, and the access point {access_point} has a root directory of its own"
        yield "rootDirectory", wrong, "remove it, and set the directory in the access point.", EFS_ROOT_DIRECTORY
    if read(efs, "transitEncryption") == "ENABLED":
        return
    fix = "set it to ENABLED."
    if read(efs, "authorizationConfig", "iam") == "ENABLED":
        yield "transitEncryption", "not ENABLED, and the volume is mounted by IAM", fix, EFS_IAM_UNENCRYPTED
    elif access_point not in (None, ""):
        wrong = "not ENABLED, and the volume has an access point"
        yield "transitEncryption", wrong, fix, EFS_ACCESS_POINT_UNENCRYPTED
    elif whole(read(efs, "transitEncryptionPort")) not in (None, 0, UNKNOWN):
        wrong = "not ENABLED, and the volume has a port for encryption"
        yield "transitEncryption", wrong, "set it to ENABLED, or remove transitEncryptionPort.", EFS_PORT_UNENCRYPTED
