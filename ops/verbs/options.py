"""What several verbs take."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from ops import stack
from ops.progress import Until
from ops.session import Session

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is read."""


def _stacks(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    return [name for name in stack.names(Path.cwd()) if name.startswith(typed)]


named = click.option("--stack", "-s", "named", help="The stack; without it, the selected one.", shell_complete=_stacks)


def of_a_stack(verb: Callable[..., Any]) -> Callable[..., Any]:
    """`--stack`, `--service`, `--outputs` and `--json`; the verb's first argument is a Session."""
    return of_a_service(
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for programs.")(verb)
    )


def of_a_service(verb: Callable[..., Any]) -> Callable[..., Any]:
    """The same without `--json`."""

    @named
    @click.option("--service", help="The service; needed where the stack has several.")
    @click.option(
        "--outputs",
        type=EXISTING,
        help="Instead of a stack: a file with the outputs of one service, as JSON. It needs no Pulumi.",
    )
    @wraps(verb)
    def asked(named: str | None, service: str | None, outputs: Path | None, as_json: bool = False, **rest: Any) -> Any:
        if outputs and (named or service):
            raise click.UsageError("--outputs names a service, so it excludes --stack and --service")
        return verb(Session(named, service, outputs, as_json), **rest)

    return asked


until = click.option(
    "--until",
    type=click.Choice([one.value for one in Until]),
    default=Until.DONE.value,
    show_default=True,
    callback=lambda _context, _parameter, value: Until(value),
    help="How far to wait: all traffic moved, the old tasks' wait over too, or nothing of the old left.",
)

yes = click.option("--yes", "-y", is_flag=True, help="Do not ask.")


def agreed(what_happens: str, yes: bool) -> None:
    """Says what will happen to traffic, and asks."""
    click.echo(what_happens, err=True)
    if not yes:
        click.confirm("Go on?", abort=True, err=True)
