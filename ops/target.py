"""What is released: a service of one stack, by what its outputs say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.strategy import Strategy
from outputs import ServiceOutputs


@dataclass(frozen=True)
class Target:
    """The outputs of a service, and what follows from them."""

    stack: str
    """As a person types it; empty where the outputs are of a file."""
    names: ServiceOutputs[str]
    service: str = ""
    """As a person types it, where the stack has several."""
    file: str = ""
    """The file of the outputs, as a person types it; empty where a stack has them."""

    @property
    def strategy(self) -> Strategy:
        return Strategy(self.names.strategy)

    @property
    def by_codedeploy(self) -> bool:
        return self.strategy is Strategy.CODEDEPLOY

    @property
    def group_names(self) -> dict[str, str]:
        """The two target groups' names, by their ARNs."""
        return {
            self.names.blue_target_group_arn: self.names.blue_target_group_name,
            self.names.green_target_group_arn: self.names.green_target_group_name,
        }

    @property
    def alarm_names(self) -> list[str]:
        return [name for name in self.names.alarm_names.split(",") if name]

    @property
    def hooks(self) -> Mapping[str, str]:
        """CodeDeploy's lifecycle event to the function that it calls."""
        return json.loads(self.names.hooks or "{}")

    @property
    def capacity_providers(self) -> list[dict[str, Any]]:
        """The strategy by which a release spreads its tasks over them, in the spelling of ECS's API."""
        return json.loads(self.names.capacity_provider_strategy or "[]")

    def command(self, verb: str) -> str:
        """What to type."""
        if self.file:
            return f"bluegreen {verb} --outputs {self.file}"
        return f"bluegreen {verb} --stack {self.stack}" + (f" --service {self.service}" if self.service else "")


def short(task_definition: str) -> str:
    """`web-dev:2`, of its ARN."""
    return task_definition.rpartition("/")[2]


def number(task_definition: str) -> int:
    """Of the revision."""
    return int(task_definition.rpartition(":")[2])
