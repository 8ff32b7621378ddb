"""What is known of one stack: while it is worked on, and at its end."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a stack is."""

    WAITING = "waiting"
    PREVIEWING = "previewing"
    UPDATING = "updating"
    DESTROYING = "destroying"
    PREVIEWED = "previewed"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    DESTROYED = "destroyed"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def under_way(self) -> bool:
        return self in (State.PREVIEWING, State.UPDATING, State.DESTROYING)

    @property
    def bad(self) -> bool:
        return self in (State.FAILED, State.STOPPED)

    @property
    def ended(self) -> bool:
        return self is not State.WAITING and not self.under_way


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One stack, as far as it came."""

    stack: str
    state: State = State.WAITING
    changes: dict[str, int] = field(default_factory=dict)
    """How many resources are created, updated, replaced and deleted, where any are; `outputs` where those change."""
    advisories: int = 0
    """What the policy pack advises against, or cannot judge."""
    errors: tuple[str, ...] = ()
    """The engine's own words, and the pack's for what it refuses."""
    seconds: float = 0

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "stack": self.stack,
            "state": str(self.state),
            "changes": self.changes,
            "advisories": self.advisories,
            "errors": list(self.errors),
            "seconds": round(self.seconds, 1),
        }
