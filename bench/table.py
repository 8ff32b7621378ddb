"""The figures as one table."""

from collections.abc import Mapping, Sequence

from rich.table import Table

from bench.figure import Figure

COLUMNS = ("figure", "median", "spread", "runs", "aim", "a resource", "what it includes")
NUMBERS = ("median", "spread", "runs", "aim", "a resource")


def table(title: str, sections: Mapping[str, Sequence[Figure]]) -> Table:
    """One row a figure, with a line between the sections and their names above their rows."""
    made = Table(title=title, title_justify="left", title_style="bold")
    for column in COLUMNS:
        made.add_column(column, justify="right" if column in NUMBERS else "left", no_wrap=column in NUMBERS)
    for name, figures in sections.items():
        made.add_row(f"[bold]{name}[/bold]")
        for figure in figures:
            made.add_row(*figure.row())
        made.add_section()
    return made
