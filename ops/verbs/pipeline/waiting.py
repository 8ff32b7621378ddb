"""Follows an execution of a pipeline on the screen, as JSON, or line by line, and says how it ended."""

import json
import sys
from collections.abc import Iterable

import click

from ops.exits import Exit
from ops.pipelines.execution import Execution
from ops.pipelines.following import Look, follow, look
from ops.pipelines.picture import clock, shown
from ops.pipelines.story import as_json, code, ending
from ops.session import Session


def wait(session: Session, id: str, repeated: Execution | None = None) -> Exit:
    """Until it has ended. Ctrl-C ends the waiting alone; the execution goes on."""
    last: Look | None = None
    steps: list[str] = []
    ended = None
    try:
        for last in _shown(follow(session.pipeline, session.releases, id, repeated=repeated), session):
            steps += last.fresh
    except KeyboardInterrupt:
        ended = Exit.RUNNING
    last = last or look(session.pipeline, session.releases, id)
    ended = ended or code(last.execution, last.release)
    if session.as_json:
        click.echo(json.dumps(as_json(last.execution, last.release, steps) | {"exitCode": int(ended)}))
    else:
        click.echo(ending(last.execution, last.release, session.target.command("pipeline {}")))
    return ended


def begun(session: Session, id: str, text: str, *, detach: bool, repeated: Execution | None = None) -> Exit:
    """Says that an execution goes on; waits for it, unless nobody wants to. `repeated`: how it stood before a retry."""
    if detach:
        text += f"\n  {session.target.command('pipeline status')}"
        return session.ended(Exit.RUNNING, text, pipeline=session.pipeline.name, execution=id, result="running")
    click.echo(text, err=session.as_json)
    return wait(session, id, repeated)


def _shown(looks: Iterable[Look], session: Session) -> Iterable[Look]:
    if session.as_json:
        return looks
    return shown(looks) if sys.stdout.isatty() else _lines(looks)


def _lines(looks: Iterable[Look]) -> Iterable[Look]:
    for one in looks:
        for step in one.fresh:
            click.echo(f"{clock(one.execution):>6}  {step}")
        yield one
