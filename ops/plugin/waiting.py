"""Releases while `pulumi up` waits for them: each step is a line, and the engine's Ctrl-C ends the waiting alone."""

import threading

from ops.following import follow
from ops.plugin.engine_log import EngineLog
from ops.progress import End, Progress, Until
from ops.refusal import Refused
from ops.releases import Releases
from ops.starting import begin
from ops.story import ending
from ops.target import short


class Cancelled(Exception):
    """The engine was told to end."""


class Waiting:
    """Writes to the engine's log, beside the resource."""

    def __init__(self, log: EngineLog) -> None:
        self._log = log
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Whoever waits is woken, and ends."""
        self._cancelled.set()

    def release(self, urn: str, releases: Releases, task_definition: str, until: str) -> None:
        """Begins it, or joins the one that runs, and waits. Refused where it failed or was rolled back."""
        begun = begin(releases, task_definition)
        if not begun.id:
            self._log.info(urn, f"{short(task_definition)} is live already")
            return
        doing = "is under way already, and is followed" if begun.joined else "has begun"
        self._log.info(urn, f"the release of {short(task_definition)} {doing}: {begun.id.rpartition('/')[2]}")
        self.follow(urn, releases, begun.id, until)

    def follow(self, urn: str, releases: Releases, id: str, until: str) -> None:
        """Waits for one that runs."""
        progress: Progress | None = None
        asked = False
        try:
            for look in follow(releases, id, Until(until), self._pause):
                progress = look.progress
                for step in look.fresh:
                    self._log.info(urn, step)
                if progress.approval and not asked:
                    self._log.warning(urn, f"it waits for approval: `{releases.target.command('continue')}`")
                asked = bool(progress.approval)
        except Cancelled:
            raise Refused(
                "nobody waits any more for the release, which goes on",
                f"`{releases.target.command('follow')}` shows it, and the next `pulumi up` waits for it",
            ) from None
        assert progress
        said = ending(releases, progress, Until(until))
        if progress.end in (End.FAILED, End.ROLLED_BACK):
            raise Refused(said)
        self._log.info(urn, said)

    def stop(self, urn: str, releases: Releases) -> None:
        """Ends a release that runs, wherever it is."""
        if not (id := releases.running()):
            return
        self._log.info(urn, f"a release is under way and is stopped first ({id.rpartition('/')[2]})")
        if not releases.progress(id).failing:
            releases.stop(id)
        for look in follow(releases, id, Until.DONE, self._pause):
            if look.progress.end or look.progress.status == "Stopped":
                return

    def _pause(self, seconds: float) -> None:
        if self._cancelled.wait(seconds):
            raise Cancelled
