"""`bluegreen pipeline`: its own verbs, one a file."""

import click

from ops.verbs.pipeline.approve import approve
from ops.verbs.pipeline.retry import retry
from ops.verbs.pipeline.run import run
from ops.verbs.pipeline.status import status
from ops.verbs.pipeline.stop import stop


@click.group(short_help="From a change to a release, by CodePipeline: run, status, approve, retry, stop.")
def pipeline() -> None:
    """The pipeline of a service (bluegreen:pipeline), which builds each change and releases it.

    \b
    bluegreen pipeline run --stack dev --source .
    bluegreen pipeline status --stack dev
    bluegreen pipeline approve --stack dev
    """


for verb in (run, status, approve, retry, stop):
    pipeline.add_command(verb)
