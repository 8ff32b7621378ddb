"""A release on a local AWS whose clock is stepped, seen as often as it takes to compare it with its rehearsal."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from ops.following import follow
from ops.progress import Progress
from ops.rehearsal.rehearsal import Rehearsal
from ops.releases import Releases

LOOKS = 60
"""In the time that was rehearsed: the clock is stepped by so much less."""
HOOK_SECONDS = 0.05
"""Between two looks at a function that runs, for which the clock waits."""


@dataclass
class Seen:
    """All that somebody saw of a release."""

    steps: list[str]
    minutes: float
    last: Progress


def watch(
    releases: Releases,
    id: str,
    rehearsal: Rehearsal,
    step: Callable[[int], object],
    then: Callable[[float], object] = lambda _minute: None,
) -> Seen:
    """The release from its beginning to its end; `then` is called with each minute that has come."""
    seconds, passed = max(1, round(60 * rehearsal.minutes / LOOKS)), 0

    def sleep(_: float) -> None:
        nonlocal passed
        if releases.target.hooks and _running(releases.progress(id)) in releases.target.hooks:
            time.sleep(HOOK_SECONDS)
            return
        assert passed < 2 * 60 * rehearsal.minutes, "it takes far longer than it was rehearsed to"
        step(seconds)
        passed += seconds
        then(passed / 60)

    looks = list(follow(releases, id, sleep=sleep))
    return Seen([step for look in looks for step in look.fresh], passed / 60, looks[-1].progress)


def agree(rehearsal: Rehearsal, seen: Seen, late_minutes: float = 0) -> None:
    """The same steps in the same order, within 5 % of the minutes and what a real machine may be late."""
    assert seen.steps == [step.text for step in rehearsal.steps]
    assert seen.minutes == pytest.approx(rehearsal.minutes, abs=0.05 * rehearsal.minutes + late_minutes)
    assert seen.last.end is rehearsal.end


def _running(progress: Progress) -> str:
    return next((one.name for one in progress.stages if one.status == "InProgress"), "")
