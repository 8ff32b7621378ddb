"""One thing that is looked up, and what was found."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from ops.forwards import Forward, moved
from ops.releases import Releases


class State(StrEnum):
    """Whether it is as a release needs it."""

    OK = "OK"
    NG = "NG"
    """A release would fail, or would reach users in a way that nobody wants."""
    SKIP = "SKIP"
    """It does not apply, or cannot be looked up."""


@dataclass(frozen=True)
class Finding:
    """What was found."""

    state: State
    text: str
    fix: str = ""

    def __str__(self) -> str:
        return f"{self.text}; {self.fix}" if self.fix else self.text


@dataclass(frozen=True)
class Planned:
    """The release that is asked about."""

    releases: Releases
    task_definition: str
    """ARN of what would be released."""
    image: str = ""
    """What the container behind the load balancer is to run; empty: what the task definition says."""

    # What several checks look at is asked for once.

    @cached_property
    def service(self) -> dict[str, Any]:
        """As DescribeServices has it; empty: it is gone."""
        return self.releases.service() or {}

    @cached_property
    def definition(self) -> dict[str, Any]:
        """The task definition. ClientError: ECS has none of that name."""
        ecs = self.releases.aws.client("ecs")
        return ecs.describe_task_definition(taskDefinition=self.task_definition)["taskDefinition"]

    @cached_property
    def moved(self) -> list[Forward]:
        """The forwards that a release moves."""
        return moved(self.releases)

    @cached_property
    def live_group(self) -> str:
        """ARN of the target group to which the explicit rule sends everything; empty while it is shared."""
        rule = self.releases.names.production_rule_arn
        return next((one.serving[0] for one in self.moved if one.rule == rule and not one.split), "")


Check = Callable[[Planned], Finding]


def ok(text: str) -> Finding:
    return Finding(State.OK, text)


def ng(text: str, fix: str) -> Finding:
    return Finding(State.NG, text, fix)


def skip(text: str) -> Finding:
    return Finding(State.SKIP, text)
