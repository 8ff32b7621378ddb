"""What the picture of a stack is made of: boxes that stand for what AWS has, and arrows between them."""

from dataclasses import dataclass, field

Place = tuple[int, int]
"""Row and column, from 0."""

LINES = 3
"""A box has, below its name."""


@dataclass(frozen=True)
class Box:
    """One thing, and what is said of it."""

    name: str
    lines: tuple[str, ...] = ()
    """An empty one is left out."""
    colour: str = ""
    """`blue` or `green`; empty: neither."""


@dataclass(frozen=True)
class Arrow:
    """From one box of a band to another."""

    source: Place
    target: Place
    dashed: bool = False
    """It leads there during a release only."""


@dataclass(frozen=True)
class Band:
    """Boxes below a heading."""

    heading: str
    boxes: dict[Place, Box]
    arrows: list[Arrow] = field(default_factory=list)
