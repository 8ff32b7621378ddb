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

    AWS that throttles or isn't reached for a while is asked less often, and not given up.
    """
    seen: set[str] = set()
    wait = LOOK_SECONDS
    while True:
        try:
            progress = releases.progress(id)
        except (ClientError, BotoCoreError) as error:
            if not passes(error):
                raise
            wait = min(2 * wait, LONGEST_SECONDS)
        else:
            wait = LOOK_SECONDS
            fresh = tuple(step for step in progress.steps() if step not in seen)
            seen.update(fresh)
            yield Look(progress, fresh)
            if progress.end or (until.reached_by(progress.reached) and not progress.failing):
                return
        sleep(wait)
