"""`bluegreen pipeline run`."""

import time
from pathlib import Path

import click

from ops.exits import Exit
from ops.pipelines import Pipeline
from ops.session import Session
from ops.verbs.options import of_a_stack
from ops.verbs.pipeline.waiting import begun

APPEARS_SECONDS = 60
"""Until an object's event has started the pipeline."""
LOOK_SECONDS = 2


@click.command(short_help="Run it, and wait for its end.")
@of_a_stack
@click.option(
    "--source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Upload this folder's files, those that git tracks, as the change. For a pipeline whose source is in S3.",
)
@click.option("--detach", is_flag=True, help="Begin it and do not wait.")
def run(session: Session, source: Path | None, detach: bool) -> Exit:
    """Run the pipeline: build, and release, what is at its source now, or a folder.

    It shows each action, and the release in the last stage like `bluegreen follow`. Ctrl-C ends the watching, and not
    the execution. The exit code is that of the release.

    \b
    bluegreen pipeline run --stack dev
    bluegreen pipeline run --stack dev --source .
    """
    pipeline = session.pipeline
    if source:
        before = next(pipeline.ids(), "")
        version = pipeline.source.upload(source, pipeline.aws)
        click.echo(f"{source} is {pipeline.source} now.", err=session.as_json)
        id = _started_by_the_object(pipeline, before, version) or pipeline.start()
    else:
        id = pipeline.start()
    return begun(session, id, f"The execution {id} of {pipeline.name} begins.", detach=detach)


def _started_by_the_object(pipeline: Pipeline, before: str, version: str) -> str:
    """Id of the execution that the object's event began: a second one would build the same again. Somebody else may
    have begun one at the same moment, so it is the one that has read this version."""
    newest = ""
    for look in range(APPEARS_SECONDS // LOOK_SECONDS):
        if look:
            time.sleep(LOOK_SECONDS)
        begun = pipeline.begun_since(before)
        newest = next(iter(begun), "")
        for id, revisions in begun.items():
            if version in revisions:
                return id
    return newest
