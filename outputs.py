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
    capacity_provider: T
    """Name of the capacity provider that tasks run on: `FARGATE`, or that of the hosts."""
    application: T
    """Name of the CodeDeploy application."""
    deployment_group: T
    """Name of the CodeDeploy deployment group, in which releases are started."""
    task_definition: T
    """ARN of the revision that the program registered last; the service may run a later one."""
    task_definition_family: T
    """Family of the task definition, in which a release registers its revision."""
    container_name: T
    """The container that the load balancer sends requests to, as an AppSpec names it."""
    container_port: T
    """Its port, as text."""
    log_group: T
    """Name of the CloudWatch log group of all tasks."""
    production_listener_arn: T
    """ARN of the listener that users reach."""
    test_listener_arn: T
    """ARN of the listener that leads to the next release."""
    blue_target_group_arn: T
    """ARN of one of the two target groups that take turns."""
    blue_target_group_name: T
    """Name of the same."""
    green_target_group_arn: T
    """ARN of the other."""
    green_target_group_name: T
    """Name of the same."""
    alarm_names: T
    """Names of the alarms that stop a deployment, separated by commas."""
    topic_arn: T
    """ARN of the SNS topic of deployments and alarms; subscribe to it."""


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
