"""The next release of a stack, played on the model before it begins: `bluegreen rehearse`."""

import json
from pathlib import Path

import click
from rich.console import Console

from ops.aws import Aws, plainly
from ops.rehearsal.drawing import svg
from ops.rehearsal.hosts import Hosts
from ops.rehearsal.live import scene_of
from ops.rehearsal.picture import show
from ops.rehearsal.play import play
from ops.rehearsal.rehearsal import Rehearsal
from ops.rehearsal.what_ifs import STRATEGIES, WhatIfs, changed
from ops.rehearsal.words import as_json, cannot_start
from ops.target import Target


def rehearse(target: Target, aws: Aws, what_ifs: WhatIfs) -> Rehearsal:
    """The stack as it is, with these changes. Refused: there is nothing to release, or the changes cannot be."""
    with plainly():
        scene = changed(scene_of(target, aws), what_ifs, Hosts(aws, target.names.cluster).of_type)
    return play(scene)


def room(target: Target, aws: Aws) -> str:
    """Why the tasks of a release that begins now could not start; empty: they could."""
    return cannot_start(rehearse(target, aws, WhatIfs()))


@click.command("rehearse")
@click.option("--image", metavar="IMAGE", help="Release this image, in tasks of the same size.")
@click.option("--desired", type=click.IntRange(min=1), metavar="N", help="Run so many tasks.")
@click.option("--instance-type", metavar="TYPE", help="Have hosts of this type, as many as now.")
@click.option("--strategy", type=click.Choice(STRATEGIES), help="Let it be moved by another strategy.")
@click.option(
    "--fail",
    metavar="WHAT",
    help="Let something go wrong: probe (a hook fails), alarm, or unhealthy (the new tasks); "
    "the last two at a time, such as unhealthy@3m.",
)
@click.option("--svg", "file", type=click.Path(dir_okay=False, path_type=Path), help="Draw it into this file, too.")
@click.option("--json", "as_text", is_flag=True, help="Print it for programs.")
@click.pass_obj
def command(
    obj: "tuple[Target, Aws]",
    image: str | None,
    desired: int | None,
    instance_type: str | None,
    strategy: str | None,
    fail: str | None,
    file: Path | None,
    as_text: bool,
) -> None:
    """Play the next release on a model of AWS, in no time and without changing anything.

    \b
    bluegreen rehearse --stack prod
    bluegreen rehearse --stack prod --strategy native --svg release.svg
    bluegreen rehearse --stack dev --desired 8 --instance-type t3.medium
    bluegreen rehearse --stack dev --fail unhealthy@3m
    """
    target, aws = obj
    what_ifs = WhatIfs(image=image, desired=desired, instance_type=instance_type, strategy=strategy, fail=fail)
    rehearsal = rehearse(target, aws, what_ifs)
    if file:
        file.write_text(svg(rehearsal))
    if as_text:
        click.echo(json.dumps(as_json(rehearsal), indent=2))
    else:
        show(rehearsal, Console())
