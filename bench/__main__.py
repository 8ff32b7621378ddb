"""`python -m bench [--quick]`: measures, then prints one table. Speed is shown, never asserted: the exit code is 0."""

import os
import platform
from collections.abc import Callable
from functools import partial

import click
from rich.console import Console

from bench import commands, pack, services
from bench.checkout import CommandFailed, copied
from bench.figure import Figure
from bench.table import table

WIDTH = 150
"""Columns of the table where the output is no terminal."""


@click.command()
@click.option("--quick", is_flag=True, help="Leave out the largest programs.")
def main(quick: bool) -> None:
    """Measure how long commands take and what a resource costs: a quarter of an hour, much less with --quick."""
    progress = Console(stderr=True, markup=False)
    sections: dict[str, list[Figure]] = {}

    def measure(section: str, what: str, take: Callable[[], list[Figure]]) -> None:
        progress.print(f"measuring {what}")
        try:
            sections.setdefault(section, []).extend(take())
        except (CommandFailed, services.NotMeasured) as error:
            progress.print(f"not measured: {error}")

    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, Python {platform.python_version()}"
    engine = "The dev environment with the engine, wall time"
    many = "Many services in one program with the engine, wall time"
    judged = "The policy pack, wall time"
    alone = "Many services in one program without an engine, CPU time"
    with copied() as checkout:
        measure(engine, "make up and previews", lambda: commands.figures(checkout, runs=3))
        measure(many, "previews of 10 services", lambda: services.previewed(checkout, 10, runs=3))
        measure(judged, "the start of the pack", lambda: [pack.started(runs=5)])
        measure(judged, "a verdict without an engine", lambda: [pack.verdict(checkout, runs=5)])
        for count in (3, 30) if quick else (3, 30, 120):
            measure(judged, f"judged previews of {count} services", partial(pack.judged, checkout, count, runs=2))
    measure(alone, "10 services", lambda: services.mocked(10, runs=5))
    measure(alone, "100 services", lambda: services.mocked(100, runs=2))
    if not quick:
        measure(alone, "1000 services", lambda: services.mocked(1000, runs=1))

    screen = Console()
    if not screen.is_terminal:
        screen.width = WIDTH
    screen.print(table(machine, sections))


if __name__ == "__main__":
    main()
