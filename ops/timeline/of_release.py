"""The timeline of a release that ran or runs, from what AWS still tells of it."""

from collections.abc import Iterator
from datetime import UTC, datetime

from ops.progress import SHIFTING, End, Progress, Until
from ops.timeline.timeline import Moment, Span, Timeline, duration

BEGINS_TASKS = "Install"
"""CodeDeploy starts the new tasks in it."""
WAITS_AFTER = "old tasks stay"
BACKWARDS = (
    "ECS keeps no times of its stages, so the steps of the traffic are counted backwards from the end, by the waits of "
    "the release as far as they fit"
)
ENDED = {
    End.RELEASED: "It was released",
    End.FAILED: "It failed, and was not rolled back",
    End.ROLLED_BACK: "It was rolled back",
}
COUNTS = "AWS keeps no counts of the past: both sides are drawn with as many tasks as the service wants"


def timeline(progress: Progress, now: datetime) -> Timeline:
    """Until its end, or until now."""
    return _Past(progress, now).timeline()


class _Past:
    def __init__(self, progress: Progress, now: datetime) -> None:
        self._progress = progress
        self._now = now
        self._began = progress.began or now
        self.minutes = self._minute(progress.back_ended or (None if progress.rolling_back else progress.ended) or now)

    def timeline(self) -> Timeline:
        progress = self._progress
        old = progress.old.revision if progress.old else ""
        kept = (BACKWARDS, COUNTS) if self._backwards else (COUNTS,)
        began = f"{self._began.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        return Timeline(
            title=f"Release of {progress.revision or 'a revision'}" + (f", after {old}" if old else ""),
            subtitle=f"By {progress.strategy}, {began}: {duration(self.minutes)} in all, {self._plan()}",
            minutes=self.minutes,
            moments=tuple(self._moments()),
            stages=tuple(self._stages()),
            verdict=self._verdict(),
            good=progress.end in (None, End.RELEASED) and not progress.failing,
            notes=f"{'; '.join(kept)}.",
        )

    @property
    def _backwards(self) -> bool:
        return not any(stage.began for stage in self._progress.stages)

    def _minute(self, moment: datetime) -> float:
        return max(0.0, (moment - self._began).total_seconds() / 60)

    def _plan(self) -> str:
        """The steps of the traffic, and the waits."""
        if not self._progress.shares:
            return "task by task"
        steps = [f"{share:g} %" for share in self._progress.shares]
        *between, last = self._progress.waits
        waits = f", {duration(between[0])} each" if between and between[0] else ""
        return f"{', '.join(steps)}{waits}; {WAITS_AFTER} {duration(last)}"

    def _verdict(self) -> str:
        progress = self._progress
        if progress.end is None:
            return "It is being rolled back." if progress.rolling_back else "It goes on."
        why = ": ".join(part for part in (progress.code, progress.reason.rstrip(".")) if part)
        return f"{ENDED[progress.end]}{f': {why}' if why and progress.failing else ''}."

    def _stages(self) -> Iterator[Span]:
        progress, last = self._progress, 0.0
        for stage in progress.stages:
            if stage.began:
                ended = self._minute(stage.ended) if stage.ended else self.minutes
                last = max(last, ended)
                yield Span(name=stage.name, began=self._minute(stage.began), ended=ended, status=stage.status)
        if self._backwards:
            failed_at = progress.back_began or progress.ended
            ended = self._minute(failed_at) if failed_at and progress.failing else self.minutes
            name = progress.failed_stage or "release"
            yield Span(name=name, began=0, ended=ended, status="Failed" if progress.failing else "Succeeded")
            last = ended
        elif Until.BAKED.reached_by(progress.reached) and not progress.failing:
            yield Span(name=WAITS_AFTER, began=last, ended=self.minutes, status="Succeeded")
        if progress.back_began:
            yield Span(name="rollback", began=self._minute(progress.back_began), ended=self.minutes, status="Failed")

    def _moments(self) -> Iterator[Moment]:
        """At each change of the share or of the tasks."""
        progress = self._progress
        size = max((side.desired for side in (progress.new, progress.old) if side), default=0)
        starts = next((one.began for one in progress.stages if one.name == BEGINS_TASKS and one.began), None)
        changes = dict(self._shares())
        joined = 0.0 if self._backwards else self._minute(starts) if starts else self.minutes
        share = 0.0
        for minute in sorted({0.0, joined, *changes}):
            share = changes.get(minute, share)
            yield Moment(
                minute=minute,
                sent=share,
                new=share,
                old=100 - share,
                failing=0,
                old_tasks=size if progress.old else 0,
                new_tasks=size if minute >= joined and joined < self.minutes else 0,
                hosts=0,
            )

    def _shares(self) -> Iterator[tuple[float, float]]:
        """The minute of each step of the traffic, and the percent that users got of the new tasks from then on."""
        progress = self._progress
        shrunk = 1.0
        shifting = next((one for one in progress.stages if one.name in SHIFTING and one.began), None)
        if shifting and shifting.began:
            minute = self._minute(shifting.began)
            stops = self._minute(shifting.ended) if shifting.ended else self.minutes
        elif self._backwards and progress.end is End.RELEASED:
            minute, stops = max(0.0, self.minutes - sum(progress.waits)), self.minutes
            shrunk = min(1.0, self.minutes / (sum(progress.waits) or 1))
        else:
            return
        for share, wait in zip(progress.shares, progress.waits, strict=True):
            if minute <= stops:
                yield minute, share
            minute += wait * shrunk
        if progress.back_ended:
            yield self._minute(progress.back_ended), 0.0
