"""What a rehearsal has shown."""

from dataclasses import dataclass

from ops.progress import End
from ops.rehearsal.scene import Scene
from ops.timeline import Moment, Span


@dataclass(frozen=True)
class Step:
    """Something that happens, as `Progress.steps` says it."""

    minute: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """A release from its beginning to its end, on the model."""

    scene: Scene
    steps: tuple[Step, ...]
    moments: tuple[Moment, ...]
    stages: tuple[Span, ...]
    first_shift_minutes: float | None
    """When users get the first of the new tasks."""
    shifted_minutes: float | None
    """When all do."""
    minutes: float
    """In all; where it doesn't end, for how long it was looked at."""
    end: End | None
    """None: it doesn't end."""
    reason: str
    """AWS's text of why it isn't released."""
    blocked: str
    """AWS's text of why a task could not be started or stopped until the end; empty: all could."""
    blocked_minute: float | None
    """Since when."""
    approvals: int
    """How many times somebody had to continue it; it was done at once."""

    @property
    def good(self) -> bool:
        """It is released, and nobody noticed."""
        return self.end is End.RELEASED and not self.worst_percent

    @property
    def peak_tasks(self) -> int:
        return max(one.old_tasks + one.new_tasks for one in self.moments)

    @property
    def peak_hosts(self) -> int:
        """0 on Fargate."""
        return max(one.hosts for one in self.moments)

    @property
    def failing_minutes(self) -> float:
        """For how long some requests found no healthy task."""
        ends = [*(one.minute for one in self.moments[1:]), self.minutes]
        return sum(end - one.minute for one, end in zip(self.moments, ends, strict=True) if one.failing)

    def moment(self, minute: float) -> Moment:
        """How it was then."""
        return max((one for one in self.moments if one.minute <= minute), key=lambda one: one.minute)

    @property
    def worst_percent(self) -> float:
        """Of the requests that found no healthy task at the same time."""
        return max(one.failing for one in self.moments)
