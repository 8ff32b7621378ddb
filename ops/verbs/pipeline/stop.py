"""`bluegreen pipeline stop`."""

import click

from ops.exits import Exit
from ops.refusal import Refused
from ops.session import Session
from ops.verbs.options import agreed, of_a_stack, yes


@click.command(short_help="End an execution.")
@of_a_stack
@yes
@click.option("--abandon", is_flag=True, help="Do not wait for the actions that run.")
@click.option("--reason", default="stopped by bluegreen", show_default=True, help="What others read of it.")
@click.argument("execution", required=False)
def stop(session: Session, yes: bool, abandon: bool, reason: str, execution: str | None) -> Exit:
    """End the last execution, or the one whose id is given: no further stage begins.

    A release that runs goes on; `bluegreen rollback` takes it back.

    \b
    bluegreen pipeline stop --stack dev
    """
    pipeline = session.pipeline
    found = pipeline.execution(execution or pipeline.latest())
    if not found.running:
        raise Refused(f"the execution {found.id} has ended ({found.status})")
    how = "now; what its actions began goes on by itself" if abandon else "after the actions that run"
    released = found.release and found.release.status == "InProgress"
    way_back = f" The release goes on: `{session.target.command('rollback')}`." if released else ""
    agreed(f"The execution {found.id} of {pipeline.name} ends {how}.{way_back}", yes)
    pipeline.stop(found, reason, abandon=abandon)
    done = "is stopped" if abandon else "stops after the actions that run"
    text = f"The execution {found.id} of {pipeline.name} {done}."
    return session.ended(Exit.RELEASED, text, pipeline=pipeline.name, execution=found.id, result="stopped")
