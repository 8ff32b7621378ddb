"""`bluegreen continue`."""

import click

from ops.exits import Exit
from ops.progress import Until
from ops.refusal import Refused
from ops.session import Session
from ops.verbs.options import of_a_stack, until
from ops.verbs.running import running
from ops.verbs.waiting import wait


@click.command("continue", short_help="Approve a release that waits for it.")
@of_a_stack
@until
@click.option("--detach", is_flag=True, help="Do not wait for the end.")
def proceed(session: Session, until: Until, detach: bool) -> Exit:
    """Approve the release that waits for it: traffic moves to the new tasks.

    \b
    bluegreen continue --stack prod
    """
    progress = running(session)
    if not progress.approval:
        raise Refused(f"the release of {progress.revision} waits for nobody ({progress.status})")
    session.releases.proceed(progress)
    text = f"The release of {progress.revision} continues."
    if detach:
        return session.ended(Exit.RUNNING, text, release=progress.id, revision=progress.revision, result="running")
    click.echo(text, err=session.as_json)
    return wait(session, progress.id, until)
