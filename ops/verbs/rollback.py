"""`bluegreen rollback`."""

import click

from ops import revisions
from ops.exits import Exit
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
    wanted = revisions.find(releases, to) if to else revisions.before(releases)
    agreed(
        f"{short(wanted)} is released in place of {short(releases.live())}, by {session.target.strategy} like any "
        "release: new tasks start first, and traffic moves as configured.",
        yes,
    )
    begun = begin(releases, wanted)
    if not begun.id:
        click.echo(f"{short(wanted)} is live already.", err=session.as_json)
        return Exit.RELEASED
    return wait(session, begun.id, Until.DONE)
