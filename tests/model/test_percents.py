"""The arithmetic of rolling updates, against a rolling update that is played step by step."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as some

from model.percents import can_move, fewest, most

tasks = some.integers(min_value=0, max_value=12)
percents = some.integers(min_value=0, max_value=250)


def arrives(desired: int, minimum_percent: int, maximum_percent: int) -> bool:
    """Whether some order of steps replaces every task: all that ECS may do, tried out, every task being healthy."""
    low = ceil(Fraction(desired * minimum_percent, 100))
    high = floor(Fraction(desired * maximum_percent, 100))
    seen: set[tuple[int, int]] = set()
    ahead = [(desired, 0)]
    while ahead:
        old, new = state = ahead.pop()
        if state in seen:
            continue
        seen.add(state)
        if old and old - 1 + new >= low:
            ahead.append((old - 1, new))
        if new < desired and old + new + 1 <= high:
            ahead.append((old, new + 1))
    return (0, desired) in seen


@given(tasks, percents, percents)
def test_it_moves_when_the_update_that_is_played_arrives(desired: int, minimum: int, maximum: int) -> None:
    assert can_move(desired, minimum, maximum) == arrives(desired, minimum, maximum)


@given(tasks.filter(bool), percents, percents)
def test_what_moves_moves_with_more_tasks_too(desired: int, minimum: int, maximum: int) -> None:
    if can_move(desired, minimum, maximum):
        assert can_move(desired + 1, minimum, maximum)


@given(some.integers(min_value=101, max_value=10_000), percents, percents)
def test_what_moves_with_any_number_moves_with_a_hundred(desired: int, minimum: int, maximum: int) -> None:
    assert can_move(desired, minimum, maximum) == can_move(100, minimum, maximum)


@pytest.mark.parametrize(
    ("desired", "minimum", "maximum", "low", "high", "moves"),
    [
        (1, 100, 150, 1, 1, False),
        (1, 50, 100, 1, 1, False),
        (2, 75, 100, 2, 2, False),
        (3, 100, 125, 3, 3, False),
        (4, 100, 125, 4, 5, True),
        (4, 75, 100, 3, 4, True),
        (1, 100, 200, 1, 2, True),
        (1, 0, 100, 0, 1, True),
        (5, 100, 100, 5, 5, False),
        (0, 100, 200, 0, 0, True),
    ],
)
def test_whole_tasks(desired: int, minimum: int, maximum: int, low: int, high: int, moves: bool) -> None:
    assert (fewest(desired, minimum), most(desired, maximum)) == (low, high)
    assert can_move(desired, minimum, maximum) is moves
