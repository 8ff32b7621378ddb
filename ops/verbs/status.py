"""`bluegreen status`."""

import json
from datetime import datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from ops.exits import Exit
from ops.forwards import moved
from ops.progress import Progress
from ops.session import Session
from ops.target import short
from ops.verbs.options import of_a_stack

SHOWN = 5


@click.command(short_help="Who serves, how the last releases ended.")
@of_a_stack
@click.option(
    "--last", default=SHOWN, show_default=True, type=click.IntRange(1, 100), help="How many releases to list."
)
def status(session: Session, last: int) -> Exit:
    """Who serves production, with which share, and how the last releases ended. A rolled-back one has failed.

    \b
    bluegreen status --stack dev
    """
    releases = session.releases
    history = releases.history(last)
    said = {
        "stack": session.target.stack,
        "strategy": session.target.strategy.value,
        "live": short(releases.live()),
        "service": _service(session),
        "traffic": _traffic(session),
        "running": releases.running(),
        "releases": [_release(one) for one in history],
    }
    if session.as_json:
        click.echo(json.dumps(said))
    else:
        _print(said, history)
    return Exit.RELEASED


def _service(session: Session) -> dict[str, Any]:
    service = session.releases.service() or {}
    return {
        "name": session.target.names.service,
        "status": service.get("status", "gone"),
        "desired": service.get("desiredCount", 0),
        "running": service.get("runningCount", 0),
    }


def _traffic(session: Session) -> list[dict[str, Any]]:
    names = session.target.group_names
    return [
        {"where": one.where, "weights": {names.get(group, group): weight for group, weight in one.weights.items()}}
        for one in moved(session.releases)
    ]


def _release(progress: Progress) -> dict[str, Any]:
    return {
        "id": progress.id.rpartition("/")[2],
        "revision": progress.revision,
        "result": progress.end.value if progress.end else "rolling back" if progress.rolling_back else "running",
        "began": progress.began and progress.began.isoformat(timespec="seconds"),
        "reason": progress.reason,
    }


def _print(said: dict[str, Any], history: Any) -> None:
    console = Console()
    service = said["service"]
    console.print(f"{service['name']}: {said['live'] or 'nothing'} is live, released by {said['strategy']}")
    for one in said["releases"]:
        if one["result"] in ("running", "rolling back"):
            what = "is being released" if one["result"] == "running" else "is being rolled back"
            console.print(f"  {one['revision'] or 'another revision'} {what}", highlight=False)
    console.print(f"  {service['status']}, {service['running']} of {service['desired']} tasks run")
    for one in said["traffic"]:
        shares = ", ".join(f"{name} {weight}" for name, weight in one["weights"].items())
        console.print(f"  {one['where']}: {shares}")
    if not history:
        console.print("  never released")
        return
    table = Table(box=None, padding=(0, 2), pad_edge=False)
    for title in ("release", "revision", "result", "began"):
        table.add_column(title, no_wrap=True)
    for one in said["releases"]:
        colour = {"released": "green", "running": "yellow"}.get(one["result"], "red")
        began = datetime.fromisoformat(one["began"]).strftime("%d %b %H:%M")
        table.add_row(one["id"], one["revision"], f"[{colour}]{one['result']}", began)
    console.print(table)
    for one in said["releases"]:
        if one["reason"] and one["result"] != "released":
            console.print(f"{one['id']}: {one['reason']}", highlight=False)
