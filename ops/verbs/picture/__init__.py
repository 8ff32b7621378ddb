"""`bluegreen picture`: drawings of what is there and of what ran, as SVG."""

import click

from ops.verbs.picture.architecture import architecture
from ops.verbs.picture.release import release


@click.group(short_help="Draw the stack, or a release that ran.")
def picture() -> None:
    """Draw the stack, or a release that ran, as an SVG that needs nothing else.

    \b
    bluegreen picture architecture --stack dev > architecture.svg
    bluegreen picture release --stack dev > release.svg
    """


picture.add_command(architecture)
picture.add_command(release)
