"""A rehearsal as an SVG."""

from ops.rehearsal.rehearsal import Rehearsal
from ops.rehearsal.words import assumed, how, size, verdict
from ops.timeline import Timeline, drawing
from ops.timeline.timeline import duration


def svg(rehearsal: Rehearsal) -> str:
    """A file of its own, readable in light and dark."""
    return drawing.svg(timeline(rehearsal))


def timeline(rehearsal: Rehearsal) -> Timeline:
    """What is foretold."""
    scene = rehearsal.scene
    image = f" with {scene.image}" if scene.image else ""
    return Timeline(
        title=f"Rehearsal: {scene.live.name} to {scene.following.name}{image}",
        subtitle=f"By {how(scene)}: {duration(rehearsal.minutes)} in all, {size(rehearsal)}",
        minutes=rehearsal.minutes,
        moments=rehearsal.moments,
        stages=rehearsal.stages,
        verdict=verdict(rehearsal),
        good=rehearsal.good,
        notes=f"Assumed: {'; '.join(assumed(rehearsal))}.",
    )
