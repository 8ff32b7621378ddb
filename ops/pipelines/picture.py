"""An execution of a pipeline on a terminal: a line for each action, and the release that it makes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from ops import live_view
from ops.pipelines.execution import Action, Execution
from ops.pipelines.following import Look
from ops.progress import Progress

SIGNS = live_view.SIGNS | {"Abandoned": live_view.SIGNS["Failed"]}


def shown(looks: Iterable[Look], console: Console | None = None) -> Iterator[Look]:
    """The same looks, drawn anew at each; what happened stays above."""
    last: list[Look] = []
    with Live(
        get_renderable=lambda: picture(last[-1].execution, last[-1].release) if last else "", console=console
    ) as live:
        for look in looks:
            for step in look.fresh:
                live.console.print(Text(f"{clock(look.execution)}  {step}", style="dim"))
            last[:] = [look]
            yield look


def picture(execution: Execution, release: Progress | None = None) -> RenderableType:
    """The execution now; below it the release while it runs."""
    colour = {"InProgress": "yellow", "Succeeded": "green"}.get(execution.status, "red")
    title = Text.assemble((execution.pipeline, "bold"), f"  {execution.id}  ", (execution.status, f"bold {colour}"))
    title.append(f"  {clock(execution)}")
    rows = Table.grid(padding=(0, 2))
    for stage in execution.stages:
        for action in stage.actions:
            rows.add_row(*_row(action, stage.held))
    parts: list[RenderableType] = [title]
    if execution.revision:
        parts.append(Text(execution.revision, style="dim"))
    parts.append(rows)
    if release and (execution.running or not release.end):
        parts.append(live_view.picture(release))
    return Group(*parts)


def _row(action: Action, held: str) -> list[RenderableType]:
    sign, style = SIGNS.get(action.status, ("·", "dim"))
    said = action.reason or action.summary
    if action.waits_for_approval:
        said = "waits for `bluegreen pipeline approve`"
    if held and not action.status:
        said = f"nobody gets in: {held}"
    return [Text(f"{sign} {action.name}", style=style), action.provider, _took(action), Text(said)]


def _took(action: Action) -> str:
    return _minutes(action.began, action.ended) if action.began else ""


def clock(execution: Execution) -> str:
    """How long it has taken."""
    return _minutes(execution.began, execution.ended)


def _minutes(began: datetime | None, ended: datetime | None) -> str:
    now = datetime.now(UTC)
    seconds = max(0, int(((ended or now) - (began or now)).total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02d}"
