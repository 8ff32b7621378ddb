"""`bluegreen picture architecture`."""

import click

from ops import stack
from ops.architecture import svg
from ops.architecture.resources import Resources
from ops.exits import Exit
from ops.verbs import options


@click.command(short_help="What the stack has.")
@options.named
def architecture(named: str | None) -> Exit:
    """What the stack has: load balancer, listeners, target groups, tasks, who moves releases, and what stops them.

    It is drawn from the stack's state, so AWS is not asked.

    \b
    bluegreen picture architecture --stack dev > architecture.svg
    """
    name = named or stack.selected()
    click.echo(svg(name, Resources(stack.exported(name))), nl=False)
    return Exit.RELEASED
