"""The tables of CloudWatch's user guide on missing data, and its words."""

from datetime import UTC, datetime, timedelta

import pytest

from local_aws.server.extensions.cloudwatch.evaluation import Missing, Point, Rule, evaluate
from model.moving.alarms import AlarmState

START = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
TREATMENTS: tuple[Missing, ...] = ("missing", "ignore", "breaching", "notBreaching")
STAYS = None


def points(pattern: str) -> list[Point]:
    """`-` is missing, `0` is fine, `X` breaches a threshold of 1."""
    values = {"-": None, "0": 0.0, "X": 5.0}
    return [Point(START + timedelta(minutes=n), values[one]) for n, one in enumerate(pattern.split())]


def rule(periods: int, enough: int | None = None, missing: Missing = "missing") -> Rule:
    return Rule(
        threshold=1, comparison="GreaterThanThreshold", periods=periods, datapoints_to_alarm=enough, missing=missing
    )


@pytest.mark.parametrize(
    ("periods", "enough", "pattern", "states"),
    [
        (3, 3, "0 - X - X", ("OK", "OK", "OK", "OK")),
        (3, 3, "- - - - 0", ("OK", "OK", "OK", "OK")),
        (3, 3, "- - - - -", ("INSUFFICIENT_DATA", STAYS, "ALARM", "OK")),
        (3, 3, "0 X X - X", ("ALARM", "ALARM", "ALARM", "ALARM")),
        (3, 3, "- - X - -", ("ALARM", STAYS, "ALARM", "OK")),
        (3, 2, "0 - X - X", ("ALARM", "ALARM", "ALARM", "ALARM")),
        (3, 2, "0 0 X 0 X", ("ALARM", "ALARM", "ALARM", "ALARM")),
        (3, 2, "0 - X - -", ("OK", "OK", "ALARM", "OK")),
        (3, 2, "- - - - 0", ("OK", "OK", "ALARM", "OK")),
        (3, 2, "- - - X -", ("ALARM", STAYS, "ALARM", "OK")),
        (2, None, "- - - X", (STAYS, STAYS, "ALARM", "OK")),
    ],
)
def test_missing_data_is_treated_as_the_guide_says(
    periods: int, enough: int | None, pattern: str, states: tuple[AlarmState | None, ...]
) -> None:
    for missing, state in zip(TREATMENTS, states, strict=True):
        found = evaluate(rule(periods, enough, missing), points(pattern))
        assert (found and found.state) == state, missing


@pytest.mark.parametrize(
    ("periods", "enough", "missing", "pattern", "reason"),
    [
        (1, None, "missing", "X", "Threshold Crossed: 1 datapoint [5.0 (29/11/26 10:00:00)] was greater than the"
         " threshold (1.0)."),
        (1, 1, "missing", "X", "Threshold Crossed: 1 out of the last 1 datapoints [5.0 (29/11/26 10:00:00)] was greater"
         " than the threshold (1.0) (minimum 1 datapoint for OK -> ALARM transition)."),
        (3, 2, "missing", "X 0 X", "Threshold Crossed: 2 out of the last 3 datapoints [5.0 (29/11/26 10:02:00), 5.0"
         " (29/11/26 10:00:00)] were greater than the threshold (1.0) (minimum 2 datapoints for OK -> ALARM"
         " transition)."),
        (1, None, "missing", "0", "Threshold Crossed: 1 datapoint [0.0 (29/11/26 10:00:00)] was not greater than the"
         " threshold (1.0)."),
        (1, None, "notBreaching", "- - -", "Threshold Crossed: no datapoints were received for 1 period and 1 missing"
         " datapoint was treated as [NonBreaching]."),
        (2, None, "breaching", "- - - -", "Threshold Crossed: no datapoints were received for 2 periods and 2 missing"
         " datapoints were treated as [Breaching]."),
        (1, None, "missing", "- - -", "Insufficient Data: 1 datapoint was unknown."),
    ],
)  # fmt: skip
def test_the_reason_is_in_cloudwatchs_words(
    periods: int, enough: int | None, missing: Missing, pattern: str, reason: str
) -> None:
    found = evaluate(rule(periods, enough, missing), points(pattern))
    assert found
    assert found.reason == reason


@pytest.mark.parametrize(
    ("comparison", "breaching"),
    [
        ("GreaterThanThreshold", {2}),
        ("GreaterThanOrEqualToThreshold", {1, 2}),
        ("LessThanThreshold", {0}),
        ("LessThanOrEqualToThreshold", {0, 1}),
    ],
)
def test_each_comparison_has_its_side_of_the_threshold(comparison: str, breaching: set[int]) -> None:
    assert {value for value in (0, 1, 2) if Rule(threshold=1, comparison=comparison).breaches(value)} == breaching
