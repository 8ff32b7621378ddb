"""The verbs of the command: one a file, in the order in which they are shown."""

import click

from ops.verbs.explain import explain
from ops.verbs.finish import finish
from ops.verbs.follow import follow
from ops.verbs.picture import picture
from ops.verbs.pipeline import pipeline
from ops.verbs.proceed import proceed
from ops.verbs.rehearse import rehearse
from ops.verbs.release import release
from ops.verbs.rollback import rollback
from ops.verbs.status import status
from ops.verbs.stop import stop
from ops.verbs.verify import verify

VERBS: tuple[click.Command, ...] = (
    release,
    follow,
    proceed,
    rollback,
    stop,
    finish,
    status,
    verify,
    rehearse,
    picture,
    explain,
    pipeline,
)
