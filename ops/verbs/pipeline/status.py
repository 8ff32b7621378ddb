"""`bluegreen pipeline status`."""

import json

import click
from rich.console import Console

from ops.exits import Exit
from ops.pipelines.following import look
from ops.pipelines.picture import picture
from ops.pipelines.story import as_json
from ops.session import Session
from ops.verbs.options import of_a_stack
from ops.verbs.pipeline.waiting import wait


@click.command(short_help="How far each stage is.")
@of_a_stack
@click.option("--follow", "-f", is_flag=True, help="Watch it until it ends; the exit code says how.")
@click.argument("execution", required=False)
def status(session: Session, follow: bool, execution: str | None) -> Exit:
    """How far each stage is: of the last execution, or of the one whose id is given.

    \b
    bluegreen pipeline status --stack dev
    bluegreen pipeline status --stack dev --follow
    """
    id = execution or session.pipeline.latest()
    if follow:
        return wait(session, id)
    found = look(session.pipeline, session.releases, id)
    if session.as_json:
        click.echo(json.dumps(as_json(found.execution, found.release, found.fresh)))
    else:
        Console().print(picture(found.execution, found.release))
    return Exit.RELEASED
