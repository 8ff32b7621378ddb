"""`bluegreen release`."""

from pathlib import Path

import click

from model.images import image_fault
from ops import definition_file, revisions
from ops.exits import Exit
from ops.progress import Until
from ops.session import Session
from ops.starting import begin
from ops.target import short
from ops.verbs.options import EXISTING, of_a_stack, until
from ops.verbs.waiting import wait


@click.command(short_help="Release a new revision, and wait for its end.")
@of_a_stack
@until
@click.option("--image", help="Register the live task definition, or the named one, with this image; release that.")
@click.option(
    "--definition",
    "file",
    type=EXISTING,
    help="Register this file, RegisterTaskDefinition's input as JSON, and release it; --image fills in <IMAGE1_NAME>.",
)
@click.option("--task-definition", help="Release this one: an ARN, FAMILY:NUMBER, NUMBER, or `program`.")
@click.option("--detach", is_flag=True, help="Begin it and do not wait.")
def release(
    session: Session,
    until: Until,
    image: str | None,
    file: Path | None,
    task_definition: str | None,
    detach: bool,
) -> Exit:
    """Release the revision that the program registered last (`program`), or another one.

    It looks first: a release that cannot work is refused, and nothing is begun. One of the same revision that is under
    way is followed, so the command can be repeated.

    \b
    bluegreen release --stack dev
    bluegreen release --stack dev --image 123456789012.dkr.ecr.us-east-1.amazonaws.com/web-dev:1.4.2
    bluegreen release --stack prod --until shifted
    bluegreen release --stack prod --task-definition program --image 123456789012.dkr.ecr.…/web-prod:1.4.2
    bluegreen release --outputs service.json --definition taskdef.json --image "$IMAGE" --until done --json
    """
    if task_definition and file:
        raise click.UsageError("--task-definition and --definition exclude each other")
    if image is not None and (fault := image_fault(image)):
        raise click.BadParameter(f"{image!r} {fault}", param_hint="--image")
    wanted = _wanted(session, image, file, task_definition)
    begun = begin(session.releases, wanted)
    if not begun.id:
        text = f"{short(wanted)} is live already; there is nothing to release."
        return session.ended(Exit.RELEASED, text, revision=short(wanted), result="released")
    doing = "is under way already" if begun.joined else "begins"
    text = f"The release of {short(wanted)} {doing}: {begun.id.rpartition('/')[2]}"
    if detach:
        text += f"\n  {session.target.command('follow')}"
        return session.ended(Exit.RUNNING, text, release=begun.id, revision=short(wanted), result="running")
    click.echo(text, err=session.as_json)
    return wait(session, begun.id, until)


def _wanted(session: Session, image: str | None, file: Path | None, task_definition: str | None) -> str:
    """ARN of what is to be released."""
    releases = session.releases
    if file:
        return definition_file.register(releases, file, definition_file.read(file, image))
    if image is not None:
        of = revisions.find(releases, task_definition) if task_definition else ""
        return revisions.with_image(releases, image, of)
    return revisions.find(releases, task_definition)
