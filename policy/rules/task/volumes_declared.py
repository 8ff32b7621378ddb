"""A container mounts what its task definition has."""

from collections.abc import Iterator

from model.texts.ecs import UNKNOWN_VOLUME, VOLUMES_FROM_NOBODY
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, Container, containers

REFUSED = "registering the task definition fails"


@resource_rule(
    TASK_DEFINITION,
    remedy="Declare each volume that a container mounts in volumes of the task definition.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"{REFUSED}: {UNKNOWN_VOLUME.quote()}",
)
def volumes_declared(task_definition: Resource, options: Options) -> Findings:
    """What a container mounts is a volume of its task definition.

    Volumes and the containers that mount them stand apart, and only a name connects them. A sidecar that is copied from
    another task brings its mountPoints, and leaves the volumes behind.

    Looks at `mountPoints` and `volumesFrom` of every container: the first name one of `volumes`, the second a
    container of the task. A volume that nobody mounts is let through.
    """
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    volumes = [read(volume, "name") for _, volume in items(task_definition.get("volumes"))]
    known = sorted(name for name in volumes if isinstance(name, str))
    for path, container, volume in _mounted(found):
        if volume in volumes:
            continue
        if UNKNOWN in (volume, *volumes):
            reason = "the name of a volume is not known yet"
            yield Undecided(resource=task_definition, path=path, reason=reason)
            continue
        yield Violation(
            resource=task_definition,
            path=path,
            wrong=f"container {container.name} mounts {volume or 'nothing'}, which is no volume of the task",
            cost=f"{REFUSED}: {UNKNOWN_VOLUME.quote(volume=volume or '')}",
            fix=f"name one of {', '.join(known)}." if known else f"add {volume} to volumes.",
        )
    names = [container.name for container in found]
    for container in found:
        for index, one in items(container.get("volumesFrom")):
            other = read(one, "sourcecontainer", default="")
            if isinstance(other, str) and other not in names:
                yield Violation(
                    resource=task_definition,
                    path=f"{container.path}.volumesFrom[{index}].sourceContainer",
                    wrong=f"container {container.name} takes the volumes of {other or 'nobody'}, which is no container"
                    " of the task",
                    cost=f"{REFUSED}: {VOLUMES_FROM_NOBODY.quote(container=other)}",
                    fix=f"name one of {', '.join(sorted(set(names) - {container.name}))}, or remove it.",
                )


def _mounted(found: tuple[Container, ...]) -> Iterator[tuple[str, Container, object]]:
    """Each mount point's path, container and volume."""
    for container in found:
        for index, mount in items(container.get("mountPoints")):
            path = f"{container.path}.mountPoints[{index}].sourceVolume"
            yield path, container, read(mount, "sourcevolume")
