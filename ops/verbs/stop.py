"""`bluegreen stop`."""

import click

from ops.exits import Exit
from ops.session import Session
from ops.verbs.options import agreed, of_a_stack, yes
from ops.verbs.running import running


@click.command(short_help="End a release where it is.")
@of_a_stack
@yes
def stop(session: Session, yes: bool) -> Exit:
    """End the running release where it is, without a rollback.

    \b
    bluegreen stop --stack dev
    """
    progress = running(session)
    agreed(f"The release of {progress.revision} ends now; {session.releases.stop_leaves}.", yes)
    session.releases.stop(progress.id)
    text = f"The release of {progress.revision} was stopped."
    return session.ended(Exit.RELEASED, text, release=progress.id, revision=progress.revision, result="stopped")
