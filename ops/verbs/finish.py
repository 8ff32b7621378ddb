"""`bluegreen finish`."""

import click

from ops.exits import Exit
from ops.progress import Until
from ops.refusal import Refused
from ops.session import Session
from ops.verbs.options import agreed, of_a_stack, yes
from ops.verbs.running import running
from ops.verbs.waiting import wait


@click.command(short_help="End the old tasks now.")
@of_a_stack
@yes
def finish(session: Session, yes: bool) -> Exit:
    """End the old tasks now, instead of after their wait.

    \b
    bluegreen finish --stack dev
    """
    progress = running(session)
    if progress.reached is not Until.SHIFTED:
        raise Refused(f"the old tasks of the release of {progress.revision} still serve, or have ended")
    agreed("The old tasks end now. Users notice nothing, but a rollback has to start new ones from then on.", yes)
    session.releases.finish(progress)
    return wait(session, progress.id, Until.DONE)
