"""The two roles of a task, each made here unless the team brings it: by one ECS starts it, the other is the service's.

What a role of the team's own may do is the team's to say: nothing is added to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi_aws as aws
from pulumi import Input, Output, Resource, ResourceOptions

from components.execution import execution_statements
from components.roles import Statement, allow, trust
from components.volume import permissions
from model.partitions import arn, global_arn, principal
from model.session_manager import SESSION_ACTIONS

if TYPE_CHECKING:
    from components.task_definition import TaskDefinitionArgs


@dataclass(frozen=True, kw_only=True)
class TaskRole:
    """One of them."""

    arn: Input[str]
    passed: Input[str]
    """The same for policies: made of the name, which a preview knows."""
    granted: Sequence[Resource] = ()
    """What a task needs before it starts."""


def execution_role(name: str, args: "TaskDefinitionArgs", log_group: Input[str], child: ResourceOptions) -> TaskRole:
    """What ECS may do to start a task."""
    if args.execution_role_arn:
        return TaskRole(arn=args.execution_role_arn, passed=args.execution_role_arn)
    role = _role(f"{name}-execution", args, child)
    start = execution_statements(
        args.containers,
        repository_arn=args.repository_arn,
        # The ARN out of the name, which a preview knows: then policies see these statements before it exists.
        log_streams=Output.concat(arn(args.region, "logs", args.account, "log-group:"), log_group, ":log-stream:*"),
        key_arns=args.secrets_key_arns,
    )
    granted = aws.iam.RolePolicy(f"{name}-execution", role=role.name, policy=allow(*start), opts=child)
    return _made(role, args, [granted])


def task_role(name: str, args: "TaskDefinitionArgs", child: ResourceOptions) -> TaskRole:
    """What the service itself may do: nothing but what it is given."""
    if args.task_role_arn:
        return TaskRole(arn=args.task_role_arn, passed=args.task_role_arn)
    role = _role(f"{name}-task", args, child)
    granted: list[Resource] = [
        aws.iam.RolePolicyAttachment(
            f"{name}-task-{policy.partition(':iam::')[2]}", role=role.name, policy_arn=policy, opts=child
        )
        for policy in args.task_policy_arns
    ]
    if own := task_statements(args):
        granted.append(aws.iam.RolePolicy(f"{name}-task", role=role.name, policy=allow(*own), opts=child))
    return _made(role, args, granted)


def task_statements(args: "TaskDefinitionArgs") -> list[Statement]:
    """What the service may do by a policy of its own, with what mounting its volumes takes."""
    mounted = permissions(args.volumes, args.containers, arn(args.region, "elasticfilesystem", args.account))
    return own_statements([*args.task_permissions, *mounted], exec=args.exec)


def own_statements(permissions: Sequence[Statement], *, exec: bool) -> list[Statement]:
    """These, with what the agent of ECS Exec does in the service's name."""
    session: Statement = {"Action": SESSION_ACTIONS, "Resource": "*"}
    return [*permissions, session] if exec else [*permissions]


def _role(label: str, args: "TaskDefinitionArgs", child: ResourceOptions) -> aws.iam.Role:
    trusted = trust(
        principal(args.region, "ecs-tasks"), account=args.account, source=arn(args.region, "ecs", args.account, "*")
    )
    return aws.iam.Role(
        label,
        assume_role_policy=trusted,
        permissions_boundary=args.permissions_boundary_arn,
        tags=args.tags,
        opts=child,
    )


def _made(role: aws.iam.Role, args: "TaskDefinitionArgs", granted: Sequence[Resource]) -> TaskRole:
    passed = Output.concat(global_arn(args.region, "iam", args.account, "role/"), role.name)
    return TaskRole(arn=role.arn, passed=passed, granted=granted)
