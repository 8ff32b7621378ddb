"""What is known of a release, from its first minute to its last."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Moment:
    """How it is from this minute until the next moment."""

    minute: float
    sent: float
    """Percent of production's requests that is sent to the new tasks, whether they are healthy or not."""
    new: float
    """Percent that healthy new tasks answer."""
    old: float
    """The same of the old ones."""
    failing: float
    """Percent that finds no healthy task where it is sent to."""
    old_tasks: int
    """All that take their share of a host, also those that start or stop."""
    new_tasks: int
    hosts: int


@dataclass(frozen=True, kw_only=True)
class Span:
    """One of AWS's stages, from when to when."""

    name: str
    began: float
    ended: float
    status: str


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """All that is drawn of a release."""

    title: str
    subtitle: str
    minutes: float
    moments: tuple[Moment, ...]
    stages: tuple[Span, ...]
    verdict: str
    good: bool
    notes: str
    """What is taken for granted; empty: nothing is."""

    @property
    def peak_tasks(self) -> int:
        return max(one.old_tasks + one.new_tasks for one in self.moments)


def duration(minutes: float) -> str:
    """`45 s`, `12.4 min` or `24.0 h`."""
    if minutes < 1.5:
        return f"{60 * minutes:.0f} s"
    return f"{minutes:.1f} min" if minutes < 600 else f"{minutes / 60:.1f} h"
