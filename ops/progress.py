"""How far a release is, the same for every strategy: its stages, both sides, how it ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from model.strategy import Strategy


class Until(StrEnum):
    """How far a release is waited for."""

    SHIFTED = "shifted"
    """All users get the new tasks."""
    BAKED = "baked"
    """The old ones have stayed for their wait, and nothing spoke against the new ones."""
    DONE = "done"
    """Nothing of the old revision runs any more."""

    def reached_by(self, other: "Until | None") -> bool:
        """Whether `other` is at least as far."""
        order = list(Until)
        return other is not None and order.index(other) >= order.index(self)


SHIFTING = ("AllowTraffic", "PRODUCTION_TRAFFIC_SHIFT")
"""The stages in which production's traffic moves."""


class End(StrEnum):
    """How a release ended. Only the first is a success, whatever status AWS gives the others."""

    RELEASED = "released"
    FAILED = "failed"
    ROLLED_BACK = "rolled back"


@dataclass(frozen=True)
class Stage:
    """One of AWS's: CodeDeploy's lifecycle events, or the lifecycle stages of ECS."""

    name: str
    status: str = "Pending"
    """Pending, InProgress, Succeeded, Failed or Skipped."""
    function: str = ""
    """The hook that failed it."""
    began: datetime | None = None
    """None where AWS doesn't say: ECS has no times of its stages."""
    ended: datetime | None = None

    @property
    def begun(self) -> bool:
        """Whether it was entered."""
        return self.status not in ("Pending", "Skipped")


@dataclass(frozen=True, kw_only=True)
class Side:
    """The old or the new tasks."""

    revision: str
    """`web-dev:2`."""
    group: str = ""
    """Name of the target group."""
    percent: float | None = None
    """Of production's traffic; None where nothing moves it."""
    desired: int = 0
    running: int = 0


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A release at one moment."""

    id: str
    """CodeDeploy's deployment id, or the ARN of ECS's service deployment."""
    strategy: Strategy
    revision: str
    """What is released: `web-dev:2`; empty where nobody can know it any more."""
    status: str
    """AWS's word."""
    began: datetime | None = None
    ended: datetime | None = None
    back_began: datetime | None = None
    """When the traffic was begun to be taken back; None: it never was."""
    back_ended: datetime | None = None
    stages: tuple[Stage, ...] = ()
    shares: tuple[float, ...] = ()
    """Percents of production's traffic that the new tasks get, one after the other."""
    waits: tuple[float, ...] = ()
    """Minutes that production stays at each of the shares; at the last one, until the old tasks end."""
    new: Side | None = None
    old: Side | None = None
    reached: Until | None = None
    approval: str = ""
    """What somebody must continue: the id of a hook, or READY_WAIT. Empty: it goes on by itself."""
    rolling_back: bool = False
    end: End | None = None
    reason: str = ""
    """AWS's text of why it failed."""
    code: str = ""
    """AWS's name for the same."""

    @property
    def failing(self) -> bool:
        """It has failed, though it may not have ended."""
        return self.rolling_back or self.end in (End.FAILED, End.ROLLED_BACK)

    @property
    def failed_stage(self) -> str:
        """The stage in which it failed."""
        return next((stage.name for stage in self.stages if stage.status == "Failed"), "")

    @property
    def began_to_move(self) -> bool:
        """Whether users may have been given new tasks."""
        shifting = any(one.name in SHIFTING and one.begun for one in self.stages)
        return shifting or self.strategy is Strategy.ROLLING

    @property
    def minutes_left(self) -> float:
        """The configured waits that are not over, the present one whole."""
        if self.failing or self.end or Until.BAKED.reached_by(self.reached):
            return 0
        now = self._share()
        return sum(wait for share, wait in zip(self.shares, self.waits, strict=True) if share >= now - 0.01)

    def steps(self) -> Iterator[str]:
        """What has happened so far, in order. A later look begins with what an earlier one had, so the difference is
        new; the same release on the model has the same steps."""
        for stage in self.stages:
            if not stage.begun:
                continue
            yield stage.name
            if stage.name in SHIFTING:
                yield from (f"production {share:g} %" for share in self._passed())
            if stage.status == "Failed":
                yield f"{stage.name} failed" + (f" ({stage.function})" if stage.function else "")
        if self.strategy is Strategy.ROLLING and self.new and not self.failing:
            yield from (f"new task {n} of {self.new.desired}" for n in range(1, self.new.running + 1))
        if self.rolling_back or self.end is End.ROLLED_BACK:
            yield "rolling back"
        if Until.BAKED.reached_by(self.reached) and self.end in (None, End.RELEASED):
            yield "the old tasks end"
        if self.end:
            yield self.end.value

    def _passed(self) -> Iterator[float]:
        yield from (share for share in self.shares if share <= self._share() + 0.01)

    def _share(self) -> float:
        return 100.0 if self.reached else (self.new and self.new.percent) or 0.0
