"""What a pipeline asks of the strategy, and of who releases."""

from collections.abc import Iterator

from model.strategy import NATIVE
from settings.settings import Settings


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
