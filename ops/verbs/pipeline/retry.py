"""`bluegreen pipeline retry`."""

import click

from ops.exits import Exit
from ops.session import Session
from ops.verbs.options import of_a_stack
from ops.verbs.pipeline.waiting import begun


@click.command(short_help="Repeat the stage that failed.")
@of_a_stack
@click.option("--detach", is_flag=True, help="Begin it and do not wait.")
@click.argument("execution", required=False)
def retry(session: Session, detach: bool, execution: str | None) -> Exit:
    """Repeat what failed in a stage, with the same artifacts: in the last execution, or in the one whose id is given.

    \b
    bluegreen pipeline retry --stack dev
    """
    pipeline = session.pipeline
    found = pipeline.execution(execution or pipeline.latest())
    stage = pipeline.retry(found)
    text = f"The stage {stage.name} of {pipeline.name} is repeated."
    return begun(session, found.id, text, detach=detach, repeated=found)
