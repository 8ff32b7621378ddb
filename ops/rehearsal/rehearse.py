"""A rehearsal of a stack as it is."""

from ops.aws import Aws, plainly
from ops.rehearsal.hosts import Hosts
from ops.rehearsal.live import scene_of
from ops.rehearsal.play import play
from ops.rehearsal.rehearsal import Rehearsal
from ops.rehearsal.what_ifs import WhatIfs, changed
from ops.rehearsal.words import cannot_start
from ops.target import Target


def rehearse(target: Target, aws: Aws, what_ifs: WhatIfs) -> Rehearsal:
    """Its next release, with these changes. Refused: there is no service, or the changes cannot be."""
    with plainly():
        scene = changed(scene_of(target, aws), what_ifs, Hosts(aws, target.names.cluster).of_type)
    return play(scene)


def room(target: Target, aws: Aws, task_definition: str) -> str:
    """Why the tasks of this revision, released now, could not start; empty: they could."""
    return cannot_start(play(scene_of(target, aws, task_definition)))
