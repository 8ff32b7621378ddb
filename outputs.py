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
    repository_url: T
    """Where images are pushed to."""
    cluster: T
    service: T
    capacity_provider: T
    application: T
    deployment_group: T
    task_definition: T
    """ARN of the revision that the program registered last; the service may run a later one."""
    task_definition_family: T
    container_name: T
    container_port: T
    log_group: T
    production_listener_arn: T
    test_listener_arn: T
    blue_target_group_arn: T
    blue_target_group_name: T
    green_target_group_arn: T
    green_target_group_name: T
    alarm_names: T
    """Separated by commas."""
    topic_arn: T
    """Tells of deployments and alarms; subscribe to it."""


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
