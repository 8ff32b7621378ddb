"""`bluegreen explain`."""

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console
from rich.text import Text

from ops.exits import Exit
from ops.explain import explain_all, nearest
from ops.explain.explanation import Explanation
from ops.refusal import Refused
from ops.session import Session
from ops.verbs.options import of_a_stack


@click.command(short_help="What an error of AWS means, and its fix.")
@of_a_stack
@click.argument("text", nargs=-1)
def explain(session: Session, text: tuple[str, ...]) -> Exit:
    """Say what an error of AWS means: the cause, the fix, and the rule that would have stopped it.

    The text comes from the arguments or from standard input, as a log or an answer has it; without any, the last failed
    release of the stack is explained.

    \b
    bluegreen explain "Primary taskset target group must be behind listener arn:aws:…"
    aws deploy get-deployment --deployment-id d-1A2B3C4D5 | bluegreen explain
    bluegreen explain --stack dev
    """
    said = " ".join(text) or ("" if sys.stdin.isatty() else sys.stdin.read()) or _last_failure(session)
    found = explain_all(said)
    if session.as_json:
        click.echo(json.dumps([asdict(one) for one in found]))
    elif found:
        console = Console()
        for one in found:
            _print(console, one)
    else:
        click.echo(
            "No error of AWS that is known here." + "".join(f"\n  near: {one.quote()}" for one in nearest(said)),
            err=True,
        )
    return Exit.RELEASED if found else Exit.ERROR


def _last_failure(session: Session) -> str:
    for id in session.releases.ids():
        progress = session.releases.progress(id)
        if progress.failing:
            return "\n".join([f"{progress.code}: {progress.reason}", *session.releases.evidence(progress)])
    raise Refused("no release of the stack has failed", "give the text of an error")


def _print(console: Console, one: Explanation) -> None:
    console.print(Text(one.text, style="bold"), soft_wrap=True)
    for name in ("cause", "fix", "rule", "source"):
        if said := getattr(one, name):
            console.print(Text.assemble((f"  {name:6} ", "dim"), said), soft_wrap=True)
