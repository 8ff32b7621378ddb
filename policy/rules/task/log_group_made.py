"""The awslogs driver writes into a log group that is there; it makes none unless it is told to."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import CLUSTER, LOG_GROUP, TASK_DEFINITION, UNKNOWN, flag
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.containers import containers

OPTIONS = ("logConfiguration", "options")


@stack_rule(
    level="advisory",
    remedy="Declare the log group in the program and name it by its output, or set awslogs-create-group.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html",
    severity="high",
    symptoms=(Symptom.PENDING,),
    cost="where nobody else makes it: “ResourceInitializationError: failed to validate logger args: … The specified log"
    " group does not exist”, and no task starts.",
)
def log_group_made(stack: Stack, options: Options) -> Findings:
    """The log group of each container is made by the program, or by its log driver.

    The awslogs driver opens a stream in its log group before the container starts. A group that is not there, because
    its name differs by a slash or it is left from a template, stops the task before it has said a word.

    Looks at containers with log driver awslogs and a known group: a log group of the program has that name, or
    `awslogs-create-group` is true. It only warns, since a group may have been made by another program, or by hand. A
    program with neither a log group nor a cluster is a part of something larger, and let through. Of containers that
    are not known other rules speak.
    """
    groups = [group.get("name") for group in stack.of(LOG_GROUP)]
    if not groups and not stack.of(CLUSTER):
        return
    for task_definition in stack.of(TASK_DEFINITION):
        found = containers(task_definition)
        for container in () if found is UNKNOWN else found:
            name, create = container.get(*OPTIONS, "awslogs-group"), container.get(*OPTIONS, "awslogs-create-group")
            if container.get("logConfiguration", "logDriver") != "awslogs" or not isinstance(name, str):
                continue
            path = f"{container.path}.logConfiguration.options.awslogs-group"
            if not name or name in groups or create is UNKNOWN or flag(create) is True:
                continue
            if UNKNOWN in groups:
                reason = f"it is {name}, and the name of a log group of the program is not known yet"
                yield Undecided(resource=task_definition, path=path, reason=reason)
                continue
            yield Violation(
                resource=task_definition,
                path=path,
                wrong=f"container {container.name} logs into {name}, which no log group of the program is"
                + (f" (it has {', '.join(map(str, groups))})" if groups else ""),
                fix="name a log group of the program, or set awslogs-create-group to true and allow the execution role"
                " logs:CreateLogGroup.",
            )
