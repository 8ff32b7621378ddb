"""How a stack says who moves its releases, and how its traffic moves."""

from typing import Any

import pytest

from model.shift import PREDEFINED, Shift
from model.strategy import Strategy
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


@pytest.mark.parametrize(
    ("config", "strategy"),
    [
        ("CodeDeployDefault.ECSAllAtOnce", Strategy.BLUE_GREEN),
        ("CodeDeployDefault.ECSCanary10Percent5Minutes", Strategy.CANARY),
        ("CodeDeployDefault.ECSLinear10PercentEvery1Minutes", Strategy.LINEAR),
        ({"type": "linear", "percentage": 10, "intervalMinutes": 3}, Strategy.LINEAR),
    ],
)
def test_how_traffic_moves_decides_the_strategy_of_ecs(config: Any, strategy: Strategy) -> None:
    assert settings(strategy="native", deploymentConfig=config).strategy is strategy


def test_elsewhere_who_moves_it_is_the_strategy() -> None:
    assert settings().strategy is Strategy.CODEDEPLOY
    assert settings(strategy="rolling").strategy is Strategy.ROLLING
