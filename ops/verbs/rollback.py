"""`bluegreen rollback`."""

import click

from ops import revisions
from ops.exits import Exit
from ops.forwards import give_all, moved
from ops.progress import Until
from ops.session import Session
from ops.starting import begin
from ops.target import short
from ops.verbs.options import agreed, of_a_stack, yes
from ops.verbs.waiting import wait


@click.command(short_help="Take a release back, or an older one up.")
@of_a_stack
@yes
@click.option("--to", help="Go back to this revision: an ARN, FAMILY:NUMBER, or NUMBER.")
def rollback(session: Session, yes: bool, to: str | None) -> Exit:
    """Take the running release back; or, where none runs, release the revision before the live one again.

    Where a release was stopped while it moved traffic, all of it goes back to the tasks that served before.

    The exit code is 0 once the older revision serves all of production.

    \b
    bluegreen rollback --stack dev
    bluegreen rollback --stack dev --to 7
    """
    releases = session.releases
    id = releases.running()
    if id and not to:
        progress = releases.progress(id)
        old = (progress.old and progress.old.revision) or "the old tasks"
        agreed(f"All of production's traffic goes back to {old} at once; the new tasks end.", yes)
        if not progress.rolling_back:
            releases.roll_back(id)
        code = wait(session, id, Until.DONE)
        return Exit.RELEASED if code is Exit.ROLLED_BACK else code
    if not to and any(one.split for one in moved(releases)) and (group := releases.home()):
        live = short(releases.live())
        agreed(f"Production is split by a release that was stopped; all of it goes back to {live} at once.", yes)
        give_all(releases, group)
        return session.ended(Exit.RELEASED, f"{live} serves all of production again.", revision=live)
    wanted = revisions.find(releases, to) if to else revisions.before(releases)
    if short(wanted) == short(releases.live()):
        return session.ended(Exit.RELEASED, f"{short(wanted)} is live already.", revision=short(wanted))
    agreed(
        f"{short(wanted)} is released in place of {short(releases.live())}, by {session.target.strategy} like any "
        "release: new tasks start first, and traffic moves as configured.",
        yes,
    )
    return wait(session, begin(releases, wanted).id, Until.DONE)
