"""A figure: what was measured, how often, and what it should be."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

SMALLER = {"s": (1000, "ms"), "MiB": (1024, "KiB")}
"""The unit for a single resource."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One row of the table. The aim is a limit to compare with; nothing fails when it is missed."""

    label: str
    samples: tuple[float, ...]
    """One a run; none when it couldn't be measured."""
    unit: str
    """`s`, `MiB`, what is counted, or `x` for how many times as much."""
    includes: str
    """What is in it, for somebody who wonders."""
    aim: float | None = None
    """An upper limit, unless `at_least`."""
    at_least: bool = False
    each: float | None = None
    """The share of one resource, in the same unit."""

    def row(self) -> tuple[str, ...]:
        """The cells: label, median, spread, runs, aim, a resource, what it includes."""
        if not self.samples:
            return (self.label, "-", "", "0", self._aim(), "", self.includes)
        spread = f"{_digits(min(self.samples))} to {_digits(max(self.samples))}" if len(self.samples) > 1 else ""
        middle = f"{_digits(median(self.samples))} {self.unit}"
        return (self.label, middle, spread, str(len(self.samples)), self._aim(), self._each(), self.includes)

    def _aim(self) -> str:
        if self.aim is None:
            return ""
        sign = -1 if self.at_least else 1
        met = bool(self.samples) and sign * median(self.samples) <= sign * self.aim
        limit = "at least " if self.at_least else ""
        return f"{limit}{self.aim:g} {self.unit}, {'met' if met else 'missed'}"

    def _each(self) -> str:
        if self.each is None:
            return ""
        factor, unit = SMALLER[self.unit]
        return f"{_digits(self.each * factor)} {unit}"


def ratios(numerators: Iterable[float], denominators: Iterable[float]) -> tuple[float, ...]:
    """Run by run, so that what disturbed both of a pair cancels out."""
    return tuple(above / below for above, below in zip(numerators, denominators, strict=True))


def _digits(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}" if abs(value) < 1 else f"{value:.2f}"
