"""`bluegreen picture release`."""

from datetime import UTC, datetime

import click

from ops.exits import Exit
from ops.refusal import Refused
from ops.session import Session
from ops.timeline.drawing import svg
from ops.timeline.of_release import timeline
from ops.verbs.options import of_a_service


@click.command(short_help="A release over time.")
@of_a_service
@click.argument("release", required=False)
def release(session: Session, release: str | None) -> Exit:
    """A release over time: who answered users, the tasks of both sides, AWS's stages, the waits, and the end.

    It is the one that runs, the last one, or the one whose id is given.

    \b
    bluegreen picture release --stack dev > release.svg
    bluegreen picture release --stack dev d-A1B2C3D4E > release.svg
    """
    releases = session.releases
    id = release or releases.running() or next(releases.ids(), "")
    if not id:
        raise Refused("the stack's service was never released", f"`{session.target.command('release')}`")
    click.echo(svg(timeline(releases.progress(id), datetime.now(UTC))), nl=False)
    return Exit.RELEASED
