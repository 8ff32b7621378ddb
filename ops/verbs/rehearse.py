"""`bluegreen rehearse`."""

import json
from pathlib import Path

import click
from rich.console import Console

from ops.exits import OF_END, Exit
from ops.rehearsal.drawing import svg as drawn
from ops.rehearsal.picture import show
from ops.rehearsal.rehearse import rehearse as play
from ops.rehearsal.what_ifs import STRATEGIES, WhatIfs
from ops.rehearsal.words import as_json
from ops.session import Session
from ops.verbs.options import of_a_stack


@click.command(short_help="Play the next release on a model of AWS.")
@of_a_stack
@click.option("--image", help="Release this image, in tasks of the same size.")
@click.option("--desired", type=click.IntRange(min=1), help="Run so many tasks.")
@click.option("--instance-type", help="Have hosts of this type, as many as now.")
@click.option("--strategy", type=click.Choice(STRATEGIES), help="Let it be moved so.")
@click.option("--fail", help="What goes wrong: probe (a hook), alarm or unhealthy (the new tasks); unhealthy@3m: when.")
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), help="Draw it into this file, too.")
def rehearse(
    session: Session,
    image: str | None,
    desired: int | None,
    instance_type: str | None,
    strategy: str | None,
    fail: str | None,
    svg: Path | None,
) -> Exit:
    """Play the next release on a model of AWS: what happens when, and how it ends. Nothing is changed.

    The exit code is that of the release.

    \b
    bluegreen rehearse --stack prod
    bluegreen rehearse --stack prod --strategy native --svg release.svg
    bluegreen rehearse --stack dev --desired 8 --instance-type t3.medium
    bluegreen rehearse --stack dev --fail unhealthy@3m
    """
    releases = session.releases
    what_ifs = WhatIfs(image=image, desired=desired, instance_type=instance_type, strategy=strategy, fail=fail)
    rehearsal = play(releases.target, releases.aws, what_ifs)
    if svg:
        svg.write_text(drawn(rehearsal))
    if session.as_json:
        click.echo(json.dumps(as_json(rehearsal)))
    else:
        show(rehearsal, Console())
    return OF_END[rehearsal.end] if rehearsal.end else Exit.RUNNING
