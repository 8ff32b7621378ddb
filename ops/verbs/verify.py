"""`bluegreen verify`."""

import json

import click
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from ops import revisions
from ops.checks import Planned, State, findings
from ops.exits import Exit
from ops.session import Session
from ops.verbs.options import of_a_stack

STYLES = {State.OK: "green", State.NG: "bold red", State.SKIP: "dim"}


@click.command(short_help="Is everything ready for a release?")
@of_a_stack
@click.option("--task-definition", help="What would be released; without it, what the program registered last.")
def verify(session: Session, task_definition: str | None) -> Exit:
    """Look whether everything is there and at rest that the next release needs. It changes nothing.

    The exit code is 5 when anything is NG: a release would be refused.

    \b
    bluegreen verify --stack prod
    """
    found = list(findings(Planned(session.releases, revisions.find(session.releases, task_definition))))
    bad = any(one.state is State.NG for _, one in found)
    if session.as_json:
        shown = [{"about": about, "state": one.state.value, "text": one.text, "fix": one.fix} for about, one in found]
        click.echo(json.dumps({"stack": session.target.stack, "ready": not bad, "findings": shown}))
    else:
        tree = Tree(f"{session.target.stack or session.target.names.service}, released by {session.target.strategy}")
        branches = {about: tree.add(about) for about in dict.fromkeys(about for about, _ in found)}
        for about, one in found:
            branches[about].add(Text.assemble((f"{one.state.value:4} ", STYLES[one.state]), str(one)))
        Console().print(tree)
    return Exit.REFUSED if bad else Exit.RELEASED
