"""`bluegreen follow`."""

import click

from ops.exits import Exit
from ops.progress import Until
from ops.refusal import Refused
from ops.session import Session
from ops.verbs.options import of_a_stack, until
from ops.verbs.waiting import wait


@click.command(short_help="Watch a release until it ends.")
@of_a_stack
@until
@click.argument("release", required=False)
def follow(session: Session, until: Until, release: str | None) -> Exit:
    """Watch a release until it ends: the one that runs, the last one, or the one whose id is given.

    On a terminal it shows stages, both sides and their share of traffic; elsewhere a line for each step. The exit code
    says how it ended. Ctrl-C ends the watching, and not the release.

    \b
    bluegreen follow --stack dev
    bluegreen follow --stack dev --until shifted
    """
    id = release or session.releases.running() or next(session.releases.ids(), "")
    if not id:
        raise Refused("the stack's service was never released", f"`{session.target.command('release')}`")
    return wait(session, id, until)
