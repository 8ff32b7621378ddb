"""Waits for an execution of a pipeline, and says what is new at each look; in its last stage also of the release."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from ops.aws import passes
from ops.following import LONGEST_SECONDS, LOOK_SECONDS, SILENT_SECONDS
from ops.pipelines.execution import Action, Execution
from ops.pipelines.pipeline import Pipeline
from ops.progress import Progress
from ops.releases import Releases

BEGINS_LOOKS = 15
"""Until a stage that is repeated has begun."""


@dataclass(frozen=True)
class Look:
    """An execution at one look."""

    execution: Execution
    release: Progress | None
    """What its last stage releases; None: it has not begun to, or nobody can know."""
    fresh: tuple[str, ...]
    """Steps that no look before has had."""


def look(pipeline: Pipeline, releases: Releases, id: str) -> Look:
    """As it is now; each step is fresh."""
    execution = pipeline.execution(id)
    release = _release(releases, execution.release) if execution.release else None
    return Look(execution, release, tuple(_steps(execution, release)))


def follow(
    pipeline: Pipeline,
    releases: Releases,
    id: str,
    sleep: Callable[[float], object] = time.sleep,
    *,
    repeated: Execution | None = None,
) -> Iterator[Look]:
    """Every look, until the execution has ended, and with it the release or its rollback, which an execution that is
    stopped leaves behind. Whoever stops early stops nothing else.

    `repeated` is how it stood before a retry, which CodePipeline may go on to show for a while.
    AWS that throttles or isn't reached for a while is asked less often, and given up after `SILENT_SECONDS`.
    """
    seen: set[str] = set()
    wait, silent, begins = LOOK_SECONDS, 0, BEGINS_LOOKS
    while True:
        try:
            found = look(pipeline, releases, id)
        except (ClientError, BotoCoreError) as error:
            if not passes(error) or silent > SILENT_SECONDS:
                raise
            wait = min(2 * wait, LONGEST_SECONDS)
            silent += wait
        else:
            wait, silent = LOOK_SECONDS, 0
            if found.execution == repeated and begins:
                begins -= 1
            else:
                fresh = tuple(step for step in found.fresh if step not in seen)
                seen.update(fresh)
                yield Look(found.execution, found.release, fresh)
                if not found.execution.running and (not found.release or found.release.end):
                    return
        sleep(wait)


def _release(releases: Releases, action: Action) -> Progress | None:
    """That which the action began: CodePipeline knows the id of CodeDeploy's; of others it is the newest that began
    while the action ran. Later ones are another execution's, or somebody's."""
    if action.provider == "CodeDeployToECS":
        return releases.progress(action.external_id) if action.external_id else None
    for id in releases.ids():
        progress = releases.progress(id)
        if not progress.began or not action.began or progress.began < action.began:
            return None
        if not action.ended or progress.began <= action.ended:
            return progress
    return None


def _steps(execution: Execution, release: Progress | None) -> Iterator[str]:
    """Those of the release stand before the execution's end."""
    *before, last = list(execution.steps()) or [""]
    if last and not execution.running:
        yield from before
    else:
        yield from execution.steps()
    if release:
        yield from (f"  {step}" for step in release.steps())
    if last and not execution.running:
        yield last
