"""The driver awsfirelens sends logs to another container of the task."""

from model.texts.ecs import NO_LOG_ROUTER
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, containers

DRIVER = ("logConfiguration", "logDriver")


@resource_rule(
    TASK_DEFINITION,
    remedy="Add a container with firelensConfiguration to the task, or use another log driver.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"registering the task definition fails: {NO_LOG_ROUTER.quote()}",
)
def log_router_present(task_definition: Resource, options: Options) -> Findings:
    """A task whose logs go to FireLens has a container that is FireLens.

    The log router is a container like the others, and is the first to be left out when a task definition is cut down.

    Looks at containers with log driver awsfirelens: one of the task has a `firelensConfiguration`. Where that one sends
    the logs is not checked.
    """
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    if any(container.get("firelensConfiguration") not in (None, {}) for container in found):
        return
    for container in found:
        if container.get(*DRIVER) == "awsfirelens":
            yield Violation(
                resource=task_definition,
                path=f"{container.path}.{'.'.join(DRIVER)}",
                wrong=f"container {container.name} logs to FireLens, and no container of the task has a"
                " firelensConfiguration",
                fix="add one that has, such as AWS's image aws-for-fluent-bit, or log with awslogs.",
            )
