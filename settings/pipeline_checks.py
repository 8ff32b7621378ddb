"""What a pipeline asks of the strategy, of who releases, and of other pipelines."""

from collections.abc import Iterator
from itertools import combinations
from posixpath import normpath

from model.partitions import partition
from model.strategy import NATIVE
from settings.settings import Settings
from settings.wording import shortened

NO_ARM = "aws-us-gov"
"""Where CodeBuild has none of its ARM environment types (AWS GovCloud (US) user guide, AWS CodeBuild, read 2026-11)."""


def problems(s: Settings) -> Iterator[str]:
    """Of one service. A line for each: the key, its value, what it does not go with and what to do."""
    said = s.delivered
    if said is None:
        return
    if s.rollout != "external":
        yield (
            f"bluegreen:rollout = {s.rollout}: with bluegreen:pipeline the pipeline releases, and the next pulumi up "
            "would release bluegreen:image over what it released; set rollout to external"
        )
    if _builds(s) and s.built_for == "ARM64" and partition(s.region).name == NO_ARM:
        yield (
            f"bluegreen:pipeline: builds images for ARM64, and CodeBuild has no machine of it in {s.region} "
            "(aws:region); take an architecture of X86_64, or build elsewhere and set pipeline.source.imageTag"
        )
    if s.strategy in NATIVE:
        if said.source.image_tag and not said.install:
            yield (
                "bluegreen:pipeline.install: is not set; with bluegreen:strategy native the deploy stage runs the "
                "command bluegreen, which a source of images (source.imageTag) has not in its root; give the commands "
                "that install it"
            )
    elif said.install:
        yield (
            f"bluegreen:pipeline.install: with bluegreen:strategy {s.mover} CodePipeline itself releases, and no "
            "command is installed; take it out"
        )


def shared(s: Settings) -> Iterator[str]:
    """Of services whose pipelines push to one repository, under the same tags."""
    for one, other in combinations([each for each in s.services if each.repository and _builds(each)], 2):
        if one.repository == other.repository and _context(one) != _context(other):
            yield (
                f"bluegreen:repository = {shortened(one.repository)}: {one.service_name} and {other.service_name} "
                "build images of two folders (bluegreen:pipeline.context), and what is there under the tag of a commit "
                "is taken as it is, so that one would release the other's; bring a repository for each, or none, and "
                "each has its own"
            )


def _builds(s: Settings) -> bool:
    return s.delivered is not None and not s.delivered.source.image_tag


def _context(s: Settings) -> str:
    return normpath(s.delivered.context) if s.delivered else ""
