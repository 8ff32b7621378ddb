"""The roles that a service brings: whether those who need them can take them, and what they allow, as far as it can be
seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pulumi_aws as aws

from components.execution import execution_statements
from components.roles import Statement
from components.task_roles import task_statements
from model.partitions import arn, principal
from model.permissions import NO_RESOURCE, RESOURCE_POLICIES
from model.strategy import Strategy
from settings.brought.documents import lets
from settings.brought.seen import looked_up
from settings.settings import Settings

RANDOM = "1234567"
"""As long as what Pulumi puts behind the names of what it makes."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """A role, by its key, and what it is for."""

    key: str
    role_arn: str
    service: str
    """Who takes it."""
    statements: Sequence[Statement]
    """What it must allow, of what is known before anything is made."""


def problems(s: Settings, account: str) -> Iterator[str]:
    """A line for each role that will not do."""
    for need in (_execution(s, account), _task(s, account), _release(s, account)):
        if need.role_arn:
            yield from _problems(need, account, s.region)


def _execution(s: Settings, account: str) -> Need:
    task = s.task(account, {})
    log_group = s.log_group or f"/ecs/{s.name}"
    writer = next((one.name for one in task.containers if not one.log_options), task.container.name)
    needed = execution_statements(
        task.containers,
        repository_arn=arn(s.region, "ecr", account, f"repository/{s.repository}") if s.repository else None,
        log_streams=arn(s.region, "logs", account, f"log-group:{log_group}:log-stream:{writer}/{writer}/{RANDOM}"),
    )
    return Need(key="executionRoleArn", role_arn=s.execution_role_arn, service="ecs-tasks", statements=needed)


def _task(s: Settings, account: str) -> Need:
    needed = task_statements(s.task(account, {}))
    return Need(key="taskRoleArn", role_arn=s.task_role_arn, service="ecs-tasks", statements=needed)


def _release(s: Settings, account: str) -> Need:
    """Listeners have ARNs once they are made."""
    by_codedeploy = s.strategy is Strategy.CODEDEPLOY
    cluster = s.cluster.name or f"{s.name}-{RANDOM}"
    service = arn(s.region, "ecs", account, f"service/{cluster}/{s.name}-{RANDOM}")
    needed: list[Statement] = [{"Action": ["elasticloadbalancing:DescribeTargetHealth"], "Resource": "*"}]
    if by_codedeploy:
        needed = [
            {"Action": ["elasticloadbalancing:DescribeListeners"], "Resource": "*"},
            {"Action": ["ecs:UpdateServicePrimaryTaskSet"], "Resource": service},
            *([{"Action": ["sns:Publish"], "Resource": s.topic_arn}] if s.topic_arn else []),
        ]
    taker = "codedeploy" if by_codedeploy else "ecs"
    return Need(key="releaseRoleArn", role_arn=s.release_role_arn, service=taker, statements=needed)


def _problems(need: Need, account: str, region: str) -> Iterator[str]:
    said = f"bluegreen:{need.key} = {need.role_arn}"
    owner = need.role_arn.split(":")[4]
    if owner != account:
        yield f"{said}: is of the account {owner}, and AWS takes those of the stack's, {account}; bring one of it"
        return
    found = looked_up(need.key, lambda: aws.iam.get_role(name=need.role_arn.rpartition("/")[2]))
    if found.arn != need.role_arn:
        yield f"{said}: the role of that name is {found.arn}; set the key to that"
        return
    taker = principal(region, need.service)
    if not lets(found.assume_role_policy, "sts:AssumeRole", taker):
        yield f"{said}: does not let {taker} take it; allow sts:AssumeRole to that service in the role's trust policy"
    for action, resource in _denied(need):
        yield f"{said}: does not allow {action} on {resource}; allow it where the role is made"


def _denied(need: Need) -> Iterator[tuple[str, str]]:
    """Actions that IAM would deny, each with its resource. Nothing where the caller may not ask IAM, nor where it
    depends on what only a real call says, or on a policy that the resource itself may have."""
    for statement in need.statements:
        resources = statement["Resource"]
        given = [
            {"key": key, "type": "string", "values": [value]}
            for keys in statement.get("Condition", {}).values()
            for key, value in keys.items()
        ]
        try:
            found = aws.iam.get_principal_policy_simulation(
                policy_source_arn=need.role_arn,
                action_names=list(statement["Action"]),
                resource_arns=[resources] if isinstance(resources, str) else list(resources),  # type: ignore[arg-type]
                contexts=given,  # type: ignore[arg-type]
            )
        except Exception:  # Pulumi raises no narrower one.
            return
        for one in found.results:
            if not one.allowed and not one.missing_context_keys and _is_sure(one.action_name, one.decision):
                yield one.action_name, one.resource_arn


def _is_sure(action: str, decision: str) -> bool:
    """Whether nobody else allows it."""
    elsewhere = action.partition(":")[0] in RESOURCE_POLICIES and action not in NO_RESOURCE
    return decision == "explicitDeny" or not elsewhere
