"""When schedules of Application Auto Scaling are due, and which it cannot read."""

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.schedules import BadSchedule, schedule

MONDAY = datetime(2026, 11, 30, 5, 50, tzinfo=UTC)

DUE = {
    "cron(0 20 ? * MON-FRI *)": "2026-11-30T20:00:00+00:00",
    "cron(0 5 * * ? *)": "2026-12-01T05:00:00+00:00",
    "cron(0 5 * * ?)": "2026-12-01T05:00:00+00:00",
    "cron(0/20 5-6 * * ? *)": "2026-11-30T06:00:00+00:00",
    "cron(*/20 * * * ? *)": "2026-11-30T06:00:00+00:00",
    "cron(10,55 5 * * ? *)": "2026-11-30T05:55:00+00:00",
    "cron(0 8 ? * sat-sun *)": "2026-12-05T08:00:00+00:00",
    "cron(0 8 ? * FRI-SUN *)": "2026-12-04T08:00:00+00:00",
    "cron(0 8 ? * 1 *)": "2026-12-06T08:00:00+00:00",
    "cron(0 8 ? * L *)": "2026-12-05T08:00:00+00:00",
    "cron(0 8 ? * 6L *)": "2026-12-25T08:00:00+00:00",
    "cron(0 8 ? * FRI#3 *)": "2026-12-18T08:00:00+00:00",
    "cron(0 5 L * ? *)": "2026-12-31T05:00:00+00:00",
    "cron(0 8 LW JAN ? *)": "2027-01-29T08:00:00+00:00",
    "cron(0 8 2W JAN ? *)": "2027-01-01T08:00:00+00:00",
    "cron(0 8 1W MAY ? *)": "2027-05-03T08:00:00+00:00",
    "cron(0 0 29 2 ? *)": "2028-02-29T00:00:00+00:00",
    "cron(0 8 1 JAN ? 2030-2040)": "2030-01-01T08:00:00+00:00",
    "cron(0 8 1 JAN ? 2020)": None,
    "cron(0 8 30 2 ? *)": None,
    "at(2027-01-31T18:00:00)": "2027-01-31T18:00:00+00:00",
    "at(2026-11-30T05:50:00)": None,
    "rate(1 day)": "2026-12-01T05:50:00+00:00",
    "rate(90 minutes)": "2026-11-30T07:20:00+00:00",
}

REFUSED = {
    "0 20 * * *": "cron(0 20",
    "cron 0 20 * * ? *": "cron(0 20",
    "cron(0 20 * * *)": "? as either day-of-month or day-of-week",
    "cron(0 20 * *)": "has 4 fields",
    "cron(0 20 * * * *)": "? as either day-of-month or day-of-week",
    "cron(0 20 ? * ? *)": "? as either",
    "cron(0 24 * * ? *)": "'24' as hours, which is 0 to 23",
    "cron(60 0 * * ? *)": "'60' as minutes",
    "cron(0 0 0 * ? *)": "'0' as day-of-month",
    "cron(0 0 32W * ? *)": "'32' as day-of-month",
    "cron(0 0 * JANUARY ? *)": "1 to 12, JAN to DEC",
    "cron(0 8 ? * MON-XXX *)": "'XXX' as day-of-week",
    "cron(0 8 ? * MON#6 *)": "'MON#6'",
    "cron(0 8 ? * 8L *)": "'8' as day-of-week",
    "cron(0/0 8 * * ? *)": "'0/0' as minutes",
    "cron(0 8 * * ? 1969)": "1970 to 2199",
    "at(2027-01-31)": "at(yyyy-mm-ddThh:mm:ss)",
    "at(2027-1-31T18:00:00)": "at(yyyy-mm-ddThh:mm:ss)",
    "at(2027-02-30T18:00:00)": "at(yyyy-mm-ddThh:mm:ss)",
    "rate(1 minutes)": "rate(1 day)",
    "rate(5 minute)": "rate(1 day)",
    "rate(0 days)": "rate(1 day)",
    "rate(2 weeks)": "rate(1 day)",
}


@pytest.mark.parametrize("text", DUE)
def test_it_is_due_next_when_aws_says_so(text: str) -> None:
    due = schedule(text).after(MONDAY)
    assert (due and due.isoformat()) == DUE[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_aws_cannot_read_is_refused_with_what_it_can(text: str) -> None:
    with pytest.raises(BadSchedule) as caught:
        schedule(text)
    assert REFUSED[text] in str(caught.value)


def test_hours_are_those_of_the_time_zone_in_winter_and_in_summer() -> None:
    evening, zone = schedule("cron(0 20 * * ? *)"), ZoneInfo("Europe/Berlin")
    for month, hour in ((1, 19), (7, 18)):
        due = evening.after(datetime(2027, month, 1, tzinfo=UTC), zone)
        assert due
        assert due.astimezone(UTC).hour == hour


@given(st.datetimes(datetime(2026, 1, 1), datetime(2090, 1, 1)), st.sampled_from(list(DUE)))
def test_the_next_time_comes_later_and_nothing_is_left_out_between(moment: datetime, text: str) -> None:
    one, due = schedule(text), moment.replace(tzinfo=UTC)
    times = [due]
    while len(times) < 4 and (due := one.after(due)):
        times.append(due)
    for before, after in pairwise(times):
        assert before < after
        if not text.startswith("rate"):
            assert one.after(before + (after - before) / 2) == after
