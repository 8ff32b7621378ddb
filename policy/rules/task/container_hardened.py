"""An intruder who is root and can write has more to work with."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource, flag, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, Container, containers

READ_ONLY, USER = "readonlyRootFilesystem", "user"


@resource_rule(
    TASK_DEFINITION,
    remedy="Set readonlyRootFilesystem to true, with a volume for what must be written, and user to one other"
    " than root.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
    severity="medium",
    symptoms=(Symptom.INTRUSION,),
    level="advisory",
    cost="whoever breaks into the application can change its files, install tools and act as root in the container.",
)
def container_hardened(task_definition: Resource, options: Options) -> Findings:
    """Containers have a read-only root file system and a user who is not root.

    A container that can write into itself is no longer the image that was tested, and after a rollback nobody
    can say what ran. Both settings belong in the task definition: there a release carries them, and a new base
    image cannot undo them.

    Looks at every container. A `user` that is not set is the image's own, which is root unless its build says
    otherwise; the task definition does not show that, and ECS Exec has to write, so the rule only warns. Lets
    through Windows, which has neither setting, and the user of a FireLens log router, which ECS wants to be root.
    """
    system = task_definition.get("runtimePlatform", "operatingSystemFamily", default="LINUX")
    if system is UNKNOWN:
        yield Undecided(
            resource=task_definition, path="runtimePlatform", reason="the operating system is not known yet"
        )
        return
    if str(system).upper().startswith("WINDOWS"):
        return
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    for container in found:
        yield from _writable(task_definition, container)
        if container.get("firelensConfiguration") is None:
            yield from _root(task_definition, container)


def _writable(task_definition: Resource, container: Container) -> Findings:
    read_only = container.get(READ_ONLY, default=False)
    path = f"{container.path}.{READ_ONLY}"
    if read_only is UNKNOWN:
        yield Undecided(resource=task_definition, path=path, reason="it is not known yet")
    elif flag(read_only) is not True:
        yield Violation(
            resource=task_definition,
            path=path,
            wrong=f"container {container.name} can write to its root file system",
            fix="set it to true, and mount a volume where the application has to write, such as /tmp.",
        )


def _root(task_definition: Resource, container: Container) -> Findings:
    user = container.get(USER)
    path = f"{container.path}.{USER}"
    if user is UNKNOWN:
        yield Undecided(resource=task_definition, path=path, reason="it is not known yet")
        return
    name = "" if user is None else str(user).partition(":")[0]
    if name in ("", "root") or whole(name) == 0:
        yield Violation(
            resource=task_definition,
            path=path,
            wrong=f"container {container.name} runs as "
            + ("root" if name else "the user of its image, which is root unless the image says otherwise"),
            fix="set it to a user of the image or to a number above 0, such as 1000.",
        )
