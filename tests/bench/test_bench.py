"""The benchmark's table says what was measured; how fast anything is, nobody asserts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bench import against, ours, raw
from bench.checkout import Checkout, Took
from bench.figure import Figure, ratios
from bench.program import Run
from bench.services import comparison, difference
from bench.table import table
from local_aws.home import Home
from verdict.recording import record


def printed(figure: Figure) -> str:
    """The figure's line in the table."""
    console = Console(width=200)
    with console.capture() as capture:
        console.print(table("2 cores", {"Up": [figure]}))
    text = capture.get()
    assert "2 cores" in text
    assert "Up" in text
    return next(line for line in text.splitlines() if figure.label in line)


def test_a_row_says_median_spread_runs_aim_and_what_it_includes() -> None:
    line = printed(Figure(label="make up", samples=(9.0, 7.0, 12.0), unit="s", aim=10, includes="all of it"))
    cells = [cell.strip() for cell in line.strip("│").split("│")]
    assert cells == ["make up", "9.00 s", "7.00 to 12.00", "3", "10 s, met", "", "all of it"]


def test_a_missed_aim_is_said() -> None:
    assert "4 s, missed" in printed(Figure(label="again", samples=(7.3,), unit="s", aim=4, includes=""))


def test_an_aim_may_be_a_lower_limit() -> None:
    rate = Figure(label="rate", samples=(0.9,), unit="x", aim=0.8, at_least=True, includes="")
    assert "at least 0.8 x, met" in printed(rate)
    assert "at least 0.8 x, missed" in printed(replace(rate, samples=(0.7,)))


def test_ratios_are_taken_run_by_run() -> None:
    assert ratios([2.0, 30.0], [1.0, 10.0]) == (2.0, 3.0)


def test_a_resource_costs_what_the_run_added() -> None:
    runs = [Run(seconds=4.0, before_mib=100, peak_mib=150, types={"aws:a": 30, "aws:b": 20})]
    time, memory, *_ = comparison("10 services", runs, runs)
    assert "80.00 ms" in printed(time)
    assert "150 MiB" in printed(memory)
    assert "1024 KiB" in printed(memory)


def test_raw_and_ours_declare_the_same_aws_resources() -> None:
    def types(declare: Callable[[int], None]) -> Counter[str]:
        return Counter(one.type for one in record(lambda: declare(2)).resources if one.type.startswith("aws:"))

    assert difference(types(raw.declare), types(ours.declare)) == ""


def test_a_difference_names_the_type_and_both_counts() -> None:
    assert difference({"aws:a": 1, "aws:b": 2}, {"aws:b": 3, "aws:c": 1}) == (
        "aws:a: raw 1, ours 0; aws:b: raw 2, ours 3; aws:c: raw 0, ours 1"
    )


def test_two_builds_run_a_command_by_turns_and_are_compared_pair_by_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def time(checkout: Checkout, *command: str) -> Took:
        ran.append(checkout.folder.name)
        return Took(seconds=3.0 if checkout.folder.name == "here" else 4.0, cpu_seconds=1.0)

    monkeypatch.setattr(Checkout, "time", time)
    here, there = (Checkout(Path(name), Home(Path(name))) for name in ("here", "there"))
    figures = against.compared("make preview, no change", here, there, runs=2)
    assert ran == ["there", "here", "there", "here"]
    assert [figure.samples for figure in figures] == [(3.0, 3.0), (4.0, 4.0), (0.75, 0.75), (1.0, 1.0)]
