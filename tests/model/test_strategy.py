"""Who moves the traffic, out of AWS's two words for it."""

import pytest

from model.strategy import MOVING_TRAFFIC, NATIVE, Strategy, possible


@pytest.mark.parametrize(
    ("controller", "strategy", "found"),
    [
        ("CODE_DEPLOY", "ROLLING", {Strategy.CODEDEPLOY}),
        ("CODE_DEPLOY", None, {Strategy.CODEDEPLOY}),
        ("EXTERNAL", "BLUE_GREEN", {Strategy.EXTERNAL}),
        ("ECS", "ROLLING", {Strategy.ROLLING}),
        ("ECS", "CANARY", {Strategy.CANARY}),
        ("ECS", None, {Strategy.ROLLING, *NATIVE}),
        (None, "ROLLING", {Strategy.CODEDEPLOY, Strategy.ROLLING, Strategy.EXTERNAL}),
        (None, None, set(Strategy)),
        ("ECS", "SIDEWAYS", set()),
        ("NOBODY", "ROLLING", set()),
    ],
)
def test_controller_and_strategy_leave_these_open(
    controller: str | None, strategy: str | None, found: set[Strategy]
) -> None:
    assert possible(controller, strategy) == found


def test_a_strategy_has_the_controller_that_carries_it_out() -> None:
    assert {one.controller for one in NATIVE | {Strategy.ROLLING}} == {"ECS"}
    assert Strategy.CODEDEPLOY.controller == "CODE_DEPLOY"
    assert Strategy.EXTERNAL.controller == "EXTERNAL"


def test_traffic_moves_by_codedeploy_and_by_ecs_itself() -> None:
    assert sorted(MOVING_TRAFFIC) == ["BLUE_GREEN", "CANARY", "CODE_DEPLOY", "LINEAR"]
