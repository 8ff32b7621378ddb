"""exec-possible: what it stops, lets through and leaves undecided."""

from typing import Any

from model.session_manager import AGENT_FOLDER, SESSION_ACTIONS
from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING, allow, role, task
from tests.policy.rules.rule_case import Case, Pass

AWS = "arn:aws:iam::aws:policy"
ALL = allow(*SESSION_ACTIONS, on="*")
WRITABLE: dict[str, Any] = {"readonlyRootFilesystem": False}


def on(program: Program = BLUE_GREEN, *policies: Any, **container: Any) -> Program:
    """The service with ECS Exec, the task role with these policies, and a container that is writable or as told."""
    program = change(program, "service", "enableExecuteCommand", to=True)
    containers = task({"containerPort": 4000}, **(container or WRITABLE))
    program = change(program, "tasks", "containerDefinitions", to=containers)
    own = (
        Declared(
            "aws:iam/rolePolicy:RolePolicy",
            f"own-{number}",
            {"role": "task-role", "policy": policy},
            {"role": ["task-role"]},
        )
        for number, policy in enumerate(policies)
    )
    return (*program, *own)


def attached(policy: Any, program: Program = BLUE_GREEN) -> Program:
    props = {"role": "task-role", "policyArn": policy}
    one = Declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", props, {"role": ["task-role"]})
    return (*on(program), one)


def bare(program: Program, to: Any = None) -> Program:
    """The task definition without its task role."""
    return change(unlinked(on(program), "tasks"), "tasks", "taskRoleArn", to=to)


def mounting(path: Any, **more: Any) -> Program:
    """A read-only container with something mounted."""
    mounts = [{"sourceVolume": "one", "containerPath": path}]
    return on(BLUE_GREEN, ALL, readonlyRootFilesystem=True, mountPoints=mounts, **more)


STOPS: dict[str, Case] = {
    "no task role": Case(bare(BLUE_GREEN), on="service", says="no taskRoleArn"),
    "no task role, in a first preview": Case(bare(FIRST_PREVIEW), on="service", says="valid taskRoleArn"),
    "no task role, on Fargate": Case(bare(NATIVE), on="service", says="ssmmessages:OpenDataChannel"),
    "no task role, in a rolling service": Case(bare(ROLLING), on="service"),
    "an empty task role": Case(bare(BLUE_GREEN, ""), on="service"),
    "switched on in text": Case(change(bare(BLUE_GREEN), "service", "enableExecuteCommand", to="true"), on="service"),
    "a task role without policies": Case(on(), on="service", says="ssmmessages:CreateControlChannel", advised=True),
    "a task role without policies, in a first preview": Case(on(NATIVE_PREVIEW), on="service", advised=True),
    **{
        f"all but {action}": Case(
            on(BLUE_GREEN, allow(*(set(SESSION_ACTIONS) - {action}), on="*")),
            on="service",
            says=f"task-role allows {action}\n",
            advised=True,
        )
        for action in SESSION_ACTIONS
    },
    "AWS's policy for execution": Case(
        attached(f"{AWS}/service-role/AmazonECSTaskExecutionRolePolicy"), on="service", advised=True
    ),
    "a read-only container": Case(
        on(BLUE_GREEN, ALL, readonlyRootFilesystem=True), on="service", says="container web", advised=True
    ),
    "a read-only container with a /tmp": Case(
        on(
            BLUE_GREEN,
            ALL,
            readonlyRootFilesystem=True,
            linuxParameters={"tmpfs": [{"containerPath": "/tmp", "size": 64}]},
        ),
        on="service",
        advised=True,
    ),
    "a read-only container with a volume elsewhere": Case(mounting("/var/lib/app"), on="service", advised=True),
    "a read-only container without permissions": Case(
        on(readonlyRootFilesystem=True), on="service", count=2, advised=True
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "what it needs": on(BLUE_GREEN, ALL),
    "what it needs, in a first preview": on(FIRST_PREVIEW, ALL),
    "what it needs, on Fargate": on(NATIVE, ALL),
    "all of ssmmessages": on(ROLLING, allow("ssmmessages:*", on="*")),
    "two policies": on(BLUE_GREEN, allow(*SESSION_ACTIONS[:2], on="*"), allow(*SESSION_ACTIONS[2:], on="*")),
    "AWS's policy for managed instances": attached(f"{AWS}/AmazonSSMManagedInstanceCore"),
    "an administrator": attached(f"{AWS}/AdministratorAccess", NATIVE),
    "switched off": change(bare(BLUE_GREEN), "service", "enableExecuteCommand", to=False),
    "not said": change(bare(NATIVE), "service", "enableExecuteCommand", to=None),
    "a role of another program": change(on(), "tasks", "taskRoleArn", to=role("elsewhere")),
    "a task definition of another program": without(on(), "tasks"),
    "a volume for the agent": mounting(AGENT_FOLDER),
    "a volume around the agent": mounting("/var/"),
    "containers that are not known": change(on(BLUE_GREEN, ALL), "tasks", "containerDefinitions", to=UNKNOWN),
    "whether it is on is not known, with a task role": unknown(on(), "service", "enableExecuteCommand", of="cluster"),
    "whether it is on is AWS's to say": change(bare(BLUE_GREEN), "service", "enableExecuteCommand", to=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "a policy that is not known": Case(on(BLUE_GREEN, UNKNOWN), on="service", says="not all of them can be read"),
    "a policy of another program": Case(attached("arn:aws:iam::123456789012:policy/own"), on="service"),
    "a policy of AWS's that the rule does not list": Case(attached(f"{AWS}/AmazonECS_FullAccess"), on="service"),
    "whether it is on, without a task role": Case(
        unknown(bare(BLUE_GREEN), "service", "enableExecuteCommand", of="cluster"), on="service", says="no taskRoleArn"
    ),
}
