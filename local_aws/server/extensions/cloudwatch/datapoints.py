"""Datapoints of metrics, one for each minute of the cloud's clock.

A minute is the finest that is kept: a period of 10 or 30 seconds is taken as one of 60. The last three hours of the
cloud's clock stay (AWS keeps one-minute datapoints for 15 days), so an alarm that looks further back sees no more.
"""

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

MINUTES_KEPT = 180
MOST_VALUES = 150
"""How many different values one datapoint keeps for its percentiles (PutMetricData takes as many); more are rounded."""

Dimensions = tuple[tuple[str, str], ...]
"""Names and values, by name."""


def dimensions(values: Mapping[str, str]) -> Dimensions:
    """In the order in which metrics are kept."""
    return tuple(sorted(values.items()))


@dataclass(frozen=True, kw_only=True)
class Metric:
    """What names a metric."""

    namespace: str
    name: str
    dimensions: Dimensions = ()


@dataclass(kw_only=True, slots=True)
class Datapoint:
    """What was measured in one minute, or in several together. It does not change, so equal ones may be one."""

    count: float = 0
    sum: float = 0
    minimum: float = math.inf
    maximum: float = -math.inf
    values: Mapping[float, float] = field(default_factory=dict)
    """How often each value came; empty where all are the same, or only the statistics are known."""

    @classmethod
    def of(cls, value: float, count: float = 1) -> "Datapoint":
        """This value, so many times."""
        return cls(count=count, sum=value * count, minimum=value, maximum=value)

    def statistic(self, name: str) -> float | None:
        """`Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, or a percentile such as `p99` or `p99.9`; None for
        another, and for a percentile where only statistics were put."""
        match name:
            case "Sum":
                return self.sum
            case "Average":
                return self.sum / self.count if self.count else None
            case "Minimum":
                return self.minimum
            case "Maximum":
                return self.maximum
            case "SampleCount":
                return self.count
        percent = percentile(name)
        return None if percent is None else self._percentile(percent)

    def _percentile(self, percent: float) -> float | None:
        values = self.known_values()
        wanted, seen = percent / 100 * sum(values.values()), 0.0
        for value, count in sorted(values.items()):
            seen += count
            if seen >= wanted:
                return value
        return None

    def known_values(self) -> Mapping[float, float]:
        """How often each value came; nothing where only the statistics are known."""
        return {self.minimum: self.count} if self.count and self.minimum == self.maximum else self.values


def percentile(statistic: str) -> float | None:
    """The number in `p99`; None for anything else."""
    try:
        percent = float(statistic[1:])
    except ValueError:
        return None
    return percent if statistic[0] == "p" and 0 <= percent <= 100 else None


def _rounded(values: Mapping[float, float]) -> Mapping[float, float]:
    """Fewer values: as many significant digits as fit."""
    for digits in (3, 2, 1):
        fewer: dict[float, float] = {}
        for value, count in values.items():
            short = float(f"{value:.{digits}g}")
            fewer[short] = fewer.get(short, 0) + count
        if len(fewer) <= MOST_VALUES:
            return fewer
    return {}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What was measured of a metric in the minute that has just ended."""

    metric: Metric
    datapoint: Datapoint
    unit: str = "None"


Moment = tuple[int, datetime]
"""A minute of the cloud's clock, and the real time that answers show for it."""


@dataclass(kw_only=True)
class Series:
    """The datapoints of one metric."""

    unit: str
    points: dict[Moment, Datapoint] = field(default_factory=dict)
    """The oldest first, or nearly so."""

    def between(self, first: int, end: int) -> Datapoint | None:
        """All of the minutes from `first` up to but not including `end`; None without any."""
        found = [one for (minute, _), one in self.points.items() if first <= minute < end]
        return together(found) if found else None

    def shown(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, Datapoint]]:
        """Those of this real time, with their moment."""
        return ((at, one) for (_, at), one in self.points.items() if start <= at < end)


def together(datapoints: Iterable[Datapoint]) -> Datapoint:
    """One for all of them."""
    all_of = list(datapoints)
    if len(all_of) == 1:
        return all_of[0]
    values: dict[float, float] = {}
    for one in all_of:
        for value, count in one.known_values().items():
            values[value] = values.get(value, 0) + count
    return Datapoint(
        count=sum(one.count for one in all_of),
        sum=sum(one.sum for one in all_of),
        minimum=min((one.minimum for one in all_of), default=math.inf),
        maximum=max((one.maximum for one in all_of), default=-math.inf),
        values=_rounded(values) if len(values) > MOST_VALUES else values,
    )


class Metrics:
    """All that was measured in one region of an account."""

    def __init__(self) -> None:
        self.series: dict[Metric, Series] = {}
        self.evaluated: int | None = None
        """All minutes before this one are over, and alarms were evaluated then; None before the first time."""
        self._starts: deque[tuple[int, datetime]] = deque(maxlen=MINUTES_KEPT)
        """When minutes began, in real time, the oldest first."""

    def begin(self, minute: int, at: datetime) -> None:
        """This minute of the cloud's clock has begun then; what is too old goes. Nothing if it goes on already."""
        if self._starts and minute <= self._starts[-1][0]:
            return
        self._starts.append((minute, at))
        for metric, series in list(self.series.items()):
            while series.points and (oldest := next(iter(series.points)))[0] < minute - MINUTES_KEPT:
                del series.points[oldest]
            if not series.points:
                del self.series[metric]

    def put(self, minute: int, at: datetime, samples: Iterable[Sample]) -> None:
        """Adds to what was measured in that minute of the cloud's clock; answers show it at that real time."""
        moment = (minute, at)
        for sample in samples:
            points = self.series.setdefault(sample.metric, Series(unit=sample.unit)).points
            before = points.get(moment)
            points[moment] = together([before, sample.datapoint]) if before else sample.datapoint

    def minute_of(self, at: datetime) -> int:
        """The minute of the cloud's clock at that real moment; before the first that is known, by real minutes."""
        first, began = self._starts[0]
        if at < began:
            return first - math.ceil((began - at).total_seconds() / 60)
        return self._starts[bisect_right(self._starts, at, key=lambda start: start[1]) - 1][0]
