"""The one door out: what a deployed stack says to people and operations.

Each name is written once, here. `__main__.py` exports them, and whoever needs them loads them back; neither spells one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

import pulumi

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Outputs(Generic[T]):
    """A stack's outputs: `Outputs[Input[str]]` in the program, `Outputs[str]` when loaded."""

    url: T
    """Where the service is."""
    test_url: T
    """Where the next release can be tried, from the networks in `testCidrs`."""
    dashboard: T
    """URL of the CloudWatch dashboard that shows blue against green."""
    repository_url: T
    """Where images are pushed to."""
    cluster: T
    """Name of the ECS cluster."""
    service: T
    """Name of the ECS service."""
    strategy: T
    """Who moves a release and how: `CODE_DEPLOY`, `BLUE_GREEN`, `LINEAR`, `CANARY` or `ROLLING`."""
    region: T
    """AWS's region."""
    capacity_provider: T
    """Name of the capacity provider that tasks run on: `FARGATE`, or that of the hosts."""
    application: T
    """Name of the CodeDeploy application; empty where CodeDeploy has no part."""
    deployment_group: T
    """Name of the CodeDeploy deployment group, in which releases are started; empty where CodeDeploy has no part."""
    task_definition: T
    """ARN of the revision that the program registered last; the service may run a later one."""
    task_definition_family: T
    """Family of the task definition, in which a release registers its revision."""
    task_role_arn: T
    """ARN of the role of the service itself, for policies that let it in."""
    container_name: T
    """The container that the load balancer sends requests to, as an AppSpec names it."""
    container_port: T
    """Its port, as text."""
    subnet_ids: T
    """Ids of the subnets that tasks have addresses in, separated by commas; empty where they share their host's."""
    security_group_ids: T
    """Ids of the security groups of these addresses, separated by commas; empty where there are none."""
    image_gate: T
    """The findings of an image scan that stop a release: `none`, `CRITICAL` or `HIGH`."""
    hooks: T
    """The functions that a release calls, as JSON: CodeDeploy's lifecycle event to name; `{}` where there are none."""
    lifecycle_hooks: T
    """How many hooks ECS itself asks in a release, as text; `0` where it asks none."""
    access_logs_bucket: T
    """Name of the bucket of the load balancer's access logs; empty where it writes none."""
    log_group: T
    """Name of the CloudWatch log group of all tasks."""
    production_listener_arn: T
    """ARN of the listener that users reach."""
    test_listener_arn: T
    """ARN of the listener that leads to the next release."""
    production_rule_arn: T
    """ARN of the listener rule that takes all of production's requests."""
    test_rule_arn: T
    """ARN of the same on the test listener."""
    blue_target_group_arn: T
    """ARN of one of the two target groups that take turns."""
    blue_target_group_name: T
    """Name of the same."""
    green_target_group_arn: T
    """ARN of the other."""
    green_target_group_name: T
    """Name of the same."""
    alarm_names: T
    """Names of the alarms that stop a release, separated by commas."""
    topic_arn: T
    """ARN of the SNS topic of deployments and alarms; subscribe to it."""
    runbook: T
    """The commands for releases of this stack, one a line."""


COMMANDS = ("release", "follow", "continue", "rollback", "stop", "status")
"""What people do with a release."""


def runbook(stack: str) -> str:
    """What to type, one command a line."""
    return "\n".join(f"bluegreen {command} --stack {stack}" for command in COMMANDS)


def export(outputs: Outputs[pulumi.Input[str]]) -> None:
    """Makes them the stack's outputs."""
    for field in fields(outputs):
        pulumi.export(field.name, getattr(outputs, field.name))


def load(raw: Mapping[str, str]) -> Outputs[str]:
    """From `pulumi stack output --json`. ValueError when the stack is of another version of the program."""
    names = {field.name for field in fields(Outputs)}
    if names != set(raw):
        missing, unknown = sorted(names - set(raw)), sorted(set(raw) - names)
        raise ValueError(
            f"the stack's outputs are not this program's (missing {missing}, unknown {unknown}); run `pulumi up` on it"
        )
    return Outputs(**raw)
