"""What belongs to a host, Fargate does not offer."""

from collections.abc import Iterator
from typing import Any

from model.fargate import CAPABILITY, FARGATE_STOP_SECONDS, FARGATE_STORAGE_GIB, NOT_ON_FARGATE
from model.texts.ecs import FARGATE_NETWORK, FARGATE_PRIVILEGED, FARGATE_UNSUPPORTED
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource, flag, items, read, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, Container, containers

REFUSED = "registering the task definition fails"


@resource_rule(
    TASK_DEFINITION,
    remedy="Remove what Fargate does not offer, or run the task on hosts: requiresCompatibilities EC2.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"{REFUSED}: {FARGATE_UNSUPPORTED.quote()}",
)
def fargate_runs_task(task_definition: Resource, options: Options) -> Findings:
    """A task for Fargate asks for nothing that only hosts have.

    A task definition that moves from hosts to Fargate takes its parameters along, and AWS refuses it when it is
    registered: at the end of a pipeline.

    Looks at task definitions whose requiresCompatibilities has FARGATE: network mode awsvpc; no placement
    constraints, ipcMode, Docker volumes or paths of a host; ephemeral storage of 21 to 200 GiB; no container
    that is privileged, needs a GPU, adds a Linux capability other than SYS_PTRACE, takes longer than 120
    seconds to stop, or has one of the other parameters that AWS's page names as not valid. Empty lists and null
    are as good as not set. Sizes are `task-sized`'s.
    """
    if not any(launch == "FARGATE" for _, launch in items(task_definition.get("requiresCompatibilities"))):
        return
    for path, wrong, feature in _of_task(task_definition):
        yield _violation(task_definition, path, wrong, FARGATE_UNSUPPORTED.quote(feature=feature))
    mode = task_definition.get("networkMode")
    if mode not in ("awsvpc", UNKNOWN):
        yield _violation(
            task_definition, "networkMode", f"{mode or 'not set, which means bridge'}", FARGATE_NETWORK.quote()
        )
    storage = whole(task_definition.get("ephemeralStorage", "sizeInGib"))
    if isinstance(storage, int) and storage not in FARGATE_STORAGE_GIB:
        least, most = FARGATE_STORAGE_GIB[0], FARGATE_STORAGE_GIB[-1]
        wrong = f"{storage} GiB; Fargate has {least} to {most}, or the 20 that every task has where it is not set"
        yield _violation(task_definition, "ephemeralStorage.sizeInGib", wrong)
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    for container in found:
        yield from _of_container(task_definition, container)


def _of_task(task_definition: Resource) -> Iterator[tuple[str, str, str]]:
    """Path, what is wrong, and the name that AWS gives the feature."""
    for prop, feature in (("placementConstraints", "constraints"), ("ipcMode", "ipcMode")):
        value = task_definition.get(prop)
        if _set(value):
            yield prop, "it is set, and only hosts have it", feature
    for index, volume in items(task_definition.get("volumes")):
        if _set(read(volume, "dockerVolumeConfiguration")):
            yield f"volumes[{index}].dockerVolumeConfiguration", "a Docker volume", "dockerVolumeConfiguration"
        if _set(read(volume, "hostPath")):
            yield f"volumes[{index}].hostPath", "a path of a host", "sourcePath"


def _of_container(task_definition: Resource, container: Container) -> Findings:
    name = container.name
    for prop in NOT_ON_FARGATE:
        value = container.get(*prop.split("."))
        if _set(value) and value is not False:
            feature = prop.rpartition(".")[2]
            wrong = f"container {name} has it, and only hosts offer it"
            yield _violation(
                task_definition, f"{container.path}.{prop}", wrong, FARGATE_UNSUPPORTED.quote(feature=feature)
            )
    if flag(container.get("privileged")) is True:
        wrong = f"container {name} is privileged"
        yield _violation(task_definition, f"{container.path}.privileged", wrong, FARGATE_PRIVILEGED.quote())
    for index, one in items(container.get("resourceRequirements")):
        if read(one, "type") == "GPU":
            path = f"{container.path}.resourceRequirements[{index}]"
            yield _violation(
                task_definition, path, f"container {name} needs a GPU", FARGATE_UNSUPPORTED.quote(feature="GPU")
            )
    added = [one for _, one in items(container.get("linuxParameters", "capabilities", "add")) if isinstance(one, str)]
    if others := [one for one in added if one.upper().removeprefix("CAP_") != CAPABILITY]:
        path = f"{container.path}.linuxParameters.capabilities.add"
        wrong = f"container {name} adds {', '.join(others)}; on Fargate {CAPABILITY} alone can be added"
        yield _violation(task_definition, path, wrong)
    seconds = whole(container.get("stopTimeout"))
    if isinstance(seconds, int) and seconds > FARGATE_STOP_SECONDS:
        wrong = f"container {name} may take {seconds} seconds to stop; on Fargate {FARGATE_STOP_SECONDS} at most"
        yield _violation(task_definition, f"{container.path}.stopTimeout", wrong)


def _set(value: Any) -> bool:
    return value is not UNKNOWN and value not in (None, "", [], {})


def _violation(task_definition: Resource, path: str, wrong: str, said: str = "") -> Violation:
    return Violation(
        resource=task_definition,
        path=path,
        wrong=wrong,
        cost=f"{REFUSED}: {said}" if said else f"{REFUSED}.",
        fix="set it to what Fargate takes or remove it, or remove FARGATE from requiresCompatibilities.",
    )
