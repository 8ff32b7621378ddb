"""The state of an alarm, worked out from the values of its periods: CloudWatch's rules, and its words.

Source: CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data", whose two tables are tests here.
Left out: anomaly detection bands, `EvaluateLowSampleCountPercentile`, Metrics Insights.
"""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from model.moving.alarms import AlarmState

Missing = Literal["missing", "ignore", "breaching", "notBreaching"]

EXTRA_PERIODS = 2
"""How many periods before those that count are looked at, so that late datapoints do not change the state. The guide
shows a range of five for three; the number is not documented beyond that."""

COMPARISONS = {
    "GreaterThanOrEqualToThreshold": (operator.ge, "greater than or equal to"),
    "GreaterThanThreshold": (operator.gt, "greater than"),
    "LessThanThreshold": (operator.lt, "less than"),
    "LessThanOrEqualToThreshold": (operator.le, "less than or equal to"),
}


class Point(NamedTuple):
    """The value of one period."""

    at: datetime
    """When the period began."""
    value: float | None
    """None: nothing was measured."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """When an alarm is in ALARM."""

    threshold: float
    comparison: str
    periods: int = 1
    datapoints_to_alarm: int | None = None
    """None: all of the periods."""
    missing: Missing = "missing"

    @property
    def enough(self) -> int:
        """How many breaching datapoints make an alarm."""
        return self.datapoints_to_alarm or self.periods

    @property
    def range(self) -> int:
        """How many periods are looked at."""
        return self.periods + EXTRA_PERIODS

    def breaches(self, value: float) -> bool:
        """Whether this value is on the wrong side of the threshold."""
        compare, _ = COMPARISONS[self.comparison]
        return compare(value, self.threshold)


class Verdict(NamedTuple):
    """What an evaluation found."""

    state: AlarmState
    reason: str
    points: tuple[Point, ...]
    """The datapoints that it rests on, the newest first."""


def evaluate(rule: Rule, points: Sequence[Point]) -> Verdict | None:
    """The state by these periods, the oldest first and the last one just over; None: it stays as it is.

    As many as `rule.range` are looked at. While as many datapoints as periods are there, the newest count, and what is
    missing between them does not.
    """
    points = points[-rule.range :]
    there = [point for point in reversed(points) if point.value is not None][: rule.periods]
    breaching = [point for point in there if _breaches(rule, point)]
    gaps = rule.periods - len(there)
    if gaps == 0:
        return _verdict(rule, "ALARM" if len(breaching) >= rule.enough else "OK", there, breaching, 0)
    if rule.missing == "breaching":
        enough = len(breaching) + gaps >= rule.enough
        return _verdict(rule, "ALARM" if enough else "OK", there, breaching, gaps)
    if rule.missing == "notBreaching":
        return _verdict(rule, "ALARM" if len(breaching) >= rule.enough else "OK", there, breaching, gaps)
    if not there:
        return _unknown(rule) if rule.missing == "missing" else None
    if len(breaching) >= rule.enough:
        return _verdict(rule, "ALARM", there, breaching, 0)
    if len(breaching) < len(there):
        return _verdict(rule, "OK", there, breaching, 0)
    oldest = max(age for age, point in enumerate(reversed(points), 1) if point.value is not None)
    if rule.missing == "missing" and oldest >= rule.enough:
        return _verdict(rule, "ALARM", there, breaching, 0)
    return None


def _breaches(rule: Rule, point: Point) -> bool:
    return point.value is not None and rule.breaches(point.value)


def _unknown(rule: Rule) -> Verdict:
    were = "datapoint was" if rule.periods == 1 else "datapoints were"
    return Verdict("INSUFFICIENT_DATA", f"Insufficient Data: {rule.periods} {were} unknown.", ())


def _verdict(rule: Rule, state: AlarmState, there: list[Point], breaching: list[Point], gaps: int) -> Verdict:
    named = breaching if state == "ALARM" else [point for point in there if point not in breaching] or there
    parts = []
    if named:
        parts.append(_crossing(rule, state, named, gaps))
    elif gaps:
        parts.append(f"no datapoints were received for {rule.periods} {_plural('period', rule.periods)}")
    if gaps:
        treated = "Breaching" if rule.missing == "breaching" else "NonBreaching"
        were = "datapoint was" if gaps == 1 else "datapoints were"
        parts.append(f"{gaps} missing {were} treated as [{treated}]")
    return Verdict(state, f"Threshold Crossed: {' and '.join(parts)}.", tuple(there))


def _crossing(rule: Rule, state: AlarmState, named: list[Point], gaps: int) -> str:
    _, words = COMPARISONS[rule.comparison]
    values = ", ".join(f"{point.value} ({point.at:%d/%m/%y %H:%M:%S})" for point in named)
    counted = f"{len(named)} {_plural('datapoint', len(named))}"
    ending = ""
    if rule.datapoints_to_alarm and not gaps:
        counted = f"{len(named)} out of the last {rule.periods} datapoints"
        fewest = rule.enough if state == "ALARM" else rule.periods - rule.enough + 1
        change = "OK -> ALARM" if state == "ALARM" else "ALARM -> OK"
        ending = f" (minimum {fewest} {_plural('datapoint', fewest)} for {change} transition)"
    was = "was" if len(named) == 1 else "were"
    negation = "" if state == "ALARM" else "not "
    return f"{counted} [{values}] {was} {negation}{words} the threshold ({float(rule.threshold)}){ending}"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
