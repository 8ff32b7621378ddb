"""The command line: its verbs, what they have in common, and how it ends."""

import sys

import click

from ops.aws import plainly
from ops.exits import Exit
from ops.refusal import Refused
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
        click.echo(f"bluegreen: {refused}", err=True)
        sys.exit(Exit.REFUSED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except OSError as error:
        click.echo(f"bluegreen: {error.filename}: {error.strerror}", err=True)
        sys.exit(Exit.ERROR)
    except (click.Abort, KeyboardInterrupt):
        click.echo("bluegreen: not done", err=True)
        sys.exit(Exit.ERROR)
    sys.exit(code if isinstance(code, int) else Exit.RELEASED)
