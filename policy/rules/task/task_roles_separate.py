"""What ECS may do to start a task is not what the task may do."""

from typing import NamedTuple

from model.texts.ecs import FARGATE_EXECUTION_ROLE, NO_TASK_ROLE
from policy.finding import Findings, Undecided, Violation
from policy.reading import ROLE, SERVICE, TASK_DEFINITION, UNKNOWN, Resource, Unknown, flag
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.topology import task_definitions

EXECUTION, TASK = "executionRoleArn", "taskRoleArn"


class Missing(NamedTuple):
    """The texts on a role that is not set."""

    cost: str
    fix: str


MISSING = {
    EXECUTION: Missing(
        "on hosts ECS pulls the image and writes logs with the role of the host, which all its tasks share; on Fargate:"
        f" {FARGATE_EXECUTION_ROLE.quote()}",
        "set it to a role that may pull the image, write the logs and read the secrets of this task.",
    ),
    TASK: Missing(
        "the containers have no permissions of their own, and may take those of their host's role.",
        "set it to a role for this task; a role without policies permits nothing.",
    ),
}


@stack_rule(
    remedy="Give the task definition two roles: executionRoleArn for ECS, taskRoleArn for the containers.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html",
    severity="high",
    symptoms=(Symptom.REFUSED, Symptom.INTRUSION, Symptom.LEAK),
    cost="code in the container can do what ECS may: read every secret of the task and pull images.",
)
def task_roles_separate(stack: Stack, options: Options) -> Findings:
    """A task definition has an execution role and another task role.

    ECS uses the execution role to pull the image, write logs and fetch secrets before the container starts; the
    code inside gets the task role. With one role for both, a hole in the application reads all that ECS can. A
    role that is left out is no safer on hosts: ECS and the containers fall back on the role of the host, which
    all tasks on it share, and a release fails once that role loses a permission. On Fargate there is nothing to
    fall back on: ECS cannot pull an image from ECR, but a container that calls no AWS API needs no role, unless
    its service has ECS Exec, which works with the task role.

    Looks at every task definition: both roles must be set, and differ; a task definition for Fargate alone may have
    no task role, without ECS Exec (`enableExecuteCommand`). ARNs are compared where both are known, else the
    roles of the program that they come from. What the roles permit is not checked.
    """
    entered = _entered(stack)
    for task_definition in stack.of(TASK_DEFINITION):
        missing = [prop for prop in MISSING if task_definition.get(prop) in (None, "")]
        for prop in missing:
            if prop == TASK and task_definition in entered:
                yield Violation(
                    resource=task_definition,
                    path=prop,
                    wrong=f"it is not set, and {entered[task_definition].name} has enableExecuteCommand",
                    cost=f"AWS refuses the service: {NO_TASK_ROLE.quote(done='created')}",
                    fix="set it to a role that may open channels of ssmmessages, or enableExecuteCommand to false.",
                )
                continue
            if prop == TASK and task_definition.get("requiresCompatibilities") == ["FARGATE"]:
                continue
            yield Violation(
                resource=task_definition,
                path=prop,
                wrong="it is not set",
                cost=MISSING[prop].cost,
                fix=MISSING[prop].fix,
            )
        same = False if missing else _same(stack, task_definition)
        if same is UNKNOWN:
            yield Undecided(
                resource=task_definition,
                path=TASK,
                reason="whether it is the execution role is not known before the roles exist",
            )
        elif same:
            yield Violation(
                resource=task_definition,
                path=TASK,
                wrong="the same role as executionRoleArn",
                fix="create a second role for the task, with only what the code in the containers needs.",
            )


def _entered(stack: Stack) -> dict[Resource, Resource]:
    """Task definitions whose containers somebody may enter by ECS Exec, each with a service that allows it."""
    services = [one for one in stack.of(SERVICE) if flag(one.get("enableExecuteCommand")) is True]
    return {found: service for service in services for found in known(task_definitions(stack, service))}


def _same(stack: Stack, task_definition: Resource) -> bool | Unknown:
    arns = [task_definition.get(prop) for prop in (EXECUTION, TASK)]
    if UNKNOWN not in arns:
        return arns[0] == arns[1]
    links = [
        stack.linked(task_definition, prop, arn, ROLE, by="arn")
        for prop, arn in zip((EXECUTION, TASK), arns, strict=True)
    ]
    execution, task = links
    if execution is UNKNOWN or task is UNKNOWN:
        return UNKNOWN
    if not set(execution) & set(task):
        return False
    # More than one: the value was made of several roles, as an output of a component is.
    return True if len(execution) == len(task) == 1 else UNKNOWN
