"""Datapoints of metrics, one for each minute of the cloud's clock.

A minute is the finest that is kept: a period of 10 or 30 seconds is taken as one of 60. The last day of the cloud's
clock stays (AWS keeps one-minute datapoints for 15 days).
"""

import math
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

MINUTES_KEPT = 1440
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


@dataclass(kw_only=True)
class Datapoint:
    """What was measured in one minute, or in several together."""

    count: float = 0
    sum: float = 0
    minimum: float = math.inf
    maximum: float = -math.inf
    values: Counter[float] = field(default_factory=Counter)
    """How often each value came; empty where only the statistics are known."""

    @classmethod
    def of(cls, value: float, count: float = 1) -> "Datapoint":
        """This value, so many times."""
        return cls(
            count=count,
            sum=value * count,
            minimum=value,
            maximum=value,
            values=Counter({value: count}),  # type: ignore[arg-type]
        )

    def add(self, other: "Datapoint") -> None:
        """What was also measured then."""
        self.count += other.count
        self.sum += other.sum
        self.minimum = min(self.minimum, other.minimum)
        self.maximum = max(self.maximum, other.maximum)
        self.values.update(other.values)
        if len(self.values) > MOST_VALUES:
            self.values = _rounded(self.values)

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
        wanted, seen = percent / 100 * self.values.total(), 0.0
        for value, count in sorted(self.values.items()):
            seen += count
            if seen >= wanted:
                return value
        return None


def percentile(statistic: str) -> float | None:
    """The number in `p99`; None for anything else."""
    try:
        percent = float(statistic[1:])
    except ValueError:
        return None
    return percent if statistic[0] == "p" and 0 <= percent <= 100 else None


def _rounded(values: Counter[float]) -> Counter[float]:
    """Fewer values: as many significant digits as fit."""
    for digits in (3, 2, 1):
        fewer = Counter[float]()
        for value, count in values.items():
            fewer[float(f"{value:.{digits}g}")] += count
        if len(fewer) <= MOST_VALUES:
            return fewer
    return Counter(dict(values.most_common(MOST_VALUES)))


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What was measured of a metric in the minute that has just ended."""

    metric: Metric
    datapoint: Datapoint
    unit: str = "None"


@dataclass(kw_only=True)
class Series:
    """The datapoints of one metric."""

    unit: str
    minutes: dict[int, dict[datetime, Datapoint]] = field(default_factory=dict)
    """By the minute of the cloud's clock, and then by the real time that answers show."""

    def between(self, first: int, end: int) -> Datapoint | None:
        """All of the minutes from `first` up to but not including `end`; None without any."""
        found = [one for minute in range(first, end) for one in self.minutes.get(minute, {}).values()]
        return together(found) if found else None

    def shown(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, Datapoint]]:
        """Those of this real time, with their moment."""
        for minute in self.minutes.values():
            for at, datapoint in minute.items():
                if start <= at < end:
                    yield at, datapoint


def together(datapoints: Iterable[Datapoint]) -> Datapoint:
    """One for all of them."""
    result = Datapoint()
    for one in datapoints:
        result.add(one)
    return result


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
            series.minutes = {one: kept for one, kept in series.minutes.items() if one >= minute - MINUTES_KEPT}
            if not series.minutes:
                del self.series[metric]

    def put(self, minute: int, at: datetime, samples: Iterable[Sample]) -> None:
        """Adds to what was measured in that minute of the cloud's clock; answers show it at that real time."""
        for sample in samples:
            series = self.series.setdefault(sample.metric, Series(unit=sample.unit))
            series.minutes.setdefault(minute, {}).setdefault(at, Datapoint()).add(sample.datapoint)

    def minute_of(self, at: datetime) -> int:
        """The minute of the cloud's clock at that real moment; before the first that is known, by real minutes."""
        first, began = self._starts[0]
        if at < began:
            return first - math.ceil((began - at).total_seconds() / 60)
        return self._starts[bisect_right(self._starts, at, key=lambda start: start[1]) - 1][0]
