"""Cron of six fields, as Application Auto Scaling and EventBridge write it; it is not that of Unix.

https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html and, of L, W
and #, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple


class Field(NamedTuple):
    """One of the six."""

    name: str
    first: int
    last: int
    names: Sequence[str] = ()
    """Of its numbers, from the first on."""


MINUTES: Final = Field("minutes", 0, 59)
HOURS: Final = Field("hours", 0, 23)
DAYS: Final = Field("day-of-month", 1, 31)
MONTHS: Final = Field(
    "month", 1, 12, ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
)
WEEKDAYS: Final = Field("day-of-week", 1, 7, ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"))
YEARS: Final = Field("year", 1970, 2199)
FIELDS: Final = (MINUTES, HOURS, DAYS, MONTHS, WEEKDAYS, YEARS)

NTH: Final = ("1", "2", "3", "4", "5")
"""Of the weekdays with one name in a month."""
LONGEST_DAYS: Final = 8 * 366
"""Between two days that one expression names, such as 29 February on both sides of the year 2100."""


class BadCron(ValueError):
    """What is wrong with it, to follow its name."""


@dataclass(frozen=True)
class Cron:
    """At the minutes that the fields name. One of `days` and `weekdays` is empty."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: tuple[str, ...]
    months: frozenset[int]
    weekdays: tuple[str, ...]
    years: frozenset[int]

    @classmethod
    def read(cls, text: str) -> "Cron":
        """What stands in the parentheses; the year may be left out (github.com/aws/aws-cdk/issues/1181).

        Raises BadCron.
        """
        said = text.split()
        if len(said) not in (len(FIELDS) - 1, len(FIELDS)):
            names = ", ".join(field.name for field in FIELDS)
            raise BadCron(
                f"has {len(said)} fields, and AWS's cron has {len(FIELDS)} ({names}), as in cron(0 20 * * ? *)"
            )
        days, weekdays = said[2], said[4]
        if (days == "?") == (weekdays == "?"):
            raise BadCron(
                "must have ? as either day-of-month or day-of-week and not as the other, as in cron(0 20 * * ? *)"
            )
        return cls(
            minutes=_numbers(said[0], MINUTES),
            hours=_numbers(said[1], HOURS),
            days=_days(days, _in_month),
            months=_numbers(said[3], MONTHS),
            weekdays=_days(weekdays, _in_week),
            years=_numbers(said[5] if said[5:] else "*", YEARS),
        )

    def after(self, moment: datetime, zone: tzinfo = UTC) -> datetime | None:
        """The next time that it names after this moment, in this time zone; None: never again."""
        today = moment.astimezone(zone).date()
        if not (years := [year for year in self.years if year >= today.year]):
            return None
        begin = max(today, date(min(years), 1, 1))
        for number in range(LONGEST_DAYS):
            day = begin + timedelta(days=number)
            if self._names(day):
                times = ((hour, minute) for hour in sorted(self.hours) for minute in sorted(self.minutes))
                dues = (datetime(day.year, day.month, day.day, *time, tzinfo=zone) for time in times)
                if due := next((one for one in dues if one > moment), None):
                    return due
        return None

    def _names(self, day: date) -> bool:
        return (
            day.year in self.years
            and day.month in self.months
            and (any(_in_month(one, day) for one in self.days) or any(_in_week(one, day) for one in self.weekdays))
        )


def _numbers(text: str, field: Field) -> frozenset[int]:
    return frozenset(number for part in text.split(",") for number in _part(part, field))


def _part(part: str, field: Field) -> Iterable[int]:
    """What a number, a range or a step names. A range may go over the end: FRI-MON."""
    found = re.fullmatch(r"(?:\*|(\w+)(?:-(\w+))?)(?:/([1-9][0-9]*))?", part, re.ASCII)
    if not found:
        raise _bad(part, field)
    low, high, step = found.groups()
    first = _number(low, field) if low else field.first
    last = _number(high, field) if high else first if low and not step else field.last
    count = field.last - field.first + 1
    over = count if last < first else 0
    return [field.first + (one - field.first) % count for one in range(first, last + over + 1, int(step or 1))]


def _number(text: str, field: Field) -> int:
    if text.upper() in field.names:
        return field.first + field.names.index(text.upper())
    if not text.isdecimal() or not field.first <= int(text) <= field.last:
        raise _bad(text, field)
    return int(text)


def _days(text: str, names: Callable[[str, date], bool]) -> tuple[str, ...]:
    """The parts of a field of days, each of which can be read; `?` has none."""
    parts = () if text == "?" else tuple(text.split(","))
    for part in parts:
        names(part, date(2027, 1, 1))
    return parts


def _bad(part: str, field: Field) -> BadCron:
    names = f", {field.names[0]} to {field.names[-1]}" if field.names else ""
    return BadCron(
        f"has {part!r} as {field.name}, which is {field.first} to {field.last}{names}, or a list, range or step"
    )


def _in_month(part: str, day: date) -> bool:
    """By its number; the last day is L, and the weekday that is nearest to the 15th is 15W."""
    last = monthrange(day.year, day.month)[1]
    if part == "L":
        return day.day == last
    if not part.endswith("W"):
        return day.day in _part(part, DAYS)
    wanted = last if part == "LW" else _number(part[:-1], DAYS)
    return wanted <= last and day == _nearest_weekday(day.replace(day=wanted), last)


def _nearest_weekday(day: date, last: int) -> date:
    """Monday to Friday, in the same month."""
    ahead = {5: -1 if day.day > 1 else 2, 6: 1 if day.day < last else -2}.get(day.weekday(), 0)
    return day + timedelta(days=ahead)


def _in_week(part: str, day: date) -> bool:
    """By its number or name; the third Friday of the month is FRI#3, and the last one FRIL."""
    number = day.isoweekday() % 7 + 1
    name, _, nth = part.partition("#")
    if nth:
        if nth not in NTH:
            raise _bad(part, WEEKDAYS)
        return number == _number(name, WEEKDAYS) and str((day.day - 1) // 7 + 1) == nth
    if part == "L":
        return number == WEEKDAYS.last
    if part.endswith("L"):
        return number == _number(part[:-1], WEEKDAYS) and (day + timedelta(days=7)).month != day.month
    return number in _part(part, WEEKDAYS)
