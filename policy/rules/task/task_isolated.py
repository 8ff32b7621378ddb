"""A task that shares the host's processes, memory or devices can do what the host can."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource, flag
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, containers

NAMESPACES = {"pidMode": "processes", "ipcMode": "shared memory"}


@resource_rule(
    TASK_DEFINITION,
    remedy="Remove privileged and the host modes; grant the one Linux capability or device that is needed.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
    severity="high",
    symptoms=(Symptom.REFUSED, Symptom.INTRUSION),
    cost="whoever breaks into the container has the host, its role and every other task on it; Fargate refuses it.",
)
def task_isolated(task_definition: Resource, options: Options) -> Findings:
    """No container is privileged or shares the host's processes or memory.

    Such a container sees the processes, files and credentials of its host, so one hole in an application is
    a hole in all services on the host. In a release it also sees the other colour: old and new tasks run side
    by side, and names or locks in the shared space collide.

    Looks at `privileged` of each container and at `pidMode` and `ipcMode` `host` of the task definition, on
    whatever launch type. Modes `task` and `none` stay inside the task. The rule cannot distinguish an agent that
    has to watch its host from a service: give the agent an exemption with the reason.
    """
    for prop, shared in NAMESPACES.items():
        mode = task_definition.get(prop)
        if mode is UNKNOWN:
            yield Undecided(resource=task_definition, path=prop, reason="the mode is not known yet")
        elif mode == "host":
            yield Violation(
                resource=task_definition,
                path=prop,
                wrong=f"host: the containers share the {shared} of their host",
                fix=f"remove {prop}, or set it to task, which shares them within the task only.",
            )
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    for container in found:
        privileged = container.get("privileged", default=False)
        path = f"{container.path}.privileged"
        if privileged is UNKNOWN:
            yield Undecided(resource=task_definition, path=path, reason="it is not known yet")
        elif flag(privileged) is True:
            yield Violation(
                resource=task_definition,
                path=path,
                wrong=f"container {container.name} is privileged",
                fix="remove it; where a capability is needed, add it in linuxParameters.capabilities.",
            )
