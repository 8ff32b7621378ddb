"""How a fleet looks: a line a stack while it is worked on, a table and the errors at the end."""

import time
from collections.abc import Iterable, Mapping

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from fleet.outcome import Outcome, State

STYLES = {State.FAILED: "bold red", State.STOPPED: "red", State.WAITING: "dim", State.UNCHANGED: "dim"}
DRAW_SECONDS = 0.1
"""At least, between two pictures: there may be a thousand news in a second."""
SIGNS = {"create": "+", "update": "~", "replace": "±", "delete": "-"}


class Screen:
    """Owns the lower part of the terminal while the fleet is at work; elsewhere prints each end as it comes."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._drawn = 0.0
        self._live: Live | None = None

    def __enter__(self) -> "Screen":
        if self._console.is_terminal:
            # Without a thread of its own: this process forks.
            self._live = Live(console=self._console, auto_refresh=False, transient=True)
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._live.stop()

    def show(self, known: Mapping[str, Outcome], news: Outcome | None) -> None:
        if self._live:
            due = time.monotonic() - self._drawn >= DRAW_SECONDS
            if due or (news and news.state.ended):
                self._drawn = time.monotonic()
                self._live.update(progress(known, self._console.height - 2), refresh=True)
        elif news and news.state.ended:
            self._console.print(line(news), soft_wrap=True)


def progress(known: Mapping[str, Outcome], height: int) -> RenderableType:
    """All stacks, those that people look for first where there is no room for all."""
    ranked = sorted(known.values(), key=lambda one: (not one.state.under_way, not one.state.bad, one.state.ended))
    left_out = len(ranked) - height
    shown = ranked if left_out <= 0 else ranked[: height - 1]
    more = [Text(f"and {left_out + 1} more", style="dim")] if left_out > 0 else []
    return Group(*map(line, sorted(shown, key=lambda one: list(known).index(one.stack))), *more)


def line(outcome: Outcome) -> Text:
    """`staging  previewing  +70`."""
    seconds = f"{outcome.seconds:.1f} s" if outcome.seconds else ""
    first = outcome.errors[0].partition("\n")[0] if outcome.errors else ""
    return Text.assemble(
        (f"{outcome.stack:<20} ", "bold"),
        (f"{outcome.state:<11} ", STYLES.get(outcome.state, "cyan" if outcome.state.under_way else "green")),
        f"{changes(outcome):<20} {seconds:>8}  ",
        (first, "red"),
        overflow="ellipsis",
        no_wrap=True,
    )


def changes(outcome: Outcome) -> str:
    """`+70 ~1`."""
    counts = [f"{sign}{outcome.changes[op]}" for op, sign in SIGNS.items() if op in outcome.changes]
    return " ".join(counts + ["outputs"] * ("outputs" in outcome.changes))


def summary(outcomes: Iterable[Outcome]) -> RenderableType:
    """The table, and below it what went wrong, in full."""
    table = Table("stack", "state", "changes", "advice", "seconds")
    for column in table.columns[3:]:
        column.justify = "right"
    told: list[RenderableType] = []
    for one in outcomes:
        style = STYLES.get(one.state, "green")
        table.add_row(one.stack, Text(one.state, style), changes(one), str(one.advisories or ""), f"{one.seconds:.1f}")
        told += [Text(f"\n{one.stack} {one.state}:", "bold red")] * bool(one.errors)
        told += [Text("\n".join(f"  {line}" for line in error.splitlines())) for error in one.errors]
    return Group(table, *told)
