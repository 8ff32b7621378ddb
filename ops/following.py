"""Waits for a release, and says what is new at each look."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from ops.aws import passes
from ops.progress import Progress, Until
from ops.releases import Releases

LOOK_SECONDS = 5
"""Between two looks: CodeDeploy and ECS throttle accounts as a whole, and others ask them too."""
LONGEST_SECONDS = 60
"""The same, once AWS has asked to wait or could not be reached."""


SILENT_SECONDS = 600
"""So long AWS may be away; the release goes on without us."""


@dataclass(frozen=True)
class Look:
    """A release at one look."""

    progress: Progress
    fresh: tuple[str, ...]
    """Steps that no look before has had."""


def follow(
    releases: Releases, id: str, until: Until = Until.DONE, sleep: Callable[[float], object] = time.sleep
) -> Iterator[Look]:
    """Every look, until the release has come so far or has ended. Whoever stops early stops nothing else.

    AWS that throttles or isn't reached for a while is asked less often, and given up after `SILENT_SECONDS`.
    """
    seen: set[str] = set()
    wait, silent = LOOK_SECONDS, 0
    last: Progress | None = None
    while True:
        try:
            progress = releases.progress(id)
        except (ClientError, BotoCoreError) as error:
            if not passes(error) or silent > SILENT_SECONDS:
                raise
            if last and not silent:
                yield Look(last, ("AWS does not answer; it is asked again",))
            wait = min(2 * wait, LONGEST_SECONDS)
            silent += wait
        else:
            wait, silent, last = LOOK_SECONDS, 0, progress
            fresh = tuple(step for step in progress.steps() if step not in seen)
            seen.update(fresh)
            yield Look(progress, fresh)
            if progress.end or (until.reached_by(progress.reached) and not progress.failing):
                return
        sleep(wait)
