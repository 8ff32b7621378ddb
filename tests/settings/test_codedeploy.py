"""How a stack says that its traffic moves."""

from typing import Any

import pytest

from model.shift import PREDEFINED, Shift
from tests.settings.configured import settings


@pytest.mark.parametrize("name", PREDEFINED)
def test_a_shift_is_a_predefined_one_by_its_name(name: str) -> None:
    assert settings(deploymentConfig=name).shift == PREDEFINED[name]


@pytest.mark.parametrize(
    ("written", "shift"),
    [
        ({"type": "canary", "percentage": 20, "intervalMinutes": 7}, Shift("TimeBasedCanary", 20, 7)),
        ({"type": "linear", "percentage": 10, "intervalMinutes": 3}, Shift("TimeBasedLinear", 10, 3)),
        ({"type": "allAtOnce"}, Shift("AllAtOnce")),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_or_a_custom_one_even_where_a_predefined_one_says_the_same(written: dict[str, Any], shift: Shift) -> None:
    assert settings(deploymentConfig=written).shift == shift
