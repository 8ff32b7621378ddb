"""What a service's pipeline is like: all of it plain values."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.pipeline.source import Pushed, Source
from model.codebuild import BUILD_MINUTES, IMAGES


@dataclass(frozen=True, kw_only=True)
class PipelineArgs:
    """From where changes come, what is done with them, and who is asked."""

    source: Source
    context: str = "."
    """Folder of the Dockerfile in the source."""
    test: Sequence[str] = ()
    """Commands before the image is built; one that fails ends the execution."""
    moving_tag: str = "latest"
    """The second tag that an image is pushed under; empty: none."""
    approval: bool = False
    """Whether somebody must approve the release."""
    build_minutes: int = 30
    """After which a build is ended."""
    architecture: str = "X86_64"
    """What the image is built for, X86_64 or ARM64."""
    until: str = "done"
    """How far a release by command is waited for: shifted, baked or done."""
    gate: str = "none"
    """The findings of an image scan that end the execution: none, CRITICAL or HIGH."""
    install: Sequence[str] = ()
    """Commands that get the command `bluegreen`, where a release is made by it; none: it is in the source's root."""

    @property
    def pushed_again(self) -> str:
        """The tag that moves: the build's, or the one by which an image that is pushed starts it. Empty: none does."""
        return self.source.tag if isinstance(self.source, Pushed) else self.moving_tag

    def __post_init__(self) -> None:
        least, most = BUILD_MINUTES
        if not least <= self.build_minutes <= most:
            raise ValueError(f"build_minutes must be {least} to {most}, got {self.build_minutes}")
        if self.architecture not in IMAGES:
            raise ValueError(f"architecture must be {' or '.join(IMAGES)}, got {self.architecture!r}")
