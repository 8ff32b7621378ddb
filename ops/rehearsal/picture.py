"""A rehearsal in a terminal: a bar of who answers users for each step; plain lines where there is no terminal."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ops.progress import End
from ops.rehearsal.rehearsal import Rehearsal
from ops.rehearsal.words import assumed, how, size, verdict
from ops.timeline import Moment
from ops.timeline.timeline import duration

CELLS = 20
"""Of a bar."""
NEW, OLD, NOBODY = ("█", "green"), ("░", "blue"), ("!", "red")
"""Cells and their colours; copied as text they still differ."""


def show(rehearsal: Rehearsal, console: Console) -> None:
    """Prints it."""
    if console.is_terminal:
        console.print(picture(rehearsal))
    else:
        for line in lines(rehearsal):
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def lines(rehearsal: Rehearsal) -> Iterator[str]:
    """One for each step: when, the percent of users that the new tasks get, and what happens."""
    yield _title(rehearsal)
    for step in rehearsal.steps:
        yield f"{duration(step.minute):>9}  {rehearsal.moment(step.minute).sent:>4g} %  {step.text}"
    yield f"{_numbers(rehearsal)}."
    yield verdict(rehearsal)
    yield f"Assumed: {'; '.join(assumed(rehearsal))}."


def picture(rehearsal: Rehearsal) -> RenderableType:
    """The same with bars and colours."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="dim")
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    for step in rehearsal.steps:
        moment = rehearsal.moment(step.minute)
        table.add_row(duration(step.minute), bar(moment), f"{moment.sent:g} %", _styled(step.text))
    legend = Text.assemble(
        ("█", "green"), " new tasks  ", ("█", "blue"), " old tasks  ", ("█", "red"), " nobody healthy"
    )
    return Group(
        Text(_title(rehearsal), style="bold"),
        Padding(table, (1, 0)),
        legend,
        Text(f"{_numbers(rehearsal)}."),
        Text(verdict(rehearsal), style="bold green" if rehearsal.good else "bold red"),
        Text(f"Assumed: {'; '.join(assumed(rehearsal))}.", style="dim"),
    )


def bar(moment: Moment) -> Text:
    """Who answers users: new tasks, old ones, nobody. What is there at all has a cell."""
    shares = {NEW: moment.new, OLD: moment.old, NOBODY: moment.failing}
    cells = {cell: max(1, round(CELLS * share / 100)) for cell, share in shares.items() if share > 0}
    largest = max(cells, key=lambda cell: cells[cell])
    cells[largest] += CELLS - sum(cells.values())
    return Text.assemble(*((sign * count, colour) for (sign, colour), count in cells.items()))


def _title(rehearsal: Rehearsal) -> str:
    scene = rehearsal.scene
    image = f" with {scene.image}" if scene.image else ""
    return f"Rehearsal: {scene.live.name} to {scene.following.name}{image}, by {how(scene)}"


def _numbers(rehearsal: Rehearsal) -> str:
    found = [f"{duration(rehearsal.minutes)} in all"]
    if rehearsal.first_shift_minutes is not None:
        found.append(f"users get the new tasks from {duration(rehearsal.first_shift_minutes)} on")
    if rehearsal.shifted_minutes is not None:
        found.append(f"all of them after {duration(rehearsal.shifted_minutes)}")
    return ", ".join([*found, size(rehearsal)])


def _styled(text: str) -> Text:
    if " failed" in text or text in (End.FAILED.value, End.ROLLED_BACK.value, "rolling back"):
        return Text(text, style="red")
    if text.startswith("production ") or text == End.RELEASED.value:
        return Text(text, style="green")
    return Text(text)
