"""Executions of pipelines: plain values that are kept with moto's pipelines.

An execution is in one stage, or waits before it; a stage has an attempt of each of its actions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

ExecutionStatus = Literal["InProgress", "Stopping", "Stopped", "Succeeded", "Superseded", "Failed", "Cancelled"]
StageStatus = Literal["InProgress", "Stopping", "Stopped", "Succeeded", "Failed", "Cancelled"]
ActionStatus = Literal["InProgress", "Abandoned", "Succeeded", "Failed"]
Declaration = Mapping[str, Any]
Location = dict[str, str]
"""Of an artifact in S3: `bucket` and `key`."""


@dataclass(kw_only=True)
class Attempt:
    """One run of an action."""

    id: str
    stage: str
    action: Declaration
    configuration: dict[str, str]
    """With the values of variables."""
    inputs: dict[str, Location]
    outputs: dict[str, Location]
    began_at: datetime
    status: ActionStatus = "InProgress"
    changed_at: datetime
    memo: dict[str, Any] = field(default_factory=dict)
    """What the action needs to know at the next look."""
    summary: str = ""
    error: tuple[str, str] | None = None
    """Code and message."""
    external_id: str = ""
    external_url: str = ""
    token: str = ""
    """Of an approval that is waited for."""
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """That of the action."""
        return self.action["name"]


@dataclass(kw_only=True)
class Stage:
    """A stage that the execution has entered."""

    status: StageStatus = "InProgress"
    current: dict[str, Attempt] = field(default_factory=dict)
    """The attempt that counts of each action that has begun."""
    retries: int = 0
    entered: int = 0
    """The place in the order in which executions entered stages of the pipeline."""


@dataclass(kw_only=True)
class Execution:
    """One run of a pipeline."""

    id: str
    pipeline: Declaration
    """As it was then."""
    mode: str
    trigger: tuple[str, str]
    """`triggerType` and `triggerDetail`."""
    began_at: datetime
    changed_at: datetime
    variables: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    """The revision that StartPipelineExecution wants of a source action, by the action's name."""
    status: ExecutionStatus = "InProgress"
    status_summary: str = ""
    stop_reason: str = ""
    position: int = 0
    """Of the stage that it is in, or waits for."""
    stages: dict[str, Stage] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    """The oldest first."""
    artifacts: dict[str, Location] = field(default_factory=dict)
    namespaces: dict[str, dict[str, str]] = field(default_factory=dict)
    """Variables that actions gave."""
    revisions: list[dict[str, Any]] = field(default_factory=list)
    """Of its sources: `ArtifactRevision` of the API, with `actionName`."""

    @property
    def active(self) -> bool:
        """Whether it goes on by itself."""
        return self.status in ("InProgress", "Stopping")

    @property
    def stage_name(self) -> str:
        """Of the stage that it is in, or waits for."""
        return self.pipeline["stages"][self.position]["name"]

    @property
    def stage(self) -> Stage | None:
        """The stage that it is in; None: it waits."""
        return self.stages.get(self.stage_name)

    @property
    def waits(self) -> bool:
        """Whether it waits before a stage."""
        return self.active and self.stage is None

    @property
    def running(self) -> Iterator[Attempt]:
        """Attempts that have not ended."""
        return (one for one in self.attempts if one.status == "InProgress")

    def touch(self) -> datetime:
        """Something of it has changed."""
        self.changed_at = datetime.now(UTC)
        return self.changed_at


def actions(execution: Execution, stage: str) -> list[Declaration]:
    """Those of a stage, in their order."""
    (found,) = (one for one in execution.pipeline["stages"] if one["name"] == stage)
    return sorted(found["actions"], key=lambda action: int(action.get("runOrder") or 1))
