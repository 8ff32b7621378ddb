"""Begins a release, after a look at what is live."""

from dataclasses import dataclass

from ops.checks import Planned, refusals
from ops.refusal import Refused
from ops.releases import Releases
from ops.target import short


@dataclass(frozen=True)
class Begun:
    """A release that is under way, or none where there is nothing to release."""

    id: str
    """Empty: the revision serves production already."""
    joined: bool = False
    """Somebody had begun it before, such as a command that was killed."""


def begin(releases: Releases, task_definition: str) -> Begun:
    """A release of this revision: begun now, or found. Refused, with nothing begun, where AWS would fail it."""
    if id := releases.running():
        progress = releases.progress(id)
        if progress.revision == short(task_definition) and not progress.failing:
            return Begun(id, joined=True)
        doing = "is rolling back" if progress.failing else "is releasing"
        raise Refused(
            f"the service {doing} {progress.revision or 'another revision'} ({id.rpartition('/')[2]})",
            f"wait for it (`{releases.target.command('follow')}`), or take it back "
            f"(`{releases.target.command('rollback')}`)",
        )
    if short(releases.live()) == short(task_definition):
        return Begun("")
    look(Planned(releases, task_definition))
    return Begun(releases.start(task_definition))


def look(planned: Planned) -> None:
    """Refused where the release would fail."""
    if found := refusals(planned):
        raise Refused("\n".join(["the release cannot work, so nothing was begun:", *(f"  - {one}" for one in found)]))
