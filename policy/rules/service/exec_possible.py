"""A shell that is needed in an emergency should open in it."""

from typing import Final

from model.managed_policies import ALLOWED
from model.session_manager import AGENT_FOLDER, SESSION_ACTIONS
from model.texts.ecs import EXEC_NOT_CONNECTED, NO_TASK_ROLE
from policy.finding import Findings, Undecided, Violation
from policy.reading import ROLE, SERVICE, UNKNOWN, Resource, flag, items
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.containers import Container, containers
from policy.views.roles import grants, lacking
from policy.views.topology import task_definitions

EXEC, TASK_ROLE = "enableExecuteCommand", "taskRoleArn"
ENOUGH: Final = ("AmazonSSMManagedInstanceCore", "PowerUserAccess", "AdministratorAccess")
TOO_LITTLE: Final = tuple(name for name in ALLOWED if name not in ENOUGH)
UNSET: Final = (None, "")


@stack_rule(
    remedy="Give the task definition a task role that allows the four actions of ssmmessages and leave the root file"
    " system of the containers writable, or switch enableExecuteCommand off.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    severity="low",
    symptoms=(Symptom.REFUSED, Symptom.UNEXPLAINED),
    cost=NO_TASK_ROLE.quote(),
)
def exec_possible(stack: Stack, options: Options) -> Findings:
    """A service with ECS Exec switched on lets a session in.

    ECS Exec runs an agent in each container, which calls Session Manager with the role of the task, not the execution
    role, and keeps its files in the container. Without a task role ECS refuses the service. Without the permissions,
    or where the root file system is read-only, everything looks well until somebody needs the shell.

    Looks at services with `enableExecuteCommand` and the task definitions of the program that they run. That a task
    role has no policy with the four actions of ssmmessages only warns, as does a read-only container, unless something
    is mounted where the agent keeps its files, which AWS does not support and works. Roles of other programs are let
    through. Conditions and denials are not looked at.
    """
    for service in stack.of(SERVICE):
        on = flag(service.declared(EXEC, default=False))
        if on is not True and on is not UNKNOWN:
            continue
        for definition in known(task_definitions(stack, service)):
            arn = definition.declared(TASK_ROLE)
            if on is UNKNOWN:
                if arn in UNSET:
                    reason = f"whether it is on is not known yet, and {definition.name} has no {TASK_ROLE}"
                    yield Undecided(resource=service, path=EXEC, reason=reason)
            elif arn in UNSET:
                yield Violation(
                    resource=service,
                    path=EXEC,
                    wrong=f"true, and its task definition {definition.name} has no {TASK_ROLE}",
                    fix=f"set {TASK_ROLE} to a role that allows {', '.join(SESSION_ACTIONS)}.",
                )
            else:
                for role in known(stack.linked(definition, TASK_ROLE, arn, ROLE, by="arn")):
                    yield from _role(stack, service, definition, role)
                yield from _read_only(service, definition)


def _role(stack: Stack, service: Resource, definition: Resource, role: Resource) -> Findings:
    missing = lacking(grants(stack, role), SESSION_ACTIONS, enough=ENOUGH, too_little=TOO_LITTLE)
    path = f"taskDefinition ({definition.name}).{TASK_ROLE}"
    if missing is UNKNOWN:
        reason = f"whether the policies of {role.name} let Session Manager in is not known: not all of them can be read"
        yield Undecided(resource=service, path=path, reason=reason)
    elif missing:
        yield Violation(
            resource=service,
            path=path,
            wrong=f"ECS Exec is on, and no policy of {role.name} allows {', '.join(missing)}",
            cost=f"no session opens: {EXEC_NOT_CONNECTED.quote()}",
            fix=f"allow {', '.join(SESSION_ACTIONS)} on * in a policy of {role.name}.",
            advice=True,
        )


def _read_only(service: Resource, definition: Resource) -> Findings:
    found = containers(definition)
    for container in () if found is UNKNOWN else found:
        if flag(container.get("readonlyRootFilesystem", default=False)) is True and not _mounted(container):
            yield Violation(
                resource=service,
                path=f"taskDefinition ({definition.name}).{container.path}.readonlyRootFilesystem",
                wrong=f"ECS Exec is on, and its agent can write nowhere in container {container.name}",
                cost=f"no session opens: {EXEC_NOT_CONNECTED.quote()}",
                fix="set it to false, or switch ECS Exec off where nobody is to get in.",
                advice=True,
            )


def _mounted(container: Container) -> bool:
    """Whether something may be mounted at the agent's folder, or around it."""
    for prop in (("mountPoints",), ("linuxParameters", "tmpfs")):
        for index, _ in items(container.get(*prop)):
            path = container.get(*prop, index, "containerPath")
            if not isinstance(path, str) or f"{AGENT_FOLDER}/".startswith(f"{path.rstrip('/')}/"):
                return True
    return False
