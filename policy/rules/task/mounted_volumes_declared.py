"""A container mounts a volume by the name that its task definition gives it."""

from typing import Any

from model.texts.ecs import UNKNOWN_VOLUME
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, containers


@resource_rule(
    TASK_DEFINITION,
    remedy="Declare each mounted volume in volumes of the task definition, with the same name.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"registering the task definition fails: {UNKNOWN_VOLUME.quote()}",
)
def mounted_volumes_declared(task_definition: Resource, options: Options) -> Findings:
    """The task definition has every volume that its containers mount.

    The mount is written with the container, the volume with the task: who adds a writable /tmp to a container with a
    read-only root, or copies a sidecar from another task, easily forgets the second half.

    Looks at the `sourceVolume` of all mount points. Upper and lower case are different names.
    """
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    volumes = task_definition.get("volumes")
    names = [read(volume, "name") for _, volume in items(volumes)]
    for container in found:
        for index, mount in items(container.get("mountPoints")):
            wanted = read(mount, "sourcevolume")
            path = f"{container.path}.mountPoints[{index}].sourceVolume"
            if not isinstance(wanted, str) or not wanted or wanted in names:
                continue
            if volumes is UNKNOWN or UNKNOWN in names:
                yield Undecided(resource=task_definition, path=path, reason="the task's volumes are not known yet")
                continue
            yield Violation(
                resource=task_definition,
                path=path,
                wrong=f"container {container.name} mounts {wanted}, and the task has {_listed(names)}",
                cost=f"registering the task definition fails: {UNKNOWN_VOLUME.quote(volume=wanted)}",
                fix=f"add a volume called {wanted} to volumes of the task definition, or mount one that is there.",
            )


def _listed(names: list[Any]) -> str:
    named = ", ".join(name for name in names if isinstance(name, str))
    return f"the volumes {named}" if named else "no volumes"
