"""How far an execution of a pipeline is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

RUNNING = frozenset({"InProgress", "Stopping"})
"""Statuses of an execution that goes on (CodePipeline API reference, PipelineExecution)."""


@dataclass(frozen=True, kw_only=True)
class Action:
    """One of a stage, as it ran last in this execution."""

    name: str
    category: str
    provider: str
    status: str = ""
    """InProgress, Abandoned, Succeeded or Failed; empty: it has not begun."""
    began: datetime | None = None
    ended: datetime | None = None
    external_id: str = ""
    """The provider's own id, such as that of a deployment of CodeDeploy."""
    external_url: str = ""
    summary: str = ""
    """What the provider says of it."""
    code: str = ""
    reason: str = ""
    """AWS's name and text of why it failed."""
    token: str = ""
    """By which somebody answers, while it waits for that."""

    @property
    def waits_for_approval(self) -> bool:
        return self.category == "Approval" and self.status == "InProgress"

    @property
    def releases(self) -> bool:
        """Whether it moves the service, or runs the command that does."""
        return self.provider in ("CodeDeployToECS", "ECS") or (self.provider == "CodeBuild" and self.name == "Deploy")


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One of the pipeline."""

    name: str
    actions: tuple[Action, ...]
    held: str = ""
    """Why nobody may enter it: its transition is disabled. Empty: it is not."""

    @property
    def status(self) -> str:
        """That of its actions together; empty: none has begun."""
        statuses = [action.status for action in self.actions]
        for one in ("Failed", "Abandoned", "InProgress"):
            if one in statuses:
                return one
        if all(one == "Succeeded" for one in statuses):
            return "Succeeded"
        return "InProgress" if any(statuses) else ""


@dataclass(frozen=True, kw_only=True)
class Execution:
    """One run of a pipeline, at one moment."""

    id: str
    pipeline: str
    status: str
    """InProgress, Stopping, Stopped, Succeeded, Superseded, Failed or Cancelled."""
    stages: tuple[Stage, ...] = ()
    summary: str = ""
    """Why it has this status, where AWS says so."""
    revision: str = ""
    """What it was begun for: a commit and its message, or a version of an object."""

    @property
    def running(self) -> bool:
        return self.status in RUNNING

    @property
    def failed(self) -> Action | None:
        """The action that failed it."""
        return next((one for stage in self.stages for one in stage.actions if one.status == "Failed"), None)

    @property
    def approval(self) -> tuple[Stage, Action] | None:
        """What waits for somebody's yes."""
        return next(
            ((stage, one) for stage in self.stages for one in stage.actions if one.waits_for_approval and one.token),
            None,
        )

    @property
    def release(self) -> Action | None:
        """The action that releases, once it has begun."""
        found = (one for stage in self.stages for one in stage.actions if one.releases and one.status)
        return next(found, None)

    @property
    def held(self) -> Stage | None:
        """The stage that it waits before, since its transition is disabled."""
        ahead = next((stage for stage in self.stages if not stage.status), None)
        return ahead if ahead and ahead.held and self.running else None

    @property
    def began(self) -> datetime | None:
        """With its first action."""
        times = [one.began for stage in self.stages for one in stage.actions if one.began]
        return min(times, default=None)

    @property
    def ended(self) -> datetime | None:
        """None while it goes on."""
        times = [one.ended for stage in self.stages for one in stage.actions if one.ended]
        return None if self.running else max(times, default=None)

    def steps(self) -> Iterator[str]:
        """What has happened so far, in order; the difference between two looks is new."""
        for stage in self.stages:
            for action in stage.actions:
                if action.status:
                    yield f"{action.name}"
                if action.waits_for_approval:
                    yield f"{action.name} waits for approval"
                if action.status in ("Failed", "Abandoned"):
                    yield f"{action.name} {action.status.lower()}"
        if self.held:
            yield f"{self.held.name} lets nobody in: {self.held.held}"
        if not self.running:
            yield self.status.lower()
