"""`python -m bench [--quick | --against FOLDER]`: measures, then prints one table.

Speed is shown, never asserted: the exit code is 0.
"""

import os
import platform
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from bench import against, commands, memory, pack, released, releases, requests, services, survival
from bench.checkout import Checkout, CommandFailed, copied
from bench.figure import Figure
from bench.table import table

WIDTH = 150
"""Columns of the table where the output is no terminal."""

Measure = Callable[[str, str, Callable[[], list[Figure]]], None]
"""Adds figures to a section; says what is being measured."""


@click.command()
@click.option("--quick", is_flag=True, help="Leave out the largest programs.")
@click.option(
    "--against",
    "other",
    type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path),
    help="Another build's folder, set up: run the same commands in it and here, by turns, and nothing else.",
)
def main(quick: bool, other: Path | None) -> None:
    """Measure how long commands take and what a resource costs: a quarter of an hour, much less with --quick."""
    if other and not (other / ".local" / "engine" / ".ready").exists():
        raise click.UsageError(f"--against {other}: there is no engine in it. Run `make setup` there first.")
    progress = Console(stderr=True, markup=False)
    sections: dict[str, list[Figure]] = {}

    def measure(section: str, what: str, take: Callable[[], list[Figure]]) -> None:
        progress.print(f"measuring {what}")
        try:
            sections.setdefault(section, []).extend(take())
        except (CommandFailed, services.NotMeasured) as error:
            progress.print(f"not measured: {error}")

    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, Python {platform.python_version()}"
    with ExitStack() as stack:
        checkout = stack.enter_context(copied())
        if other:
            there = stack.enter_context(copied(other))
            for label in against.COMMANDS:
                take = partial(against.compared, label, checkout, there, runs=5)
                measure(f"Here, and there in {other}", f"{label}, here and there", take)
            held = partial(memory.compared, checkout, there)
            measure(f"Here, and there in {other}", "memory of the local AWS, here and there", held)
        else:
            _all(measure, checkout, quick)

    screen = Console()
    if not screen.is_terminal:
        screen.width = WIDTH
    screen.print(table(machine, sections))


def _all(measure: Measure, checkout: Checkout, quick: bool) -> None:
    engine = "The dev environment with the engine, wall time"
    many = "Many services in one program with the engine, wall time"
    judged = "The policy pack, wall time"
    traffic = "The local AWS with real traffic"
    alone = "Many services in one program without an engine, CPU time"
    measure("A release on the model, wall time", "releases on the model", lambda: releases.figures(runs=5))
    measure(traffic, "requests through a load balancer", lambda: requests.figures(runs=3))
    measure(traffic, "kills of Envoy", lambda: survival.envoy_killed(kills=5))
    measure(traffic, "kills of the server during a release", lambda: survival.server_killed(kills=20))
    measure(traffic, "memory of many tasks", memory.real_traffic)
    measure(engine, "make up and previews", lambda: commands.figures(checkout, runs=3))
    measure(engine, "releases by pulumi up", lambda: released.figures(checkout, runs=3))
    measure(many, "previews of 10 services", lambda: services.previewed(checkout, 10, runs=3))
    measure(judged, "the start of the pack", lambda: [pack.started(runs=5)])
    measure(judged, "a verdict without an engine", lambda: [pack.verdict(checkout, runs=5)])
    for count in (3, 30) if quick else (3, 30, 120):
        measure(judged, f"judged previews of {count} services", partial(pack.judged, checkout, count, runs=2))
    measure(alone, "10 services", lambda: services.mocked(10, runs=5))
    measure(alone, "100 services", lambda: services.mocked(100, runs=2))
    if not quick:
        measure(alone, "1000 services", lambda: services.mocked(1000, runs=1))


if __name__ == "__main__":
    main()
