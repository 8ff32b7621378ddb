"""Schedules as Application Auto Scaling reads them: `cron(…)`, `at(…)` and `rate(…)`.

https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from model.cron import BadCron, Cron

FORMS: Final = "cron(0 20 ? * MON-FRI *), at(2027-01-31T18:00:00) or rate(12 hours)"
"""One of each."""


class BadSchedule(ValueError):
    """What is wrong with it, to follow its name."""


@dataclass(frozen=True)
class At:
    """Once."""

    moment: datetime
    """In the time zone of the schedule."""

    def after(self, moment: datetime, zone: tzinfo = UTC) -> datetime | None:
        """As `Cron.after`."""
        due = self.moment.replace(tzinfo=zone)
        return due if due > moment else None


@dataclass(frozen=True)
class Rate:
    """Again and again, from when it was made."""

    every: timedelta

    def after(self, moment: datetime, zone: tzinfo = UTC) -> datetime | None:
        """As `Cron.after`, where it was due at this moment."""
        return moment + self.every


Schedule = Cron | At | Rate

_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}


def schedule(text: str) -> Schedule:
    """Reads one. Raises BadSchedule."""
    found = re.fullmatch(r"(cron|at|rate)\((.*)\)", text, re.ASCII)
    if not found:
        raise BadSchedule(f"must be such as {FORMS}")
    kind, inside = found.groups()
    if kind == "at":
        return _at(inside)
    if kind == "rate":
        return _rate(inside)
    try:
        return Cron.read(inside)
    except BadCron as error:
        raise BadSchedule(str(error)) from None


def _at(inside: str) -> At:
    try:
        moment = datetime.strptime(inside, "%Y-%m-%dT%H:%M:%S")
    except ValueError:
        moment = None
    if moment is None or moment.isoformat() != inside:
        raise BadSchedule("must be a moment as at(yyyy-mm-ddThh:mm:ss), such as at(2027-01-31T18:00:00)")
    return At(moment)


def _rate(inside: str) -> Rate:
    """One minute, two minutes: `1 minutes` and `2 minute` are refused (of EventBridge, which has the same form,
    github.com/buildkite/buildkite-agent-scaler/pull/100)."""
    found = re.fullmatch(r"([1-9][0-9]{0,5}) (minute|hour|day)(s?)", inside, re.ASCII)
    if not found or (found[1] == "1") == bool(found[3]):
        raise BadSchedule("must be a rate in minutes, hours or days, such as rate(1 day) or rate(12 hours)")
    return Rate(int(found[1]) * _UNITS[found[2]])
