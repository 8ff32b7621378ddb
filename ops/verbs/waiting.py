"""Follows a release on the screen, as JSON, or line by line, and says how it ended."""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import click

from ops.exits import OF_END, Exit
from ops.following import Look, follow
from ops.live_view import LiveView
from ops.progress import Progress, Until
from ops.session import Session
from ops.story import ending


def wait(session: Session, id: str, until: Until) -> Exit:
    """Until it has come so far or has ended. Ctrl-C ends the waiting alone; the release goes on."""
    last: Progress | None = None
    steps: list[str] = []
    try:
        for look in _shown(follow(session.releases, id, until), session):
            last = look.progress
            steps += look.fresh
    except KeyboardInterrupt:
        code = Exit.RUNNING
    else:
        assert last
        code = OF_END[last.end] if last.end else _reached(last, until)
    last = last or session.releases.progress(id)
    if session.as_json:
        click.echo(json.dumps(as_json(last, steps, code)))
    else:
        click.echo(ending(session.releases, last, until))
    return code


def _reached(progress: Progress, until: Until) -> Exit:
    return Exit.RELEASED if until.reached_by(progress.reached) else Exit.RUNNING


def _shown(looks: Iterable[Look], session: Session) -> Iterable[Look]:
    if session.as_json:
        return looks
    return LiveView().shown(looks) if sys.stdout.isatty() else _lines(looks)


def _lines(looks: Iterable[Look]) -> Iterable[Look]:
    """A line for each step, with the time since the release began; nobody knows when the steps before the first look
    were."""
    first = True
    for look in looks:
        began = look.progress.began or datetime.now(UTC)
        *earlier, _ = look.fresh or ("",)
        for step in look.fresh:
            missed = first and (step in earlier or look.progress.end)
            click.echo(f"{' ' * 6 if missed else _clock(began)}  {step}")
        first = False
        yield look


def _clock(began: datetime) -> str:
    seconds = max(0, int((datetime.now(UTC) - began).total_seconds()))
    return f"{seconds // 60:3d}:{seconds % 60:02d}"


def as_json(progress: Progress, steps: list[str], code: Exit) -> dict[str, Any]:
    """What a program wants to know of a release."""
    return {
        "release": progress.id,
        "strategy": progress.strategy.value,
        "revision": progress.revision,
        "result": progress.end.value if progress.end else "running",
        "reached": progress.reached and progress.reached.value,
        "exitCode": int(code),
        "status": progress.status,
        "stage": progress.failed_stage,
        "code": progress.code,
        "reason": progress.reason,
        "steps": steps,
    }
