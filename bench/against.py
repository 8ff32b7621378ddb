"""This build beside another: the same commands in both by turns, so that what disturbs one disturbs both."""

from collections.abc import Callable, Sequence

from bench.checkout import Checkout, Took
from bench.commands import waited
from bench.figure import Figure, ratios


def from_nothing(checkout: Checkout) -> Took:
    """`make up` where nothing is up."""
    checkout.forget()
    return checkout.time("make", "up")


def again(checkout: Checkout) -> Took:
    """`make up` where all is up."""
    return checkout.time("make", "up")


def preview(checkout: Checkout) -> Took:
    """`make preview` where all is up."""
    return checkout.time("make", "preview")


def verdict(checkout: Checkout) -> Took:
    """`make verdict`."""
    return checkout.time("make", "verdict")


COMMANDS: dict[str, Callable[[Checkout], Took]] = {
    "make up, from nothing": from_nothing,
    "make up again, no change": again,
    "make preview, no change": preview,
    "make verdict": verdict,
}
"""In this order: each needs what those before it made."""


def compared(label: str, here: Checkout, there: Checkout, runs: int) -> list[Figure]:
    """The command's times in both builds, and ours in those of the other one."""
    ours: list[Took] = []
    others: list[Took] = []
    for _ in range(runs):
        others.append(COMMANDS[label](there))
        ours.append(COMMANDS[label](here))
    return [
        waited(label, ours, "here"),
        waited(label, others, "there"),
        _share(f"{label}, here / there", [run.seconds for run in ours], [run.seconds for run in others], "wall time"),
        _share(
            f"{label}, here / there", _cpu(ours), _cpu(others), "CPU time, which others on the machine disturb less"
        ),
    ]


def _share(label: str, ours: Sequence[float], others: Sequence[float], of: str) -> Figure:
    return Figure(label=label, samples=ratios(ours, others), unit="x", includes=f"{of}; pairs of runs")


def _cpu(runs: Sequence[Took]) -> list[float]:
    return [run.cpu_seconds for run in runs]
