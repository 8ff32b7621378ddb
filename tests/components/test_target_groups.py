"""Blue and green."""

from dataclasses import replace
from typing import Any

import pytest

from components.target_groups import TargetGroups
from components.targets import HealthCheck, Targets
from tests.components.fronts import GROUPS
from verdict.recording import Recorded, record

TARGET_GROUP = "aws:lb/targetGroup:TargetGroup"


def made(name: str = "web", **changes: Any) -> list[Recorded]:
    return record(lambda: TargetGroups(name, replace(GROUPS, **changes))).all(TARGET_GROUP)


def test_blue_and_green_differ_in_their_name_only() -> None:
    blue, green = (group.inputs | {"tags": None} for group in made())
    assert blue == green


def test_they_have_the_container_port_and_check_the_port_of_the_traffic() -> None:
    blue = made()[0].inputs
    assert (blue["port"], blue["targetType"], blue["protocol"]) == (4000, "instance", "HTTP")
    assert (blue["healthCheck"]["path"], blue["healthCheck"]["port"]) == ("/health", "traffic-port")
    assert blue["healthCheck"]["matcher"] == "200-299"
    assert blue["healthCheck"]["timeout"] < blue["healthCheck"]["interval"]
    assert blue["deregistrationDelay"] == 60


def test_both_are_asked_and_treated_as_the_service_says() -> None:
    check = HealthCheck(path="/up", matcher="200,302", interval_seconds=30, healthy_threshold=5)
    targets = Targets(health_check=check, deregistration_delay_seconds=7, slow_start_seconds=90, stickiness_seconds=600)
    for group in made(targets=targets):
        asked = group.inputs["healthCheck"]
        assert (asked["path"], asked["matcher"], asked["interval"]) == ("/up", "200,302", 30)
        assert (asked["healthyThreshold"], asked["unhealthyThreshold"]) == (5, 3)
        assert (group.inputs["deregistrationDelay"], group.inputs["slowStart"]) == (7, 90)
        assert group.inputs["stickiness"] == {"type": "lb_cookie", "enabled": True, "cookieDuration": 600}


def test_nothing_is_said_of_slow_start_and_cookies_where_there_are_none() -> None:
    assert not {"slowStart", "stickiness"} & made()[0].inputs.keys()


def test_long_names_are_shortened_leave_room_for_the_random_part_and_stay_different() -> None:
    names = [group.name for service in ("orders-service-api-dev", "orders-service-app-dev") for group in made(service)]
    assert all(len(name) <= 32 - 8 for name in names)
    assert len(set(names)) == 4
    assert [group.name for group in made("orders-service-dev")] == [
        "orders-service-dev-blue",
        "orders-service-dev-green",
    ]


@pytest.mark.parametrize(
    ("changes", "said"), [({"target_type": "lambda"}, "instance or ip"), ({"container_port": 0}, "1 to")]
)
def test_nonsense_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(GROUPS, **changes)
