"""`bluegreen pipeline approve`."""

import click

from ops.exits import Exit
from ops.session import Session
from ops.verbs.options import of_a_stack


@click.command(short_help="Say yes, or no, to what waits for it.")
@of_a_stack
@click.option("--reject", is_flag=True, help="Say no: the execution fails, and nothing is released.")
@click.option("--reason", default="", help="What others read of it.")
@click.argument("execution", required=False)
def approve(session: Session, reject: bool, reason: str, execution: str | None) -> Exit:
    """Say yes to the change that waits for approval: its release begins.

    \b
    bluegreen pipeline approve --stack dev
    bluegreen pipeline approve --stack dev --reject --reason "after the holidays"
    """
    pipeline = session.pipeline
    found = pipeline.execution(execution or pipeline.waiting())
    done = "rejected" if reject else "approved"
    action = pipeline.answer(found, reason or f"{done} by bluegreen", approved=not reject)
    text = f"{action.name} is {done}: the execution {found.id} of {pipeline.name} {'ends' if reject else 'goes on'}."
    return session.ended(Exit.RELEASED, text, pipeline=pipeline.name, execution=found.id, result=done)
