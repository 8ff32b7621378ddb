"""A release on a terminal, drawn anew at each look: stages, both sides with their share of traffic, time."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from ops.following import Look
from ops.progress import Progress, Side

BAR = 30
SIGNS = {"Succeeded": ("✓", "green"), "InProgress": ("●", "yellow"), "Failed": ("✗", "red"), "Skipped": ("-", "dim")}


class LiveView:
    """Owns the lower part of the terminal while it shows."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console()

    def shown(self, looks: Iterable[Look]) -> Iterator[Look]:
        """The same looks; what happened stays above, the picture is below it."""
        shown: list[Progress] = []
        with Live(get_renderable=lambda: picture(shown[-1]) if shown else "", console=self._console) as live:
            for look in looks:
                for step in look.fresh:
                    live.console.print(Text(f"{_since(look.progress)}  {step}", style="dim"))
                shown[:] = [look.progress]
                yield look


def picture(progress: Progress) -> RenderableType:
    """The release now."""
    title = Text.assemble(
        (progress.revision or "release", "bold"), f"  by {progress.strategy}  ", (progress.status, "bold cyan")
    )
    title.append(f"  {_since(progress)}")
    if progress.minutes_left:
        title.append(f"  {progress.minutes_left:g} min of waits left", style="dim")
    if progress.approval:
        title.append("  waits for `bluegreen continue`", style="bold yellow")
    sides = Table.grid(padding=(0, 2))
    for name, style, side in (("new", "green", progress.new), ("old", "blue", progress.old)):
        if side:
            sides.add_row(*_row(name, style, side))
    parts: list[RenderableType] = [title, sides]
    if progress.stages:
        parts.append(_stages(progress))
    return Group(*parts)


def _row(name: str, style: str, side: Side) -> list[RenderableType]:
    share = side.percent
    bar: RenderableType = ""
    if share is not None:
        full = round(share / 100 * BAR)
        bar = Text.assemble(("█" * full, style), ("░" * (BAR - full), "dim"), f" {share:5.1f} %")
    return [Text(name, style=style), side.revision, side.group, f"{side.running} of {side.desired} tasks", bar]


def _stages(progress: Progress) -> Text:
    line = Text()
    for stage in progress.stages:
        sign, style = SIGNS.get(stage.status, ("·", "dim"))
        line.append(f"{sign} {stage.name}  ", style=style)
    return line


def _since(progress: Progress) -> str:
    began = progress.began or datetime.now(UTC)
    seconds = max(0, int(((progress.ended or datetime.now(UTC)) - began).total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02d}"
