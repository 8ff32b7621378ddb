"""The command line: its verbs, what they have in common, and how it ends."""

import json
import sys
from typing import NoReturn

import click

from ops.aws import plainly
from ops.exits import Exit
from ops.refusal import Refused, Unanswered
from ops.verbs import VERBS


class Verbs(click.Group):
    """Shown in the order in which they are used, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def bluegreen() -> None:
    """Releases of a stack's service without downtime: start, follow, stop, undo, and the truth about them.

    \b
    A release and its end:     bluegreen release --stack dev
    What would happen:         bluegreen rehearse --stack dev
    Who serves, what ran:      bluegreen status --stack dev
    Back to what was before:   bluegreen rollback --stack dev

    Exit codes: 0 released or done, 1 an error, 2 a wrong command line, 3 failed, 4 rolled back, 5 refused and nothing
    begun, 6 still running.
    """


for verb in VERBS:
    bluegreen.add_command(verb)


def main() -> None:
    """Runs it; what went wrong is said without a traceback."""
    try:
        with plainly():
            code = bluegreen.main(prog_name="bluegreen", standalone_mode=False)
    except Refused as refused:
        _end(str(refused), Exit.ERROR if isinstance(refused, Unanswered) else Exit.REFUSED)
    except click.ClickException as error:
        error.show()
        _end("", error.exit_code, error.format_message())
    except OSError as error:
        _end(f"{error.filename}: {error.strerror}", Exit.ERROR)
    except (click.Abort, KeyboardInterrupt):
        _end("not done", Exit.ERROR)
    sys.exit(code if isinstance(code, int) else Exit.RELEASED)


def _end(said: str, code: int, error: str = "") -> NoReturn:
    """Text for people on standard error; whoever asked for JSON gets that on standard output, too."""
    if said:
        click.echo(f"bluegreen: {said}", err=True)
    if "--json" in sys.argv:
        click.echo(json.dumps({"error": error or said, "exitCode": code}))
    sys.exit(code)
