"""How traffic moves, and how long it takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.codedeploy import CONFIG_PREFIX, TWO_DAYS_MINUTES
from model.shift import PREDEFINED, Shift, ShiftKind, counted_minutes


@st.composite
def gradual(draw: st.DrawFn) -> Shift:
    """Any canary or linear shift that CodeDeploy takes."""
    kind: ShiftKind = draw(st.sampled_from(["TimeBasedCanary", "TimeBasedLinear"]))
    percent = draw(st.integers(1, 99))
    return Shift(kind, percent, draw(st.integers(1, TWO_DAYS_MINUTES // counted_minutes(kind, percent, 1))))


def test_ten_percent_every_minute_moves_as_aws_was_seen_to_move_it() -> None:
    shift = PREDEFINED["CodeDeployDefault.ECSLinear10PercentEvery1Minutes"]
    assert list(shift.steps()) == [(minute, 10 * (minute + 1)) for minute in range(10)]
    assert shift.minutes == 9


@pytest.mark.parametrize(
    ("shift", "minutes"),
    [
        (Shift("AllAtOnce"), 0),
        (Shift("TimeBasedCanary", 10, 15), 15),
        (Shift("TimeBasedLinear", 20, 3), 12),
        (Shift("TimeBasedLinear", 50, 10), 10),
        (Shift("TimeBasedLinear", 33, 10), 30),
        (Shift("TimeBasedLinear", 99, 10), 10),
        (Shift("TimeBasedLinear", 1, 1), 99),
    ],
)
def test_minutes_from_the_first_step_to_the_last(shift: Shift, minutes: int) -> None:
    assert shift.minutes == minutes


@pytest.mark.parametrize(("percent", "longest"), [(99, 2880), (50, 1440), (33, 960), (10, 288), (1, 28)])
def test_the_longest_linear_interval_is_the_one_that_aws_was_seen_to_take(percent: int, longest: int) -> None:
    assert Shift("TimeBasedLinear", percent, longest).counted_minutes <= TWO_DAYS_MINUTES
    with pytest.raises(ValueError, match=f"{counted_minutes('TimeBasedLinear', percent, longest + 1)} in all steps"):
        Shift("TimeBasedLinear", percent, longest + 1)


def test_a_canary_counts_its_one_interval() -> None:
    assert Shift("TimeBasedCanary", 1, 2880).counted_minutes == 2880
    with pytest.raises(ValueError, match="two days"):
        Shift("TimeBasedCanary", 1, 2881)


@given(gradual())
def test_steps_go_up_to_all_of_the_traffic(shift: Shift) -> None:
    minutes, percents = zip(*shift.steps(), strict=True)
    assert list(minutes) == sorted(set(minutes))
    assert list(percents) == sorted(set(percents))
    assert (minutes[0], percents[0]) == (0, shift.percent)
    assert (minutes[-1], percents[-1]) == (shift.minutes, 100)


@pytest.mark.parametrize(("kind", "percent", "minutes"), [("TimeBasedLinear", 0, 1), ("TimeBasedCanary", 100, 1)])
def test_a_share_is_part_of_the_traffic(kind: ShiftKind, percent: int, minutes: int) -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        Shift(kind, percent, minutes)


def test_a_step_takes_time() -> None:
    with pytest.raises(ValueError, match="at least 1 minute"):
        Shift("TimeBasedLinear", 10, 0)


@pytest.mark.parametrize(("percent", "minutes"), [(10, 0), (100, 5)])
def test_all_at_once_has_no_share_and_no_interval(percent: int, minutes: int) -> None:
    with pytest.raises(ValueError, match="AllAtOnce takes neither"):
        Shift("AllAtOnce", percent, minutes)


def test_aws_has_five_for_ecs_and_their_names_say_what_they_do() -> None:
    assert len(PREDEFINED) == 5
    for name, shift in PREDEFINED.items():
        assert shift.name == name
        assert name.startswith(f"{CONFIG_PREFIX}ECS")
        if shift.kind != "AllAtOnce":
            assert f"{shift.kind.removeprefix('TimeBased')}{shift.percent}Percent" in name
            assert name.endswith(f"{shift.interval_minutes}Minutes")


def test_people_read_it() -> None:
    assert str(Shift("AllAtOnce")) == "all at once"
    assert str(Shift("TimeBasedCanary", 10, 5)) == "10 %, and the rest after 5 min"
    assert str(Shift("TimeBasedLinear", 10, 5)) == "10 % every 5 min"
